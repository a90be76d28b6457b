// SPDX-License-Identifier: MIT
// What is printed in one line on a registration certificate, in its parts.

/** "Elodie Rouvignac": the last word is the family's, as the reader of certificates puts it. One word is a business or a family. */
export function partsOfOwner(name: string): { first_name: string; last_name: string } {
    const words = name.trim().split(/\s+/);
    return { first_name: words.slice(0, -1).join(" "), last_name: words.at(-1) ?? "" };
}

/** "14 Rue des Fictions, 49999 Essai sur Loire"; without a postal code all of it is the street. */
export function partsOfAddress(address: string): { street: string; postal_code: string; city: string } {
    const found = /^(.*?)[,\s]+(\d{5})\s+(.+)$/.exec(address.trim());
    return found
        ? { street: found[1] ?? "", postal_code: found[2] ?? "", city: found[3] ?? "" }
        : { street: address.trim(), postal_code: "", city: "" };
}
