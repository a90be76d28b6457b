// SPDX-License-Identifier: MIT
// What an issued invoice is called.

import type { Schemas } from "../api/client";
import { t } from "../app/words";

/** Several kinds of papers have one series of numbers: which one it is. */
export const invoiceTitle = ({ deposit_kind, invoice_number }: Pick<Schemas["Invoice"], "deposit_kind" | "invoice_number">): string =>
    t(deposit_kind ? `deposit.heading.${deposit_kind}` : "invoice.heading", { number: invoice_number ?? "" });
