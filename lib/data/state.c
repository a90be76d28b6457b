/* SPDX-License-Identifier: MIT
 *
 * Looking things up in the tables of state machines, and refusing what does not stand in them. */
#include "data/state.h"

#include <string.h>

#include "base/str.h"

const struct status *status_find(const struct machine *machine, const char *name)
{
    for (size_t i = 0; i < machine->status_count; i++) {
        if (str_eq(machine->statuses[i].name, name)) {
            return &machine->statuses[i];
        }
    }
    return NULL;
}

bool status_is(const struct machine *machine, const char *name, enum phase phase)
{
    const struct status *status = status_find(machine, name);
    return status && status->phase == phase;
}

bool status_succeeded(const struct machine *machine, const char *name)
{
    const struct status *status = status_find(machine, name);
    return status && status->success;
}

/* `asked` only those that a request names. */
static const struct transition *find(const struct machine *machine, const struct transition *wanted, bool asked)
{
    for (size_t i = 0; i < machine->transition_count; i++) {
        const struct transition *row = &machine->transitions[i];
        bool fits = str_eq(row->by, wanted->by) && (!row->from || str_eq(row->from, wanted->from)) &&
                    (!row->to || !wanted->to || str_eq(row->to, wanted->to));
        if (fits && (row->act || !asked)) {
            return row;
        }
    }
    return NULL;
}

const struct transition *transition_find(const struct machine *machine, const char *by, const char *from, const char *to)
{
    return find(machine, &(struct transition){from, to, by, NULL}, false);
}

static enum rc refuse(struct cx *cx, const struct machine *machine, const struct transition *wanted)
{
    const struct refusal *refusal = machine->refusals;
    while (refusal && refusal->by && !str_eq(refusal->by, wanted->by)) {
        refusal++;
    }
    if (!refusal || !refusal->by) {
        return fault_printf(cx, RC_INVALID, "INVALID_TRANSITION", "%s cannot go from %s to %s", machine->label, wanted->from,
                            wanted->to ? wanted->to : "another status");
    }
    const char *gap = strstr(refusal->text, "%s");
    int before = gap ? (int)(gap - refusal->text) : (int)strlen(refusal->text);
    return fault_printf(cx, RC_INVALID, "INVALID_TRANSITION", "%.*s%s%s", before, refusal->text, gap ? wanted->from : "",
                        gap ? gap + 2 : "");
}

enum rc machine_allow(struct cx *cx, const struct machine *machine, const char *by, const char *from, const char *to)
{
    const struct transition wanted = {from, to, by, NULL};
    return find(machine, &wanted, false) ? RC_OK : refuse(cx, machine, &wanted);
}

enum rc machine_move(struct cx *cx, const struct machine *machine, const struct transition *wanted, void *record,
                     const void *input)
{
    const struct transition *row = find(machine, wanted, true);
    return row ? row->act(cx, record, input) : refuse(cx, machine, wanted);
}
