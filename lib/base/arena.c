/* SPDX-License-Identifier: MIT
 *
 * The arena: a chain of blocks, the newest first, each filled from the front. The oldest block stays over a reset.
 * Under AddressSanitizer everything not handed out is poisoned, so that a pointer kept over a reset is found. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/faultpoint.h"
#include "base/log.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#define HIDE(ptr, size) ASAN_POISON_MEMORY_REGION(ptr, size)
#define SHOW(ptr, size) ASAN_UNPOISON_MEMORY_REGION(ptr, size)
#else
#define HIDE(ptr, size) ((void)(ptr), (void)(size))
#define SHOW(ptr, size) ((void)(ptr), (void)(size))
#endif

#define ALIGNMENT alignof(max_align_t)
#define FIRST_BLOCK (64u << 10)

struct block {
    struct block *older;
    size_t size;         /* bytes in `bytes` */
    size_t used;         /* of them handed out */
    max_align_t bytes[]; /* aligned for any type */
};

struct arena {
    struct block *newest;
    struct arena *kept; /* what a scratch arena was made beside; NULL for any other */
    jmp_buf *escape;    /* where reaching the cap leads; NULL: to the end of the process */
    size_t cap;         /* bytes that may be handed out between two resets */
    size_t used;        /* bytes handed out, rounded up to the alignment */
};

static size_t rounded(size_t size)
{
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

/* NULL: no memory. */
static struct block *block_new(size_t size, struct block *older)
{
    struct block *block = malloc(sizeof *block + size);
    if (!block) {
        return NULL;
    }
    block->older = older;
    block->size = size;
    block->used = 0;
    HIDE(block->bytes, size);
    return block;
}

static void block_free(struct block *block)
{
    SHOW(block->bytes, block->size);
    free(block);
}

struct arena *arena_new(size_t cap)
{
    struct arena *arena = malloc(sizeof *arena);
    if (!arena) {
        log_fatal("out of memory for an arena");
    }
    *arena = (struct arena){.cap = cap ? cap : ARENA_CAP_BYTES, .newest = block_new(FIRST_BLOCK, NULL)};
    if (!arena->newest) {
        log_fatal("out of memory for an arena");
    }
    return arena;
}

struct arena *arena_scratch(struct arena *kept)
{
    struct arena *arena = arena_new(kept->cap);
    arena->kept = kept;
    arena->escape = kept->escape;
    return arena;
}

struct arena *arena_kept(const struct arena *scratch)
{
    return scratch->kept;
}

jmp_buf *arena_escape(struct arena *arena, jmp_buf *escape)
{
    jmp_buf *before = arena->escape;
    arena->escape = escape;
    return before;
}

void arena_free(struct arena *arena)
{
    if (!arena) {
        return;
    }
    for (struct block *block = arena->newest; block;) {
        struct block *older = block->older;
        block_free(block);
        block = older;
    }
    free(arena);
}

void arena_reset(struct arena *arena)
{
    while (arena->newest->older) {
        struct block *older = arena->newest->older;
        block_free(arena->newest);
        arena->newest = older;
    }
    HIDE(arena->newest->bytes, arena->newest->size);
    arena->newest->used = 0;
    arena->used = 0;
}

/* There is no more: ends the piece of work that said where to go on, or the process. */
__attribute__((noreturn)) static void give_up(const struct arena *arena, size_t need)
{
    if (arena->escape) {
        longjmp(*arena->escape, 1);
    }
    log_fatal("arena cap of %zu bytes reached: %zu used, %zu wanted", arena->cap, arena->used, need);
}

/* Counts `need` bytes against the cap. Where nothing leads out, the reserve may be used: an error must be told. */
static void charge(struct arena *arena, size_t need)
{
    size_t cap = arena->cap + (arena->escape ? 0 : ARENA_RESERVE_BYTES);
    if (need > cap || arena->used > cap - need || (arena->escape && faultpoint_hit(FAULTPOINT_CAP))) {
        give_up(arena, need);
    }
    arena->used += need;
}

/* `size` bytes, not zeroed. Blocks double, so that a big request calls malloc a handful of times. */
static void *take(struct arena *arena, size_t size)
{
    size_t need = rounded(size ? size : 1);
    if (need < size || faultpoint_hit(FAULTPOINT_ALLOC)) {
        log_fatal("allocation of %zu bytes failed", size);
    }
    charge(arena, need);
    if (need > arena->newest->size - arena->newest->used) {
        size_t block_size = arena->newest->size * 2;
        struct block *block = block_new(block_size > need ? block_size : need, arena->newest);
        if (!block) {
            give_up(arena, need);
        }
        arena->newest = block;
    }
    struct block *block = arena->newest;
    char *ptr = (char *)block->bytes + block->used;
    block->used += need;
    SHOW(ptr, size);
    return ptr;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    void *ptr = take(arena, size);
    memset(ptr, 0, size);
    return ptr;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        give_up(arena, SIZE_MAX);
    }
    return arena_alloc(arena, bytes);
}

/* True when `old` is the newest allocation and its block has room for `more` bytes behind it. */
static bool grows_in_place(const struct block *block, const void *old, size_t old_need, size_t more)
{
    const char *end = (const char *)block->bytes + block->used;
    return (const char *)old + old_need == end && more <= block->size - block->used;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    if (!old) {
        return take(arena, new_size);
    }
    if (new_size <= old_size) {
        return old;
    }
    size_t old_need = rounded(old_size ? old_size : 1);
    size_t new_need = rounded(new_size);
    if (new_need < new_size) {
        log_fatal("allocation of %zu bytes failed", new_size);
    }
    if (grows_in_place(arena->newest, old, old_need, new_need - old_need)) {
        charge(arena, new_need - old_need);
        arena->newest->used += new_need - old_need;
        SHOW(old, new_size);
        return old;
    }
    void *ptr = take(arena, new_size);
    memcpy(ptr, old, old_size);
    return ptr;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *arena_strndup(struct arena *arena, const char *text, size_t len)
{
    char *copy = take(arena, len + 1);
    if (len) {
        memcpy(copy, text, len);
    }
    copy[len] = '\0';
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    char brief[256]; /* most results: formatted once */
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(brief, sizeof brief, format, args);
    if (len < 0) {
        log_fatal("bad format");
    }
    if ((size_t)len < sizeof brief) {
        va_end(again);
        return arena_strndup(arena, brief, (size_t)len);
    }
    char *text = take(arena, (size_t)len + 1);
    int written = vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    if (written != len) {
        log_fatal("bad format");
    }
    return text;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
