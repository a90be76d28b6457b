// SPDX-License-Identifier: MIT
// A host name made of a garage's name: "Garage Martin & Fils" becomes garage-martin-fils.

const LIMIT = 63;

export function subdomainOf(name: string): string {
    return name
        .normalize("NFD")
        .replace(/\p{Mn}/gu, "")
        .toLowerCase()
        .replace(/œ/g, "oe")
        .replace(/æ/g, "ae")
        .replace(/[^a-z0-9]+/g, "-")
        .slice(0, LIMIT)
        .replace(/^-+|-+$/g, "");
}
