/* SPDX-License-Identifier: MIT
 *
 * How a story is told, whatever it is about: its clock, and its transactions. The domains' functions take time and person from
 * cx->now_ms and cx->user, which the story sets as it goes; what it allocates lies in scratch memory that each batch empties. */
#ifndef DEMO_TELLER_H
#define DEMO_TELLER_H

#include "auth/user.h"

struct teller {
    struct cx *cx;
    int64_t present_ms;      /* nothing happens after it */
    struct scratch scratch;  /* scratch.kept: memory for what the story remembers */
    const struct user *user; /* who was there before */
};

/* Begins a story of cx->db, and its first transaction; the end comes always, and takes back what was not committed when `told`
 * failed. Clock and person are then as before. */
enum rc teller_begin(struct teller *teller, struct cx *cx);
enum rc teller_end(struct teller *teller, enum rc told);
/* Commits what was told until here and forgets the scratch memory. */
enum rc teller_commit(struct teller *teller);
/* Forgets the scratch memory alone. */
void teller_forget(struct teller *teller);

/* A moment of a working day (days since 1970), so long after its opening, but never in the future. */
int64_t teller_ms(const struct teller *teller, int64_t day, int64_t after_opening_ms);
/* "2026-03-29" in scratch memory. */
const char *teller_date(const struct teller *teller, int64_t day);

#endif
