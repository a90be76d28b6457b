/* SPDX-License-Identifier: MIT
 *
 * Running a tool: reads only, as the asking user may, at most TOOL_ROWS rows. Whoever calls holds a read transaction. */
#ifndef ASSISTANT_RUN_H
#define ASSISTANT_RUN_H

#include "assistant/tool.h"
#include "data/json_out.h"

/* One row of whatever a tool finds; what a tool does not have is NULL. */
struct tool_row {
    const char *id;
    const char *number;     /* of a paper */
    const char *title;      /* of a task, deal, activity, service; make and model; company */
    const char *name;       /* of the client */
    const char *contact_id; /* … */
    const char *status;     /* … or stage, or type of activity */
    const char *priority;
    const char *plate;
    const char *phone;
    const char *email;
    const char *date;     /* of issue, of a service, of closing */
    const char *due_date; /* of an invoice */
    int64_t amount;       /* cents */
    int64_t amount_due;   /* cents */
    int64_t weighted;     /* cents */
    int64_t days;         /* waiting, overdue, quiet */
    int64_t count;        /* kilometres, vehicles, invoices, deals */
    int64_t at;           /* instant: sent, paid, due, happened */
};
extern const struct record tool_row_record;

struct tool_answer {
    const struct tool *tool;
    struct ask ask;      /* with what a tool takes when nothing is said */
    struct list rows;    /* struct tool_row */
    int64_t total;       /* of all that matches, also beyond the rows */
    int64_t sum;         /* cents, of all that matches; INT_NULL: nothing to add up */
    int64_t rate;        /* ten-thousandths; INT_NULL: none */
    int64_t weighted;    /* cents; INT_NULL: none */
    const char *contact; /* whom the name meant; NULL: no name, or nobody, or several */
    bool unclear;        /* the name means nobody (no rows) or several (rows: they) */
};

/* RC_INVALID: arguments that the tool does not take. */
enum rc tool_run(struct cx *cx, const struct tool *tool, const struct ask *ask, struct tool_answer *answer);
/* Contacts whose name has these words; at most `limit`. */
enum rc tool_contacts(struct cx *cx, const char *name, int64_t limit, struct list *rows, int64_t *total);
/* For struct names: is the word part of somebody's name? `cx` is a struct cx. */
bool tool_knows_name(void *cx, const char *word);
/* The answer as JSON, for a model to read. */
void tool_answer_write(struct json *json, const struct tool_answer *answer);

/* The ids of the rows as a JSON array. `allows`: of those only; NULL if there is none. */
const char *tool_ids(struct arena *arena, const struct tool_answer *answer, bool (*allows)(const struct tool_row *row));

/* Users whose deals the asking user sees, as a JSON array; with `mine` only the user. */
enum rc tool_owners(struct cx *cx, bool mine, const char **owners);

#endif
