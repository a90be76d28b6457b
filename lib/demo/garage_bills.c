/* SPDX-License-Identifier: MIT
 *
 * How the demonstration garage is paid: most at once or in time, some late, a few in parts, by a cheque that bounces, or
 * never; and the few invoices that a credit note takes back. */
#include "demo/garage_story.h"
#include "workshop/credit_note.h"
#include "workshop/payment.h"

#define LARGE_CENTS 80000     /* from here on some pay a deposit first */
#define CASH_MAX_CENTS 100000 /* Code monétaire et financier D112-3 */
#define GESTURE_CENTS 3000    /* net */
#define UNPAID_SINCE_DAYS 110 /* what is older than that was paid or given up */
#define DEPOSIT_OPEN_DAYS 28  /* of the invoices since then, some have only a deposit */
#define CHEQUE_BOUNCES_DAYS 6

/* Every how many invoices, and which of them: rare things must be there whatever the dice say. */
#define CREDIT_EVERY 55
#define GESTURE_EVERY 71
#define CHEQUE_EVERY 90

static int64_t delay(struct story *story, bool business)
{
    int64_t roll = dice_roll(&story->dice, 100);
    if (business) {
        return roll < 65   ? 16 + dice_roll(&story->dice, 15)
               : roll < 90 ? 31 + dice_roll(&story->dice, 12)
                           : 44 + dice_roll(&story->dice, 30);
    }
    return roll < 74 ? 0 : roll < 92 ? 1 + dice_roll(&story->dice, 12) : 14 + dice_roll(&story->dice, 25);
}

static bool is_deposit(struct story *story, const struct invoice *invoice)
{
    bool recent = story->today - story->day < DEPOSIT_OPEN_DAYS;
    return recent ? story->bill_count % 5 == 1 : invoice->total > LARGE_CENTS && dice_chance(&story->dice, 25);
}

static bool stays_unpaid(struct story *story)
{
    int64_t age = story->today - story->day;
    return (age < UNPAID_SINCE_DAYS && dice_chance(&story->dice, 9)) || story->bill_count == 40;
}

void bill_new(struct story *story, const struct invoice *invoice, bool business)
{
    struct demo_bill *bill = &story->bills[story->bill_count];
    *bill = (struct demo_bill){.id = story_keep(story, invoice->id), .business = business, .step = BILL_PAY};
    bill->next = story->day + delay(story, business);
    if (story->bill_count % CREDIT_EVERY == 23) {
        bill->step = BILL_CREDIT;
        bill->next = story->day + 1 + dice_roll(&story->dice, 4);
    } else if (story->bill_count % GESTURE_EVERY == 30 && invoice->total > 2 * GESTURE_CENTS) {
        bill->step = BILL_GESTURE;
        bill->next = story->day + 2;
    } else if (story->bill_count % CHEQUE_EVERY == 12) {
        bill->step = BILL_CHEQUE;
        bill->next = story->day;
    } else if (stays_unpaid(story)) {
        bill->next = DEMO_NEVER;
    } else if (is_deposit(story, invoice)) {
        bill->step = BILL_DEPOSIT;
        bill->next = story->day;
        bill->rest = story->day + DEPOSIT_OPEN_DAYS + dice_roll(&story->dice, 10);
    }
    story->bill_count++;
}

static const char *pick_method(struct story *story, const struct demo_bill *bill, int64_t amount)
{
    int64_t roll = dice_roll(&story->dice, 100);
    if (bill->business) {
        return roll < 72 ? "BANK_TRANSFER" : roll < 84 ? "DIRECT_DEBIT" : roll < 92 ? "CHECK" : "CARD";
    }
    if (roll >= 88 && amount <= CASH_MAX_CENTS) {
        return "CASH";
    }
    return roll < 66 ? "CARD" : roll < 80 ? "CHECK" : "BANK_TRANSFER";
}

static enum rc pay(struct story *story, struct invoice *invoice, int64_t amount, const char *method, const char **payment_id)
{
    struct payment payment;
    record_clear(&payment_record, &payment);
    payment.amount = amount;
    payment.payment_method = method;
    TRY(invoice_pay(story->cx, invoice, &payment));
    *payment_id = payment.id;
    return RC_OK;
}

static enum rc pay_deposit(struct story *story, struct demo_bill *bill, struct invoice *invoice)
{
    const char *id;
    int64_t amount = invoice->amount_due * 2 / 5 / 100 * 100;
    bill->step = BILL_PAY;
    bill->next = bill->rest;
    return pay(story, invoice, amount, pick_method(story, bill, amount), &id);
}

static enum rc pay_cheque(struct story *story, struct demo_bill *bill, struct invoice *invoice)
{
    const char *id;
    bill->step = BILL_BOUNCE;
    bill->next = story->day + CHEQUE_BOUNCES_DAYS;
    TRY(pay(story, invoice, invoice->amount_due, "CHECK", &id));
    bill->payment_id = story_keep(story, id);
    return RC_OK;
}

static enum rc bounce(struct story *story, struct demo_bill *bill, struct invoice *invoice)
{
    struct payment reversal;
    bill->step = BILL_PAY;
    bill->next = story->day + 4;
    return invoice_reverse(story->cx, invoice, bill->payment_id, "Chèque rejeté pour défaut de provision", &reversal);
}

static enum rc credit(struct story *story, struct invoice *invoice)
{
    struct credit_note note;
    record_clear(&credit_note_record, &note);
    note.items = (struct list){NULL, 0};
    note.reason = demo_credit_reasons[dice_roll(&story->dice, DEMO_CREDIT_REASONS)];
    return credit_note_issue(story->cx, invoice, &note);
}

static enum rc make_gesture(struct story *story, struct demo_bill *bill, struct invoice *invoice)
{
    struct credit_note note;
    struct line line = {.description = "Geste commercial suite au retard de livraison",
                        .quantity = 1000,
                        .unit_price = GESTURE_CENTS * 100,
                        .vat_rate = INT_NULL,
                        .discount_percent = INT_NULL};
    record_clear(&credit_note_record, &note);
    note.items = (struct list){&line, 1};
    note.reason = "Geste commercial";
    bill->step = BILL_PAY;
    bill->next = story->day + 2;
    return credit_note_issue(story->cx, invoice, &note);
}

static enum rc settle(struct story *story, struct demo_bill *bill)
{
    struct invoice invoice;
    const char *id;
    TRY(resource_get(story->cx, &invoice_resource, bill->id, &invoice));
    story_act(story);
    bill->next = DEMO_NEVER;
    switch (bill->step) {
    case BILL_PAY:
        return pay(story, &invoice, invoice.amount_due, pick_method(story, bill, invoice.amount_due), &id);
    case BILL_DEPOSIT:
        return pay_deposit(story, bill, &invoice);
    case BILL_CHEQUE:
        return pay_cheque(story, bill, &invoice);
    case BILL_BOUNCE:
        return bounce(story, bill, &invoice);
    case BILL_CREDIT:
        return credit(story, &invoice);
    case BILL_GESTURE:
        return make_gesture(story, bill, &invoice);
    }
    return RC_OK;
}

enum rc bills_settle(struct story *story)
{
    for (size_t i = 0; i < story->bill_count; i++) {
        if (story->bills[i].next <= story->day) {
            TRY(settle(story, &story->bills[i]));
        }
    }
    return RC_OK;
}
