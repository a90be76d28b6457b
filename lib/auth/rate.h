/* SPDX-License-Identifier: MIT
 *
 * Rate limits: fixed windows of one minute, or an hour, in a table of atomics shared by all workers (made before fork: anonymous shared
 * memory; without a supervisor a mapped file, DATA/rate.shm). When the table is full, the oldest window gives way. */
#ifndef AUTH_RATE_H
#define AUTH_RATE_H

#include <stdbool.h>
#include <stdint.h>

struct rate_answer {
    int64_t limit; /* 0: limits are off */
    int64_t remaining;
    int64_t reset_s; /* epoch seconds at which the window ends */
    int64_t retry_after_s;
    bool allowed;
};

/* Makes the shared table; `path` NULL: anonymous, inherited over fork. false: errno says why. `scale` multiplies every
 * limit (VISIONCRM_RATE_LIMIT_SCALE, a decimal such as "0.5"; 0 lifts the limits). */
bool rate_init(const char *path, double scale);

/* The key of a bucket (class, tenant, and address or account): keyed with a secret of the table, so that no name that a client
 * makes up counts in somebody else's bucket. */
uint64_t rate_key(const char *bucket);

/* Counts one request of `key` against `limit` a minute. */
struct rate_answer rate_hit(uint64_t key, int64_t limit, int64_t now_ms);
/* The same an hour. */
struct rate_answer rate_hit_hour(uint64_t key, int64_t limit, int64_t now_ms);

#endif
