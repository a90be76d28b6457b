/* SPDX-License-Identifier: MIT
 *
 * Settings of a tenant: one row in its file. Legal wording is data, not code (facts: texts move). */
#ifndef TENANT_SETTINGS_H
#define TENANT_SETTINGS_H

#include "data/record.h"

struct settings {
    const char *name;       /* trade name, on documents */
    const char *legal_name; /* raison sociale */
    const char *legal_form; /* "SARL au capital de 10 000 €" */
    const char *siret;      /* 14 digits */
    const char *vat_number; /* "FR…" */
    const char *rcs;        /* "RCS Lyon 123 456 789" */
    const char *address_street;
    const char *address_city;
    const char *address_postal_code;
    const char *address_country;
    const char *phone;
    const char *email;
    const char *iban;
    const char *timezone;       /* IANA */
    const char *registration;   /* open, approval, closed */
    int64_t probability_step;   /* ten-thousandths; 500 = 0.05; 0 = exact */
    int64_t payment_terms_days; /* due date = issue date + this, where none is given */
    int64_t reminder_days_1;    /* after the due date: the three letters about it, each later than the one before */
    int64_t reminder_days_2;    /* INT_NULL: no such letter, and none after it */
    int64_t reminder_days_3;
    int64_t default_vat_rate;      /* basis points of a percent x100: 2000 = 20 % */
    const char *price_mode;        /* NET, GROSS: how prices stand on new papers */
    const char *late_penalty_text; /* printed for business buyers */
    const char *recovery_text;     /* 40 EUR indemnity, business buyers */
    const char *discount_text;     /* escompte */
    const char *quote_footer;
    const char *invoice_footer;
    const char *logo;           /* name of what logo_get() reads, or NULL */
    int64_t demo;               /* 0 or 1: made by `visioncrm demo` */
    int64_t stalled_days;       /* without movement: a quote or deal is stalled */
    int64_t stalled_grave;      /* so many of them are grave */
    int64_t conversion_target;  /* ten-thousandths: the share of quotes that are to become invoices */
    int64_t revenue_fall_grave; /* ten-thousandths: revenue that falls by so much is grave */
    const char *currency;       /* of the deals: ISO 4217 */
    int64_t modules_garage;     /* what is shown of the product: 0 or 1, one of them at least */
    int64_t modules_pipeline;
    /* ---- electronic invoices and accounting ---- */
    const char *country_code;              /* computed; NULL: no country, or none that is known */
    const char *electronic_address_scheme; /* of electronic_schemes; NULL: that of the French directory */
    const char *electronic_address_value;  /* where invoices for the tenant arrive; NULL: its SIREN */
    const char *vat_regime;                /* of vat_regimes; NULL: not said */
    int64_t vat_on_debits;                 /* services owe VAT when invoiced, not when paid */
    int64_t parts_follow_repair;           /* parts of a repair count as the service that it is */
    const char *fiscal_year_end;           /* "12-31" */
    int64_t einvoicing;                    /* what a platform would refuse is not issued */
    const char *private_endpoint;          /* stands for the e-mail of a private customer who has none */
    const char *platform_name;             /* of the plateforme agréée */
    const char *platform_matricule;        /* its four characters */
    const char *accounts_customers;        /* digits, of the plan comptable */
    const char *accounts_services;
    const char *accounts_goods;
    const char *accounts_expenses; /* paid for the customer */
    const char *accounts_deposits;
    const char *accounts_vat;
    const char *accounts_vat_pending; /* of services, until they are paid */
    const char *accounts_bank;
    const char *accounts_cheques;
    const char *accounts_cards;
    const char *accounts_cash;
    int64_t updated_at;
    int64_t version; /* one more at each write */
};

extern const struct record settings_record;
extern const char *const price_modes[]; /* NET, GROSS: prices include VAT */
extern const char *const vat_regimes[]; /* MONTHLY, QUARTERLY, SIMPLIFIED, FRANCHISE */
#define ELECTRONIC_DIRECTORY "0225"
#define ELECTRONIC_MAIL "EM"
extern const char *const electronic_schemes[]; /* the French directory, e-mail */

/* The settings row of cx->db. */
enum rc settings_get(struct cx *cx, struct settings *settings);
/* Checks and writes the whole row inside the caller's write transaction; errors are added to those of parsing. */
enum rc settings_save(struct cx *cx, struct settings *settings);

/* ---- the logo, a PNG for papers (table logo) ---- */

/* Keeps it and names it in the settings, inside the caller's write transaction; NULL: there is none from now on. The name
 * follows from the bytes. */
enum rc logo_keep(struct cx *cx, struct settings *settings, const void *png, size_t len);
/* Its bytes on the arena; NULL and 0 where there is none. */
enum rc logo_get(struct cx *cx, const void **png, size_t *len);

#endif
