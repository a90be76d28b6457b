/* SPDX-License-Identifier: MIT
 *
 * Clock and transactions of a story. */
#include "demo/teller.h"

#include "base/time.h"

#define OPENING_MS (8 * 3600 * 1000LL)

enum rc teller_begin(struct teller *teller, struct cx *cx)
{
    *teller = (struct teller){.cx = cx, .present_ms = cx->now_ms, .user = cx->user};
    cx_scratch_begin(cx, &teller->scratch);
    return db_begin(cx, cx->db, TX_WRITE);
}

enum rc teller_end(struct teller *teller, enum rc told)
{
    struct cx *cx = teller->cx;
    enum rc rc = db_end(cx, cx->db, told);
    cx_scratch_end(cx, &teller->scratch);
    cx->now_ms = teller->present_ms;
    cx->user = teller->user;
    return rc;
}

enum rc teller_commit(struct teller *teller)
{
    TRY(db_commit(teller->cx, teller->cx->db));
    teller_forget(teller);
    return db_begin(teller->cx, teller->cx->db, TX_WRITE);
}

void teller_forget(struct teller *teller)
{
    cx_scratch_reset(teller->cx, &teller->scratch);
}

int64_t teller_ms(const struct teller *teller, int64_t day, int64_t after_opening_ms)
{
    int64_t at_ms = zone_day_start_ms(teller->cx->zone, day) + OPENING_MS + after_opening_ms;
    return at_ms < teller->present_ms ? at_ms : teller->present_ms;
}

const char *teller_date(const struct teller *teller, int64_t day)
{
    char text[DATE_LEN];
    date_format(day, text);
    return arena_strdup(teller->cx->arena, text);
}
