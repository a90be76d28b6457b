/* SPDX-License-Identifier: MIT
 *
 * Contacts: the people and businesses a garage works for (workshop API, "Contacts"). */
#ifndef WORKSHOP_CONTACT_H
#define WORKSHOP_CONTACT_H

#include "resource/resource.h"

struct contact {
    const char *id;
    const char *first_name;
    const char *last_name;
    const char *email;
    const char *phone; /* E.164 */
    const char *company;
    const char *siren;      /* businesses: nine digits */
    const char *vat_number; /* businesses */
    const char *address_street;
    const char *address_city;
    const char *address_postal_code;
    const char *address_country;
    const char *country_code;              /* computed; NULL: no country, or none that is known */
    const char *siret;                     /* businesses: of the establishment; begins with the SIREN */
    const char *electronic_address_scheme; /* of electronic_schemes; NULL: that of the French directory */
    const char *electronic_address_value;  /* where invoices go; NULL: to the SIREN, or the e-mail of a private person */
    const char *delivery_address_street;   /* where it differs */
    const char *delivery_address_city;
    const char *delivery_address_postal_code;
    const char *delivery_address_country;
    const char *delivery_country_code; /* computed */
    const char *kind;                  /* computed, of contact_kinds */
    const char *tags;                  /* JSON array of text */
    int64_t is_vip;
    const char *custom_fields; /* JSON object */
    int64_t vehicles_count;
    const char *name; /* "First Last", or the company; computed by the schema */
    int64_t created_at;
    int64_t version; /* one more at each write */
    int64_t updated_at;
};

extern const struct record contact_record;
extern const struct resource contact_resource;

/* Reads a contact even when it was deleted, for documents. RC_NOT_FOUND "Contact not found". */
enum rc contact_get_any(struct cx *cx, const char *id, struct contact *contact);

/* "First Last", or "" for a company without a person. */
const char *contact_person(struct arena *arena, const struct contact *contact);
extern const char *const contact_kinds[];
/* What invoices to it are: "BUSINESS" to one in France (its SIREN says so, a company's name lets expect one), "FOREIGN" to one
 * elsewhere, "PRIVATE" to a person. A VAT number decides nothing but that it is no person. */
const char *contact_kind(struct arena *arena, const struct contact *contact);

/* True for a business buyer: it has a company name, a SIREN or a VAT number. */
bool contact_is_business(const struct contact *contact);

#endif
