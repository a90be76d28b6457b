/* SPDX-License-Identifier: MIT
 *
 * Quotes, invoices and credit notes as PDF. Drawing only: every figure and text comes in ready; nothing is looked up.
 * Same input, same bytes (no clock, fixed ids). */
#ifndef DOCUMENTS_PDF_PDF_H
#define DOCUMENTS_PDF_PDF_H

#include "base/buf.h"
#include "base/cx.h"

enum pdf_kind {
    PDF_QUOTE,
    PDF_INVOICE,
    PDF_ACOMPTE,
    PDF_ARRHES,
    PDF_CREDIT_NOTE
}; /* the two in the middle are invoices, too */

struct pdf_party {
    const char *name;    /* first line, bold */
    const char *contact; /* person, when name is a company; NULL */
    const char *street;  /* NULLs are left out, everywhere */
    const char *postal_code;
    const char *city;
    const char *country;
    const char *phone;
    const char *email;
    const char *siren; /* SIRET for the seller */
    const char *vat_number;
    const char *legal; /* seller: legal form and capital, RCS */
    const char *iban;  /* seller, on invoices */
};

struct pdf_line {
    const char *description; /* may hold newlines; wrapped */
    int64_t quantity_milli;
    int64_t unit_price_e4; /* ten-thousandths of a euro */
    int64_t vat_rate_bp;   /* 2000 = 20 % */
    int64_t total_cents;   /* as the prices are */
    const char *reference; /* of the part; NULL */
    const char *unit;      /* French, behind the quantity; NULL */
    int64_t discount_bp;   /* 1000 = 10 %; 0: none */
};

struct pdf_vat {
    int64_t rate_bp;
    int64_t net_cents;
    int64_t vat_cents;
};

/* What the customer said to a quote. */
struct pdf_agreement {
    const char *words;   /* who agreed, when and how; NULL: nobody yet, and there is a box to sign in */
    const char *choice;  /* a sentence on what else was chosen, or is to be; NULL */
    const void *drawing; /* PNG of documents/drawing.h; NULL. Damaged: RC_INTERNAL */
    size_t drawing_len;
};

struct pdf_document {
    enum pdf_kind kind;
    const char *number;          /* NULL: a draft; "BROUILLON" is printed across the page */
    const char *issue_date;      /* YYYY-MM-DD */
    const char *due_date;        /* invoice: due; quote: valid until; NULL */
    const char *service_date;    /* date of supply, NULL */
    const char *status_note;     /* e.g. "Annulée par l'avoir AV-2026-001"; NULL */
    const char *original_number; /* credit note: the invoice's number and date */
    const char *original_date;
    const char *reason; /* credit note */
    struct pdf_party seller;
    struct pdf_party buyer;
    bool demo;           /* a demonstration's: each page says that it is worth nothing */
    bool business_buyer; /* the mentions are headed as payment terms; which ones apply, the caller decides */
    const char *vehicle; /* "Renault Clio (2020) – VIN VF1…" ; NULL */
    const char *license_plate;
    int64_t mileage_km; /* INT64_MIN: none */
    bool gross;         /* prices of lines include VAT, and the paper says so */
    const struct pdf_line *lines;
    size_t line_count;
    const struct pdf_vat *vats;
    size_t vat_count;
    int64_t subtotal_cents;
    int64_t vat_cents;
    int64_t total_cents;
    int64_t deposited_cents;       /* deposits that it deducts; 0: none */
    const char *const *deductions; /* a sentence of each; as mentions */
    const char *payment_method;    /* French wording; NULL */
    const char *notes;
    const char *terms;           /* conditions of this paper; NULL */
    const char *const *facts;    /* on VAT and delivery; as mentions */
    const char *const *mentions; /* legal mentions, one paragraph each; NULL-terminated, may be NULL */
    struct pdf_agreement agreement;
    const char *footer; /* last line of every page */
    const void *logo;   /* PNG or JPEG bytes checked and re-encoded; NULL. Damaged: RC_INTERNAL */
    size_t logo_len;
};

/* Renders into `out`. RC_INTERNAL (logged) if libharu fails. Fast path: fonts cut to Windows-1252 at build time when every
 * text fits it; otherwise the Unicode font. */
enum rc pdf_render(struct cx *cx, const struct pdf_document *document, struct buf *out);

#endif
