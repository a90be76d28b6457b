/* SPDX-License-Identifier: MIT
 *
 * The table of tools and their arguments. */
#include "assistant/tool.h"

#include <string.h>

#include "base/str.h"
#include "data/json_out.h"

static const char *const priorities[] = {"LOW", "MEDIUM", "HIGH", "URGENT", NULL};
static const char *const statuses[] = {"DRAFT", "SENT", "ACCEPTED", "REJECTED", "EXPIRED", "UNPAID", "OVERDUE", "PAID", NULL};
static const char *const quote_statuses[] = {"DRAFT", "SENT", "ACCEPTED", "REJECTED", "EXPIRED", NULL};
static const char *const invoice_statuses[] = {"DRAFT", "UNPAID", "OVERDUE", "PAID", NULL};
static const char *const things[] = {"contacts", "vehicles", "quote", "invoice", NULL};

#define CENTS_MAX 100000000000

static const struct field ask_fields[] = {
    {.name = "status",
     .type = FT_ENUM,
     .offset = offsetof(struct ask, status),
     .values = statuses,
     .about = "State of the papers"},
    {.name = "from", .type = FT_DATE, .flags = F_OMIT_NULL, .offset = offsetof(struct ask, from), .about = "First day"},
    {.name = "to", .type = FT_DATE, .flags = F_OMIT_NULL, .offset = offsetof(struct ask, to), .about = "Last day, included"},
    {.name = "contact",
     .type = FT_TEXT,
     .flags = F_OMIT_NULL,
     .offset = offsetof(struct ask, contact),
     .min = 1,
     .max = 200,
     .about = "Name of a client, or a part of it"},
    {.name = "plate",
     .type = FT_TEXT,
     .flags = F_OMIT_NULL,
     .offset = offsetof(struct ask, plate),
     .min = 1,
     .max = 20,
     .about = "License plate"},
    {.name = "number",
     .type = FT_TEXT,
     .flags = F_OMIT_NULL,
     .offset = offsetof(struct ask, number),
     .min = 1,
     .max = 20,
     .about = "YYYY-NNN"},
    {.name = "priority", .type = FT_ENUM, .flags = F_OMIT_NULL, .offset = offsetof(struct ask, priority), .values = priorities},
    {.name = "what", .type = FT_ENUM, .flags = F_OMIT_NULL, .offset = offsetof(struct ask, what), .values = things},
    {.name = "older_than_days",
     .type = FT_INT,
     .flags = F_OMIT_NULL,
     .offset = offsetof(struct ask, older_than_days),
     .min = 0,
     .max = 36500,
     .about = "Only what has waited longer than so many days"},
    {.name = "min_amount",
     .type = FT_DECIMAL,
     .flags = F_OMIT_NULL,
     .offset = offsetof(struct ask, min_amount),
     .scale = 2,
     .min_decimals = 2,
     .min = 0,
     .max = CENTS_MAX,
     .about = "At least, in euros"},
    {.name = "max_amount",
     .type = FT_DECIMAL,
     .flags = F_OMIT_NULL,
     .offset = offsetof(struct ask, max_amount),
     .scale = 2,
     .min_decimals = 2,
     .min = 0,
     .max = CENTS_MAX,
     .about = "At most, in euros"},
    {.name = "limit",
     .type = FT_INT,
     .flags = F_OMIT_NULL,
     .offset = offsetof(struct ask, limit),
     .min = 1,
     .max = TOOL_ROWS,
     .about = "Rows"},
    {.name = "late",
     .type = FT_BOOL,
     .flags = F_OMIT_NULL,
     .offset = offsetof(struct ask, late),
     .about = "Only what is past its date"},
    {.name = "mine",
     .type = FT_BOOL,
     .flags = F_OMIT_NULL,
     .offset = offsetof(struct ask, mine),
     .about = "Only what is the asking user's own"},
};
RECORD(ask_record, "Ask", struct ask, ask_fields, NULL);

const struct tool tools[] = {
    {TOOL_QUOTES,
     "quotes",
     {"Devis, par état, ancienneté, date, montant ou client ; SENT : en attente de réponse",
      "Quotes by state, age, date of issue, amount or client; SENT: waiting for an answer"},
     " status older_than_days from to min_amount max_amount contact ",
     NULL,
     quote_statuses},
    {TOOL_INVOICES,
     "invoices",
     {"Factures, par état, retard, date, montant ou client ; avec PAID, la date est celle du paiement",
      "Invoices by state, days overdue, date, amount or client; with PAID, the date is that of the payment"},
     " status older_than_days from to min_amount max_amount contact ",
     NULL,
     invoice_statuses},
    {TOOL_DOCUMENT,
     "document",
     {"Le devis ou la facture qui porte ce numéro", "The quote or invoice of that number"},
     " number what ",
     " number ",
     NULL},
    {TOOL_REVENUE,
     "revenue",
     {"Argent encaissé sur une période ; sans dates, ce mois-ci", "Money received in a period; without dates, this month"},
     " from to ",
     NULL,
     NULL},
    {TOOL_BEST_CLIENTS,
     "best_clients",
     {"Clients qui ont payé le plus ; sans dates, cette année", "Clients who paid the most; without dates, this year"},
     " from to limit ",
     NULL,
     NULL},
    {TOOL_FIND_CONTACT,
     "find_contact",
     {"Coordonnées d'un client, par son nom", "Contact details of a client, by name"},
     " contact ",
     " contact ",
     NULL},
    {TOOL_NEW_CONTACTS,
     "new_contacts",
     {"Contacts ajoutés sur une période", "Contacts added in a period"},
     " from to ",
     NULL,
     NULL},
    {TOOL_VEHICLES,
     "vehicles",
     {"Véhicules d'un client, ou celui qui porte cette plaque", "Vehicles of a client, or the one with that plate"},
     " contact plate ",
     NULL,
     NULL},
    {TOOL_VEHICLE_HISTORY,
     "vehicle_history",
     {"Interventions sur un véhicule, par sa plaque", "Service records of a vehicle, by its plate"},
     " plate ",
     " plate ",
     NULL},
    {TOOL_VEHICLES_DUE,
     "vehicles_due",
     {"Véhicules dont la dernière intervention est ancienne ; sans durée, un an",
      "Vehicles whose last service lies far back; without a length, a year"},
     " older_than_days ",
     NULL,
     NULL},
    {TOOL_TASKS,
     "tasks",
     {"Tâches non terminées, par échéance, retard, priorité ou client", "Open tasks by due date, lateness, priority or client"},
     " from to late mine priority contact ",
     NULL,
     NULL},
    {TOOL_PIPELINE,
     "pipeline",
     {"Valeur des opportunités actives, par étape", "Worth of the active opportunities, by stage"},
     " mine ",
     NULL,
     NULL},
    {TOOL_STALLED_DEALS,
     "stalled_deals",
     {"Opportunités actives sans activité ; sans durée, celle des paramètres",
      "Active opportunities without activity; without a length, that of the settings"},
     " older_than_days mine ",
     NULL,
     NULL},
    {TOOL_CONVERSION_RATE,
     "conversion_rate",
     {"Part des devis envoyés qui sont devenus des factures", "Share of the quotes sent that became invoices"},
     " from to ",
     NULL,
     NULL},
    {TOOL_ACTIVITIES,
     "activities",
     {"Dernières activités, par date ou client", "Latest activities, by date or client"},
     " from to contact mine ",
     NULL,
     NULL},
    {TOOL_COUNT, "count", {"Nombre de contacts ou de véhicules", "Number of contacts or vehicles"}, " what ", " what ", NULL},
    {TOOL_NONE, NULL, {NULL, NULL}, NULL, NULL, NULL},
};

const struct tool *tool_of(enum tool_id id)
{
    for (const struct tool *tool = tools; tool->name; tool++) {
        if (tool->id == id) {
            return tool;
        }
    }
    return NULL;
}

const struct tool *tool_named(const char *name)
{
    for (const struct tool *tool = tools; tool->name; tool++) {
        if (str_eq(tool->name, name)) {
            return tool;
        }
    }
    return NULL;
}

static bool listed(const char *names, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = names; at && (at = strstr(at, name)) != NULL; at++) {
        if (at[-1] == ' ' && at[len] == ' ') {
            return true;
        }
    }
    return false;
}

bool tool_takes(const struct tool *tool, const char *argument)
{
    return listed(tool->arguments, argument);
}

bool tool_needs(const struct tool *tool, const char *argument)
{
    return listed(tool->required, argument);
}

const char *ask_json(struct cx *cx, const struct ask *ask)
{
    struct buf out;
    struct json json;
    buf_init(&out, cx->arena, 0);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_record(&json, &ask_record, ask, true);
    return out.data;
}

static bool allowed(const char *const *values, const char *value)
{
    while (values && *values && !str_eq(*values, value)) {
        values++;
    }
    return values && *values;
}

enum rc tool_check(struct cx *cx, const struct tool *tool, const struct ask *ask)
{
    for (size_t i = 0; i < ask_record.count; i++) {
        const struct field *field = &ask_record.fields[i];
        struct ask copy = *ask;
        bool given = field_is_int(field) ? *field_int(field, &copy) != INT_NULL : *field_text(field, &copy) != NULL;
        if (given && !tool_takes(tool, field->name)) {
            fault_field(cx, field->name, PROBLEM_NOT_APPLICABLE, "This tool does not take it");
        } else if (!given && tool_needs(tool, field->name)) {
            fault_field(cx, field->name, PROBLEM_REQUIRED, "Required");
        }
    }
    if (ask->status && tool->statuses && !allowed(tool->statuses, ask->status)) {
        fault_field(cx, "status", PROBLEM_NOT_APPLICABLE, "Not a state that this tool knows");
    }
    if (ask->from && ask->to && strcmp(ask->to, ask->from) < 0) {
        fault_field(cx, "to", PROBLEM_TOO_EARLY, "Must not be before from");
    }
    return fault_check(cx);
}
