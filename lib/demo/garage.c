/* SPDX-License-Identifier: MIT
 *
 * Who works in the demonstration's garage, and what stands on its papers. */
#include "demo/garage.h"

#include "tenant/settings.h"

const struct demo_person garage_people[GARAGE_PEOPLE] = {
    {"Marc Dupont", NULL, "owner@garage-dupont.fr", "SecurePassword123!", "owner", 0},
    {"Sophie Bernard", NULL, "atelier@garage-dupont.fr", "AtelierPassword123!", "manager", 0},
    {"Karim Benali", NULL, "accueil@garage-dupont.fr", "AccueilPassword123!", "sales", 0},
};

/* The IBAN is the specimen that French banks print; the SIREN is the one of textbooks. */
static void fill_settings(struct settings *settings)
{
    settings->demo = 1;
    settings->modules_pipeline = 1; /* beside the garage: it is shown whole */
    settings->legal_name = "Garage Dupont SARL";
    settings->legal_form = "SARL au capital de 20 000 €";
    settings->siret = "12345678200010";
    settings->vat_number = "FR11123456782";
    settings->rcs = "RCS Lyon 123 456 782";
    settings->address_street = "18 avenue des Frères-Lumière";
    settings->address_city = "Lyon";
    settings->address_postal_code = "69008";
    settings->address_country = "France";
    settings->phone = "+33465710018";
    settings->email = garage_people[0].email;
    settings->iban = "FR7630006000011234567890189";
    settings->electronic_address_scheme = "0225";
    settings->electronic_address_value = "123456782";
    settings->vat_regime = "MONTHLY";
    settings->quote_footer = "Devis gratuit. Les pièces remplacées sont à la disposition du client.";
    settings->invoice_footer = "Garantie pièces et main d'œuvre : un an ou 20 000 km. Merci de votre confiance.";
}

static enum rc write_settings(struct cx *cx)
{
    struct settings settings;
    TRY(settings_get(cx, &settings));
    fill_settings(&settings);
    return settings_save(cx, &settings);
}

enum rc garage_furnish(struct cx *cx, const char *const hashes[GARAGE_PEOPLE], struct user people[GARAGE_PEOPLE])
{
    TRY(user_by_email(cx, garage_people[0].email, &people[0]));
    for (size_t i = 1; i < GARAGE_PEOPLE; i++) {
        TRY(demo_add(cx, &garage_people[i], hashes[i], &people[i]));
    }
    return write_settings(cx);
}
