/* SPDX-License-Identifier: MIT
 *
 * SipHash-2-4 (Aumasson and Bernstein, https://131002.net/siphash/): a hash with a secret key. For every table in memory whose
 * places are chosen by text from outside: without the key nobody can make two texts meet. hash64() of str.h is for what nobody
 * gains by steering (entity tags, ids of our own). */
#ifndef BASE_SIPHASH_H
#define BASE_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

struct siphash_key {
    uint64_t words[2];
};

uint64_t siphash(const struct siphash_key *key, const void *bytes, size_t len);

/* With a random key of this process and those forked from it, made at the first use. */
uint64_t siphash_own(const void *bytes, size_t len);

/* A new random key. */
struct siphash_key siphash_key_new(void);

#endif
