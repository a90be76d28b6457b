/* SPDX-License-Identifier: MIT
 *
 * A supplier's invoice as a stranger sends it: Factur-X, CII, UBL, or a PDF or picture of which nothing is read. The file is looked at
 * in the confined child (ocr/child.h), which answers a flat struct; its parent checks that like the file itself. Amounts are
 * as the file gives them: nothing is reckoned anew, but what does not add up is told. */
#ifndef INVOICING_INCOMING_H
#define INVOICING_INCOMING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "data/record.h"

enum {
    INCOMING_LINES_MAX = 500, /* that are kept; sums are of all */
    INCOMING_RATES_MAX = 20,
    INCOMING_DIFFERENCES_MAX = 30,
};

enum incoming_format {
    INCOMING_FACTURX,
    INCOMING_CII,
    INCOMING_UBL,
    INCOMING_PDF,
    INCOMING_JPEG,
    INCOMING_PNG,
    INCOMING_FORMATS
};

enum incoming_end {
    INCOMING_READ,
    INCOMING_UNKNOWN,    /* no kind of file that is taken */
    INCOMING_BROKEN,     /* cut off or damaged */
    INCOMING_FORBIDDEN,  /* its XML declares a document type */
    INCOMING_TOO_LARGE,  /* a bound of the reader */
    INCOMING_NO_INVOICE, /* XML of another kind */
    INCOMING_TOO_COSTLY,
    INCOMING_MISSING, /* this machine cannot: no process */
    INCOMING_ENDS
};

/* Texts are in UTF-8 on one line, but for notes and terms; "": not said. */
struct incoming_party {
    char name[300];
    char siren[10], siret[15], vat_number[21];
    char street[300], postal_code[21], city[150], country[3];
};

/* Quantities, prices and rates are the file's decimals, letter by letter. */
struct incoming_line {
    char number[25], description[400], reference[80];
    char quantity[25], unit[12], unit_price[25];
    char vat_rate[13], vat_category[4];
    int64_t net; /* cents, as all amounts; INT_NULL: not said */
};

struct incoming_rate {
    char rate[13], category[4];
    int64_t base, vat;
};

enum incoming_difference_kind {
    DIFFERENCE_LINE,  /* quantity and price do not give what the line says */
    DIFFERENCE_LINES, /* lines do not add up */
    DIFFERENCE_NET,   /* lines, allowances and charges do not give the net */
    DIFFERENCE_BASE,  /* the rates' bases do not add up to it */
    DIFFERENCE_RATE,  /* base and rate do not give the VAT of the rate */
    DIFFERENCE_VAT,   /* the rates' VAT does not add up */
    DIFFERENCE_TOTAL, /* net and VAT do not give the total */
    DIFFERENCE_DUE,   /* the total less what is paid does not give what is due */
    DIFFERENCE_KINDS
};

struct incoming_difference {
    enum incoming_difference_kind kind;
    int64_t place;           /* the line or rate, from 1; 0: the whole */
    int64_t given, expected; /* cents */
};

struct incoming {
    enum incoming_format format;
    struct incoming_party seller, buyer;
    char number[101], type_code[4], currency[4];
    char issue_date[11], due_date[11]; /* YYYY-MM-DD */
    char preceding[101], order[101], iban[35], means[4];
    char terms[1000], notes[4000];
    int64_t lines_net, allowances, charges, net, vat, total, prepaid, rounding, due;
    int64_t line_count; /* of the file */
    size_t kept, rate_count, difference_count;
    struct incoming_line lines[INCOMING_LINES_MAX];
    struct incoming_rate rates[INCOMING_RATES_MAX];
    struct incoming_difference differences[INCOMING_DIFFERENCES_MAX];
};

/* Takes up to a minute; no transaction may be open. `incoming` means something after INCOMING_READ alone. */
enum incoming_end incoming_read(const void *bytes, size_t len, struct incoming *incoming);

/* What the child does, in the calling process and without its limits; for tests and fuzzing. */
enum incoming_end incoming_read_here(const void *bytes, size_t len, struct incoming *incoming);

#endif
