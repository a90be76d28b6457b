/* SPDX-License-Identifier: MIT
 *
 * A place for each worker, found by its process id, with the hash of the request that it is serving: written by that worker
 * alone. And a short list of those that were served when a worker died, written by the supervisor alone and read only while
 * there is one. Two workers that share a place (one of 4096) at worst blame the wrong request. Somebody who kills workers at
 * random does meet a request more than once: only the sixth kill counts like a second crash. */
#include "fcgi/process/starts.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define PLACES 4096
#define SUSPECTS 64
#define CRASH_WEIGHT 3
#define KILL_WEIGHT 1
#define WEIGHT_MAX (2 * CRASH_WEIGHT)
#define REMEMBERED_US INT64_C(300000000) /* longer than nginx goes on trying */

_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "shared between processes: no locks inside");

/* A request that was being served when a worker died. */
struct suspect {
    _Atomic uint64_t hash; /* 0: none */
    _Atomic uint32_t weight;
    _Atomic int64_t until_us; /* when it is forgotten */
};

static struct shared {
    _Atomic uint64_t serving[PLACES]; /* hash of the request; 0: none */
    struct suspect suspects[SUSPECTS];
    _Atomic int64_t until_us; /* when the last of them is forgotten */
} * shared;                   /* NULL: no supervisor made it */

static _Atomic uint64_t *place; /* of this worker */

bool starts_init(void)
{
    void *memory = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    shared = memory == MAP_FAILED ? NULL : memory;
    place = NULL;
    return shared != NULL;
}

/* nginx makes the ids at random: their last 48 bits are hash enough. */
static uint64_t hash_of(const char *request_id)
{
    const char *last = strrchr(request_id, '-');
    return strtoull(last ? last + 1 : request_id, NULL, 16) | UINT64_C(1) << 63;
}

static struct suspect *find(uint64_t hash, int64_t now_us)
{
    for (size_t i = 0; i < SUSPECTS; i++) {
        struct suspect *suspect = &shared->suspects[i];
        if (atomic_load(&suspect->hash) == hash && atomic_load(&suspect->until_us) > now_us) {
            return suspect;
        }
    }
    return NULL;
}

bool starts_begin(const char *request_id, int64_t now_us)
{
    if (!shared) {
        return true;
    }
    place = place ? place : &shared->serving[getpid() % PLACES];
    uint64_t hash = hash_of(request_id);
    if (atomic_load_explicit(&shared->until_us, memory_order_relaxed) > now_us) {
        struct suspect *suspect = find(hash, now_us);
        if (suspect && atomic_load(&suspect->weight) >= WEIGHT_MAX) {
            return false;
        }
    }
    atomic_store_explicit(place, hash, memory_order_relaxed);
    return true;
}

void starts_end(void)
{
    if (place) {
        atomic_store_explicit(place, 0, memory_order_relaxed);
    }
}

/* A free entry, or the one that is forgotten first. */
static struct suspect *take_entry(void)
{
    struct suspect *chosen = &shared->suspects[0];
    for (size_t i = 1; i < SUSPECTS; i++) {
        if (atomic_load(&shared->suspects[i].until_us) < atomic_load(&chosen->until_us)) {
            chosen = &shared->suspects[i];
        }
    }
    return chosen;
}

void starts_blame(pid_t pid, bool crashed, int64_t now_us)
{
    uint64_t hash = shared ? atomic_exchange(&shared->serving[pid % PLACES], 0) : 0;
    if (hash == 0) {
        return;
    }
    struct suspect *suspect = find(hash, now_us);
    if (!suspect) {
        suspect = take_entry();
        atomic_store(&suspect->hash, 0);
        atomic_store(&suspect->weight, 0);
        atomic_store(&suspect->hash, hash);
    }
    atomic_fetch_add(&suspect->weight, crashed ? CRASH_WEIGHT : KILL_WEIGHT);
    atomic_store(&suspect->until_us, now_us + REMEMBERED_US);
    atomic_store(&shared->until_us, now_us + REMEMBERED_US);
}
