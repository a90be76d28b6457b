/* SPDX-License-Identifier: MIT
 *
 * One row of a file: the record that it makes, what is wrong with it, and which record it is already. */
#ifndef TRANSFER_ROW_H
#define TRANSFER_ROW_H

#include "transfer/import_parts.h"

/* One thing that keeps a row out, as errors of the API say it. */
struct import_problem {
    const char *field, *code, *message;
    const char *params; /* JSON; NULL */
};
extern const struct record import_problem_record;

enum verdict { VERDICT_NEW, VERDICT_TWIN, VERDICT_WRONG };
extern const char *const verdict_names[]; /* "NEW" "TWIN" "WRONG", NULL */

struct judged {
    enum verdict verdict;
    struct list problems; /* struct import_problem */
    void *row;            /* of the kind's record, as the row says it */
    uint64_t present;
    const char *twin_field; /* by which the twin is one; NULL: there is none */
    void *twin;             /* of the kind's record; NULL: none that is stored */
    void *merged;           /* UPDATE_EMPTY: the twin with its gaps filled; NULL: there is nothing to fill, or no twin */
};

/* Reads the tenant's file; writes nothing. What is wrong with the row is no fault. */
enum rc row_judge(struct cx *cx, const struct import_work *work, const struct cells *cells, struct judged *judged);

/* "Jean Dupont", "AB-123-CD": what a record of the kind goes by. */
const char *row_label(const struct import_kind *kind, const void *row);

/* What it may be recognised by: the first value by which a twin is looked for, and the next; NULL: it has none such. */
const char *row_key(const struct import_kind *kind, const void *row, size_t nth, const char **field);

/* What went wrong as a list of struct import_problem, and forgets it. */
struct list row_problems(struct cx *cx);

#endif
