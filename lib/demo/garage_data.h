/* SPDX-License-Identifier: MIT
 *
 * What the demonstration garage is made of: names, streets, cars, work with its prices, phrases. Tables only; garage.c and
 * its neighbours draw from them. Every person and company is invented; phone numbers lie in the ranges that the French
 * regulator keeps for fiction, but for the one in the printed examples of the API. */
#ifndef DEMO_GARAGE_DATA_H
#define DEMO_GARAGE_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DEMO_FIRST_NAMES 72
#define DEMO_LAST_NAMES 96
#define DEMO_STREETS 40
#define DEMO_COLORS 12

extern const char *const demo_first_names[DEMO_FIRST_NAMES];
extern const char *const demo_last_names[DEMO_LAST_NAMES];
extern const char *const demo_streets[DEMO_STREETS];
extern const char *const demo_colors[DEMO_COLORS];

struct demo_city {
    const char *name;
    const char *postal_code;
};
#define DEMO_CITIES 24
extern const struct demo_city demo_cities[DEMO_CITIES];

/* A company's name is before + last name + after. */
struct demo_trade {
    const char *before;
    const char *after;
    const char *tags; /* JSON */
    int64_t fleet;    /* most vehicles */
};
#define DEMO_TRADES 28
extern const struct demo_trade demo_trades[DEMO_TRADES];

struct demo_model {
    const char *make;
    const char *model;
    const char *wmi; /* first three characters of the VIN */
    int64_t first_year;
    int64_t last_year; /* 0: still made */
    int64_t price;     /* of parts, percent */
    bool van;          /* what businesses drive */
};
#define DEMO_MODELS 40
extern const struct demo_model demo_models[DEMO_MODELS];

struct demo_line {
    const char *description;
    int64_t quantity;   /* thousandths */
    int64_t unit_price; /* cents, net */
};
#define DEMO_WORK_LINES 7
#define DEMO_LABOUR "Main d'œuvre" /* how a line of labour begins; its quantity is hours */
struct demo_work {
    const char *title;                       /* of the service record */
    int64_t weight;                          /* how often, against the others */
    struct demo_line lines[DEMO_WORK_LINES]; /* the first is labour; ends with a NULL description */
};
#define DEMO_WORKS 30
extern const struct demo_work demo_works[DEMO_WORKS];

struct demo_job {
    const char *title;
    const char *description; /* or NULL */
    const char *priority;
    bool about_contact;
};
#define DEMO_JOBS 28
extern const struct demo_job demo_jobs[DEMO_JOBS];

struct demo_moment {
    const char *type;
    const char *description;
    const char *metadata; /* JSON, or NULL */
};
#define DEMO_MOMENTS 30
extern const struct demo_moment demo_moments[DEMO_MOMENTS];

#define DEMO_NOTES 8
extern const char *const demo_notes[DEMO_NOTES];
#define DEMO_SOURCES 6
extern const char *const demo_sources[DEMO_SOURCES]; /* JSON: custom fields of a contact */
#define DEMO_PRIVATE_TAGS 6
extern const char *const demo_private_tags[DEMO_PRIVATE_TAGS]; /* JSON */
#define DEMO_CREDIT_REASONS 4
extern const char *const demo_credit_reasons[DEMO_CREDIT_REASONS];

#endif
