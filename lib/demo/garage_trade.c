/* SPDX-License-Identifier: MIT
 *
 * The demonstration garage's quotes and invoices: each is decided upon when it comes, and what was decided happens on its
 * day (garage_bills.c: payments and credit notes). */
#include "base/str.h"
#include "demo/garage_story.h"
#include "workshop/contact.h"
#include "workshop/invoice.h"
#include "workshop/quote.h"
#include "workshop/service.h"
#include "workshop/vehicle.h"

#define LINES_AT_MOST (2 * DEMO_WORK_LINES + 1) /* two works and a discount */
#define EXPIRES_AFTER 31                        /* days: quotes are valid for 30 */
#define DRAFT_DAYS 5                            /* old is the oldest draft invoice */

/* What is to be done to a car, and for how much. */
struct repair {
    const char *title;
    struct list items; /* struct line */
};

/* ---- lines ---- */

static const struct demo_work *pick_work(struct story *story)
{
    int64_t sum = 0;
    for (size_t i = 0; i < DEMO_WORKS; i++) {
        sum += demo_works[i].weight;
    }
    int64_t roll = dice_roll(&story->dice, sum);
    const struct demo_work *work = demo_works;
    while (roll >= work->weight) {
        roll -= work->weight;
        work++;
    }
    return work;
}

static bool is_labour(const char *description)
{
    return str_starts(description, DEMO_LABOUR);
}

/* What a line is, by how it begins; what is not here is a part. */
static const struct {
    const char *start, *kind, *unit, *reference;
} sorts[] = {
    {DEMO_LABOUR, "LABOUR", "HOUR", NULL},
    {"Huile", "FLUID", "LITRE", NULL},
    {"Liquide", "FLUID", "LITRE", NULL},
    {"Gaz", "FLUID", NULL, NULL},
    {"Recyclage", "FEE", NULL, NULL},
    {"Redevance", "EXPENSE", NULL, NULL},
    {"Gardiennage", "FEE", "FLAT_RATE", NULL},
    {"Équilibrage", "LABOUR", "PIECE", NULL},
    {"Contrôle", "LABOUR", "FLAT_RATE", NULL},
    {"Codage", "LABOUR", "FLAT_RATE", NULL},
    {"Apprentissage", "LABOUR", "FLAT_RATE", NULL},
    {"Remise", NULL, NULL, NULL},
    {"Filtre à huile", "PART", "PIECE", "FH-1350"},
    {"Filtre à air", "PART", "PIECE", "FA-1980"},
    {"Filtre d'habitacle", "PART", "PIECE", "FC-2240"},
    {"Jeu de plaquettes avant", "PART", "SET", "PLQ-AV-465"},
    {"Jeu de plaquettes arrière", "PART", "SET", "PLQ-AR-398"},
    {"Disque", "PART", "PIECE", "DSQ-5490"},
    {"Kit de distribution", "PART", "SET", "KD-149"},
    {"Batterie", "PART", "PIECE", "BAT-70"},
    {"Pneu", "PART", "PIECE", "PN-H91"},
    {"", "PART", "PIECE", NULL},
};

static struct line line_new(const char *description, int64_t quantity, int64_t unit_price)
{
    size_t i = 0;
    while (!str_starts(description, sorts[i].start)) {
        i++;
    }
    return (struct line){.description = description,
                         .quantity = quantity,
                         .unit_price = unit_price,
                         .vat_rate = INT_NULL,
                         .kind = sorts[i].kind,
                         .unit = sorts[i].unit,
                         .reference = sorts[i].reference,
                         .discount_percent = INT_NULL};
}

/* Parts cost what the model makes of it, to 10 cents. */
static void add_work(const struct demo_work *work, int64_t percent, struct list *items)
{
    struct line *lines = items->rows;
    for (const struct demo_line *line = work->lines; line < work->lines + DEMO_WORK_LINES && line->description; line++) {
        int64_t price = is_labour(line->description) ? line->unit_price : (line->unit_price * percent / 100 + 5) / 10 * 10;
        lines[items->count++] = line_new(line->description, line->quantity, price * 100);
    }
}

static void add_discount(struct list *items)
{
    struct line *lines = items->rows;
    int64_t net = 0; /* in ten-millionths */
    for (size_t i = 0; i < items->count; i++) {
        net += lines[i].quantity * lines[i].unit_price;
    }
    lines[items->count++] = line_new("Remise fidélité 5 %", 1000, -(net / 100000 * 5 / 100 * 100));
}

static struct repair make_repair(struct story *story, const struct demo_car *car)
{
    struct cx *cx = story->cx;
    const struct demo_work *work = pick_work(story);
    struct repair repair = {.title = work->title};
    repair.items.rows = arena_array(cx->arena, LINES_AT_MOST, sizeof(struct line));
    add_work(work, car->model->price, &repair.items);
    const struct demo_work *more = pick_work(story);
    if (more != work && dice_chance(&story->dice, 35)) {
        add_work(more, car->model->price, &repair.items);
        repair.title = arena_printf(cx->arena, "%s ; %s", work->title, more->title);
    }
    if (car->owner->vip) {
        add_discount(&repair.items);
    }
    return repair;
}

static const char *pick_note(struct story *story)
{
    return dice_chance(&story->dice, 35) ? demo_notes[dice_roll(&story->dice, DEMO_NOTES)] : NULL;
}

/* ---- the work itself ---- */

/* What the lines say becomes the car's service record: hours of labour, and parts. */
static void read_lines(const struct list *items, struct service_record *service)
{
    const struct line *lines = items->rows;
    struct service_part *parts = service->items.rows;
    service->labor_hours = 0;
    for (size_t i = 0; i < items->count; i++) {
        if (is_labour(lines[i].description)) {
            service->labor_hours += lines[i].quantity / 10;
        } else if (lines[i].unit_price > 0) {
            parts[service->items.count++] = (struct service_part){lines[i].description, lines[i].quantity, lines[i].unit_price};
        }
    }
}

static enum rc record_service(struct story *story, const struct demo_car *car, const struct invoice *invoice, const char *title)
{
    struct cx *cx = story->cx;
    struct vehicle vehicle;
    struct list items;
    struct service_record service = {
        .date = invoice->issue_date,
        .mileage = car_mileage(story, car),
        .description = title,
        .cost = invoice->total,
    };
    TRY(invoice_items(cx, invoice->id, &items));
    TRY(resource_get(cx, &vehicle_resource, car->id, &vehicle));
    service.items.rows = arena_array(cx->arena, items.count, sizeof(struct service_part));
    read_lines(&items, &service);
    return service_record_add(cx, &vehicle, &service);
}

/* An invoice has gone out: the work is done, and how it will be paid is decided. */
static enum rc invoice_sent(struct story *story, const struct demo_car *car, const char *id, const char *title)
{
    struct invoice invoice;
    TRY(resource_get(story->cx, &invoice_resource, id, &invoice));
    TRY(record_service(story, car, &invoice, title));
    bill_new(story, &invoice, car->owner->business);
    return RC_OK;
}

/* Private clients pay when they fetch their car, or within two weeks; businesses have the terms of the settings. */
static const char *due_date(struct story *story, const struct demo_car *car)
{
    if (car->owner->business) {
        return NULL;
    }
    return teller_date(&story->teller, story->day + (dice_chance(&story->dice, 80) ? 0 : 15));
}

/* ---- invoices without a quote ---- */

static enum rc add_invoice(struct story *story, bool draft)
{
    struct cx *cx = story->cx;
    const struct demo_car *car = story_car(story);
    struct repair repair = make_repair(story, car);
    struct invoice invoice;
    story_act(story);
    record_clear(&invoice_record, &invoice);
    invoice.contact_id = car->owner->id;
    invoice.vehicle_id = car->id;
    invoice.due_date = due_date(story, car);
    invoice.notes = pick_note(story);
    invoice.items = repair.items;
    invoice.created_by = cx->user->id;
    TRY(resource_create(cx, &invoice_resource, &invoice, UINT64_MAX));
    if (draft) {
        story->draft_count++;
        return RC_OK;
    }
    story->direct_count++;
    TRY(invoice_issue(cx, invoice.id));
    return invoice_sent(story, car, invoice.id, repair.title);
}

/* ---- quotes ---- */

static enum rc add_quote(struct story *story)
{
    struct cx *cx = story->cx;
    const struct demo_car *car = story_car(story);
    struct repair repair = make_repair(story, car);
    struct quote quote;
    story_act(story);
    record_clear(&quote_record, &quote);
    quote.contact_id = car->owner->id;
    quote.vehicle_id = car->id;
    quote.notes = pick_note(story);
    quote.terms = "Devis valable 30 jours.";
    quote.items = repair.items;
    quote.created_by = cx->user->id;
    TRY(resource_create(cx, &quote_resource, &quote, UINT64_MAX));
    int64_t wait = dice_chance(&story->dice, 70) ? 0 : 1 + dice_roll(&story->dice, 2);
    struct demo_offer *offer = &story->offers[story->offer_count++];
    *offer =
        (struct demo_offer){story_keep(story, quote.id), story_keep(story, repair.title), car, OFFER_SEND, story->day + wait};
    if (dice_chance(&story->dice, 3)) {
        offer->next = DEMO_NEVER; /* forgotten */
    }
    return RC_OK;
}

/* What the client will say to a quote that goes out today. */
static void decide(struct story *story, struct demo_offer *offer)
{
    int64_t roll = dice_roll(&story->dice, 100);
    offer->step = roll < 60 ? OFFER_ACCEPT : roll < 72 ? OFFER_REJECT : roll < 84 ? OFFER_CONVERT : OFFER_EXPIRE;
    offer->next = story->day + 1 + dice_roll(&story->dice, offer->step == OFFER_ACCEPT ? 9 : 14);
    if (offer->step == OFFER_EXPIRE) {
        offer->next = story->day + EXPIRES_AFTER;
    }
}

static enum rc convert(struct story *story, const struct demo_offer *offer, const struct quote *quote)
{
    const struct conversion conversion = {.due_date = due_date(story, offer->car)};
    const char *id = NULL;
    TRY(invoice_from_quote(story->cx, quote, &conversion, &id));
    return invoice_sent(story, offer->car, id, offer->title);
}

static enum rc set_status(struct story *story, struct quote *quote, const char *status)
{
    const struct quote_status_change change = QUOTE_CHANGE(status);
    return quote_set_status(story->cx, quote, &change);
}

/* What a customer says on the telephone, or writes. */
static enum rc accept_quote(struct story *story, struct quote *quote)
{
    struct quote_status_change change = QUOTE_CHANGE("ACCEPTED");
    struct contact contact;
    TRY(resource_get(story->cx, &contact_resource, quote->contact_id, &contact));
    const char *person = contact_person(story->cx->arena, &contact);
    change.accepted_by = str_empty(person) ? contact.company : person;
    change.method = contact.company ? "EMAIL" : "PHONE";
    return quote_set_status(story->cx, quote, &change);
}

static enum rc advance_quote(struct story *story, struct demo_offer *offer)
{
    struct quote quote;
    enum offer_step step = offer->step;
    TRY(resource_get(story->cx, &quote_resource, offer->id, &quote));
    story_act(story);
    offer->next = DEMO_NEVER;
    switch (step) {
    case OFFER_SEND:
        decide(story, offer);
        return set_status(story, &quote, "SENT");
    case OFFER_ACCEPT:
        offer->step = OFFER_CONVERT;
        offer->next = dice_chance(&story->dice, 94) ? story->day + 1 + dice_roll(&story->dice, 9) : DEMO_NEVER;
        return accept_quote(story, &quote);
    case OFFER_REJECT:
        return set_status(story, &quote, "REJECTED");
    case OFFER_EXPIRE:
        return set_status(story, &quote, "EXPIRED");
    case OFFER_CONVERT:
        return convert(story, offer, &quote);
    }
    return RC_OK;
}

enum rc story_trade(struct story *story)
{
    for (size_t due = story_owed(story, DEMO_QUOTES, story->offer_count, story->first); due; due--) {
        TRY(add_quote(story));
    }
    for (size_t due = story_owed(story, DEMO_DIRECT, story->direct_count, story->first); due; due--) {
        TRY(add_invoice(story, false));
    }
    for (size_t due = story_owed(story, DEMO_DRAFTS, story->draft_count, story->today - DRAFT_DAYS); due; due--) {
        TRY(add_invoice(story, true));
    }
    for (size_t i = 0; i < story->offer_count; i++) {
        if (story->offers[i].next <= story->day) {
            TRY(advance_quote(story, &story->offers[i]));
        }
    }
    return bills_settle(story);
}
