/* SPDX-License-Identifier: MIT
 *
 * What the files of this folder share about an import, and nobody else sees. */
#ifndef TRANSFER_IMPORT_PARTS_H
#define TRANSFER_IMPORT_PARTS_H

#include "transfer/import.h"

struct import_column {
    const char *title;  /* of the heading */
    const char *field;  /* of target_names; NULL: left out */
    const char *sample; /* the first things that stand below it */
    size_t samples;     /* how many of them; no field */
};

/* The rest of import_detail_record. */
enum rc import_fill(struct cx *cx, void *detail);

/* As it stands, with what nobody is shown. */
enum rc import_reload(struct cx *cx, const char *id, struct import *import);

/* Its columns: struct import_column. */
enum rc import_columns(struct cx *cx, const struct import *import, struct list *columns);

/* Rows as a JSON array. */
const char *import_print_rows(struct cx *cx, const struct record *record, const struct list *list);

#endif
