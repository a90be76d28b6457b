// SPDX-License-Identifier: MIT
// One field that finds everything.

import { signal } from "@preact/signals";

export const paletteOpen = signal(false);

export function Palette() {
    return null;
}
