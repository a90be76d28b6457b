/* SPDX-License-Identifier: MIT
 *
 * The rows of a reply, one line each, and the actions that their ids allow. */
#include "assistant/reply.h"
#include "assistant/reply_parts.h"
#include "assistant/say.h"
#include "base/str.h"
#include "base/time.h"
#include "workshop/invoice.h"
#include "workshop/quote.h"

#define PUT(voice, french, english, ...)                                                                                       \
    say_fill((voice)->out, say_in((voice)->language, (french), (english)), SAY_VALUES(__VA_ARGS__))

char *voice_money(const struct voice *voice, int64_t cents)
{
    return say_amount(voice->cx->arena, voice->language, cents, false);
}

char *voice_date(const struct voice *voice, const char *iso)
{
    return say_date(voice->cx->arena, voice->language, iso);
}

char *voice_days(const struct voice *voice, int64_t days)
{
    return say_days(voice->cx->arena, voice->language, days);
}

static const struct {
    const char *status, *one, *many, *english;
} traits[] = {
    {"SENT", " en attente", " en attente", "pending "},    {"ACCEPTED", " accepté", " acceptés", "accepted "},
    {"REJECTED", " refusé", " refusés", "rejected "},      {"EXPIRED", " expiré", " expirés", "expired "},
    {"DRAFT", " en brouillon", " en brouillon", "draft "}, {"UNPAID", " impayée", " impayées", "unpaid "},
    {"OVERDUE", " en retard", " en retard", "overdue "},   {"PAID", " payée", " payées", "paid "},
};

const char *voice_trait(const struct voice *voice)
{
    for (size_t i = 0; i < sizeof traits / sizeof *traits; i++) {
        if (str_eq(traits[i].status, voice->answer->ask.status)) {
            const char *french = say_many(LANGUAGE_FR, voice->answer->total) ? traits[i].many : traits[i].one;
            return say_in(voice->language, french, traits[i].english);
        }
    }
    return "";
}

/* "Name - " of whoever a row is for. */
static const char *text_or(const char *text, const char *otherwise)
{
    return text ? text : otherwise;
}

static char *number_of(const struct voice *voice, int64_t number)
{
    return say_number(voice->cx->arena, voice->language, number);
}

/* An instant's local date. */
static char *day_of(const struct voice *voice, int64_t ms)
{
    char text[DATE_LEN];
    date_format(zone_date(voice->cx->zone, ms == INT_NULL ? voice->cx->now_ms : ms), text);
    return voice_date(voice, text);
}

/* ---- lines ---- */

/* Of a quote that nobody waits for. */
static const struct {
    const char *status, *french, *english;
} quote_ends[] = {
    {"ACCEPTED", "Accepté", "Accepted"},
    {"REJECTED", "Refusé", "Rejected"},
    {"EXPIRED", "Expiré", "Expired"},
    {"DRAFT", "Brouillon", "Draft"},
};

static void line_quote(const struct voice *voice, const struct tool_row *row)
{
    PUT(voice, "Devis {1} - {2} - {3} - ", "Quote {1} - {2} - {3} - ", row->number, text_or(row->name, "?"),
        voice_money(voice, row->amount));
    bool waits = status_is(&quote_machine, row->status, PHASE_OPEN);
    if (waits && row->days > 0) {
        PUT(voice, "En attente depuis {1}", "Pending for {1}", voice_days(voice, row->days));
    } else if (waits) {
        PUT(voice, "Envoyé aujourd'hui", "Sent today", "");
    }
    for (size_t i = 0; i < sizeof quote_ends / sizeof *quote_ends; i++) {
        if (str_eq(row->status, quote_ends[i].status)) {
            PUT(voice, quote_ends[i].french, quote_ends[i].english, "");
        }
    }
}

static void line_invoice(const struct voice *voice, const struct tool_row *row)
{
    bool open = status_is(&invoice_machine, row->status, PHASE_OPEN);
    PUT(voice, row->number ? "Facture {1} - {2} - {3} - " : "Facture sans numéro - {2} - {3} - ",
        row->number ? "Invoice {1} - {2} - {3} - " : "Invoice without number - {2} - {3} - ", text_or(row->number, ""),
        text_or(row->name, "?"), voice_money(voice, open ? row->amount_due : row->amount));
    if (open && row->days != INT_NULL) {
        PUT(voice, "En retard de {1}", "{1} overdue", voice_days(voice, row->days));
    } else if (open) {
        PUT(voice, "À payer avant le {1}", "Due on {1}", voice_date(voice, row->due_date));
    } else if (status_succeeded(&invoice_machine, row->status)) {
        PUT(voice, "Payée le {1}", "Paid on {1}", day_of(voice, row->at));
    } else if (status_is(&invoice_machine, row->status, PHASE_CLOSED)) {
        PUT(voice, "Annulée par un avoir", "Cancelled by a credit note", "");
    } else {
        PUT(voice, "Brouillon", "Draft", "");
    }
}

static void line_document(const struct voice *voice, const struct tool_row *row)
{
    if (str_eq(row->title, "quote")) {
        line_quote(voice, row);
    } else {
        line_invoice(voice, row);
    }
}

static void line_month(const struct voice *voice, const struct tool_row *row)
{
    PUT(voice, "{1} - {2}", "{1} - {2}", row->title, voice_money(voice, row->amount));
}

static void line_best(const struct voice *voice, const struct tool_row *row)
{
    bool many = say_many(voice->language, row->count);
    PUT(voice, many ? "{1} - {2} - {3} factures" : "{1} - {2} - {3} facture",
        many ? "{1} - {2} - {3} invoices" : "{1} - {2} - {3} invoice", text_or(row->name, "?"), voice_money(voice, row->amount),
        number_of(voice, row->count));
}

static void line_contact(const struct voice *voice, const struct tool_row *row)
{
    buf_str(voice->out, text_or(row->name, "?"));
    if (row->title && !str_eq(row->title, row->name)) {
        buf_printf(voice->out, " (%s)", row->title);
    }
    if (row->phone) {
        buf_printf(voice->out, " - %s", row->phone);
    }
    if (row->email) {
        buf_printf(voice->out, " - %s", row->email);
    }
}

static void line_vehicle(const struct voice *voice, const struct tool_row *row)
{
    PUT(voice, "{1} - {2} - {3}", "{1} - {2} - {3}", text_or(row->plate, "?"), text_or(row->title, "?"),
        text_or(row->name, "?"));
    if (row->count != INT_NULL) {
        PUT(voice, " - {1} km", " - {1} km", number_of(voice, row->count));
    }
    if (row->date) {
        PUT(voice, " - Dernière intervention le {1}", " - Last serviced on {1}", voice_date(voice, row->date));
    }
}

static void line_service(const struct voice *voice, const struct tool_row *row)
{
    PUT(voice, "{1} - {2}", "{1} - {2}", voice_date(voice, row->date), row->title);
    if (row->count != INT_NULL) {
        PUT(voice, " - {1} km", " - {1} km", number_of(voice, row->count));
    }
    if (row->amount != INT_NULL) {
        PUT(voice, " - {1}", " - {1}", voice_money(voice, row->amount));
    }
}

static void line_task(const struct voice *voice, const struct tool_row *row)
{
    buf_str(voice->out, row->title);
    if (row->name) {
        buf_printf(voice->out, " - %s", row->name);
    }
    if (row->at != INT_NULL) {
        PUT(voice, " - Pour le {1}", " - Due on {1}", day_of(voice, row->at));
    }
}

static void line_stage(const struct voice *voice, const struct tool_row *row)
{
    PUT(voice, "{1} - {2} - {3}", "{1} - {2} - {3}", row->title, number_of(voice, row->count), voice_money(voice, row->amount));
}

static void line_deal(const struct voice *voice, const struct tool_row *row)
{
    PUT(voice, "{1} - {2} - {3} - Sans activité depuis {4}", "{1} - {2} - {3} - Without activity for {4}", row->title,
        text_or(row->status, "?"), voice_money(voice, row->amount), voice_days(voice, row->days));
}

static void line_activity(const struct voice *voice, const struct tool_row *row)
{
    PUT(voice, "{1} - {2}", "{1} - {2}", day_of(voice, row->at), row->title);
    if (row->name) {
        buf_printf(voice->out, " - %s", row->name);
    }
}

static void (*const lines[TOOL_IDS])(const struct voice *, const struct tool_row *) = {
    [TOOL_QUOTES] = line_quote,         [TOOL_INVOICES] = line_invoice,    [TOOL_DOCUMENT] = line_document,
    [TOOL_REVENUE] = line_month,        [TOOL_BEST_CLIENTS] = line_best,   [TOOL_FIND_CONTACT] = line_contact,
    [TOOL_NEW_CONTACTS] = line_contact, [TOOL_VEHICLES] = line_vehicle,    [TOOL_VEHICLE_HISTORY] = line_service,
    [TOOL_VEHICLES_DUE] = line_vehicle, [TOOL_TASKS] = line_task,          [TOOL_PIPELINE] = line_stage,
    [TOOL_STALLED_DEALS] = line_deal,   [TOOL_ACTIVITIES] = line_activity,
};

#define MONTHS_SHOWN 12

void voice_rows(const struct voice *voice)
{
    const struct tool_answer *answer = voice->answer;
    const struct tool_row *rows = answer->rows.rows;
    enum tool_id id = answer->unclear ? TOOL_FIND_CONTACT : answer->tool->id;
    bool figures = id == TOOL_REVENUE || id == TOOL_PIPELINE; /* rows of a sum, not of what it counts */
    size_t room = id == TOOL_REVENUE ? MONTHS_SHOWN : TOOL_ROWS_SHOWN;
    size_t shown = answer->rows.count < room ? answer->rows.count : room;
    for (size_t i = 0; i < shown && lines[id]; i++) {
        buf_printf(voice->out, "%s%zu. ", i > 0 ? "\n" : "", i + 1);
        lines[id](voice, &rows[i]);
    }
    int64_t more = (figures ? (int64_t)answer->rows.count : answer->total) - (int64_t)shown;
    if (more > 0) {
        PUT(voice, "\n… et {1} de plus", "\n… and {1} more", number_of(voice, more));
    }
}

/* ---- actions ---- */

static const struct field action_fields[] = {
    FIELD_TEXT(struct action, type, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct action, label, F_REQUIRED, 0, 0),
    FIELD_IDS(struct action, quote_ids, F_OMIT_NULL, 0),
    FIELD_IDS(struct action, invoice_ids, F_OMIT_NULL, 0),
    FIELD_TEXT(struct action, record, F_REQUIRED | F_OMIT_NULL, 0, 0),
    FIELD_UUID(struct action, id, F_REQUIRED | F_OMIT_NULL),
};
RECORD(action_record, "Action", struct action, action_fields, NULL);

static bool waits(const struct tool_row *row)
{
    return status_is(&quote_machine, row->status, PHASE_OPEN);
}

static bool is_overdue(const struct tool_row *row)
{
    return row->days != INT_NULL;
}

/* What the rows' ids name, where one may open it. */
static const char *kind_of(const struct tool_answer *answer, const struct tool_row *row)
{
    static const char *const kinds[TOOL_IDS] = {
        [TOOL_QUOTES] = "quote",         [TOOL_INVOICES] = "invoice", [TOOL_BEST_CLIENTS] = "contact",
        [TOOL_FIND_CONTACT] = "contact", [TOOL_VEHICLES] = "vehicle", [TOOL_NEW_CONTACTS] = "contact",
        [TOOL_TASKS] = "task",           [TOOL_DOCUMENT] = "quote",   [TOOL_STALLED_DEALS] = "opportunity",
        [TOOL_VEHICLES_DUE] = "vehicle",
    };
    if (answer->unclear) {
        return "contact";
    }
    return answer->tool->id == TOOL_DOCUMENT ? row->title : kinds[answer->tool->id];
}

static void add(struct list *actions, const struct action *action)
{
    ((struct action *)actions->rows)[actions->count++] = *action;
}

static void add_open(struct list *actions, enum language language, const struct tool_answer *answer)
{
    const struct tool_row *row = answer->rows.rows;
    const char *kind = answer->rows.count == 1 ? kind_of(answer, row) : NULL;
    if (kind && row->id) {
        const char *label = say_in(language, "Ouvrir la fiche", "Open the record");
        add(actions, &(struct action){.type = "open_record", .label = label, .record = kind, .id = row->id});
    }
}

#define ACTIONS_MAX 2

struct list reply_actions(struct cx *cx, enum language language, const struct tool_answer *answer)
{
    struct list actions = {arena_array(cx->arena, ACTIONS_MAX, sizeof(struct action)), 0};
    enum tool_id id = answer->unclear ? TOOL_FIND_CONTACT : answer->tool->id;
    const char *quotes = id == TOOL_QUOTES ? tool_ids(cx->arena, answer, waits) : NULL;
    const char *invoices = id == TOOL_INVOICES ? tool_ids(cx->arena, answer, is_overdue) : NULL;
    if (quotes) {
        const char *label = say_in(language, "Envoyer relances automatiques", "Send follow-ups");
        add(&actions, &(struct action){.type = "send_followup", .label = label, .quote_ids = quotes});
    }
    if (invoices) {
        const char *label = say_in(language, "Envoyer des rappels de paiement", "Send payment reminders");
        add(&actions, &(struct action){.type = "send_reminder", .label = label, .invoice_ids = invoices});
    }
    add_open(&actions, language, answer);
    return actions;
}
