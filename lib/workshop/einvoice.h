/* SPDX-License-Identifier: MIT
 *
 * The electronic invoice of an issued invoice or credit note: made once, from the copies that were made at issue, kept beside the
 * row and chained by its SHA-256. */
#ifndef WORKSHOP_EINVOICE_H
#define WORKSHOP_EINVOICE_H

#include "data/json_out.h"
#include "workshop/credit_note.h"
#include "workshop/paper.h"

/* Writes and keeps it, inside the transaction that issues it, before its entry of the ledger. */
enum rc einvoice_keep_invoice(struct cx *cx, const char *invoice_id);
enum rc einvoice_keep_credit_note(struct cx *cx, const char *note_id);

/* "xml_sha256" of an entry of the ledger, where one is kept: entries from before there were any stay as they are. */
enum rc einvoice_entry(struct cx *cx, struct json *json, const char *ref_id);

/* The XML as it was kept; what was issued before any was kept is written now, of its copies. RC_CONFLICT for a draft. */
enum rc einvoice_invoice(struct cx *cx, const struct invoice *invoice, struct paper *paper);
enum rc einvoice_credit_note(struct cx *cx, const struct credit_note *note, struct paper *paper);

#endif
