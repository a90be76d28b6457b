/* SPDX-License-Identifier: MIT
 *
 * The table of rate limits (contract, sections 2 and 8). */
#include "fcgi/serve/limits.h"

#define READS (1u << RATE_READ)
#define WRITES (1u << RATE_WRITE)
#define SIGNS_IN (1u << RATE_AUTH)
#define PULSES (1u << RATE_PULSE)
#define WORKSHOP (1u << DIALECT_WORKSHOP)
#define PIPELINE (1u << DIALECT_PIPELINE)

const struct limit limits[] = {
    /* An office has one address, and each of its people a session. */
    {READS | WRITES, WORKSHOP | PIPELINE, true, PER_SESSION, 600, "page"},
    {READS | WRITES, WORKSHOP | PIPELINE, true, PER_ADDRESS, 3000, "pages"},
    {READS | WRITES, WORKSHOP, false, PER_ADDRESS, 100, "api"},
    {READS, PIPELINE, false, PER_USER, 100, "read"},
    {WRITES, PIPELINE, false, PER_USER, 30, "write"},
    {SIGNS_IN, WORKSHOP | PIPELINE, false, PER_PEER, 60, "auth"},
    {SIGNS_IN, WORKSHOP | PIPELINE, false, PER_ACCOUNT, LIMIT_AUTH_ACCOUNT, "account"},
    {PULSES, WORKSHOP | PIPELINE, false, PER_SESSION, 120, "pulse"},
    {PULSES, WORKSHOP | PIPELINE, false, PER_ADDRESS, 3000, "pulses"},
    {0, 0, false, PER_ADDRESS, 0, NULL},
};

const char *limit_per_name(enum limit_per per)
{
    static const char *const names[LIMIT_PER_COUNT] = {[PER_ADDRESS] = "address",
                                                       [PER_PEER] = "address",
                                                       [PER_ACCOUNT] = "account and address",
                                                       [PER_USER] = "user",
                                                       [PER_SESSION] = "session"};
    return names[per];
}
