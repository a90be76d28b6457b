/* SPDX-License-Identifier: MIT
 *
 * The settings of a tenant: which fields there are and what they may hold. legal.c checks the numbers. */
#include "tenant/settings.h"

#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "base/unicode.h"
#include "data/country.h"
#include "store/db.h"
#include "tenant/currency.h"
#include "tenant/legal.h"

#define TEXT_MAX 500
#define FOOTER_MAX 2000

const char *const price_modes[] = {"NET", "GROSS", NULL};
const char *const vat_regimes[] = {"MONTHLY", "QUARTERLY", "SIMPLIFIED", "FRANCHISE", NULL};
const char *const electronic_schemes[] = {ELECTRONIC_DIRECTORY, ELECTRONIC_MAIL, NULL};
static const char *const registration_values[] = {"open", "approval", "closed", NULL};

#define ACCOUNT(m) FIELD_GROUP_TEXT(struct settings, "accounts", accounts_##m, F_REQUIRED, 3, 12)

static const struct field settings_fields[] = {
    FIELD_TEXT(struct settings, name, F_REQUIRED, 1, 100),
    FIELD_TEXT(struct settings, legal_name, 0, 1, 200),
    FIELD_TEXT(struct settings, legal_form, 0, 1, 200),
    FIELD_CODE(struct settings, siret, 0, 1, 20, text_compact),
    FIELD_CODE(struct settings, vat_number, 0, 1, 20, text_compact),
    FIELD_TEXT(struct settings, rcs, 0, 1, 100),
    FIELD_GROUP_TEXT(struct settings, "address", address_street, F_LINES, 1, 200),
    FIELD_GROUP_TEXT(struct settings, "address", address_city, 0, 1, 100),
    FIELD_GROUP_TEXT(struct settings, "address", address_postal_code, 0, 1, 20),
    FIELD_GROUP_TEXT(struct settings, "address", address_country, 0, 1, 100),
    FIELD_TEXT(struct settings, country_code, F_READONLY | F_NOT_STORED, 0, 0),
    FIELD_PHONE(struct settings, phone, 0),
    FIELD_EMAIL(struct settings, email, 0),
    FIELD_CODE(struct settings, iban, 0, 1, 40, text_compact),
    FIELD_TEXT(struct settings, timezone, F_REQUIRED, 1, 64),
    FIELD_ENUM(struct settings, registration, F_REQUIRED, registration_values),
    FIELD_DECIMAL(struct settings, probability_step, F_REQUIRED, 4, 0, 0, 10000),
    FIELD_INT(struct settings, payment_terms_days, F_REQUIRED, 0, 120),
    FIELD_INT(struct settings, reminder_days_1, 0, 1, 365),
    FIELD_INT(struct settings, reminder_days_2, 0, 1, 365),
    FIELD_INT(struct settings, reminder_days_3, 0, 1, 365),
    FIELD_DECIMAL(struct settings, default_vat_rate, F_REQUIRED, 2, 1, 0, 10000),
    FIELD_ENUM(struct settings, price_mode, F_REQUIRED, price_modes),
    FIELD_TEXT(struct settings, late_penalty_text, 0, 1, TEXT_MAX),
    FIELD_TEXT(struct settings, recovery_text, 0, 1, TEXT_MAX),
    FIELD_TEXT(struct settings, discount_text, 0, 1, TEXT_MAX),
    FIELD_TEXT(struct settings, quote_footer, 0, 1, FOOTER_MAX),
    FIELD_TEXT(struct settings, invoice_footer, 0, 1, FOOTER_MAX),
    FIELD_TEXT(struct settings, logo, F_READONLY, 1, 255),
    FIELD_BOOL(struct settings, demo, F_READONLY),
    FIELD_INT(struct settings, stalled_days, F_REQUIRED, 1, 365),
    FIELD_INT(struct settings, stalled_grave, F_REQUIRED, 1, 1000),
    FIELD_DECIMAL(struct settings, conversion_target, F_REQUIRED, 4, 2, 0, 10000),
    FIELD_DECIMAL(struct settings, revenue_fall_grave, F_REQUIRED, 4, 2, 0, 10000),
    FIELD_CODE(struct settings, currency, F_REQUIRED, 3, 3, text_compact),
    FIELD_GROUP_BOOL(struct settings, "modules", modules_garage, F_REQUIRED),
    FIELD_GROUP_BOOL(struct settings, "modules", modules_pipeline, F_REQUIRED),
    FIELD_GROUP_ENUM(struct settings, "electronic_address", electronic_address_scheme, 0, electronic_schemes),
    FIELD_GROUP_TEXT(struct settings, "electronic_address", electronic_address_value, 0, 1, 125),
    FIELD_ENUM(struct settings, vat_regime, 0, vat_regimes),
    FIELD_BOOL(struct settings, vat_on_debits, F_REQUIRED),
    FIELD_BOOL(struct settings, parts_follow_repair, F_REQUIRED),
    FIELD_TEXT(struct settings, fiscal_year_end, F_REQUIRED, 5, 5),
    FIELD_BOOL(struct settings, einvoicing, F_REQUIRED),
    FIELD_EMAIL(struct settings, private_endpoint, 0),
    FIELD_TEXT(struct settings, platform_name, 0, 1, 100),
    FIELD_CODE(struct settings, platform_matricule, 0, 4, 4, text_compact),
    ACCOUNT(customers),
    ACCOUNT(services),
    ACCOUNT(goods),
    ACCOUNT(expenses),
    ACCOUNT(deposits),
    ACCOUNT(vat),
    ACCOUNT(vat_pending),
    ACCOUNT(bank),
    ACCOUNT(cheques),
    ACCOUNT(cards),
    ACCOUNT(cash),
    FIELD_TIME(struct settings, updated_at, F_READONLY),
    FIELD_INT(struct settings, version, F_READONLY, 0, 0),
};

static void check_number(struct cx *cx, const char *field, const char *value, bool (*valid)(const char *))
{
    if (value && !valid(value)) {
        fault_field(cx, field, PROBLEM_INVALID_NUMBER, "Not a valid number: its check digits or its length do not fit");
    }
}

static void check_later(struct cx *cx, const char *field, int64_t before, int64_t days)
{
    if (days != INT_NULL && (before == INT_NULL || days <= before)) {
        fault_field(cx, field, PROBLEM_TOO_EARLY, "Must be later than the reminder before it");
    }
}

/* Every field of the group: three digits, and what the accountant adds. */
static void check_accounts(struct cx *cx, const struct settings *settings)
{
    for (size_t i = 0; i < sizeof settings_fields / sizeof *settings_fields; i++) {
        const struct field *field = &settings_fields[i];
        if (!field->group || strcmp(field->group, "accounts") != 0) {
            continue;
        }
        const char *account = record_text(&settings_record, settings, field->name);
        if (account &&
            (strspn(account, "0123456789") < 3 || strspn(account, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != strlen(account))) {
            fault_field(cx, arena_printf(cx->arena, "accounts.%s", field->name + strlen("accounts_")), PROBLEM_INVALID_ACCOUNT,
                        "Must be an account: at least three digits, then digits or capitals");
        }
    }
}

/* "02-28", a day of any year. */
static bool year_end_valid(const char *day)
{
    char date[DATE_LEN];
    int64_t days;
    return snprintf(date, sizeof date, "2027-%s", day) < (int)sizeof date && date_parse(date, &days);
}

static void settings_validate(struct cx *cx, const void *object, uint64_t present)
{
    const struct settings *settings = object;
    (void)present;
    check_number(cx, "siret", settings->siret, siret_valid);
    check_number(cx, "vat_number", settings->vat_number, vat_number_valid);
    check_number(cx, "iban", settings->iban, iban_valid);
    check_later(cx, "reminder_days_2", settings->reminder_days_1, settings->reminder_days_2);
    check_later(cx, "reminder_days_3", settings->reminder_days_2, settings->reminder_days_3);
    if (settings->timezone && !zone_valid(settings->timezone)) {
        fault_field(cx, "timezone", PROBLEM_INVALID_TIMEZONE, "Unknown time zone");
    }
    if (settings->currency && !currency_valid(settings->currency)) {
        fault_field(cx, "currency", PROBLEM_INVALID_CURRENCY, "Must be a currency of ISO 4217, such as EUR");
    }
    electronic_address_check(cx, settings->electronic_address_scheme, settings->electronic_address_value);
    check_accounts(cx, settings);
    if (settings->fiscal_year_end && !year_end_valid(settings->fiscal_year_end)) {
        fault_field(cx, "fiscal_year_end", PROBLEM_INVALID_DAY, "Must be a day of the year, such as 12-31");
    }
    if (settings->modules_garage == 0 && settings->modules_pipeline == 0) {
        fault_field(cx, "modules", PROBLEM_REQUIRED, "One of them is needed");
    }
}

RECORD(settings_record, "Settings", struct settings, settings_fields, settings_validate);

enum rc settings_get(struct cx *cx, struct settings *settings)
{
    TRY(db_get(cx, SQL_SETTINGS_GET, NO_ARGS, &settings_record, settings));
    settings->country_code = country_code(cx->arena, settings->address_country);
    return RC_OK;
}

enum rc settings_save(struct cx *cx, struct settings *settings)
{
    settings_validate(cx, settings, UINT64_MAX);
    TRY(fault_check(cx));
    settings->updated_at = cx->now_ms;
    return db_run(cx, SQL_SETTINGS_UPDATE, ARGS(ARG_R(&settings_record, settings)));
}
