// SPDX-License-Identifier: MIT
// What a line sells, and what it is counted in: of papers and of the catalogue.

export const LINE_KINDS = ["LABOUR", "PART", "FLUID", "FEE", "EXPENSE"] as const;
export const LINE_UNITS = ["PIECE", "SET", "HOUR", "DAY", "LITRE", "KILOGRAM", "METRE", "KILOMETRE", "FLAT_RATE"] as const;
/** What such a line is mostly counted in. */
export const USUAL_UNITS: Record<string, string> = { LABOUR: "HOUR", PART: "PIECE", FLUID: "LITRE" };
