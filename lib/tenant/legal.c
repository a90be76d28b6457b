/* SPDX-License-Identifier: MIT
 *
 * What stands on French documents by law: check digits of SIREN, SIRET, VAT number and IBAN, and which mentions are missing. */
#include "tenant/legal.h"

#include <stddef.h>
#include <string.h>

#include "base/str.h"
#include "data/email.h"
#include "tenant/settings.h"

#define SIREN_DIGITS 9
#define SIRET_DIGITS 14
#define IBAN_MIN 15
#define IBAN_MAX 34

static const char digits[] = "0123456789";
static const char upper_alnum[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* True if the text is exactly `len` characters of `set`. */
static bool consists_of(const char *text, const char *set, size_t len)
{
    return text && strlen(text) == len && strspn(text, set) == len;
}

static bool luhn_valid(const char *number)
{
    int sum = 0;
    bool twice = false;
    for (size_t i = strlen(number); i-- > 0; twice = !twice) {
        int digit = number[i] - '0';
        digit = twice ? 2 * digit : digit;
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

static int digit_sum(const char *number)
{
    int sum = 0;
    for (; *number; number++) {
        sum += *number - '0';
    }
    return sum;
}

bool siren_valid(const char *siren)
{
    return consists_of(siren, digits, SIREN_DIGITS) && luhn_valid(siren);
}

bool siret_valid(const char *siret)
{
    if (!consists_of(siret, digits, SIRET_DIGITS)) {
        return false;
    }
    /* La Poste has more establishments than Luhn leaves it numbers for. */
    bool la_poste = str_starts(siret, "356000000") && digit_sum(siret) % 5 == 0;
    return la_poste || luhn_valid(siret);
}

/* "FR", a key of two characters, a SIREN. Keys with a letter exist and follow another rule. */
static bool french_vat_valid(const char *number)
{
    const char *key = number + 2;
    const char *siren = number + 4;
    int64_t have, base;
    if (!consists_of(siren, digits, SIREN_DIGITS)) {
        return false;
    }
    if (strspn(key, digits) < 2) {
        return true;
    }
    if (!str_int(siren, 0, 999999999, &base) || !str_int((const char[]){key[0], key[1], '\0'}, 0, 99, &have)) {
        return false;
    }
    return (12 + 3 * (base % 97)) % 97 == have;
}

bool vat_number_valid(const char *vat_number)
{
    size_t len = vat_number ? strlen(vat_number) : 0;
    if (len < 4 || len > 15 || !is_upper(vat_number[0]) || !is_upper(vat_number[1]) || strspn(vat_number, upper_alnum) != len) {
        return false;
    }
    return str_starts(vat_number, "FR") ? french_vat_valid(vat_number) : true;
}

/* ISO 13616: country and check digits go to the end, letters count as 10 to 35, and the number leaves 1 when divided by 97. */
bool iban_valid(const char *iban)
{
    size_t len = iban ? strlen(iban) : 0;
    if (len < IBAN_MIN || len > IBAN_MAX || strspn(iban, upper_alnum) != len || !is_upper(iban[0]) || !is_upper(iban[1]) ||
        strspn(iban + 2, digits) < 2) {
        return false;
    }
    int rest = 0;
    for (size_t i = 0; i < len; i++) {
        char c = iban[(i + 4) % len];
        rest = is_upper(c) ? (rest * 100 + (c - 'A' + 10)) % 97 : (rest * 10 + (c - '0')) % 97;
    }
    return rest == 1;
}

const char *siret_siren(struct arena *arena, const char *siret)
{
    return siret && strlen(siret) >= SIREN_DIGITS ? arena_strndup(arena, siret, SIREN_DIGITS) : NULL;
}

/* BR-FR-23, BR-FR-25 */
static bool directory_valid(const char *value)
{
    size_t len = strlen(value);
    return len > 0 && len <= 125 && strspn(value, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+_.-") == len;
}

void electronic_address_check(struct cx *cx, const char *scheme, const char *value)
{
    const char *parsed;
    if (!value) {
        return;
    }
    bool fits = str_eq(scheme, ELECTRONIC_MAIL) ? !email_parse(cx->arena, value, &parsed) : directory_valid(value);
    if (!fits) {
        fault_field(cx, "electronic_address.value", PROBLEM_INVALID_ELECTRONIC_ADDRESS,
                    "Must be an address of its scheme: 0225 letters, digits and + _ . -, EM an e-mail address");
    }
}

static const struct mention {
    const char *field; /* as in the JSON of the settings */
    size_t offset;
    const char *missing;
    bool business; /* between businesses only */
} mentions[] = {
    {"legal_name", offsetof(struct settings, legal_name), "The registered name is missing", false},
    {"legal_form", offsetof(struct settings, legal_form), "The legal form is missing (with the capital of a company)", false},
    {"siret", offsetof(struct settings, siret), "The SIRET is missing", false},
    {"vat_number", offsetof(struct settings, vat_number), "The VAT number is missing", false},
    {"address.street", offsetof(struct settings, address_street), "The street of the registered address is missing", false},
    {"address.postal_code", offsetof(struct settings, address_postal_code), "The postal code is missing", false},
    {"address.city", offsetof(struct settings, address_city), "The city is missing", false},
    {"late_penalty_text", offsetof(struct settings, late_penalty_text), "The rate of penalties for late payment is missing",
     true},
    {"recovery_text", offsetof(struct settings, recovery_text), "The indemnity for recovery (40 EUR) is missing", true},
    {"discount_text", offsetof(struct settings, discount_text), "The conditions of a discount for early payment are missing",
     true},
};

/* "TVA non applicable, art. 293 B du CGI": a small business that neither asks VAT nor has a number. */
bool legal_vat_exempt(struct cx *cx, const struct settings *settings)
{
    if (settings->vat_regime) {
        return str_eq(settings->vat_regime, "FRANCHISE");
    }
    return settings->invoice_footer && strstr(str_alnum(cx->arena, settings->invoice_footer), "293b");
}

void legal_warn(struct cx *cx, const struct settings *settings, bool business_buyer)
{
    for (size_t i = 0; i < sizeof mentions / sizeof *mentions; i++) {
        const struct mention *mention = &mentions[i];
        const char *text = *(const char *const *)(const void *)((const char *)settings + mention->offset);
        bool wanted = business_buyer || !mention->business;
        if (str_eq(mention->field, "vat_number") && legal_vat_exempt(cx, settings)) {
            wanted = false;
        }
        if (wanted && str_empty(text)) {
            warning_add(cx, "LEGAL_IDENTITY_INCOMPLETE", mention->field, mention->missing);
        }
    }
}
