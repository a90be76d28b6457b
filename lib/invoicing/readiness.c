/* SPDX-License-Identifier: MIT
 *
 * The table of rules: BR-FR and EN 16931 where they can fail, in the words of whoever has to mend it. */
#include "invoicing/readiness.h"

#include <string.h>

#include "base/str.h"
#include "data/country.h"

static const struct field row_fields[] = {
    FIELD_TEXT(struct readiness_row, code, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct readiness_row, field, F_REQUIRED, 0, 0),
    FIELD_GROUP_TEXT(struct readiness_row, "record", record_type, F_REQUIRED, 0, 0),
    FIELD_GROUP_UUID(struct readiness_row, "record", record_id, 0),
    FIELD_TEXT(struct readiness_row, message, F_REQUIRED, 0, 0),
    FIELD_RAW(struct readiness_row, params, 0),
};
static RECORD(row_record, "ReadinessRow", struct readiness_row, row_fields, NULL);

static const struct field readiness_fields[] = {
    FIELD_BOOL(struct readiness, ready, F_REQUIRED),
    FIELD_INT(struct readiness, checked, F_REQUIRED, 0, 0),
    FIELD_INT(struct readiness, passed, F_REQUIRED, 0, 0),
    FIELD_LIST(struct readiness, rows, F_READONLY, &row_record, 0, 0),
};
RECORD(readiness_record, "Readiness", struct readiness, readiness_fields, NULL);

/* ---- who is asked ---- */

static const char *seller_text(const struct readiness_case *of, const char *column)
{
    return record_text(&settings_record, of->seller, column);
}

static const char *buyer_text(const struct readiness_case *of, const char *column)
{
    return record_text(of->buyer_record, of->buyer, column);
}

static bool buyer_is(const struct readiness_case *of, const char *kind)
{
    return str_eq(buyer_text(of, "kind"), kind);
}

static bool is_business(const struct readiness_case *of)
{
    return buyer_is(of, "BUSINESS");
}

static bool is_foreign(const struct readiness_case *of)
{
    return buyer_is(of, "FOREIGN");
}

static bool is_no_person(const struct readiness_case *of)
{
    return !buyer_is(of, "PRIVATE");
}

static bool asks_vat(const struct readiness_case *of)
{
    return !of->exempt;
}

/* ---- what is wrong ---- */

/* "FR", a key, the SIREN. */
static bool vat_differs(const struct readiness_case *of)
{
    const char *number = of->seller->vat_number;
    return of->seller_siren && number && str_starts(number, "FR") && strlen(number) > 4 &&
           !str_eq(number + 4, of->seller_siren);
}

static bool is_elsewhere(const char *scheme, const char *address, const char *siren)
{
    return address && siren && str_eq(scheme, ELECTRONIC_DIRECTORY) && !str_starts(address, siren);
}

static bool seller_elsewhere(const struct readiness_case *of)
{
    const char *scheme = of->seller->electronic_address_scheme;
    return is_elsewhere(scheme ? scheme : ELECTRONIC_DIRECTORY, of->seller->electronic_address_value, of->seller_siren);
}

/* To another business of France an invoice goes through the directory alone. */
static bool buyer_elsewhere(const struct readiness_case *of)
{
    const char *scheme = buyer_text(of, "electronic_address_scheme");
    const char *address = buyer_text(of, "electronic_address_value");
    const char *siren = buyer_text(of, "siren");
    return address && siren && (!str_eq(scheme, ELECTRONIC_DIRECTORY) || is_elsewhere(scheme, address, siren));
}

static bool seller_country_unknown(const struct readiness_case *of)
{
    return !of->seller->country_code;
}

static bool buyer_country_unknown(const struct readiness_case *of)
{
    return !buyer_text(of, "country_code");
}

static bool delivery_country_unknown(const struct readiness_case *of)
{
    return buyer_text(of, "delivery_address_country") && !buyer_text(of, "delivery_country_code");
}

static bool due_early(const struct readiness_case *of)
{
    return of->due_date && of->issue_date && strcmp(of->due_date, of->issue_date) < 0;
}

static bool iban_missing(const struct readiness_case *of)
{
    return str_eq(of->payment_method, "BANK_TRANSFER") && !of->seller->iban;
}

static bool has_exemption(const struct readiness_case *of, const char *code)
{
    for (size_t i = 0; i < of->line_count; i++) {
        if (str_eq(of->lines[i].vat_exemption, code)) {
            return true;
        }
    }
    return false;
}

/* Who is to pay the VAT has to be known by its number. */
static bool payer_unknown(const struct readiness_case *of)
{
    return !buyer_text(of, "vat_number") && (has_exemption(of, "VATEX-EU-AE") || has_exemption(of, "VATEX-EU-IC"));
}

/* ---- the table ---- */

enum about { SELLER, BUYER, PAPER };

static const struct rule {
    enum about about;
    enum problem_code problem;
    const char *field; /* as JSON has it */
    const char *text;  /* a column that must not be NULL; or NULL: */
    bool (*wrong)(const struct readiness_case *of);
    bool (*applies)(const struct readiness_case *of); /* NULL: always */
    const char *message;
} rules[] = {
    {SELLER, PROBLEM_SELLER_SIRET_MISSING, "siret", "siret", NULL, NULL, "The SIRET of the company is missing"},
    {SELLER, PROBLEM_SELLER_VAT_NUMBER_MISSING, "vat_number", "vat_number", NULL, asks_vat,
     "The VAT number of the company is missing; who asks no VAT chooses the regime of the franchise"},
    {SELLER, PROBLEM_SELLER_VAT_NUMBER_DIFFERS, "vat_number", NULL, vat_differs, NULL,
     "The VAT number and the SIRET are those of different companies"},
    {SELLER, PROBLEM_SELLER_ADDRESS_INCOMPLETE, "address.street", "address_street", NULL, NULL,
     "The street of the company's address is missing"},
    {SELLER, PROBLEM_SELLER_ADDRESS_INCOMPLETE, "address.postal_code", "address_postal_code", NULL, NULL,
     "The postal code of the company's address is missing"},
    {SELLER, PROBLEM_SELLER_ADDRESS_INCOMPLETE, "address.city", "address_city", NULL, NULL,
     "The city of the company's address is missing"},
    {SELLER, PROBLEM_COUNTRY_UNKNOWN, "address.country", NULL, seller_country_unknown, NULL,
     "The country of the company's address is not known by this name"},
    {SELLER, PROBLEM_DIRECTORY_ADDRESS_DIFFERS, "electronic_address.value", NULL, seller_elsewhere, NULL,
     "An address in the French directory begins with the company's SIREN"},
    {SELLER, PROBLEM_VAT_REGIME_MISSING, "vat_regime", "vat_regime", NULL, NULL,
     "How the company declares its VAT is not said"},
    {SELLER, PROBLEM_PAYMENT_TERMS_INCOMPLETE, "late_penalty_text", "late_penalty_text", NULL, NULL,
     "The rate of penalties for late payment is missing"},
    {SELLER, PROBLEM_PAYMENT_TERMS_INCOMPLETE, "recovery_text", "recovery_text", NULL, NULL,
     "The indemnity for recovery (40 EUR) is missing"},
    {SELLER, PROBLEM_PAYMENT_TERMS_INCOMPLETE, "discount_text", "discount_text", NULL, NULL,
     "The conditions of a discount for early payment are missing"},
    {SELLER, PROBLEM_PLATFORM_MISSING, "platform_name", "platform_name", NULL, NULL,
     "The platform that carries the company's invoices is not chosen"},
    {BUYER, PROBLEM_BUYER_SIREN_MISSING, "siren", "siren", NULL, is_business, "The SIREN of this business is missing"},
    {BUYER, PROBLEM_BUYER_VAT_NUMBER_MISSING, "vat_number", "vat_number", NULL, is_foreign,
     "The VAT number of this foreign business is missing"},
    {BUYER, PROBLEM_BUYER_ADDRESS_INCOMPLETE, "address.street", "address_street", NULL, is_no_person,
     "The street of this business is missing"},
    {BUYER, PROBLEM_BUYER_ADDRESS_INCOMPLETE, "address.postal_code", "address_postal_code", NULL, is_no_person,
     "The postal code of this business is missing"},
    {BUYER, PROBLEM_BUYER_ADDRESS_INCOMPLETE, "address.city", "address_city", NULL, is_no_person,
     "The city of this business is missing"},
    {BUYER, PROBLEM_COUNTRY_UNKNOWN, "address.country", NULL, buyer_country_unknown, NULL,
     "The country of the customer's address is not known by this name"},
    {BUYER, PROBLEM_COUNTRY_UNKNOWN, "delivery_address.country", NULL, delivery_country_unknown, NULL,
     "The country of the delivery address is not known by this name"},
    {BUYER, PROBLEM_DIRECTORY_ADDRESS_DIFFERS, "electronic_address.value", NULL, buyer_elsewhere, is_business,
     "Invoices to a business go to an address in the French directory, which begins with its SIREN"},
    {BUYER, PROBLEM_BUYER_UNREACHABLE, "email", "electronic_address_value", NULL, NULL,
     "There is no electronic address to which the invoice could go: an e-mail address, or one for all who have none"},
    {PAPER, PROBLEM_DUE_BEFORE_ISSUE, "due_date", NULL, due_early, is_no_person, "The due date is before the date of issue"},
    {SELLER, PROBLEM_IBAN_MISSING, "iban", NULL, iban_missing, NULL, "Payment by transfer needs the company's IBAN"},
    {BUYER, PROBLEM_BUYER_VAT_NUMBER_MISSING, "vat_number", NULL, payer_unknown, NULL,
     "Without VAT, because the customer pays it, needs the customer's VAT number"},
};

/* G1.24: hundredths of a percent. */
static const int64_t rates[] = {0, 90, 105, 175, 210, 550, 700, 850, 920, 960, 1000, 1300, 1960, 2000, 2060};

/* ---- the check ---- */

static void add(struct cx *cx, struct readiness *readiness, const struct readiness_row *row)
{
    struct readiness_row *rows = readiness->rows.rows;
    if (readiness->rows.count == READINESS_ROWS_MAX) {
        return;
    }
    rows[readiness->rows.count] = *row;
    rows[readiness->rows.count++].code = arena_strdup(cx->arena, problem_name(row->problem));
}

static bool is_asked(const struct rule *rule, const struct readiness_case *of)
{
    if (rule->problem == PROBLEM_IBAN_MISSING || rule->wrong == payer_unknown) {
        return of->paper && of->buyer;
    }
    return (rule->about == SELLER ? of->seller_rules : rule->about == BUYER ? of->buyer != NULL : of->paper && of->buyer);
}

static const char *id_of(const struct rule *rule, const struct readiness_case *of)
{
    if (rule->about == SELLER) {
        return NULL;
    }
    return rule->about == BUYER ? buyer_text(of, "id") : of->paper_id;
}

static void check_rule(struct cx *cx, const struct rule *rule, const struct readiness_case *of, struct readiness *readiness)
{
    const char *const types[] = {[SELLER] = "settings", [BUYER] = "contact", [PAPER] = of->paper};
    if (!is_asked(rule, of) || (rule->applies && !rule->applies(of))) {
        return;
    }
    readiness->checked++;
    bool wrong = rule->wrong ? rule->wrong(of)
                             : str_empty(rule->about == SELLER ? seller_text(of, rule->text) : buyer_text(of, rule->text));
    if (!wrong) {
        readiness->passed++;
        return;
    }
    add(cx, readiness,
        &(struct readiness_row){.field = rule->field,
                                .record_type = types[rule->about],
                                .record_id = id_of(rule, of),
                                .message = rule->message,
                                .problem = rule->problem});
}

static bool rate_allowed(int64_t rate)
{
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        if (rates[i] == rate) {
            return true;
        }
    }
    return false;
}

static void line_fault(struct cx *cx, const struct readiness_case *of, size_t at, const struct readiness_row *fault,
                       struct readiness *readiness)
{
    struct readiness_row row = *fault;
    row.field = arena_printf(cx->arena, "items[%zu].%s", at, fault->field);
    row.params = arena_printf(cx->arena, "{\"line\":%zu}", at + 1);
    row.record_type = of->paper;
    row.record_id = of->paper_id;
    add(cx, readiness, &row);
}

/* Three rules of all lines: each counts once, and has a row a line. */
static void check_lines(struct cx *cx, const struct readiness_case *of, struct readiness *readiness)
{
    bool wrong[3] = {false};
    for (size_t i = 0; i < of->line_count; i++) {
        const struct readiness_line *line = &of->lines[i];
        if (!rate_allowed(line->vat_rate)) {
            wrong[0] = true;
            line_fault(cx, of, i,
                       &(struct readiness_row){.field = "vat_rate",
                                               .message = "This VAT rate is none of those in force in France",
                                               .problem = PROBLEM_VAT_RATE_NOT_ALLOWED},
                       readiness);
        } else if (line->vat_rate == 0 && !line->vat_exemption) {
            wrong[1] = true;
            line_fault(cx, of, i,
                       &(struct readiness_row){.field = "vat_exemption",
                                               .message = "Why this line bears no VAT is not said",
                                               .problem = PROBLEM_EXEMPTION_MISSING},
                       readiness);
        } else if (line->vat_rate > 0 && of->exempt) {
            wrong[2] = true;
            line_fault(cx, of, i,
                       &(struct readiness_row){.field = "vat_rate",
                                               .message = "Under the franchise no VAT is asked",
                                               .problem = PROBLEM_VAT_WITHOUT_RIGHT},
                       readiness);
        }
    }
    readiness->checked += 3;
    readiness->passed += !wrong[0] + !wrong[1] + !wrong[2];
}

void readiness_check(struct cx *cx, const struct readiness_case *of, struct readiness *readiness)
{
    *readiness = (struct readiness){.rows.rows = arena_array(cx->arena, READINESS_ROWS_MAX, sizeof(struct readiness_row))};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        check_rule(cx, &rules[i], of, readiness);
    }
    if (of->paper) {
        check_lines(cx, of, readiness);
    }
    readiness->ready = readiness->checked == readiness->passed;
}

/* ---- told on issue ---- */

static const char *quoted(struct cx *cx, const char *text)
{
    return text ? arena_printf(cx->arena, "\"%s\"", text) : NULL;
}

static bool is_warned(const struct cx *cx, const struct readiness_row *row)
{
    bool settings = str_eq(row->record_type, "settings");
    for (const struct warning *warning = cx->warnings; settings && warning; warning = warning->next) {
        if (str_eq(warning->field, row->field) && str_eq(warning->code, "LEGAL_IDENTITY_INCOMPLETE")) {
            return true;
        }
    }
    return false;
}

enum rc readiness_tell(struct cx *cx, const struct settings *seller, const struct readiness *readiness)
{
    const struct readiness_row *rows = readiness->rows.rows;
    for (size_t i = 0; i < readiness->rows.count; i++) {
        const struct readiness_row *row = &rows[i];
        if (seller->einvoicing == 1) {
            fault_problem(cx, arena_printf(cx->arena, "%s.%s", row->record_type, row->field),
                          problem_new(cx->arena, row->problem, row->params, row->message));
        } else if (cx->request && !is_warned(cx, row)) { /* others work in scratch memory, and show no warnings */
            /* A line is one of the answer's own paper. */
            warning_tell(cx, &(struct warning){.code = row->code,
                                               .field = row->field,
                                               .message = row->message,
                                               .about = {{"record", quoted(cx, row->record_type)},
                                                         {row->params ? "params" : "record_id",
                                                          row->params ? row->params : quoted(cx, row->record_id)}}});
        }
    }
    return fault_check(cx);
}
