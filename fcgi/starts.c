/* SPDX-License-Identifier: MIT
 *
 * Open addressing over slots of one 64-bit word, changed by compare-and-swap:
 *
 *   bits 24..63  fingerprint: bits of the hash that do not choose the slot
 *   bits  8..23  minute of the last start, modulo 2^16
 *   bits  0..7   starts; 0: free
 *
 * What nobody repeats after the death of its worker is forgotten when it is older than any request may become. nginx makes
 * the ids, at random: to spread them is all that the hash has to do. */
#include "fcgi/starts.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define SLOTS 4096u
#define PROBES 8u
#define MINUTE_US 60000000
#define LIVE_MINUTES 5
#define PRINT_SHIFT 24
#define MINUTE_SHIFT 8
#define MINUTE_MASK 0xffffu
#define COUNT_MASK 0xffu

_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "shared between processes: no locks inside");

static _Atomic uint64_t *slots; /* NULL: no supervisor made them */

bool starts_init(void)
{
    void *memory = mmap(NULL, SLOTS * sizeof *slots, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    slots = memory == MAP_FAILED ? NULL : memory;
    return slots != NULL;
}

/* Of the 48 bits after the last hyphen of a UUID. */
static uint64_t hash_of(const char *request_id)
{
    const char *last = strrchr(request_id, '-');
    return strtoull(last ? last + 1 : request_id, NULL, 16) * UINT64_C(0x9E3779B97F4A7C15);
}

static uint64_t minute_of(int64_t now_us)
{
    return (uint64_t)(now_us / MINUTE_US) & MINUTE_MASK;
}

static bool is_live(uint64_t word, uint64_t minute)
{
    return (word & COUNT_MASK) != 0 && ((minute - (word >> MINUTE_SHIFT)) & MINUTE_MASK) <= LIVE_MINUTES;
}

static bool is_of(uint64_t word, uint64_t hash)
{
    return word >> PRINT_SHIFT == hash >> PRINT_SHIFT;
}

/* The request's own slot, and what it held; else the first free one, if `free_too`; else NULL. */
static _Atomic uint64_t *find(uint64_t hash, uint64_t minute, bool free_too, uint64_t *held)
{
    _Atomic uint64_t *chosen = NULL;
    for (unsigned probe = 0; probe < PROBES; probe++) {
        _Atomic uint64_t *slot = &slots[(hash + probe) % SLOTS];
        uint64_t word = atomic_load_explicit(slot, memory_order_relaxed);
        bool live = is_live(word, minute);
        if (live && is_of(word, hash)) {
            *held = word;
            return slot;
        }
        if (!live && !chosen && free_too) {
            chosen = slot;
            *held = word;
        }
    }
    return chosen;
}

int starts_begin(const char *request_id, int64_t now_us)
{
    if (!slots) {
        return 1;
    }
    uint64_t hash = hash_of(request_id);
    uint64_t minute = minute_of(now_us);
    uint64_t held = 0;
    _Atomic uint64_t *slot;
    while ((slot = find(hash, minute, true, &held)) != NULL) {
        uint64_t before = is_live(held, minute) ? held & COUNT_MASK : 0;
        uint64_t count = before < COUNT_MASK ? before + 1 : before;
        if (atomic_compare_exchange_weak(slot, &held, hash >> PRINT_SHIFT << PRINT_SHIFT | minute << MINUTE_SHIFT | count)) {
            return (int)count;
        }
    }
    return 1; /* there is no room to remember it */
}

void starts_end(const char *request_id, int64_t now_us)
{
    if (!slots) {
        return;
    }
    uint64_t hash = hash_of(request_id);
    uint64_t held = 0;
    _Atomic uint64_t *slot = find(hash, minute_of(now_us), false, &held);
    if (slot) {
        atomic_compare_exchange_strong(slot, &held, 0);
    }
}
