// SPDX-License-Identifier: MIT
// A draft of an invoice, without a quote before it.

export { NewInvoice as default } from "./paper-edit";
