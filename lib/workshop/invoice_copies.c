/* SPDX-License-Identifier: MIT
 *
 * The copies of seller and buyer. */
#include "workshop/invoice_copies.h"

#include "base/str.h"
#include "data/country.h"
#include "invoicing/exemption.h"
#include "tenant/legal.h"

static const struct field seller_fields[] = {
    FIELD_TEXT(struct settings, name, 0, 0, 0),
    FIELD_TEXT(struct settings, legal_name, 0, 0, 0),
    FIELD_TEXT(struct settings, legal_form, 0, 0, 0),
    FIELD_TEXT(struct settings, siret, 0, 0, 0),
    FIELD_TEXT(struct settings, vat_number, 0, 0, 0),
    FIELD_TEXT(struct settings, rcs, 0, 0, 0),
    FIELD_GROUP_TEXT(struct settings, "address", address_street, 0, 0, 0),
    FIELD_GROUP_TEXT(struct settings, "address", address_city, 0, 0, 0),
    FIELD_GROUP_TEXT(struct settings, "address", address_postal_code, 0, 0, 0),
    FIELD_GROUP_TEXT(struct settings, "address", address_country, 0, 0, 0),
    FIELD_TEXT(struct settings, country_code, 0, 0, 0),
    FIELD_TEXT(struct settings, phone, 0, 0, 0),
    FIELD_TEXT(struct settings, email, 0, 0, 0),
    FIELD_TEXT(struct settings, iban, 0, 0, 0),
    FIELD_TEXT(struct settings, late_penalty_text, 0, 0, 0),
    FIELD_TEXT(struct settings, recovery_text, 0, 0, 0),
    FIELD_TEXT(struct settings, discount_text, 0, 0, 0),
    FIELD_TEXT(struct settings, invoice_footer, 0, 0, 0),
    FIELD_GROUP_TEXT(struct settings, "electronic_address", electronic_address_scheme, 0, 0, 0),
    FIELD_GROUP_TEXT(struct settings, "electronic_address", electronic_address_value, 0, 0, 0),
    FIELD_ENUM(struct settings, vat_regime, 0, vat_regimes),
    FIELD_BOOL(struct settings, vat_on_debits, F_LATER),
    FIELD_BOOL(struct settings, parts_follow_repair, F_LATER),
};
RECORD(seller_record, "Seller", struct settings, seller_fields, NULL);

static const struct field buyer_fields[] = {
    FIELD_UUID(struct contact, id, 0),
    FIELD_TEXT(struct contact, name, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct contact, first_name, 0, 0, 0),
    FIELD_TEXT(struct contact, last_name, 0, 0, 0),
    FIELD_TEXT(struct contact, company, 0, 0, 0),
    FIELD_ENUM(struct contact, kind, 0, contact_kinds),
    FIELD_TEXT(struct contact, siren, 0, 0, 0),
    FIELD_TEXT(struct contact, siret, 0, 0, 0),
    FIELD_TEXT(struct contact, vat_number, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "address", address_street, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "address", address_city, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "address", address_postal_code, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "address", address_country, 0, 0, 0),
    FIELD_TEXT(struct contact, country_code, 0, 0, 0),
    FIELD_TEXT(struct contact, phone, 0, 0, 0),
    FIELD_TEXT(struct contact, email, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "electronic_address", electronic_address_scheme, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "electronic_address", electronic_address_value, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "delivery_address", delivery_address_street, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "delivery_address", delivery_address_city, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "delivery_address", delivery_address_postal_code, 0, 0, 0),
    FIELD_GROUP_TEXT(struct contact, "delivery_address", delivery_address_country, 0, 0, 0),
    FIELD_TEXT(struct contact, delivery_country_code, 0, 0, 0),
};
RECORD(buyer_record, "Buyer", struct contact, buyer_fields, NULL);

const char *invoice_copy(struct cx *cx, const struct record *record, const void *object)
{
    struct buf text;
    struct json json;
    buf_init(&text, cx->arena, 1024);
    json_init(&json, &text, TIME_MILLISECONDS);
    json_record(&json, record, object, true);
    return text.data;
}

static void apply(const char **scheme, const char **value, const char *applies, const char *address)
{
    if (!*value && address) {
        *scheme = applies;
        *value = address;
    } else if (*value && !*scheme) {
        *scheme = ELECTRONIC_DIRECTORY;
    }
}

void invoice_parties(struct cx *cx, struct settings *seller, struct contact *buyer)
{
    const char *siren = siret_siren(cx->arena, seller->siret);
    seller->country_code = country_or_home(cx->arena, seller->address_country);
    apply(&seller->electronic_address_scheme, &seller->electronic_address_value, ELECTRONIC_DIRECTORY, siren);
    buyer->country_code = country_or_home(cx->arena, buyer->address_country);
    buyer->kind = contact_kind(cx->arena, buyer);
    if (buyer->delivery_address_street || buyer->delivery_address_city) {
        buyer->delivery_country_code = country_or_home(cx->arena, buyer->delivery_address_country);
    }
    const char *email = buyer->email ? buyer->email : seller->private_endpoint;
    bool listed = buyer->siren != NULL;
    apply(&buyer->electronic_address_scheme, &buyer->electronic_address_value, listed ? ELECTRONIC_DIRECTORY : ELECTRONIC_MAIL,
          listed ? buyer->siren : email);
}

const char *invoice_exemption(struct cx *cx, const struct settings *seller, const char *said)
{
    return said || !legal_vat_exempt(cx, seller) ? said : EXEMPTION_FRANCHISE;
}
