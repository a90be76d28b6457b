// SPDX-License-Identifier: MIT
// The till of this workstation: what is paid here carries its name, and the till sheet counts it apart.

import { store, stored } from "./theme";

/** As many letters as a payment's may have. */
export const TILL_LENGTH = 20;

/** Asked for at each payment: another tab may have changed it. "": this is none. */
export function till(): string {
    return stored("till") ?? "";
}

export function setTill(name: string): void {
    store("till", name.trim().slice(0, TILL_LENGTH));
}
