/* SPDX-License-Identifier: MIT
 *
 * Files that go along with a letter: documents of the tenant itself, named as the API names them. Nothing is ever fetched
 * (contract, section 5). */
#ifndef WORKSHOP_ATTACH_H
#define WORKSHOP_ATTACH_H

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

/* For the table of kinds (jobs/job.h): hands the message of a job over with the documents that it names, drawing those that are
 * not kept. No transaction is open. */
enum rc attach_send(struct cx *cx, struct job *job);

#endif
