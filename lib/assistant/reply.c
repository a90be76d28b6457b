/* SPDX-License-Identifier: MIT
 *
 * Replies of the embedded engine: the first sentence says again what was asked, so that a misunderstanding shows; then the rows. */
#include "assistant/reply.h"

#include "assistant/reply_parts.h"
#include "assistant/say.h"
#include "base/str.h"

#define PUT(voice, french, english, ...)                                                                                       \
    say_fill((voice)->out, say_in((voice)->language, (french), (english)), SAY_VALUES(__VA_ARGS__))

/* ---- what was asked, said again ---- */

static void add_period(const struct voice *voice)
{
    const struct ask *ask = &voice->answer->ask;
    const char *from = voice_date(voice, ask->from), *to = voice_date(voice, ask->to);
    if (ask->from && str_eq(ask->from, ask->to)) {
        PUT(voice, " le {1}", " on {1}", from);
    } else if (ask->from && ask->to) {
        PUT(voice, " du {1} au {2}", " from {1} to {2}", from, to);
    } else if (ask->from) {
        PUT(voice, " depuis le {1}", " since {1}", from);
    } else if (ask->to) {
        PUT(voice, " jusqu'au {1}", " until {1}", to);
    }
}

static void add_amounts(const struct voice *voice)
{
    const struct ask *ask = &voice->answer->ask;
    bool min = ask->min_amount != INT_NULL, max = ask->max_amount != INT_NULL;
    const char *least = voice_money(voice, min ? ask->min_amount : 0), *most = voice_money(voice, max ? ask->max_amount : 0);
    if (min && max) {
        PUT(voice, " entre {1} et {2}", " between {1} and {2}", least, most);
    } else if (min) {
        PUT(voice, " à partir de {1}", " of {1} or more", least);
    } else if (max) {
        PUT(voice, " jusqu'à {1}", " of {1} or less", most);
    }
}

static void add_conditions(const struct voice *voice)
{
    const struct ask *ask = &voice->answer->ask;
    if (voice->answer->contact) {
        PUT(voice, " pour {1}", " for {1}", voice->answer->contact);
    }
    add_amounts(voice);
    if (ask->older_than_days != INT_NULL) {
        PUT(voice, " depuis plus de {1}", " for more than {1}", voice_days(voice, ask->older_than_days));
    }
    add_period(voice);
}

struct noun {
    const char *french[2]; /* one, many */
    const char *none;      /* "Aucun", "Aucune" */
    const char *english[2];
};

static const struct noun noun_quote = {{"devis", "devis"}, "Aucun", {"quote", "quotes"}};
static const struct noun noun_invoice = {{"facture", "factures"}, "Aucune", {"invoice", "invoices"}};
static const struct noun noun_task = {{"tâche à faire", "tâches à faire"}, "Aucune", {"open task", "open tasks"}};
static const struct noun noun_contact = {{"contact", "contacts"}, "Aucun", {"contact", "contacts"}};
static const struct noun noun_new = {{"nouveau contact", "nouveaux contacts"}, "Aucun", {"new contact", "new contacts"}};
static const struct noun noun_vehicle = {{"véhicule", "véhicules"}, "Aucun", {"vehicle", "vehicles"}};
static const struct noun noun_due = {
    {"véhicule sans intervention", "véhicules sans intervention"}, "Aucun", {"vehicle not serviced", "vehicles not serviced"}};
static const struct noun noun_service = {{"intervention", "interventions"}, "Aucune", {"service record", "service records"}};
static const struct noun noun_activity = {{"activité", "activités"}, "Aucune", {"activity", "activities"}};
static const struct noun noun_stalled = {
    {"affaire sans activité", "affaires sans activité"}, "Aucune", {"deal without activity", "deals without activity"}};

/* "J'ai trouvé 3 devis en attente depuis plus de 7 jours:" with the rows, or "Aucun devis en attente." */
static void found(const struct voice *voice, const struct noun *noun, const char *trait)
{
    int64_t total = voice->answer->total;
    bool many = say_many(voice->language, total);
    const char *number = say_number(voice->cx->arena, voice->language, total);
    const char *word = say_in(voice->language, noun->french[many], noun->english[many]);
    if (total == 0) {
        PUT(voice, "{1} {2}{3}", "I found no {4}{2}", noun->none, word, say_in(voice->language, trait, ""), trait);
        add_conditions(voice);
        buf_char(voice->out, '.');
        return;
    }
    PUT(voice, "J'ai trouvé {1} {2}{3}", "I found {1} {4}{2}", number, word, say_in(voice->language, trait, ""), trait);
    add_conditions(voice);
    if (str_eq(voice->answer->tool->name, "invoices") && voice->answer->sum != INT_NULL) {
        PUT(voice, ", {1} en tout", ", {1} in all", voice_money(voice, voice->answer->sum));
    }
    buf_str(voice->out, ":\n\n");
    voice_rows(voice);
}

/* ---- tool by tool ---- */

static void say_quotes(const struct voice *voice)
{
    found(voice, &noun_quote, voice_trait(voice));
    if (str_eq(voice->answer->ask.status, "SENT") && voice->answer->rows.count > 0) {
        PUT(voice, "\n\nVoulez-vous que je vous aide à envoyer des relances ?", "\n\nShall I help you to send follow-ups?", "");
    }
}

static void say_invoices(const struct voice *voice)
{
    found(voice, &noun_invoice, voice_trait(voice));
}

static void say_document(const struct voice *voice)
{
    if (voice->answer->rows.count == 0) {
        PUT(voice, "Je ne trouve aucun document n° {1}.", "I find no document number {1}.", voice->answer->ask.number);
        return;
    }
    voice_rows(voice);
}

static void say_revenue(const struct voice *voice)
{
    int64_t count = voice->answer->total;
    PUT(voice, "Chiffre d'affaires encaissé", "Revenue received", "");
    add_period(voice);
    PUT(voice, say_many(voice->language, count) ? ": {1}, sur {2} factures." : ": {1}, sur {2} facture.",
        say_many(voice->language, count) ? ": {1}, from {2} invoices." : ": {1}, from {2} invoice.",
        voice_money(voice, voice->answer->sum), say_number(voice->cx->arena, voice->language, count));
    if (voice->answer->rows.count > 1) {
        buf_str(voice->out, "\n\n");
        voice_rows(voice);
    }
}

static void say_best_clients(const struct voice *voice)
{
    bool none = voice->answer->rows.count == 0;
    PUT(voice, none ? "Aucun client n'a payé" : "Vos meilleurs clients", none ? "No client paid anything" : "Your best clients",
        "");
    add_period(voice);
    buf_str(voice->out, none ? "." : ":\n\n");
    voice_rows(voice);
}

static void say_contacts(const struct voice *voice)
{
    found(voice, voice->answer->tool->id == TOOL_NEW_CONTACTS ? &noun_new : &noun_contact, "");
}

static void say_vehicles(const struct voice *voice)
{
    if (voice->answer->rows.count == 0 && voice->answer->ask.plate) {
        PUT(voice, "Je ne connais aucun véhicule immatriculé {1}.", "I know no vehicle with the plate {1}.",
            voice->answer->ask.plate);
        return;
    }
    found(voice, &noun_vehicle, "");
}

static void say_history(const struct voice *voice)
{
    if (voice->answer->unclear) {
        say_vehicles(voice);
        return;
    }
    found(voice, &noun_service, "");
}

static void say_due(const struct voice *voice)
{
    found(voice, &noun_due, "");
}

static void say_tasks(const struct voice *voice)
{
    const struct ask *ask = &voice->answer->ask;
    bool many = say_many(LANGUAGE_FR, voice->answer->total);
    struct buf trait;
    buf_init(&trait, voice->cx->arena, 0);
    buf_str(&trait, ask->priority ? say_in(voice->language, many ? " urgentes" : " urgente", "urgent ") : "");
    buf_str(&trait, ask->late == 1 ? say_in(voice->language, " en retard", "late ") : "");
    found(voice, &noun_task, trait.data);
}

static void say_pipeline(const struct voice *voice)
{
    const struct tool_answer *answer = voice->answer;
    if (answer->total == 0) {
        PUT(voice, "Aucune opportunité active.", "There is no active opportunity.", "");
        return;
    }
    PUT(voice, "Le pipeline vaut {1} ({2} pondérés), pour {3} opportunité{4}:\n\n",
        "The pipeline is worth {1} ({2} weighted), in {3} opportunit{5}:\n\n", voice_money(voice, answer->sum),
        voice_money(voice, answer->weighted), say_number(voice->cx->arena, voice->language, answer->total),
        answer->total > 1 ? "s actives" : " active", answer->total == 1 ? "y" : "ies");
    voice_rows(voice);
}

static void say_stalled(const struct voice *voice)
{
    found(voice, &noun_stalled, "");
}

static void say_conversion(const struct voice *voice)
{
    const struct tool_answer *answer = voice->answer;
    PUT(voice, "Taux de conversion devis→facture", "Conversion of quotes to invoices", "");
    add_period(voice);
    PUT(voice, ": {1} ({2} sur {3} envoyés).", ": {1} ({2} of {3} sent).",
        say_percent(voice->cx->arena, voice->language, answer->rate),
        say_number(voice->cx->arena, voice->language, answer->sum),
        say_number(voice->cx->arena, voice->language, answer->total));
}

static void say_activities(const struct voice *voice)
{
    found(voice, &noun_activity, "");
}

static void say_count(const struct voice *voice)
{
    bool many = say_many(voice->language, voice->answer->total);
    const struct noun *noun = str_eq(voice->answer->ask.what, "vehicles") ? &noun_vehicle : &noun_contact;
    PUT(voice, "Vous avez {1} {2}.", "You have {1} {2}.", say_number(voice->cx->arena, voice->language, voice->answer->total),
        say_in(voice->language, noun->french[many], noun->english[many]));
}

static void (*const sayings[TOOL_IDS])(const struct voice *) = {
    [TOOL_QUOTES] = say_quotes,
    [TOOL_INVOICES] = say_invoices,
    [TOOL_DOCUMENT] = say_document,
    [TOOL_REVENUE] = say_revenue,
    [TOOL_BEST_CLIENTS] = say_best_clients,
    [TOOL_FIND_CONTACT] = say_contacts,
    [TOOL_NEW_CONTACTS] = say_contacts,
    [TOOL_VEHICLES] = say_vehicles,
    [TOOL_VEHICLE_HISTORY] = say_history,
    [TOOL_VEHICLES_DUE] = say_due,
    [TOOL_TASKS] = say_tasks,
    [TOOL_PIPELINE] = say_pipeline,
    [TOOL_STALLED_DEALS] = say_stalled,
    [TOOL_CONVERSION_RATE] = say_conversion,
    [TOOL_ACTIVITIES] = say_activities,
    [TOOL_COUNT] = say_count,
};

/* A name that nobody has, or several. */
static void say_unclear(const struct voice *voice)
{
    if (voice->answer->rows.count == 0) {
        PUT(voice, "Je ne connais aucun contact du nom de « {1} ».", "I know no contact named “{1}”.",
            voice->answer->ask.contact);
        return;
    }
    PUT(voice, "Plusieurs contacts répondent au nom de « {1} ». Duquel parlez-vous ?\n\n",
        "Several contacts go by the name of “{1}”. Which one do you mean?\n\n", voice->answer->ask.contact);
    voice_rows(voice);
}

void reply_answer(struct cx *cx, enum language language, const struct tool_answer *answer, struct reply *reply)
{
    struct buf out;
    const struct voice voice = {cx, language, answer, &out};
    buf_init(&out, cx->arena, 0);
    if (answer->unclear && answer->ask.contact) {
        say_unclear(&voice);
    } else {
        sayings[answer->tool->id](&voice);
    }
    reply->text = out.data;
    reply->actions = reply_actions(cx, language, answer);
}

void reply_not_understood(struct cx *cx, enum language language, const char *unknown, struct reply *reply)
{
    struct buf out;
    buf_init(&out, cx->arena, 0);
    if (unknown) {
        say_fill(&out,
                 say_in(language, "Je n'ai pas compris votre question (« {1} » ne me dit rien).",
                        "I did not understand your question (“{1}” means nothing to me)."),
                 SAY_VALUES(unknown));
    } else {
        buf_str(&out, say_in(language, "Je n'ai pas compris votre question.", "I did not understand your question."));
    }
    buf_str(&out, say_in(language,
                         " Voici ce que je sais dire, par exemple:\n\n"
                         "- Montre-moi les devis en attente depuis plus de 7 jours\n"
                         "- Quelles factures sont en retard ?\n"
                         "- Quel est mon chiffre d'affaires du mois dernier ?\n"
                         "- Mes meilleurs clients cette année\n"
                         "- Le téléphone d'un client, ses véhicules, l'historique d'une plaque\n"
                         "- Quels véhicules sont à réviser ?\n"
                         "- Mes tâches du jour\n"
                         "- La valeur du pipeline, les affaires bloquées, le taux de conversion",
                         " This is what I can answer, for example:\n\n"
                         "- Show me the quotes pending for more than 7 days\n"
                         "- Which invoices are overdue?\n"
                         "- What was our revenue last month?\n"
                         "- My best clients this year\n"
                         "- A client's phone number or vehicles, the history of a plate\n"
                         "- Which vehicles need a service?\n"
                         "- My tasks today\n"
                         "- The pipeline's value, stalled deals, the conversion rate"));
    reply->text = out.data;
    reply->actions = (struct list){0};
}
