/* SPDX-License-Identifier: MIT
 *
 * Lines of quotes, invoices and credit notes, and their arithmetic (contract, sections 4 and 8): each line is rounded first, VAT
 * is computed for each rate on the sum of its lines, everything half away from zero. Prices are without VAT, or with it
 * (`price_mode` GROSS): then the VAT of a rate is what its sum contains, sum × rate / (100 + rate), and its net is the rest. */
#ifndef WORKSHOP_LINE_H
#define WORKSHOP_LINE_H

#include "data/json_out.h"
#include "store/db.h"

#define LINES_MAX 500
#define LINE_RATES_MAX 16
#define LINE_PRICE_MAX 9999999999999 /* 999 999 999,9999 */

struct line {
    const char *description;
    int64_t quantity;   /* thousandths; negative lines are discounts */
    int64_t unit_price; /* ten-thousandths, as the document's prices are */
    int64_t vat_rate;   /* hundredths of a percent; INT_NULL: the document's */
    int64_t total;      /* cents, as the document's prices are, less the discount */
    int64_t net_total;  /* cents, without VAT */
    const char *kind;   /* of line_kinds; NULL: not said */
    const char *unit;   /* of line_units; NULL: not said */
    const char *reference;
    int64_t discount_percent;  /* hundredths of a percent; INT_NULL: none */
    const char *vat_exemption; /* of vat_exemption_codes, at 0 % only; NULL: the document's */
};
extern const struct record line_record;
extern const char *const line_kinds[];
extern const char *const line_units[];

/* Whether prices include VAT. */
bool price_is_gross(const char *price_mode);

struct line_rate {
    int64_t rate; /* hundredths of a percent */
    int64_t base; /* cents: the sum of the lines as their prices are, net or gross */
    int64_t net;  /* cents */
    int64_t vat;  /* cents */
};

struct line_totals {
    bool gross;       /* prices include VAT */
    int64_t subtotal; /* cents */
    int64_t vat_amount;
    int64_t total;
    struct line_rate rates[LINE_RATES_MAX]; /* highest rate first */
    size_t rate_count;
};

/* How the lines of one document are read. */
struct pricing {
    int64_t vat_rate; /* of lines without their own */
    const char *price_mode;
};

/* Computes every line's totals and the sums: arithmetic alone, for what stands. false: too large, or more than LINE_RATES_MAX
 * rates. */
bool lines_sum(const struct list *lines, const struct pricing *pricing, struct line_totals *totals);

/* The same for lines that come in. Adds fault_field("items", …) for what lines_sum() cannot do, and when the sum at one rate
 * is negative: a discount carries the rate of what it reduces, or it would move VAT from one rate to another. */
enum rc lines_total(struct cx *cx, const struct list *lines, const struct pricing *pricing, struct line_totals *totals);

/* The net of every line, where they are parts of sums that may continue those of `before` (NULL: none): by running totals in the
 * order of the lines; the last one that has a total takes the rest, so that they add up and none is less than nothing unless its
 * total is. */
bool lines_share(const struct list *lines, int64_t document_rate, const struct line_totals *totals,
                 const struct line_totals *before);

/* Why a line bears no VAT: its own code, that of what was paid for the customer, or the document's. NULL: it bears VAT, or nothing
 * says why not. */
const char *line_exemption(const struct line *line, int64_t document_rate, const char *document_exemption);

/* VAT and net of a rate's base; false: too large. */
bool rate_tax(bool gross, struct line_rate *rate);

/* The row of a rate, put in its place when there is none yet; NULL: there are LINE_RATES_MAX others. */
struct line_rate *rate_row(struct line_totals *totals, int64_t rate);
/* The row of a rate, or NULL. */
const struct line_rate *rate_find(const struct line_totals *totals, int64_t rate);

/* Makes the VAT of the rates add up to what the document says where that is the remainder of another document's: the
 * rounding difference goes to the rate with the largest net. */
void lines_fit_vat(struct line_totals *totals, int64_t vat_amount);

/* Inserts the lines, in order; `insert` takes :parent_id, :position and the line's fields. */
enum rc lines_save(struct cx *cx, enum sql_id insert, const char *parent_id, const struct list *lines);

/* Gives lines without a rate the document's, as they are answered. */
void lines_rated(const struct list *lines, int64_t document_rate);

/* "items": […] of an entry of the ledger, into its open object: every line as it stands, in numbers. */
void lines_entry(struct json *json, const struct list *lines);
/* "price_mode" of an entry, where prices include VAT. */
void price_mode_entry(struct json *json, const char *price_mode);

/* The next number of a year's series inside the caller's write transaction: "2026-001", "AV-2026-001". */
enum rc number_next(struct cx *cx, const char *series, const char *prefix, const char *issue_date, const char **number);

/* A VAT rate in percent: "20.0", "5.5". */
const char *rate_text(struct arena *arena, int64_t rate);

#endif
