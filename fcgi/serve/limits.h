/* SPDX-License-Identifier: MIT
 *
 * How many requests a minute, and whose: the one table, which guard.c counts by and the API's description prints. */
#ifndef SERVE_LIMITS_H
#define SERVE_LIMITS_H

#include "fcgi/serve/route.h"

#define LIMIT_AUTH_ACCOUNT 10

enum limit_per {
    PER_ADDRESS, /* of one tenant */
    PER_PEER,    /* an address over all tenants */
    PER_ACCOUNT, /* that a credential is tried for, at one address: counted by the handlers, which know it */
    PER_USER,    /* an address where nobody is signed in */
    PER_SESSION, /* the same */
    LIMIT_PER_COUNT
};

struct limit {
    unsigned classes;   /* 1 << RATE_READ … */
    unsigned dialects;  /* 1 << DIALECT_WORKSHOP … */
    bool pages;         /* of requests that the product's own pages send for a session, in place of the rows of all others */
    enum limit_per per; /* who is counted */
    int64_t count;      /* requests a minute; rate_limit_scale multiplies it */
    const char *bucket; /* name of its counters */
};

/* In the order in which they are counted: what one refuses, none after it counts. Ends with classes 0. */
extern const struct limit limits[];

/* "address", "session": as the description says them. */
const char *limit_per_name(enum limit_per per);

#endif
