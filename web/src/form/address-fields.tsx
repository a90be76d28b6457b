// SPDX-License-Identifier: MIT
// An address, of whomever.

import { type Bound, TextField } from "./field";

export type AddressName = "address.street" | "address.postal_code" | "address.city" | "address.country";

export function AddressFields({ field }: { field: (name: AddressName) => Bound & { label: string } }) {
    return (
        <>
            <TextField {...field("address.street")} autocomplete="off" />
            <span class="pair short-first">
                <TextField {...field("address.postal_code")} inputMode="numeric" autocomplete="off" />
                <TextField {...field("address.city")} autocomplete="off" />
            </span>
            <TextField {...field("address.country")} autocomplete="off" />
        </>
    );
}
