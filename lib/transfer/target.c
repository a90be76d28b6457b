/* SPDX-License-Identifier: MIT
 *
 * The tables of targets, and what is done with a cell before its field is parsed. */
#include "transfer/target.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "base/unicode.h"
#include "data/phone.h"
#include "workshop/contact.h"
#include "workshop/vehicle.h"

/* ---- cells ---- */

static const char *clean_phone(struct cx *cx, const char *country, const char *text)
{
    return phone_from_home(cx->arena, text, country);
}

/* Of a SIRET, the nine digits that name the business. */
static const char *clean_siren(struct cx *cx, const char *country, const char *text)
{
    const char *code = text_compact(cx->arena, text);
    (void)country;
    return strlen(code) == 14 ? arena_strndup(cx->arena, code, 9) : code;
}

/* "12/03/2015", "2015-03-12" and "mars 2015" are of 2015. */
static const char *clean_year(struct cx *cx, const char *country, const char *text)
{
    (void)country;
    for (const char *at = text; *at; at += strcspn(at, "0123456789")) {
        size_t digits = strspn(at, "0123456789");
        if (digits == 4) {
            return arena_strndup(cx->arena, at, 4);
        }
        at += digits;
    }
    return text;
}

/* "123 456 km" */
static const char *clean_mileage(struct cx *cx, const char *country, const char *text)
{
    struct buf out;
    const char *at = text;
    (void)country;
    buf_init(&out, cx->arena, 16);
    while (*at) {
        const char *here = at;
        uint32_t c = utf8_next(&at);
        if (c == '.' || c == ',' || unicode_is_blank(c) || unicode_is_ignorable(c)) {
            continue;
        }
        if ((c == 'k' || c == 'K') && (*at == 'm' || *at == 'M')) {
            at++;
            continue;
        }
        buf_add(&out, here, (size_t)(at - here));
    }
    return out.data;
}

/* ---- tables ---- */

static const struct target contact_targets[] = {
    {"first_name", "first_name", "|prenom|prenoms|firstname|givenname|forename|", NULL, NULL},
    {"last_name", "last_name",
     "|nom|nomdefamille|nomclient|nomduclient|nomcomplet|nometprenom|nomprenom|client|clients|contact|lastname|surname|"
     "familyname|"
     "name|fullname|customer|customername|",
     NULL, NULL},
    {"company", "company",
     "|societe|raisonsociale|entreprise|nomsociete|nomdelasociete|nomentreprise|denomination|company|companyname|organization|"
     "organisation|business|",
     NULL, NULL},
    {"mobile", "phone",
     "|portable|mobile|telportable|telmobile|telephoneportable|telephonemobile|telephone2|tel2|gsm|numeroportable|nportable|"
     "mobilephone|cell|cellphone|cellular|",
     NULL, clean_phone},
    {"phone", "phone",
     "|telephone|tel|telephone1|tel1|telfixe|telephonefixe|fixe|teldomicile|telephonedomicile|numerodetelephone|ndetelephone|"
     "ntelephone|ntel|"
     "numerotelephone|phone|phonenumber|telephonenumber|landline|homephone|",
     NULL, clean_phone},
    {"email", "email",
     "|email|mail|courriel|adressemail|adresseemail|adresseelectronique|adressedemessagerie|emailaddress|mailaddress|email1|",
     NULL, NULL},
    {"siren", "siren", "|siren|siret|nsiren|nsiret|numerosiren|numerosiret|", NULL, clean_siren},
    {"vat_number", "vat_number",
     "|tva|ntva|numerotva|numerodetva|tvaintra|tvaintracommunautaire|ntvaintracommunautaire|vat|vatnumber|", NULL, NULL},
    {"address_street", "address_street",
     "|adresse|adresse1|adresse2|adresse3|adresseligne1|adresseligne2|complementadresse|complementdadresse|rue|voie|address|"
     "address1|address2|addressline1|addressline2|street|streetaddress|",
     "\n", NULL},
    {"address_postal_code", "address_postal_code", "|cp|codepostal|codepost|postal|postalcode|postcode|zip|zipcode|", NULL,
     NULL},
    {"address_city", "address_city", "|ville|commune|localite|city|town|", NULL, NULL},
    {"address_country", "address_country", "|pays|country|", NULL, NULL},
    {"tags", "tags", "|etiquette|etiquettes|tag|tags|categorie|categories|groupe|groupes|label|labels|group|groups|category|",
     ",", NULL},
    {.name = NULL},
};

static const struct target vehicle_targets[] = {
    {"license_plate", "license_plate",
     "|immatriculation|immat|plaque|plaquedimmatriculation|nimmatriculation|numerodimmatriculation|licenseplate|licenceplate|"
     "plate|"
     "registration|registrationnumber|",
     NULL, NULL},
    {"vin", "vin", "|vin|numerodeserie|nserie|ndeserie|chassis|numerodechassis|nchassis|codevin|chassisnumber|", NULL, NULL},
    {"make", "make", "|marque|constructeur|make|brand|manufacturer|", NULL, NULL},
    {"model", "model", "|modele|version|model|", NULL, NULL},
    {"year", "year",
     "|annee|millesime|anneemodele|mec|datemec|dmec|miseencirculation|datedemiseencirculation|1eremiseencirculation|"
     "date1eremiseencirculation|datedepremieremiseencirculation|year|firstregistration|",
     NULL, clean_year},
    {"color", "color", "|couleur|color|colour|", NULL, NULL},
    {"mileage", "mileage", "|kilometrage|km|kms|kilometres|compteur|mileage|odometer|", NULL, clean_mileage},
    {"owner_phone", NULL,
     "|telephone|tel|portable|mobile|telephoneclient|telclient|telephoneproprietaire|phone|phonenumber|ownerphone|"
     "customerphone|",
     NULL, clean_phone},
    {"owner_email", NULL, "|email|mail|courriel|adressemail|emailclient|emailproprietaire|owneremail|customeremail|", NULL,
     NULL},
    {"owner_name", NULL,
     "|proprietaire|client|nom|prenom|nomclient|nomduclient|prenomclient|nomproprietaire|nomduproprietaire|titulaire|societe|"
     "owner|"
     "ownername|customer|customername|name|firstname|lastname|company|",
     " ", NULL},
    {.name = NULL},
};

const struct import_kind import_kinds[] = {
    {"contacts", &contact_resource, contact_targets},
    {"vehicles", &vehicle_resource, vehicle_targets},
    {.name = NULL},
};
const char *const import_kind_names[] = {"contacts", "vehicles", NULL};
const char *const target_names[] = {
    "first_name",
    "last_name",
    "company",
    "mobile",
    "phone",
    "email",
    "siren",
    "vat_number",
    "address_street",
    "address_postal_code",
    "address_city",
    "address_country",
    "tags",
    "license_plate",
    "vin",
    "make",
    "model",
    "year",
    "color",
    "mileage",
    "owner_phone",
    "owner_email",
    "owner_name",
    NULL,
};

const struct import_kind *import_kind(const char *name)
{
    const struct import_kind *kind = import_kinds;
    while (kind->name && !str_eq(kind->name, name)) {
        kind++;
    }
    return kind;
}

const struct target *target_find(const struct import_kind *kind, const char *name)
{
    const struct target *target = kind->targets;
    while (target->name && !str_eq(target->name, name)) {
        target++;
    }
    return target->name ? target : NULL;
}

/* ---- headings ---- */

/* 0xC0 to 0xFF of Latin-1, without accents; a blank: nothing. */
static const char plain[] = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";

/* "N° de téléphone" -> "|ndetelephone|" */
static const char *bare(struct cx *cx, const char *heading)
{
    struct buf out;
    const char *at = text_nfc(cx->arena, heading);
    buf_init(&out, cx->arena, 32);
    buf_char(&out, '|');
    while (*at) {
        uint32_t c = utf8_next(&at);
        char letter = c < 0x80 && isalnum((int)c) ? (char)tolower((int)c) : c >= 0xC0 && c <= 0xFF ? plain[c - 0xC0] : ' ';
        if (letter != ' ') {
            buf_char(&out, letter);
        }
    }
    buf_char(&out, '|');
    return out.data;
}

const struct target *target_guess(struct cx *cx, const struct import_kind *kind, const char *heading)
{
    const char *word = bare(cx, heading);
    for (const struct target *target = kind->targets; target->name; target++) {
        if (strlen(word) > 2 && strstr(target->words, word)) {
            return target;
        }
    }
    return NULL;
}

/* ---- rows ---- */

const char *target_text(struct cx *cx, const struct target *target, const struct target *const *columns,
                        const struct cells *cells, const char *country)
{
    const char *text = NULL;
    for (size_t i = 0; i < cells->count; i++) {
        const char *cell = columns[i] == target ? text_trim(cx->arena, cells->texts[i]) : "";
        if (*cell) {
            text = text ? arena_printf(cx->arena, "%s%s%s", text, target->glue, cell) : cell;
            if (!target->glue) {
                break;
            }
        }
    }
    return text && target->clean ? target->clean(cx, country, text) : text;
}
