// SPDX-License-Identifier: MIT
// What a list reads first at an address, for whoever is about to open it.

import { pageOptions } from "../api/lists";
import type { Chunk } from "../routes";
import { askOf } from "./ask";
import { type ListSpec, rulesOf } from "./spec";

export function aheadOf<Row extends { id: string }>(spec: ListSpec<Row>): NonNullable<Chunk["ahead"]> {
    return (_params, query) => pageOptions(spec.source, askOf(query, rulesOf(spec)), 1);
}
