/* SPDX-License-Identifier: MIT
 *
 * The grammars at work: each element's text to its place, line by line. */
#include <ctype.h>
#include <string.h>

#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "invoicing/incoming_parts.h"

/* ---- values ---- */

/* The text in `out`, cut between characters, each control a blank: `lines` keeps line feeds. */
static void put_text(char *out, size_t size, const char *text, bool lines)
{
    size_t len = strlen(text);
    if (len >= size) {
        len = size - 1;
        while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80) {
            len--;
        }
    }
    for (size_t i = 0; i < len; i++) {
        bool control = (unsigned char)text[i] < ' ' || text[i] == 0x7f;
        out[i] = control && !(lines && text[i] == '\n') ? ' ' : text[i];
    }
    out[len] = '\0';
}

static void put_lines(char *out, size_t size, const char *text)
{
    size_t at = strlen(out);
    if (at > 0 && at + 2 < size) {
        out[at++] = '\n';
    }
    if (at + 1 < size) {
        put_text(out + at, size - at, text, true);
    }
}

/* Without the blanks between its parts, as IBANs are written; one that is too long is none. */
static void put_word(char *out, size_t size, const char *text)
{
    size_t len = 0;
    for (; *text; text++) {
        if (isspace((unsigned char)*text)) {
            continue;
        }
        if ((unsigned char)*text <= ' ' || (unsigned char)*text >= 0x7f || len + 1 >= size) {
            *out = '\0';
            return;
        }
        out[len++] = *text;
    }
    out[len] = '\0';
}

static void put_decimal(char *out, size_t size, const char *text)
{
    int64_t value;
    if (strlen(text) < size && incoming_decimal(text, 4, &value)) {
        put_text(out, size, text, false);
    }
}

static void put_amount(int64_t *out, const char *text)
{
    int64_t value;
    if (incoming_decimal(text, 2, &value) && value <= MONEY_MAX_CENTS && value >= -MONEY_MAX_CENTS) {
        *out = value;
    }
}

static void put_date(char *out, const char *text)
{
    char date[11] = "";
    int64_t days;
    size_t len = strlen(text);
    if (len == 8) {
        memcpy(date, text, 4);
        date[4] = date[7] = '-';
        memcpy(date + 5, text + 4, 2);
        memcpy(date + 8, text + 6, 2);
    } else if (len == 10 || (len > 10 && (text[10] == 'Z' || text[10] == '+' || text[10] == '-' || text[10] == 'T'))) {
        memcpy(date, text, 10);
    }
    if (date_parse(date, &days) && (!*out || strcmp(date, out) < 0)) { /* of several days it is due by, the first */
        memcpy(out, date, sizeof date);
    }
}

/* ---- the grammar at work ---- */

struct reading {
    const struct grammar *grammar;
    struct incoming *incoming;
    struct incoming_line line; /* the open one */
    struct incoming_rate *rate;
    struct incoming_sum sum;
    bool line_open;
    bool charge;   /* the next allowance is one */
    int64_t lines; /* what the lines before add up to */
    size_t note;   /* where the last note begins */
};

static void finish_line(struct reading *reading)
{
    struct incoming *incoming = reading->incoming;
    if (!reading->line_open) {
        return;
    }
    reading->line_open = false;
    incoming->line_count++;
    if (!reading->sum.part) {
        int64_t net = reading->line.net == INT_NULL ? 0 : reading->line.net;
        (void)money_add(reading->lines, net, &reading->lines);
        incoming_check_line(incoming, &reading->line, &reading->sum);
    }
    if (incoming->kept < INCOMING_LINES_MAX) {
        incoming->lines[incoming->kept++] = reading->line;
    }
}

static bool on_root(void *data, const char *space, const char *name)
{
    struct reading *reading = data;
    for (const struct grammar *one = incoming_grammars; one->space; one++) {
        if (str_eq(one->space, space) && str_eq(one->root, name)) {
            reading->grammar = one;
            reading->incoming->format = one->format;
            return true;
        }
    }
    return false;
}

static void on_begin(void *data, const char *path)
{
    struct reading *reading = data;
    struct incoming *incoming = reading->incoming;
    if (str_eq(path, reading->grammar->line)) {
        finish_line(reading);
        reading->line = (struct incoming_line){.net = INT_NULL};
        reading->sum = (struct incoming_sum){.base = 1000000};
        reading->line_open = true;
    } else if (str_eq(path, reading->grammar->rate)) {
        reading->rate = incoming->rate_count < INCOMING_RATES_MAX ? &incoming->rates[incoming->rate_count++] : NULL;
        if (reading->rate) {
            *reading->rate = (struct incoming_rate){.base = INT_NULL, .vat = INT_NULL};
        }
    }
}

/* What stands behind `above` and a slash; NULL: the path is another. */
static const char *below(const char *path, const char *above)
{
    size_t len = strlen(above);
    return strncmp(path, above, len) == 0 && path[len] == '/' ? path + len + 1 : NULL;
}

static void apply_sum(struct reading *reading, const struct rule *rule, const struct scan_leaf *leaf)
{
    int64_t value;
    if (rule->kind == RULE_SIGN) {
        reading->charge = str_eq(leaf->text, "true") || str_eq(leaf->text, "1");
    } else if (rule->kind == RULE_PART) {
        reading->sum.part = str_eq(leaf->text, "GROUP") || str_eq(leaf->text, "INFORMATION");
    } else if (rule->kind == RULE_BASE && incoming_decimal(leaf->text, 6, &value)) {
        reading->sum.base = value;
    } else if (rule->kind == RULE_ALLOWANCE && incoming_decimal(leaf->text, 2, &value)) {
        (void)money_add(reading->sum.allowances, reading->charge ? -value : value, &reading->sum.allowances);
    }
}

static void apply(struct reading *reading, const struct rule *rule, void *object, const struct scan_leaf *leaf)
{
    char *member = (char *)object + rule->offset;
    switch (rule->kind) {
    case RULE_TEXT:
        put_text(member, rule->size, leaf->text, false);
        break;
    case RULE_LINES:
        reading->note = strlen(member);
        put_lines(member, rule->size, leaf->text);
        break;
    case RULE_SUBJECT:
        if (str_eq(leaf->text, "BAR")) { /* a code for programs: B2B, B2C */
            reading->incoming->notes[reading->note] = '\0';
        }
        break;
    case RULE_WORD:
        put_word(member, rule->size, leaf->text);
        break;
    case RULE_UNIT:
        put_word(reading->line.unit, sizeof reading->line.unit, leaf->attribute);
        put_decimal(member, rule->size, leaf->text);
        break;
    case RULE_DECIMAL:
        put_decimal(member, rule->size, leaf->text);
        break;
    case RULE_AMOUNT:
        put_amount((int64_t *)(void *)member, leaf->text);
        break;
    case RULE_DATE:
        put_date(member, leaf->text);
        break;
    case RULE_SIGN:
    case RULE_ALLOWANCE:
    case RULE_BASE:
    case RULE_PART:
        apply_sum(reading, rule, leaf);
        break;
    }
}

static bool attribute_fits(const struct reading *reading, const struct rule *rule, const char *attribute)
{
    if (!rule->attribute) {
        return true;
    }
    if (str_eq(rule->attribute, "currency")) {
        return !*attribute || str_eq(attribute, reading->incoming->currency);
    }
    return str_eq(rule->attribute, attribute);
}

static void on_leaf(void *data, const struct scan_leaf *leaf)
{
    struct reading *reading = data;
    const struct grammar *grammar = reading->grammar;
    const char *of_line = below(leaf->path, grammar->line);
    const char *of_rate = below(leaf->path, grammar->rate);
    const char *path = of_line ? of_line : of_rate ? of_rate : leaf->path;
    enum rule_place place = of_line ? RULE_OF_LINE : of_rate ? RULE_OF_RATE : RULE_DOCUMENT;
    void *objects[] = {[RULE_DOCUMENT] = reading->incoming, [RULE_OF_LINE] = &reading->line, [RULE_OF_RATE] = reading->rate};
    if (!objects[place] || !*leaf->text) {
        return;
    }
    for (size_t i = 0; i < grammar->count; i++) {
        const struct rule *rule = &grammar->rules[i];
        if (rule->place == place && str_eq(rule->path, path) && attribute_fits(reading, rule, leaf->attribute)) {
            apply(reading, rule, objects[place], leaf);
            return;
        }
    }
}

static bool digits(const char *text, size_t wanted)
{
    return strspn(text, "0123456789") == wanted && !text[wanted];
}

/* A number that has not its form is none; a SIREN stands at the beginning of its SIRET. */
static void tidy(struct incoming_party *party)
{
    if (!digits(party->siret, 14)) {
        party->siret[0] = '\0';
    }
    if (!digits(party->siren, 9)) {
        party->siren[0] = '\0';
        if (party->siret[0]) {
            memcpy(party->siren, party->siret, 9);
            party->siren[9] = '\0';
        }
    }
}

enum incoming_end incoming_xml(const char *bytes, size_t len, struct incoming *incoming)
{
    static const char *const attributes[] = {"schemeID", "currencyID", "unitCode", NULL};
    static const enum incoming_end ends[] = {[SCAN_READ] = INCOMING_READ,
                                             [SCAN_BROKEN] = INCOMING_BROKEN,
                                             [SCAN_DOCTYPE] = INCOMING_FORBIDDEN,
                                             [SCAN_TOO_LARGE] = INCOMING_TOO_LARGE,
                                             [SCAN_UNWANTED] = INCOMING_NO_INVOICE};
    struct reading reading = {.incoming = incoming};
    const struct scan scan = {attributes, on_root, on_begin, on_leaf, &reading};
    enum scan_end end = xml_scan(&scan, bytes, len);
    if (end == SCAN_READ) {
        finish_line(&reading);
        tidy(&incoming->seller);
        tidy(&incoming->buyer);
        incoming_check(incoming, reading.lines);
    }
    return ends[end];
}
