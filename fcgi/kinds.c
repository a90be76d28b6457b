/* SPDX-License-Identifier: MIT
 *
 * THE table of the kinds of jobs. A visit to a tenant goes through it from the top: what is done in the house comes before what
 * waits for others. Kinds that leave the house share a lease, so that a tenant whose carrier is slow holds one courier only. */
#include "fcgi/kinds.h"

#include "messaging/outbox.h"
#include "pipeline/recalculate.h"
#include "transfer/import.h"
#include "transfer/run.h"
#include "transfer/undo.h"
#include "workshop/attach.h"

#define SECOND_US (1000000LL)
#define MINUTE_MS (60 * 1000LL)

#define MESSAGES                                                                                                               \
    .lease = "outbox", .run = attach_send, .noted = outbox_noted, .budget_us = 5 * SECOND_US, .attempts = OUTBOX_ATTEMPTS,     \
    .backoff_min_ms = OUTBOX_BACKOFF_MIN_MS, .backoff_max_ms = OUTBOX_BACKOFF_MAX_MS, .promise = JOB_ONCE_PER_ATTEMPT

#define IMPORTS                                                                                                                \
    .lease = "import", .noted = import_noted, .budget_us = SECOND_US, .attempts = 10, .backoff_min_ms = MINUTE_MS / 6,         \
    .backoff_max_ms = 10 * MINUTE_MS, .promise = JOB_IDEMPOTENT

const struct job_kind job_kinds[] = {
    {.name = "recalculate",
     .lease = "recalculate",
     .run = recalculate_leftovers,
     .budget_us = SECOND_US,
     .attempts = 20,
     .backoff_min_ms = MINUTE_MS / 6,
     .backoff_max_ms = 60 * MINUTE_MS,
     .promise = JOB_IDEMPOTENT},
    {.name = IMPORT_JOB, .run = import_work_on, IMPORTS},
    {.name = IMPORT_UNDO_JOB, .run = import_undo_on, IMPORTS},
    {.name = "mail", MESSAGES},
    {.name = "whatsapp", MESSAGES},
    {.name = NULL},
};
_Static_assert(sizeof job_kinds / sizeof *job_kinds <= JOB_KINDS_MAX + 1, "a report has room for every kind");
