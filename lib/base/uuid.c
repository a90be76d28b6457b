/* SPDX-License-Identifier: MIT
 *
 * Ids: 48 bits of milliseconds, 12 bits of their fraction, 62 random bits. */
#include "base/uuid.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "base/log.h"
#include "base/str.h"

void random_bytes(void *out, size_t len)
{
    unsigned char *p = out;
    while (len) {
        ssize_t got = getrandom(p, len, 0);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            log_fatal("no random bytes from the kernel: %s", strerror(errno));
        }
        p += got;
        len -= (size_t)got;
    }
}

/* Milliseconds in the upper 48 bits, 4096ths of one in the lower 12; greater than any value returned before. */
static uint64_t next_stamp(void)
{
    static uint64_t last;
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) {
        log_fatal("no clock: %s", strerror(errno));
    }
    uint64_t ns = (uint64_t)now.tv_nsec;
    uint64_t ms = (uint64_t)now.tv_sec * 1000 + ns / 1000000;
    uint64_t stamp = ms << 12 | (ns % 1000000 * 4096 / 1000000);
    last = stamp > last ? stamp : last + 1;
    return last;
}

void uuid_v7(char out[UUID_LEN])
{
    uint64_t stamp = next_stamp();
    unsigned char bytes[16];
    random_bytes(bytes + 8, 8);
    for (int i = 0; i < 6; i++) {
        bytes[i] = (unsigned char)(stamp >> (52 - 8 * i));
    }
    bytes[6] = (unsigned char)(0x70 | (stamp >> 8 & 0x0F));
    bytes[7] = (unsigned char)stamp;
    bytes[8] = (unsigned char)(0x80 | (bytes[8] & 0x3F));
    char hex[33];
    hex_encode(bytes, sizeof bytes, hex);
    char *to = out;
    for (int i = 0; i < 32; i++) {
        if (i == 8 || i == 12 || i == 16 || i == 20) {
            *to++ = '-';
        }
        *to++ = hex[i];
    }
    *to = '\0';
}

char *uuid_new(struct arena *arena)
{
    char *id = arena_alloc(arena, UUID_LEN);
    uuid_v7(id);
    return id;
}

bool uuid_valid(const char *text)
{
    if (!text) {
        return false;
    }
    for (int i = 0; i < 36; i++) {
        char c = text[i];
        bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? c != '-' : !hex) { /* stops at the NUL of a shorter text */
            return false;
        }
    }
    return text[36] == '\0';
}
