/* SPDX-License-Identifier: MIT
 *
 * What the entries of accounting add up to: the balance of the accounts, and the VAT that is due, by month and rate. */
#ifndef WORKSHOP_BOOKS_H
#define WORKSHOP_BOOKS_H

#include "data/record.h"
#include "documents/sheet/table.h"
#include "tenant/download.h"

struct books {
    struct list accounts; /* number, name, debit, credit, balance of each that is used */
    struct list vat;      /* period "2026-11", rate, base, vat */
    int64_t debit, credit;
    int64_t entries, first_number, last_number; /* numbers INT_NULL: there are none */
    /* Of money: what these entries took in; of it what was received on other days; what was received on these days and stands in
     * other entries; so what the report of revenue says. */
    int64_t booked, received_elsewhere, booked_elsewhere, revenue;
};
extern const struct record books_record;

/* Of both days and all between; at most ten years. */
enum rc books_read(struct cx *cx, int64_t from, int64_t to, struct books *books);

/* The VAT as a spreadsheet. */
enum rc books_vat_file(struct cx *cx, int64_t from, int64_t to, enum table_format format, bool french,
                       struct download *download);

#endif
