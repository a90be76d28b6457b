/* SPDX-License-Identifier: MIT
 *
 * State machines as tables: the statuses of a record, and the transitions between them. A status is a row here and one of the table that
 * the record's column refers to (tests/unit/test_states.c holds both against each other); a transition is a row that says what leads
 * from where to where. Whoever moves a record asks the table; OpenAPI prints it (`x-transitions`). */
#ifndef DATA_STATE_H
#define DATA_STATE_H

#include "base/cx.h"

enum phase {
    PHASE_DRAFT,  /* may still be changed and deleted */
    PHASE_OPEN,   /* something is waited for */
    PHASE_CLOSED, /* nothing is, unless it is opened again */
};

struct status {
    const char *name;
    enum phase phase;
    bool success; /* closed as it was hoped */
};

struct transition {
    const char *from; /* NULL: each status, */
    const char *to;   /* and NULL: each other one, as the request says; the same as `from`: it stays */
    const char *by;   /* the route's path without "/api/" and ids: "quotes/status"; NULL: the program, in time */
    /* What a request that names `to` does. NULL: `to` is what becomes of a request that does something else, or (from each to
     * each) a field like others. */
    enum rc (*act)(struct cx *cx, void *record, const void *input);
};

/* A route's own words for what it may not do: one %s stands for the status, or none. */
struct refusal {
    const char *by;
    const char *text;
};

struct machine {
    const char *table; /* name, position, phase, success of the statuses */
    const char *label; /* "A quote": in "A quote cannot go from DRAFT to PAID" */
    const struct status *statuses;
    size_t status_count;
    const struct transition *transitions;
    size_t transition_count;
    const struct refusal *refusals; /* ends with by NULL; may be NULL */
};

#define MACHINE(var, statuses_table, name, status_array, transition_array, refusal_array)                                      \
    const struct machine var = {statuses_table,   name,                                                                        \
                                status_array,     sizeof(status_array) / sizeof *(status_array),                               \
                                transition_array, sizeof(transition_array) / sizeof *(transition_array),                       \
                                refusal_array}

/* Statuses that a record may go through in any order, by whoever may change it: no transition is asked for, or told. */
#define STATUSES(var, statuses_table, name, status_array)                                                                      \
    const struct machine var = {.table = (statuses_table),                                                                     \
                                .label = (name),                                                                               \
                                .statuses = (status_array),                                                                    \
                                .status_count = sizeof(status_array) / sizeof *(status_array)}

/* NULL: it has none of that name. */
const struct status *status_find(const struct machine *machine, const char *name);
/* False for a name that it has not. */
bool status_is(const struct machine *machine, const char *name, enum phase phase);
bool status_succeeded(const struct machine *machine, const char *name);

/* The first transition by that route from one status to another (`to` NULL: wherever); NULL: there is none. */
const struct transition *transition_find(const struct machine *machine, const char *by, const char *from, const char *to);

/* RC_INVALID INVALID_TRANSITION where the machine has no such transition. `to` NULL: wherever the route leads. */
enum rc machine_allow(struct cx *cx, const struct machine *machine, const char *by, const char *from, const char *to);
/* The same, then the transition's `act` on record and input: `to` is a status that the request names. */
enum rc machine_move(struct cx *cx, const struct machine *machine, const struct transition *wanted, void *record,
                     const void *input);

#endif
