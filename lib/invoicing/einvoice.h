/* SPDX-License-Identifier: MIT
 *
 * Electronic invoices and credit notes of the profile EN 16931, with what France adds to it (XP Z12-012), as UN/CEFACT CII D22B.
 * Every figure comes in ready and is written as it is: JSON, PDF and XML agree to the cent. Nothing is looked up, no clock is
 * read: same input, same bytes. docs/invoicing.md says which field becomes what. */
#ifndef INVOICING_EINVOICE_H
#define INVOICING_EINVOICE_H

#include "base/buf.h"
#include "base/cx.h"

#define EINVOICE_MAX (16u << 20) /* bytes of XML; five hundred lines of nothing but ampersands have 6 MB */

/* A deposit is an invoice for a part of what is yet to be done; its credit note is of a kind of its own. */
enum einvoice_kind { EINVOICE_INVOICE, EINVOICE_CREDIT_NOTE, EINVOICE_DEPOSIT, EINVOICE_DEPOSIT_CREDIT };

/* An earlier invoice. */
struct einvoice_reference {
    const char *number;
    const char *date; /* YYYY-MM-DD */
};

/* NULLs are left out, everywhere. */
struct einvoice_party {
    const char *name;
    const char *trade_name;
    const char *siret;
    const char *siren;
    const char *vat_number;
    const char *street;
    const char *postal_code;
    const char *city;
    const char *country;         /* code; NULL: not known */
    const char *endpoint_scheme; /* 0225: the French directory, EM: e-mail */
    const char *endpoint;        /* where it receives invoices */
};

struct einvoice_line {
    const char *description; /* the first line is its name */
    const char *reference;
    const char *kind;      /* LABOUR PART FLUID FEE EXPENSE; NULL */
    const char *unit;      /* as lib/workshop/line.c has them; NULL: a piece */
    const char *exemption; /* VATEX code, of a line without VAT; NULL: none is known */
    int64_t quantity;      /* thousandths */
    int64_t unit_price;    /* ten-thousandths, as the document's prices are */
    int64_t discount;      /* hundredths of a percent; 0: none */
    int64_t vat_rate;      /* hundredths of a percent */
    int64_t total;         /* cents, as the prices are, less the discount */
    int64_t net;           /* cents, without VAT */
};

struct einvoice_rate {
    int64_t rate; /* hundredths of a percent */
    int64_t net;  /* cents */
    int64_t vat;
};

struct einvoice {
    enum einvoice_kind kind;
    const char *number;
    const char *issue_date;                      /* YYYY-MM-DD */
    const char *due_date;                        /* NULL: of a credit note */
    const char *service_date;                    /* NULL: the day of issue */
    const struct einvoice_reference *references; /* credit note: the invoice; invoice: the deposits that it deducts */
    size_t reference_count;
    struct einvoice_party seller;
    struct einvoice_party buyer;
    struct einvoice_party delivery; /* name NULL: not elsewhere than the buyer */
    const char *buyer_kind;         /* BUSINESS, FOREIGN, PRIVATE */
    bool vat_exempt;                /* the seller asks no VAT (CGI art. 293 B) */
    bool vat_on_debits;             /* services owe VAT when they are invoiced */
    bool parts_follow_repair;       /* what is fitted in a repair counts as the service */
    const char *legal_form;
    const char *rcs;
    const char *late_penalty; /* what the seller says of it; NULL: what the law says */
    const char *recovery;
    const char *discount;
    const char *const *notes; /* whatever else is said; NULL-terminated, NULLs none */
    const char *payment_method;
    const char *iban;
    bool gross; /* unit_price and total of lines include VAT */
    const struct einvoice_line *lines;
    size_t line_count;
    const struct einvoice_rate *rates;
    size_t rate_count;
    int64_t subtotal; /* cents */
    int64_t vat;
    int64_t total;
    int64_t prepaid; /* by deposits */
};

/* Appends the XML. RC_INTERNAL if it were larger than EINVOICE_MAX. What a platform wants and the document lacks is left out. */
enum rc einvoice_xml(struct cx *cx, const struct einvoice *document, struct buf *out);

#endif
