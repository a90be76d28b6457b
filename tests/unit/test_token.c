/* SPDX-License-Identifier: MIT
 *
 * lib/auth/token.c and secret.c: a token that this tenant signed, and everything that only looks like one. Forged tokens are
 * signed here with the tenant's real key where the signature is not what is being tested. */
#include <check.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "auth/digest.h"
#include "auth/secret.h"
#include "auth/session.h"
#include "auth/token.h"
#include "base/config.h"
#include "base/str.h"
#include "base/uuid.h"
#include "store_fixture.h"

Suite *suite_token(void);

#define TENANT "01900000-0000-7000-8000-00000000aaaa"
#define OTHER_TENANT "01900000-0000-7000-8000-00000000bbbb"
#define HEADER "{\"alg\":\"HS256\",\"typ\":\"JWT\"}"

static struct user user;
static struct token_pair pair;

static void open_pair(const char *tenant_id, struct token_pair *tokens)
{
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(token_open(&fx.cx, tenant_id, &user, tokens), RC_OK);
    ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
}

static void setup(void)
{
    static const struct db_options options = {.create = true, .migrate = true};
    const char *error;
    fixture_setup();
    ck_assert_int_eq(setenv("VISIONCRM_DATA", fx.folder, 1), 0);
    ck_assert(config_load(&error));
    ck_assert_int_eq(db_open(&fx.cx, DB_TENANT, fx.path, &options, &fx.db), RC_OK);
    fx.cx.db = fx.db;
    record_clear(&user_record, &user);
    user.email = "john@garage.test";
    user.first_name = "John";
    user.role = "manager";
    user.is_active = 1;
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(user_insert(&fx.cx, &user), RC_OK);
    ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
    open_pair(TENANT, &pair);
}

static enum rc check_access(const char *token)
{
    struct user found;
    return token_user(&fx.cx, TENANT, token, &found);
}

static enum rc check_refresh(const char *token)
{
    const char *access;
    return token_refresh(&fx.cx, TENANT, token, &access);
}

/* ---- forging ---- */

static const char *encode(const char *text, size_t len)
{
    char *out = arena_alloc(fx.arena, BASE64URL_SIZE(len));
    base64url(text, len, out);
    return out;
}

static void tenant_key(unsigned char key[32])
{
    const char *sealed;
    ck_assert_int_eq(db_text(&fx.cx, SQL_SEALED_KEY_GET, ARGS(ARG_T("name", "token")), &sealed), RC_OK);
    ck_assert_int_eq(secret_open(&fx.cx, "token " TENANT, sealed, key, 32), RC_OK);
}

static const char *forge(const char *header, const char *claims)
{
    unsigned char key[32], mac[SHA256_BYTES];
    tenant_key(key);
    const char *text = arena_printf(fx.arena, "%s.%s", encode(header, strlen(header)), encode(claims, strlen(claims)));
    hmac_sha256(key, sizeof key, text, strlen(text), mac);
    return arena_printf(fx.arena, "%s.%s", text, encode((const char *)mac, sizeof mac));
}

static const char *part(const char *token, int index)
{
    for (; index > 0; index--) {
        token = strchr(token, '.') + 1;
    }
    return arena_strndup(fx.arena, token, strcspn(token, "."));
}

static const char *claims_of(const char *token)
{
    const char *text = part(token, 1);
    char *out = arena_alloc(fx.arena, strlen(text) + 1);
    size_t len;
    ck_assert(base64url_decode(text, strlen(text), out, &len));
    out[len] = '\0';
    return out;
}

/* The claims with one text in the place of another. */
static const char *with(const char *claims, const char *old, const char *fresh)
{
    const char *at = strstr(claims, old);
    ck_assert_msg(at != NULL, "no %s in %s", old, claims);
    return arena_printf(fx.arena, "%.*s%s%s", (int)(at - claims), claims, fresh, at + strlen(old));
}

/* ---- what holds ---- */

START_TEST(a_fresh_pair_works)
{
    struct user found;
    const char *access;
    ck_assert_int_eq(token_user(&fx.cx, TENANT, pair.access, &found), RC_OK);
    ck_assert_str_eq(found.id, user.id);
    ck_assert_str_eq(found.role, "manager");
    ck_assert(uuid_valid(found.session_id));
    ck_assert_int_eq(token_refresh(&fx.cx, TENANT, pair.refresh, &access), RC_OK);
    ck_assert_int_eq(check_access(access), RC_OK);
    ck_assert_str_eq(part(pair.access, 0), encode(HEADER, strlen(HEADER)));
    const char *claims = claims_of(pair.access);
    for (const char *const *name = (const char *const[]){"iss", "sub", "tid", "sid", "role", "typ", "iat", "exp", NULL}; *name;
         name++) {
        ck_assert_msg(strstr(claims, arena_printf(fx.arena, "\"%s\":", *name)) != NULL, "no %s in %s", *name, claims);
    }
    ck_assert_int_eq(check_access(forge(HEADER, claims)), RC_OK); /* so that the refusals below say something */
}
END_TEST

START_TEST(one_is_not_the_other)
{
    ck_assert_int_eq(check_access(pair.refresh), RC_UNAUTHORIZED);
    ck_assert_int_eq(check_refresh(pair.access), RC_UNAUTHORIZED);
}
END_TEST

START_TEST(only_our_header)
{
    static const char *const headers[] = {
        "{\"alg\":\"none\",\"typ\":\"JWT\"}",
        "{\"alg\":\"None\",\"typ\":\"JWT\"}",
        "{\"alg\":\"RS256\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS384\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS512\",\"typ\":\"JWT\"}",
        "{\"alg\":\"ES256\",\"typ\":\"JWT\"}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"../../../../dev/null\"}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"' UNION SELECT 'x\"}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"jku\":\"https://evil.test/keys\"}",
        "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"}}",
        "{\"alg\":\"none\",\"alg\":\"HS256\",\"typ\":\"JWT\"}",
        "{\"typ\":\"JWT\",\"alg\":\"HS256\",\"crit\":[]}",
        "",
    };
    const char *claims = claims_of(pair.access);
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        const char *signed_one = forge(headers[i], claims);
        const char *bare = arena_printf(fx.arena, "%s.%s.", part(signed_one, 0), part(signed_one, 1));
        ck_assert_msg(check_access(signed_one) == RC_UNAUTHORIZED, "%s", headers[i]);
        ck_assert_msg(check_access(bare) == RC_UNAUTHORIZED, "%s without a signature", headers[i]);
    }
}
END_TEST

START_TEST(any_flipped_character_is_refused)
{
    size_t len = strlen(pair.access);
    for (size_t i = 0; i < len; i++) {
        char *changed = arena_strdup(fx.arena, pair.access);
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        ck_assert_msg(check_access(changed) == RC_UNAUTHORIZED, "character %zu", i);
    }
    for (size_t i = 0; i < len; i += 7) {
        ck_assert_int_eq(check_access(arena_strndup(fx.arena, pair.access, i)), RC_UNAUTHORIZED);
    }
    ck_assert_int_eq(check_access(arena_printf(fx.arena, "%s=", pair.access)), RC_UNAUTHORIZED);
    ck_assert_int_eq(check_access(arena_printf(fx.arena, "%s.x", pair.access)), RC_UNAUTHORIZED);
    ck_assert_int_eq(check_access(arena_printf(fx.arena, "%s\n", pair.access)), RC_UNAUTHORIZED);
}
END_TEST

static const struct {
    const char *old, *fresh;
} wrong_claims[] = {
    {"\"iss\":\"visioncrm\"", "\"iss\":\"evil\""},
    {"\"tid\":\"" TENANT, "\"tid\":\"" OTHER_TENANT},
    {"\"typ\":\"access\"", "\"typ\":\"refresh\""},
    {"\"typ\":\"access\"", "\"typ\":\"ACCESS\""},
    {"\"typ\":\"access\"", "\"typ\":\"refresh\",\"typ\":\"access\""},
    {"\"typ\":\"access\"", "\"typ\":\"access\",\"typ\":\"access\""},
    {"\"typ\":\"access\",", ""},
    {"\"exp\":", "\"exp\":1,\"exp\":"},
    {"\"exp\":", "\"nbf\":"},
    {"\"exp\":", "\"exp\":\"9\",\"x\":"},
    {"\"exp\":", "\"exp\":1e300,\"x\":"},
    {"\"sid\":\"01", "\"sid\":\"02"},
    {"\"sub\":\"01", "\"sub\":\"02"},
    {"{", "["},
};

START_TEST(wrong_claims_are_refused)
{
    const char *claims = claims_of(pair.access);
    const char *changed = with(claims, wrong_claims[_i].old, wrong_claims[_i].fresh);
    ck_assert_msg(check_access(forge(HEADER, changed)) == RC_UNAUTHORIZED, "%s", changed);
    ck_assert_int_eq(fx.cx.fault.rc, RC_OK);
}
END_TEST

START_TEST(expiry_and_skew)
{
    int64_t start = fx.cx.now_ms / 1000 * 1000;
    int64_t end = start + TOKEN_ACCESS_S * 1000LL;
    fx.cx.now_ms = end + (TOKEN_SKEW_S - 1) * 1000LL;
    ck_assert_int_eq(check_access(pair.access), RC_OK);
    fx.cx.now_ms = end + TOKEN_SKEW_S * 1000LL;
    ck_assert_int_eq(check_access(pair.access), RC_UNAUTHORIZED);
    ck_assert_int_eq(check_refresh(pair.refresh), RC_OK);
    fx.cx.now_ms = start + (TOKEN_REFRESH_S - 1) * 1000LL;
    ck_assert_int_eq(check_refresh(pair.refresh), RC_OK);
    fx.cx.now_ms = start + (TOKEN_REFRESH_S + TOKEN_SKEW_S) * 1000LL;
    ck_assert_int_eq(check_refresh(pair.refresh), RC_UNAUTHORIZED);
}
END_TEST

/* Made while the clock was ahead: they would live until it comes there again. */
START_TEST(tokens_of_a_wrong_clock)
{
    int64_t start = fx.cx.now_ms;
    fx.cx.now_ms = start - 60000; /* a clock may be set back a little */
    ck_assert_int_eq(check_access(pair.access), RC_OK);
    ck_assert_int_eq(check_refresh(pair.refresh), RC_OK);
    fx.cx.now_ms = start - 365LL * 24 * 3600 * 1000;
    ck_assert_int_eq(check_access(pair.access), RC_UNAUTHORIZED);
    ck_assert_int_eq(check_refresh(pair.refresh), RC_UNAUTHORIZED);
    fx.cx.now_ms = start;
    ck_assert_int_eq(check_access(pair.access), RC_OK);
}
END_TEST

START_TEST(tokens_die_with_their_session)
{
    struct user found;
    struct token_pair second;
    open_pair(TENANT, &second);
    ck_assert_int_eq(token_user(&fx.cx, TENANT, pair.access, &found), RC_OK);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(session_end(&fx.cx, found.session_id), RC_OK);
    ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
    ck_assert_int_eq(check_access(pair.access), RC_UNAUTHORIZED);
    ck_assert_int_eq(check_refresh(pair.refresh), RC_UNAUTHORIZED);
    ck_assert_int_eq(check_access(second.access), RC_OK);
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    user.is_active = 0;
    ck_assert_int_eq(db_run(&fx.cx, SQL_USER_UPDATE, ARGS(ARG_R(&user_record, &user))), RC_OK);
    ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
    ck_assert_int_eq(check_access(second.access), RC_UNAUTHORIZED);
    ck_assert_int_eq(check_refresh(second.refresh), RC_UNAUTHORIZED);
}
END_TEST

START_TEST(a_cookie_session_is_no_token_session)
{
    struct session_ticket ticket;
    struct user found;
    int64_t expires_at;
    bool stale;
    ck_assert_int_eq(db_begin(&fx.cx, fx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(session_open(&fx.cx, user.id, &ticket), RC_OK);
    ck_assert_int_eq(db_commit(&fx.cx, fx.db), RC_OK);
    ck_assert_int_eq(session_user(&fx.cx, ticket.secret, &found, &expires_at, &stale), RC_OK);
    const char *claims = claims_of(pair.access);
    const char *sid = strstr(claims, "\"sid\":\"");
    const char *changed =
        with(claims, arena_strndup(fx.arena, sid, 44), arena_printf(fx.arena, "\"sid\":\"%s\"", found.session_id));
    ck_assert_int_eq(check_access(forge(HEADER, changed)), RC_UNAUTHORIZED);
}
END_TEST

/* ---- the key ---- */

START_TEST(a_key_that_cannot_be_opened_is_replaced)
{
    struct token_pair fresh;
    const char *error;
    const char *path = arena_printf(fx.arena, "%s/elsewhere.key", fx.folder);
    ck_assert_int_eq(setenv("VISIONCRM_SECRET_FILE", path, 1), 0);
    ck_assert(config_load(&error));
    ck_assert_int_eq(check_access(pair.access), RC_UNAUTHORIZED);
    ck_assert_int_ne(access(path, F_OK), 0); /* a read makes none */
    open_pair(TENANT, &fresh);
    ck_assert_int_eq(check_access(fresh.access), RC_OK);
    ck_assert_int_eq(check_access(pair.access), RC_UNAUTHORIZED);
    ck_assert_int_eq(unsetenv("VISIONCRM_SECRET_FILE"), 0);
}
END_TEST

START_TEST(a_key_belongs_to_one_tenant)
{
    struct user found;
    struct token_pair other;
    ck_assert_int_eq(token_user(&fx.cx, OTHER_TENANT, pair.access, &found), RC_UNAUTHORIZED);
    open_pair(OTHER_TENANT, &other); /* as if the file were restored under another id */
    ck_assert_int_eq(token_user(&fx.cx, OTHER_TENANT, other.access, &found), RC_OK);
    ck_assert_int_eq(check_access(pair.access), RC_UNAUTHORIZED);
}
END_TEST

START_TEST(secrets_are_sealed)
{
    static const char plain[] = "a secret of some length";
    char back[sizeof plain];
    const char *sealed, *again;
    struct stat st;
    ck_assert_int_eq(secret_seal(&fx.cx, "label", plain, sizeof plain, &sealed), RC_OK);
    ck_assert_int_eq(secret_seal(&fx.cx, "label", plain, sizeof plain, &again), RC_OK);
    ck_assert_str_ne(sealed, again);
    ck_assert_int_eq(secret_open(&fx.cx, "label", sealed, back, sizeof back), RC_OK);
    ck_assert_str_eq(back, plain);
    ck_assert_int_eq(secret_open(&fx.cx, "other", sealed, back, sizeof back), RC_NOT_FOUND);
    ck_assert_int_eq(secret_open(&fx.cx, "label", sealed, back, sizeof back - 1), RC_NOT_FOUND);
    for (size_t i = 0; sealed[i]; i++) {
        char *changed = arena_strdup(fx.arena, sealed);
        changed[i] = changed[i] == '0' ? '1' : '0';
        ck_assert_msg(secret_open(&fx.cx, "label", changed, back, sizeof back) == RC_NOT_FOUND, "digit %zu", i);
    }
    ck_assert_int_eq(stat(arena_printf(fx.arena, "%s/secret.key", fx.folder), &st), 0);
    ck_assert_int_eq(st.st_mode & 0777, 0600);
}
END_TEST

START_TEST(base64url_is_canonical)
{
    unsigned char bytes[8];
    size_t len;
    ck_assert(base64url_decode("AAE_-g", 6, bytes, &len));
    ck_assert_uint_eq(len, 4);
    ck_assert_mem_eq(bytes, "\x00\x01\x3f\xfa", 4);
    ck_assert(!base64url_decode("AAE_-h", 6, bytes, &len));
    ck_assert(!base64url_decode("A", 1, bytes, &len));
    ck_assert(!base64url_decode("AA+A", 4, bytes, &len));
    ck_assert(!base64url_decode("AA==", 4, bytes, &len));
    ck_assert(!base64url_decode("AA\0A", 4, bytes, &len));
}
END_TEST

Suite *suite_token(void)
{
    Suite *suite = suite_create("token");
    TCase *test = tcase_create("token");
    tcase_set_timeout(test, 60);
    tcase_add_checked_fixture(test, setup, fixture_teardown);
    tcase_add_test(test, a_fresh_pair_works);
    tcase_add_test(test, one_is_not_the_other);
    tcase_add_test(test, only_our_header);
    tcase_add_test(test, any_flipped_character_is_refused);
    tcase_add_loop_test(test, wrong_claims_are_refused, 0, (int)(sizeof wrong_claims / sizeof *wrong_claims));
    tcase_add_test(test, expiry_and_skew);
    tcase_add_test(test, tokens_of_a_wrong_clock);
    tcase_add_test(test, tokens_die_with_their_session);
    tcase_add_test(test, a_cookie_session_is_no_token_session);
    tcase_add_test(test, a_key_that_cannot_be_opened_is_replaced);
    tcase_add_test(test, a_key_belongs_to_one_tenant);
    tcase_add_test(test, secrets_are_sealed);
    tcase_add_test(test, base64url_is_canonical);
    suite_add_tcase(suite, test);
    return suite;
}
