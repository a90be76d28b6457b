/* SPDX-License-Identifier: MIT
 *
 * One statement after the other; the words are read before anything goes. */
#include "workshop/erasure.h"

#include "auth/user.h"
#include "resource/journal.h"
#include "store/db.h"
#include "workshop/contact.h"

#define SHOWN "Client effacé" /* where a name has to stand */

static const struct field erasure_fields[] = {
    FIELD_UUID(struct erasure, id, F_READONLY),
    FIELD_TIME(struct erasure, erased_at, F_READONLY),
    FIELD_UUID(struct erasure, erased_by, F_READONLY),
};
RECORD(erasure_record, "Erasure", struct erasure, erasure_fields, NULL);

/* In this order: what is told by who owns what is taken away comes before. */
static const enum sql_id statements[] = {
    SQL_ERASURE_JOURNAL,
    SQL_ERASURE_NAMED,
    SQL_ERASURE_ACTIVITY_WORDS,
    SQL_ERASURE_ACTIVITIES,
    SQL_ERASURE_ACTIVITY_WORDS_ANEW,
    SQL_ERASURE_TASKS,
    SQL_ERASURE_JOBS,
    SQL_ERASURE_MESSAGES,
    SQL_ERASURE_SIGNATURES,
    SQL_ERASURE_ACCEPTANCES,
    SQL_ERASURE_VEHICLES,
    SQL_ERASURE_CONTACT,
    SQL_ERASURE_INVOICE_WORDS,
    SQL_ERASURE_QUOTE_WORDS,
    SQL_ERASURE_QUOTE_WORDS_ANEW,
    SQL_ERASURE_CREDIT_NOTE_WORDS,
    SQL_ERASURE_CREDIT_NOTE_WORDS_ANEW,
    SQL_ERASURE_ANSWERS,
    SQL_ERASURE_QUESTIONS,
    SQL_ERASURE_VIEWS,
    SQL_ERASURE_IMPORT_DRAFTS,
    SQL_ERASURE_IMPORT_SAMPLES,
    SQL_ERASURE_IMPORT_ROWS,
    SQL_ERASURE_MERGE_CONTACTS,
    SQL_ERASURE_MERGE_VEHICLES,
    SQL_ERASURE_MERGE_QUOTES,
    SQL_ERASURE_MERGE_INVOICES,
    SQL_ERASURE_MERGE_CREDIT_NOTES,
    SQL_ERASURE_MERGE_TASKS,
    SQL_ERASURE_MERGE_ACTIVITIES,
};

enum rc contact_is_erased(struct cx *cx, const char *id, bool *erased)
{
    struct erasure erasure;
    enum rc rc = db_get(cx, SQL_ERASURE_GET, ARGS(ARG_T("id", id)), &erasure_record, &erasure);
    *erased = rc == RC_OK;
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc check_erasable(struct cx *cx, const char *id)
{
    struct contact contact;
    bool erased;
    int64_t on_their_way;
    TRY(contact_get_any(cx, id, &contact));
    TRY(contact_is_erased(cx, id, &erased));
    if (erased) {
        return fault_not_found(cx, "Contact");
    }
    TRY(db_int(cx, SQL_ERASURE_OPEN_MESSAGES, ARGS(ARG_T("id", id)), &on_their_way));
    return on_their_way
               ? fault_set(cx, RC_CONFLICT, NULL, "A message to this contact is still on its way: try again when it has left")
               : RC_OK;
}

enum rc contact_erase(struct cx *cx, const char *id, struct erasure *erasure)
{
    const char *words;
    TRY(check_erasable(cx, id));
    TRY(db_text(cx, SQL_ERASURE_WORDS, ARGS(ARG_T("id", id)), &words));
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        TRY(db_run(cx, statements[i],
                   ARGS(ARG_T("id", id), ARG_T("words", words), ARG_T("shown", SHOWN), ARG_I("now", cx->now_ms),
                        ARG_T("user", cx->user ? cx->user->id : NULL))));
    }
    TRY(journal_write(
        cx, &(struct journal_entry){
                .operation = JOURNAL_REMOVE, .record = &contact_record, .id = id, .source = JOURNAL_ERASURE, .note = "{}"}));
    return db_get(cx, SQL_ERASURE_GET, ARGS(ARG_T("id", id)), &erasure_record, erasure);
}
