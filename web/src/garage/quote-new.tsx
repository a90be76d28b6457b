// SPDX-License-Identifier: MIT
// A new quote.

export { NewQuote as default } from "./paper-edit";
