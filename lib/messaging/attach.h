/* SPDX-License-Identifier: MIT
 *
 * Files that go along with a letter: documents of the tenant itself, named as the API names them. Nothing is ever fetched
 * (contract, section 5). */
#ifndef MESSAGING_ATTACH_H
#define MESSAGING_ATTACH_H

#include "messaging/outbox.h"

#define ATTACH_MAX 5 /* to one letter */

struct named_file {
    const char *filename; /* NULL: the document's own */
    const char *url;
};
extern const struct record named_file_record;

/* Checks a list of struct named_file: a `url` must name a quote, an invoice or a credit note that is there, as
 * /api/quotes/{id}/pdf, alone or on the tenant's own origin, or as https://storage.visioncrm.app/quotes/{id}.pdf. Adds field errors
 * "attachments[0].url". *files is the JSON for struct message. */
enum rc attach_check(struct cx *cx, const struct list *named, const char **files);
/* What an address names, for tests: false where it is no document's. `noun` as below; *id is lower-cased, on the arena. */
bool attach_parse(struct cx *cx, const char *url, const char **noun, const char **id);
/* The JSON of one document: `noun` is "quotes", "invoices" or "credit-notes". */
const char *attach_one(struct cx *cx, const char *filename, const char *noun, const char *id);

/* Reads the documents that message->files names, drawing those that are not kept: for who hands it over, with no transaction open.
 * RC_NOT_FOUND: one is gone. */
enum rc attach_load(struct cx *cx, struct message *message);

#endif
