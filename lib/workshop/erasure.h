/* SPDX-License-Identifier: MIT
 *
 * Erasing a person (GDPR, art. 17): the contact, its vehicles' plates and numbers, what tasks, activities and messages say, and what
 * the journal, kept answers, imports, questions to the assistant and indexes of words hold of it. Issued papers, with the copies of
 * the buyer that they were made with, and the ledger stay: the law wants them kept (Code de commerce, art. L123-22). */
#ifndef WORKSHOP_ERASURE_H
#define WORKSHOP_ERASURE_H

#include "data/record.h"

struct erasure {
    const char *id;
    int64_t erased_at;
    const char *erased_by; /* a user */
};
extern const struct record erasure_record;

/* Inside the caller's write transaction; a contact that is deleted already may be erased, too. RC_NOT_FOUND: there is none, or it
 * was erased before. RC_CONFLICT: a message to it is still on its way. */
enum rc contact_erase(struct cx *cx, const char *id, struct erasure *erasure);

/* Whether it was. */
enum rc contact_is_erased(struct cx *cx, const char *id, bool *erased);

#endif
