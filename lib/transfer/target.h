/* SPDX-License-Identifier: MIT
 *
 * Where a column of a file can go: the fields of contacts and of vehicles, the words by which headings name them in French and in
 * English, and how cells become their values. */
#ifndef TRANSFER_TARGET_H
#define TRANSFER_TARGET_H

#include "resource/resource.h"
#include "transfer/reader.h"

struct target {
    const char *name;  /* as the API says it */
    const char *field; /* of the record; NULL: it says whose the vehicle is */
    const char *words; /* of headings, each between bars: lower case, no accents, letters and digits alone */
    const char *glue;  /* between the texts of several columns; NULL: the first that is not empty counts */
    /* The text that the field is parsed from; NULL: as it stands. */
    const char *(*clean)(struct cx *cx, const char *country, const char *text);
};

#define TARGETS_MAX 16

/* What can be imported. */
struct import_kind {
    const char *name; /* "contacts" */
    const struct resource *resource;
    const struct target *targets; /* ends with name NULL */
};
extern const struct import_kind import_kinds[]; /* ends with name NULL */
extern const char *const import_kind_names[];
extern const char *const target_names[]; /* of all kinds, each once; NULL */

const struct import_kind *import_kind(const char *name);

/* The one that a heading means; NULL: none. */
const struct target *target_guess(struct cx *cx, const struct import_kind *kind, const char *heading);
const struct target *target_find(const struct import_kind *kind, const char *name);

/* What a row's cells say for a target, where `columns` names the target of each; NULL: nothing. */
const char *target_text(struct cx *cx, const struct target *target, const struct target *const *columns,
                        const struct cells *cells, const char *country);

#endif
