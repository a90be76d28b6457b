/* SPDX-License-Identifier: MIT
 *
 * The shared table of rate counters: open addressing over slots of one 64-bit word each, so that a slot changes
 * owner, window and count in a single compare-and-swap and no count is ever lost or given to another key.
 *
 *   bits 36..63  fingerprint: bits of the key that do not choose the slot
 *   bit  35      the window is an hour
 *   bits 20..34  window: its last minute since 1970, modulo 2^15
 *   bits  0..19  count, which stops at its largest value
 *
 * A slot whose window has passed is free. Two keys that share start and fingerprint (1 in 2^44) share a budget. */
#include "auth/rate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/siphash.h"

#define SLOTS 65536u
#define PROBES 32u
#define WINDOW_MS 60000
#define WINDOW_S 60
#define HOUR_MINUTES 60
#define COUNT_BITS 20
#define WINDOW_BITS 15
#define COUNT_MASK ((UINT64_C(1) << COUNT_BITS) - 1)
#define HOUR_BIT (UINT64_C(1) << (COUNT_BITS + WINDOW_BITS))
#define OWNER_SHIFT (COUNT_BITS + WINDOW_BITS + 1)

_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "counters are shared between processes: no locks inside");

/* Shared by all workers. */
struct shared {
    _Atomic uint64_t slots[SLOTS];
    struct siphash_key key; /* zero until the first of those who share the file has made it */
};

static struct {
    struct shared *shared;
    double scale; /* factor on every limit; 0: limits are off */
} table;

static bool key_made(const struct siphash_key *key)
{
    return key->words[0] != 0 || key->words[1] != 0;
}

/* Who comes first makes the key. */
static bool make_key(int fd, struct shared *shared)
{
    if (fd >= 0 && flock(fd, LOCK_EX) != 0) {
        return false;
    }
    if (!key_made(&shared->key)) {
        shared->key = siphash_key_new();
    }
    return fd < 0 || flock(fd, LOCK_UN) == 0;
}

static void *map_shared(int fd, int flags)
{
    void *memory = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, MAP_SHARED | flags, fd, 0);
    return memory == MAP_FAILED || make_key(fd, memory) ? memory : MAP_FAILED;
}

/* Maps the file, or anonymous memory for NULL; MAP_FAILED with errno. */
static void *map_table(const char *path)
{
    if (!path) {
        return map_shared(-1, MAP_ANONYMOUS);
    }
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return MAP_FAILED;
    }
    void *memory = MAP_FAILED;
    if (ftruncate(fd, (off_t)sizeof(struct shared)) == 0) {
        memory = map_shared(fd, 0);
    }
    int saved = errno;
    if (close(fd) != 0) {
        log_line(LOG_LEVEL_WARNING, "rate table: close failed");
    }
    errno = saved;
    return memory;
}

bool rate_init(const char *path, double scale)
{
    void *memory = map_table(path);
    if (memory == MAP_FAILED) {
        return false;
    }
    if (table.shared && munmap(table.shared, sizeof *table.shared) != 0) {
        return false;
    }
    table.shared = memory;
    table.scale = scale;
    return true;
}

static uint64_t owner_of(uint64_t key)
{
    return key >> OWNER_SHIFT;
}

static uint64_t window_of(uint64_t word)
{
    return word >> COUNT_BITS & ((UINT64_C(1) << WINDOW_BITS) - 1);
}

/* The last minute of the window of so many minutes in which the instant lies. */
static int64_t last_minute(int64_t now_ms, int64_t minutes)
{
    int64_t minute = now_ms / WINDOW_MS;
    return minute - minute % minutes + minutes - 1;
}

static uint64_t minute_of(int64_t now_ms)
{
    return (uint64_t)(now_ms / WINDOW_MS) & ((UINT64_C(1) << WINDOW_BITS) - 1);
}

/* Live: not over; of the next minute, where a process with a slightly later request has gone already. */
static bool is_live(uint64_t word, uint64_t minute)
{
    uint64_t ahead = (window_of(word) - minute) & ((UINT64_C(1) << WINDOW_BITS) - 1);
    return (word & COUNT_MASK) != 0 && ahead <= (word & HOUR_BIT ? HOUR_MINUTES : 1);
}

static struct shared *shared_table(void)
{
    if (!table.shared) {
        log_fatal("rate_init was not called");
    }
    return table.shared;
}

static _Atomic uint64_t *slot_at(uint64_t key, unsigned probe)
{
    return &shared_table()->slots[(key + probe) % SLOTS];
}

uint64_t rate_key(const char *bucket)
{
    return siphash(&shared_table()->key, bucket, strlen(bucket));
}

/* The slot to count in, and what it held: the key's own, else the first free one, else the oldest and least used. */
static _Atomic uint64_t *choose(uint64_t key, uint64_t minute, uint64_t *held)
{
    _Atomic uint64_t *chosen = NULL;
    bool chosen_free = false;
    for (unsigned probe = 0; probe < PROBES; probe++) {
        _Atomic uint64_t *slot = slot_at(key, probe);
        uint64_t word = atomic_load(slot);
        bool live = is_live(word, minute);
        if (live && owner_of(word) == owner_of(key)) {
            *held = word;
            return slot;
        }
        /* Window and count compared as one number; only a wrap of the window every 22 days makes it a guess. */
        uint64_t mask = (UINT64_C(1) << OWNER_SHIFT) - 1;
        bool better = !chosen || !live || (word & mask) < (*held & mask);
        if (!chosen_free && better) {
            chosen = slot;
            chosen_free = !live;
            *held = word;
        }
    }
    return chosen;
}

/* One more of `key` in its window of so many minutes; how many that makes. */
static int64_t count_one(uint64_t key, int64_t now_ms, int64_t minutes)
{
    uint64_t minute = minute_of(now_ms);
    uint64_t window = (uint64_t)last_minute(now_ms, minutes) & ((UINT64_C(1) << WINDOW_BITS) - 1);
    uint64_t fresh = owner_of(key) << OWNER_SHIFT | (minutes > 1 ? HOUR_BIT : 0) | window << COUNT_BITS | 1;
    for (;;) {
        uint64_t held = 0;
        _Atomic uint64_t *slot = choose(key, minute, &held);
        bool own = is_live(held, minute) && owner_of(held) == owner_of(key);
        if (own && (held & COUNT_MASK) == COUNT_MASK) {
            return (int64_t)COUNT_MASK;
        }
        uint64_t next = own ? held + 1 : fresh;
        if (atomic_compare_exchange_weak(slot, &held, next)) {
            return (int64_t)(next & COUNT_MASK);
        }
    }
}

static struct rate_answer hit(uint64_t key, int64_t limit, int64_t now_ms, int64_t minutes)
{
    if (table.scale <= 0) {
        return (struct rate_answer){.allowed = true};
    }
    int64_t scaled = (int64_t)((double)limit * table.scale + 0.5);
    scaled = scaled < 1 ? 1 : scaled;
    int64_t count = count_one(key, now_ms, minutes);
    int64_t reset_s = (last_minute(now_ms, minutes) + 1) * WINDOW_S;
    struct rate_answer answer = {.limit = scaled, .reset_s = reset_s, .allowed = count <= scaled};
    answer.remaining = answer.allowed ? scaled - count : 0;
    answer.retry_after_s = answer.allowed ? 0 : reset_s - now_ms / 1000;
    return answer;
}

struct rate_answer rate_hit(uint64_t key, int64_t limit, int64_t now_ms)
{
    return hit(key, limit, now_ms, 1);
}

struct rate_answer rate_hit_hour(uint64_t key, int64_t limit, int64_t now_ms)
{
    return hit(key, limit, now_ms, HOUR_MINUTES);
}
