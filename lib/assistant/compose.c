/* SPDX-License-Identifier: MIT
 *
 * From the context of a text to its words. */
#include "assistant/compose.h"

#include <string.h>

#include "assistant/assistant.h"
#include "assistant/quota.h"
#include "assistant/say.h"
#include "auth/user.h"
#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "tenant/settings.h"
#include "workshop/contact.h"
#include "workshop/invoice.h"
#include "workshop/quote.h"
#include "workshop/vehicle.h"

static const char *const types[] = {"email", "sms", "whatsapp", NULL};
static const char *const names[] = {"quote_followup", "overdue_reminder", "appointment", "vehicle_ready", "thanks", NULL};
static const char *const tones[] = {"friendly", "firm", "final", NULL};
static const char *const languages[] = {"fr", "en", NULL};

#define CONTEXT(m) .name = #m, .offset = offsetof(struct letter_wish, m), .group = "context"
#define DAYS_MAX 36500

static const struct field wish_fields[] = {
    FIELD_ENUM(struct letter_wish, type, F_REQUIRED, types),
    FIELD_ENUM(struct letter_wish, template, F_REQUIRED, names),
    FIELD_ENUM(struct letter_wish, tone, 0, tones),
    FIELD_ENUM(struct letter_wish, language, 0, languages),
    {CONTEXT(context_contact_name), .type = FT_TEXT, .min = 1, .max = 200},
    {CONTEXT(context_quote_number), .type = FT_TEXT, .min = 1, .max = 30},
    {CONTEXT(context_quote_total), .type = FT_DECIMAL, .scale = 2, .min_decimals = 2, .min = 0, .max = MONEY_MAX_CENTS},
    {CONTEXT(context_days_pending), .type = FT_INT, .min = 0, .max = DAYS_MAX},
    {CONTEXT(context_invoice_number), .type = FT_TEXT, .min = 1, .max = 30},
    {CONTEXT(context_invoice_total), .type = FT_DECIMAL, .scale = 2, .min_decimals = 2, .min = 0, .max = MONEY_MAX_CENTS},
    {CONTEXT(context_days_overdue), .type = FT_INT, .min = 0, .max = DAYS_MAX},
    {CONTEXT(context_due_date), .type = FT_DATE},
    {CONTEXT(context_date), .type = FT_DATE},
    {CONTEXT(context_time), .type = FT_TEXT, .min = 5, .max = 5, .about = "HH:MM"},
    {CONTEXT(context_vehicle), .type = FT_TEXT, .min = 1, .max = 100},
    {CONTEXT(context_license_plate), .type = FT_TEXT, .min = 1, .max = 20},
    {CONTEXT(context_contact_id), .type = FT_UUID},
    {CONTEXT(context_quote_id), .type = FT_UUID},
    {CONTEXT(context_invoice_id), .type = FT_UUID},
    {CONTEXT(context_vehicle_id), .type = FT_UUID},
};

static void wish_validate(struct cx *cx, const void *object, uint64_t present)
{
    const struct letter_wish *wish = object;
    const char *time = wish->context_time;
    int64_t hour, minute;
    (void)present;
    bool valid = !time || (strlen(time) == 5 && time[2] == ':' && str_int(arena_strndup(cx->arena, time, 2), 0, 23, &hour) &&
                           str_int(time + 3, 0, 59, &minute));
    if (!valid) {
        fault_field(cx, "context.time", PROBLEM_INVALID_TIME, "Must be a time of the day (HH:MM)");
    }
    if (wish->tone && wish->template && !str_eq(wish->template, "overdue_reminder")) {
        fault_field(cx, "tone", PROBLEM_NOT_APPLICABLE, "Only a reminder has a tone");
    }
}
RECORD(letter_wish_record, "LetterRequest", struct letter_wish, wish_fields, wish_validate);

static const struct field text_fields[] = {
    FIELD_TEXT(struct letter_text, subject, 0, 0, 0),
    FIELD_TEXT(struct letter_text, body, F_REQUIRED, 0, 0),
    FIELD_RECORD_AS(struct letter_text, "tokens_used", tokens, &tokens_used_record),
};
RECORD(letter_text_record, "Letter", struct letter_text, text_fields, NULL);

struct writing {
    struct cx *cx;
    enum language language;
    struct letter_wish wish;
    const char *first_name; /* of whom it is for; NULL: none is known */
};

/* ---- what records say ---- */

/* RC_OK with *found false: a field error was added. */
static enum rc found_or(struct cx *cx, enum rc rc, const char *field, const char *message, bool *found)
{
    *found = rc == RC_OK;
    if (rc != RC_NOT_FOUND) {
        return rc;
    }
    fault_clear(cx);
    fault_field(cx, field, PROBLEM_NOT_FOUND, message);
    return RC_OK;
}

/* "Jean Martin" -> "Jean"; "M. Martin" stays. */
static const char *first_word(struct arena *arena, const char *name)
{
    size_t len = strcspn(name, " ");
    const char *word = arena_strndup(arena, name, len);
    bool title = str_ends(word, ".") || str_ieq(word, "M") || str_ieq(word, "Mme") || str_ieq(word, "Mlle") ||
                 str_ieq(word, "Mr") || str_ieq(word, "Mrs") || str_ieq(word, "Ms");
    return title ? name : word;
}

static enum rc use_contact(struct writing *writing, const char *id, const char *field)
{
    struct contact contact;
    bool found;
    TRY(found_or(writing->cx, resource_get(writing->cx, &contact_resource, id, &contact), field, "Contact not found", &found));
    if (found) {
        writing->wish.context_contact_name = contact.name;
        writing->first_name = contact.first_name ? contact.first_name : contact.last_name;
    }
    return RC_OK;
}

static enum rc use_quote(struct writing *writing)
{
    struct cx *cx = writing->cx;
    struct quote quote;
    bool found;
    TRY(found_or(cx, resource_get(cx, &quote_resource, writing->wish.context_quote_id, &quote), "context.quote_id",
                 "Quote not found", &found));
    if (!found) {
        return RC_OK;
    }
    int64_t sent = quote.sent_at != INT_NULL ? quote.sent_at : quote.created_at;
    writing->wish.context_quote_number = quote.quote_number;
    writing->wish.context_quote_total = quote.total;
    writing->wish.context_days_pending = zone_date(cx->zone, cx->now_ms) - zone_date(cx->zone, sent);
    return use_contact(writing, quote.contact_id, "context.quote_id");
}

static enum rc use_invoice(struct writing *writing)
{
    struct cx *cx = writing->cx;
    struct invoice invoice;
    bool found;
    TRY(found_or(cx, resource_get(cx, &invoice_resource, writing->wish.context_invoice_id, &invoice), "context.invoice_id",
                 "Invoice not found", &found));
    if (!found) {
        return RC_OK;
    }
    if (str_eq(writing->wish.template, "overdue_reminder") && invoice.days_overdue <= 0) {
        fault_field(cx, "context.invoice_id", PROBLEM_NOT_OVERDUE, "This invoice is not overdue");
    }
    writing->wish.context_invoice_number = invoice.invoice_number;
    writing->wish.context_invoice_total = invoice.amount_due;
    writing->wish.context_days_overdue = invoice.days_overdue;
    writing->wish.context_due_date = invoice.due_date;
    return use_contact(writing, invoice.contact_id, "context.invoice_id");
}

static enum rc use_vehicle(struct writing *writing)
{
    struct cx *cx = writing->cx;
    struct vehicle vehicle;
    bool found;
    TRY(found_or(cx, resource_get(cx, &vehicle_resource, writing->wish.context_vehicle_id, &vehicle), "context.vehicle_id",
                 "Vehicle not found", &found));
    if (!found) {
        return RC_OK;
    }
    writing->wish.context_license_plate = vehicle.license_plate;
    if (vehicle.make || vehicle.model) {
        writing->wish.context_vehicle = str_trim(
            cx->arena, arena_printf(cx->arena, "%s %s", vehicle.make ? vehicle.make : "", vehicle.model ? vehicle.model : ""));
    }
    return writing->wish.context_contact_name ? RC_OK : use_contact(writing, vehicle.owner_id, "context.vehicle_id");
}

/* Figures of records are taken in place of what was typed beside them. */
static enum rc use_records(struct writing *writing)
{
    const struct letter_wish *wish = &writing->wish;
    if (wish->context_contact_name) {
        writing->first_name = first_word(writing->cx->arena, wish->context_contact_name);
    }
    if (wish->context_quote_id) {
        TRY(use_quote(writing));
    }
    if (wish->context_invoice_id) {
        TRY(use_invoice(writing));
    }
    if (wish->context_vehicle_id) {
        TRY(use_vehicle(writing));
    }
    return wish->context_contact_id ? use_contact(writing, wish->context_contact_id, "context.contact_id") : RC_OK;
}

/* ---- what a template needs ---- */

static const struct {
    const char *template;
    const char *needs[5]; /* fields; ends with NULL */
} needs[] = {
    {"quote_followup", {"context_contact_name", "context_quote_number", "context_quote_total", "context_days_pending", NULL}},
    {"overdue_reminder",
     {"context_contact_name", "context_invoice_number", "context_invoice_total", "context_days_overdue", NULL}},
    {"appointment", {"context_contact_name", "context_date", NULL}},
    {"vehicle_ready", {"context_contact_name", NULL}},
    {"thanks", {"context_contact_name", NULL}},
};

static void need(struct writing *writing, const char *name)
{
    const struct field *field = &letter_wish_record.fields[record_find(&letter_wish_record, name)];
    bool given =
        field_is_int(field) ? *field_int(field, &writing->wish) != INT_NULL : *field_text(field, &writing->wish) != NULL;
    if (!given) {
        fault_field(writing->cx, arena_printf(writing->cx->arena, "context.%s", name + strlen("context_")), PROBLEM_REQUIRED,
                    "Required");
    }
}

static enum rc check_needs(struct writing *writing)
{
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        for (const char *const *name = needs[i].needs; str_eq(needs[i].template, writing->wish.template) && *name; name++) {
            need(writing, *name);
        }
    }
    return fault_check(writing->cx);
}

/* ---- words ---- */

static const struct letter_template *template_of(const struct writing *writing)
{
    const char *language = writing->language == LANGUAGE_EN ? "en" : "fr";
    const char *tone = writing->wish.tone ? writing->wish.tone : tones[0];
    const struct letter_template *template = letter_templates;
    while (template->name && !(str_eq(template->name, writing->wish.template) && str_eq(template->language, language) &&
                               (!template->tone || str_eq(template->tone, tone)))) {
        template ++;
    }
    return template;
}

/* "il y a 7 jours", "7 days ago", "aujourd'hui". */
static const char *ago(struct writing *writing, int64_t days)
{
    struct arena *arena = writing->cx->arena;
    if (days == INT_NULL || days <= 0) {
        return say_in(writing->language, "aujourd'hui", "today");
    }
    const char *text = say_days(arena, writing->language, days);
    return writing->language == LANGUAGE_EN ? arena_printf(arena, "%s ago", text) : arena_printf(arena, "il y a %s", text);
}

/* "le 20/03/2026 à 14h30", "on 20 March 2026 at 14:30". */
static const char *moment(struct writing *writing)
{
    struct buf out;
    const struct letter_wish *wish = &writing->wish;
    if (!wish->context_date) {
        return "";
    }
    buf_init(&out, writing->cx->arena, 0);
    say_fill(&out, say_in(writing->language, "le {1}", "on {1}"),
             SAY_VALUES(say_date(writing->cx->arena, writing->language, wish->context_date)));
    if (wish->context_time) {
        const char *hour = arena_strndup(writing->cx->arena, wish->context_time, 2);
        say_fill(&out, say_in(writing->language, " à {1}h{2}", " at {1}:{2}"), SAY_VALUES(hour, wish->context_time + 3));
    }
    return out.data;
}

/* " Renault Clio (AB-123-CD)"; for an appointment " pour …". */
static const char *vehicle_text(struct writing *writing)
{
    struct buf out;
    const struct letter_wish *wish = &writing->wish;
    if (!wish->context_vehicle && !wish->context_license_plate) {
        return "";
    }
    buf_init(&out, writing->cx->arena, 0);
    if (str_eq(wish->template, "appointment")) {
        buf_str(&out, say_in(writing->language, " pour votre véhicule", " for your vehicle"));
    }
    if (wish->context_vehicle) {
        buf_printf(&out, " %s", wish->context_vehicle);
    }
    if (wish->context_license_plate) {
        buf_printf(&out, wish->context_vehicle ? " (%s)" : " %s", wish->context_license_plate);
    }
    return out.data;
}

static enum rc write_text(struct writing *writing, struct letter_text *text)
{
    struct cx *cx = writing->cx;
    const struct letter_wish *wish = &writing->wish;
    const struct letter_template *template = template_of(writing);
    bool email = str_eq(wish->type, "email"), quote = str_eq(wish->template, "quote_followup");
    const char *number = quote ? wish->context_quote_number : wish->context_invoice_number;
    int64_t total = quote ? wish->context_quote_total : wish->context_invoice_total;
    int64_t late = wish->context_days_overdue;
    struct settings settings;
    struct buf subject, body;
    TRY(settings_get(cx, &settings));
    const char *values[] = {
        writing->first_name ? arena_printf(cx->arena, " %s", writing->first_name) : "",
        number ? number : "",
        say_amount(cx->arena, writing->language, total == INT_NULL ? 0 : total, true),
        ago(writing, wish->context_days_pending),
        moment(writing),
        vehicle_text(writing),
        say_days(cx->arena, writing->language, late == INT_NULL ? 0 : late),
        NULL,
    };
    buf_init(&subject, cx->arena, 0);
    buf_init(&body, cx->arena, 0);
    say_fill(&subject, template->subject, values);
    say_fill(&body, email ? template->body : template->brief, values);
    say_fill(&body,
             email ? say_in(writing->language, "\n\nCordialement,\n{1}\n{2}", "\n\nKind regards,\n{1}\n{2}") : " {1}, {2}",
             SAY_VALUES(user_name(cx, cx->user), settings.name));
    text->subject = email ? subject.data : NULL;
    text->body = body.data;
    text->tokens = (struct tokens_used){assistant_words(email ? template->body : template->brief), assistant_words(body.data)};
    return RC_OK;
}

enum rc compose(struct cx *cx, const struct letter_wish *wish, struct letter_text *text)
{
    struct writing writing = {.cx = cx, .language = str_eq(wish->language, "en") ? LANGUAGE_EN : LANGUAGE_FR, .wish = *wish};
    TRY(db_begin(cx, cx->db, TX_READ));
    TRY(use_records(&writing));
    TRY(check_needs(&writing));
    TRY(quota_look(cx));
    TRY(write_text(&writing, text));
    TRY(db_read_done(cx, cx->db));
    TRY(db_begin(cx, cx->db, TX_WRITE));
    return quota_take(cx);
}
