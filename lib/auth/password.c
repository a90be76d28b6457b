/* SPDX-License-Identifier: MIT
 *
 * scrypt through OpenSSL, and the rules for a new password. The list of the commonest ones is made at build time
 * out of common_passwords.txt. */
#include "auth/password.h"

#include <openssl/evp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/log.h"
#include "base/str.h"
#include "base/unicode.h"
#include "base/uuid.h"
#include "common_passwords.h" /* generated: common_passwords[], sorted */

#define PASSWORD_MIN 8
#define PASSWORD_MAX 128
#define SALT_BYTES 16
#define HASH_BYTES 32
#define SALT_TEXT 22 /* base64 without padding */
#define HASH_TEXT 43
#define BLOCK_SIZE 8 /* scrypt's r */
#define PARALLEL 5   /* scrypt's p */
/* A stored hash that asks for more work than this is no hash of ours. */
#define COST_MAX 17 /* 128 MiB at r = 8 */
#define BLOCK_MAX 8
#define PARALLEL_MAX 16

struct stored {
    int cost; /* log2 of scrypt's N */
    int block, parallel;
    unsigned char salt[SALT_BYTES];
    unsigned char hash[HASH_BYTES];
};

static int compare_text(const void *key, const void *entry)
{
    return strcmp(key, *(const char *const *)entry);
}

static bool is_common(struct cx *cx, const char *password)
{
    const char *folded = str_lower(cx->arena, password);
    return bsearch(folded, common_passwords, COMMON_PASSWORD_COUNT, sizeof common_passwords[0], compare_text) != NULL;
}

static bool is_address(struct cx *cx, const char *password, const char *email)
{
    if (!email) {
        return false;
    }
    const char *local = arena_strndup(cx->arena, email, strcspn(email, "@"));
    return str_ieq(password, email) || str_ieq(password, local);
}

enum rc password_check(struct cx *cx, const char *field, const char *password, const char *email)
{
    password = password ? text_nfc(cx->arena, password) : "";
    size_t length = utf8_length(password);
    if (length < PASSWORD_MIN || length > PASSWORD_MAX) {
        return fault_field(cx, field, PROBLEM_PASSWORD_LENGTH, "Password must have 8 to 128 characters");
    }
    if (is_common(cx, password)) {
        return fault_field(cx, field, PROBLEM_PASSWORD_COMMON, "Password is one of the most common ones");
    }
    if (is_address(cx, password, email)) {
        return fault_field(cx, field, PROBLEM_PASSWORD_IS_EMAIL, "Password must not be the e-mail address");
    }
    return RC_OK;
}

/* Fills stored->hash from its other members. */
static void derive(struct stored *stored, const char *password)
{
    uint64_t n = UINT64_C(1) << stored->cost;
    uint64_t r = (uint64_t)stored->block;
    uint64_t p = (uint64_t)stored->parallel;
    uint64_t memory = 128 * r * (n + p + 2);
    if (EVP_PBE_scrypt(password, strlen(password), stored->salt, SALT_BYTES, n, r, p, memory, stored->hash, HASH_BYTES) != 1) {
        log_fatal("scrypt failed");
    }
}

static int configured_cost(void)
{
    return (int)config_int("password_cost");
}

const char *password_hash(struct cx *cx, const char *password)
{
    struct stored fresh = {.cost = configured_cost(), .block = BLOCK_SIZE, .parallel = PARALLEL};
    unsigned char salt[SALT_TEXT + 3], hash[HASH_TEXT + 2]; /* with padding and NUL, which are cut below */
    random_bytes(fresh.salt, SALT_BYTES);
    derive(&fresh, text_nfc(cx->arena, password));
    if (EVP_EncodeBlock(salt, fresh.salt, SALT_BYTES) < SALT_TEXT ||
        EVP_EncodeBlock(hash, fresh.hash, HASH_BYTES) < HASH_TEXT) {
        log_fatal("base64 failed");
    }
    return arena_printf(cx->arena, "$scrypt$ln=%d,r=%d,p=%d$%.*s$%.*s", fresh.cost, BLOCK_SIZE, PARALLEL, SALT_TEXT,
                        (const char *)salt, HASH_TEXT, (const char *)hash);
}

/* Decodes `chars` of unpadded base64 into exactly `len` bytes. */
static bool decode(const char *text, size_t chars, unsigned char *out, size_t len)
{
    unsigned char padded[HASH_TEXT + 1];
    unsigned char bytes[HASH_BYTES + 2];
    size_t blocks = (chars + 3) / 4 * 4;
    memset(padded, '=', sizeof padded);
    memcpy(padded, text, chars);
    if (EVP_DecodeBlock(bytes, padded, (int)blocks) < (int)len) {
        return false;
    }
    memcpy(out, bytes, len);
    return true;
}

/* Takes `label` and one or two digits from *text. */
static bool take_number(const char **text, const char *label, int *number)
{
    if (!str_starts(*text, label)) {
        return false;
    }
    const char *digits = *text + strlen(label);
    size_t count = strspn(digits, "0123456789");
    if (count < 1 || count > 2) {
        return false;
    }
    *number = count == 1 ? digits[0] - '0' : (digits[0] - '0') * 10 + (digits[1] - '0');
    *text = digits + count;
    return true;
}

static bool parse(const char *text, struct stored *stored)
{
    if (!take_number(&text, "$scrypt$ln=", &stored->cost) || !take_number(&text, ",r=", &stored->block) ||
        !take_number(&text, ",p=", &stored->parallel)) {
        return false;
    }
    if (stored->cost < 1 || stored->cost > COST_MAX || stored->block < 1 || stored->block > BLOCK_MAX || stored->parallel < 1 ||
        stored->parallel > PARALLEL_MAX) {
        return false;
    }
    if (strlen(text) != 1 + SALT_TEXT + 1 + HASH_TEXT || text[0] != '$' || text[1 + SALT_TEXT] != '$') {
        return false;
    }
    return decode(text + 1, SALT_TEXT, stored->salt, SALT_BYTES) &&
           decode(text + 1 + SALT_TEXT + 1, HASH_TEXT, stored->hash, HASH_BYTES);
}

bool password_verify(struct cx *cx, const char *stored, const char *password)
{
    struct stored wanted = {.cost = 0};
    bool known = stored && parse(stored, &wanted);
    if (!known) {
        wanted = (struct stored){.cost = configured_cost(), .block = BLOCK_SIZE, .parallel = PARALLEL};
    }
    struct stored got = wanted;
    const char *normal = text_nfc(cx->arena, password);
    derive(&got, normal);
    bool same = mem_eq_ct(got.hash, wanted.hash, HASH_BYTES);
    if (!same && !str_eq(normal, password)) {
        derive(&got, password); /* hashed as it was typed, before there was a normal form */
        same = mem_eq_ct(got.hash, wanted.hash, HASH_BYTES);
    }
    return known && same;
}
