/* SPDX-License-Identifier: MIT
 *
 * The garage's price list: what it sells, single items and packages of them, in the words and with the prices that a line of a
 * paper begins with. Papers keep what was written on them: a price that changes here changes none. */
#ifndef WORKSHOP_CATALOGUE_H
#define WORKSHOP_CATALOGUE_H

#include "resource/resource.h"

#define CATALOGUE_LINES_MAX 50           /* of a package */
#define CATALOGUE_PRICE_MAX 9999999999   /* 999 999,9999: so that the sum of a package is exact in SQL */
#define CATALOGUE_QUANTITY_MAX 100000000 /* 100 000,000 */
#define CATALOGUE_PACKAGE "PACKAGE"

struct catalogue_item {
    const char *id;
    const char *code; /* as the garage calls it; unique without case; of a part its reference */
    const char *label;
    const char *unit;
    int64_t unit_price;     /* ten-thousandths; INT_NULL: a package */
    const char *price_mode; /* NET, GROSS: what its price is, or those of its lines */
    int64_t vat_rate;       /* hundredths of a percent; INT_NULL: the paper's */
    const char *kind;       /* of a line, or CATALOGUE_PACKAGE */
    int64_t is_active;      /* offered while a line is typed */
    int64_t total;          /* cents, of a package's lines */
    struct list items;      /* of a package: struct catalogue_line */
    int64_t created_at, updated_at, version;
    int64_t begins; /* of a suggestion: its code or label begins with what was typed */
};

/* So much of an item, or a line of its own. */
struct catalogue_line {
    const char *item_id;     /* of the catalogue; the rest but the quantity is that item's, then */
    int64_t quantity;        /* thousandths */
    const char *description; /* required without item_id, as is */
    int64_t unit_price;      /* the price, in the package's mode */
    const char *unit;
    int64_t vat_rate;
    const char *kind;
    const char *code; /* of the item */
    int64_t total;    /* cents */
};

extern const char *const catalogue_kinds[];
extern const struct record catalogue_item_record;
extern const struct record suggested_item_record; /* with `items` and `begins` */
extern const struct resource catalogue_resource;
extern const struct record catalogue_line_record;

/* The lines of a package, as a paper would have them. */
enum rc catalogue_lines(struct cx *cx, const char *package_id, struct list *items);

#endif
