/* SPDX-License-Identifier: MIT
 *
 * How the year of the demonstration garage is told; private to lib/demo/garage*.c. The story walks through the days until
 * today. Each day sets cx->now_ms, and each act sets cx->user and moves the clock on: the domain's functions take the time
 * and the person from there. garage_people.c brings customers and cars, garage_trade.c quotes and invoices, garage_bills.c
 * payments and credit notes, garage_office.c tasks and activities. */
#ifndef DEMO_GARAGE_STORY_H
#define DEMO_GARAGE_STORY_H

#include "demo/dice.h"
#include "demo/garage.h"
#include "demo/garage_data.h"
#include "demo/teller.h"
#include "workshop/invoice.h"

#define DEMO_QUOTES 150
#define DEMO_DIRECT 124 /* invoices without a quote */
#define DEMO_DRAFTS 4   /* of invoices, from the last days */
#define DEMO_TASKS 56
#define DEMO_RECENT_TASKS 24
#define DEMO_ACTIVITIES 180
#define DEMO_BILLS (DEMO_QUOTES + DEMO_DIRECT)
#define DEMO_CHORES (DEMO_TASKS + DEMO_RECENT_TASKS)
#define DEMO_FLEET_MAX 6   /* vehicles of one customer */
#define DEMO_NEVER 1000000 /* a day that does not come */

struct demo_customer {
    const char *id;
    bool business;
    bool vip;
};

struct demo_car {
    const char *id;
    const struct demo_customer *owner;
    const struct demo_model *model;
    int64_t mileage; /* km, when it was first seen */
    int64_t daily;   /* km a day */
    int64_t since;   /* day it was first seen */
};

enum offer_step { OFFER_SEND, OFFER_ACCEPT, OFFER_REJECT, OFFER_EXPIRE, OFFER_CONVERT };

struct demo_offer {
    const char *id;
    const char *title; /* of the work */
    const struct demo_car *car;
    enum offer_step step; /* what happens next */
    int64_t next;         /* and on which day */
};

enum bill_step { BILL_PAY, BILL_DEPOSIT, BILL_CREDIT, BILL_GESTURE, BILL_CHEQUE, BILL_BOUNCE };

struct demo_bill {
    const char *id;
    const char *payment_id; /* of the cheque that will bounce */
    bool business;
    enum bill_step step;
    int64_t next;
    int64_t rest; /* day on which the rest of a deposit is paid */
};

struct demo_chore {
    const char *id;
    int64_t start; /* day on which it is begun; DEMO_NEVER: it is done at once or not at all */
    int64_t end;
};

struct story {
    struct cx *cx;
    const struct demo_order *order;
    struct teller teller;
    struct dice dice;
    struct user people[GARAGE_PEOPLE];
    int64_t first; /* days since 1970: the year's first day, today, and the day being told */
    int64_t today;
    int64_t day;
    int64_t closing_ms; /* of the day being told */
    int64_t batch_rows; /* contacts in the open transaction */
    struct demo_customer *customers;
    size_t customer_count;
    struct demo_car *cars;
    size_t car_count;
    struct demo_offer offers[DEMO_QUOTES];
    size_t offer_count;
    struct demo_bill bills[DEMO_BILLS];
    size_t bill_count;
    size_t direct_count;
    size_t draft_count;
    struct demo_chore chores[DEMO_CHORES];
    size_t chore_count;
    size_t recent_count; /* of the chores, those of the last days */
    size_t moment_count;
    uint8_t namesakes[DEMO_FIRST_NAMES][DEMO_LAST_NAMES]; /* how often a name was given */
};

/* ---- garage_story.c ---- */

/* The next act: a few minutes later, by one of the people. */
void story_act(struct story *story);
/* How many of `total` things spread evenly over `from` … today are still to happen today. Now and then none, so that some
 * days are busy and some are not. */
size_t story_owed(struct story *story, int64_t total, size_t done, int64_t from);
/* Commits a full batch and forgets the scratch memory; call where nothing on it is needed any more. */
enum rc story_breathe(struct story *story);
/* A copy that the story remembers. */
const char *story_keep(struct story *story, const char *text);

/* ---- one day's share of each ---- */

enum rc story_people(struct story *story); /* garage_people.c */
enum rc story_trade(struct story *story);  /* garage_trade.c */
enum rc story_office(struct story *story); /* garage_office.c */

/* Decides how an invoice that went out today will be paid; and does what was decided for today (garage_bills.c). */
void bill_new(struct story *story, const struct invoice *invoice, bool business);
enum rc bills_settle(struct story *story);

/* Any customer's car. */
const struct demo_car *story_car(struct story *story);
int64_t car_mileage(const struct story *story, const struct demo_car *car);

#endif
