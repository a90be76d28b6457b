/* SPDX-License-Identifier: MIT
 *
 * What a platform would refuse of an invoice, told before a number is spent on it: one table of rules about the seller, the buyer and
 * the paper. Rules that a platform shares with the law are here as well as in tenant/legal.h, which knows no buyer. */
#ifndef INVOICING_READINESS_H
#define INVOICING_READINESS_H

#include "data/record.h"
#include "tenant/settings.h"

#define READINESS_ROWS_MAX 100 /* of one answer: a paper may have five hundred lines */

struct readiness_line {
    int64_t vat_rate;          /* hundredths of a percent */
    const char *vat_exemption; /* the code that applies; NULL: none does */
};

/* What is looked at; parts that are NULL are not. */
struct readiness_case {
    const struct settings *seller; /* its country code is that of its country, or of France where none is said */
    bool seller_rules;             /* its own faults count; without, it is there for the others' sake */
    bool exempt;                   /* it asks no VAT */
    const char *seller_siren;      /* NULL: unknown */
    const struct record *buyer_record;
    const void *buyer; /* of that record: fields as contacts and their copies have them, electronic address as it applies */
    const char *paper; /* "invoice", "quote" */
    const char *paper_id;
    const char *issue_date; /* today for what is not issued */
    const char *due_date;   /* NULL: follows from the terms */
    const char *payment_method;
    const struct readiness_line *lines;
    size_t line_count;
};

struct readiness_row {
    const char *code;        /* of READINESS_PROBLEMS */
    const char *field;       /* of the record, as its JSON has it */
    const char *record_type; /* settings, contact, invoice, quote */
    const char *record_id;   /* NULL: the settings */
    const char *message;
    const char *params; /* JSON; NULL */
    enum problem_code problem;
};

struct readiness {
    int64_t ready; /* nothing is missing */
    int64_t checked, passed;
    struct list rows; /* struct readiness_row, READINESS_ROWS_MAX at most */
};
extern const struct record readiness_record;

void readiness_check(struct cx *cx, const struct readiness_case *of, struct readiness *readiness);

/* On issue: a warning for each row, or where the seller wants it so (`einvoicing`) a fault with the record before its field
 * ("contact.siren"): RC_INVALID. A warning of the same field that the law asks for is not said twice. */
enum rc readiness_tell(struct cx *cx, const struct settings *seller, const struct readiness *readiness);

#endif
