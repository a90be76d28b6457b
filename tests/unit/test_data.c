/* SPDX-License-Identifier: MIT
 *
 * lib/data: the strict scanner, records from JSON with every error told, records to JSON, and the way back. One wide
 * record has a field of every type. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/cx.h"
#include "base/unicode.h"
#include "data/json_in.h"
#include "data/json_out.h"

Suite *suite_data(void);

/* ---- the wide record ---- */

struct row {
    const char *label;
    int64_t quantity;
    int64_t price_cents;
};

static const struct field row_fields[] = {
    FIELD_TEXT(struct row, label, F_REQUIRED, 1, 20),
    FIELD_DECIMAL(struct row, quantity, F_REQUIRED, 3, 0, 1, 1000000),
    {.name = "price", .type = FT_DECIMAL, .offset = offsetof(struct row, price_cents), .scale = 2, .min_decimals = 2},
};

static void row_validate(struct cx *cx, const void *object, uint64_t present)
{
    const struct row *row = object;
    if ((present & 2) != 0 && row->quantity == 13000) {
        (void)fault_field(cx, "quantity", PROBLEM_REQUIRED, "Unlucky");
    }
}

RECORD(row_record, "Row", struct row, row_fields, row_validate);

struct wide {
    const char *id, *name, *notes, *email, *phone, *owner_id, *status, *stage, *day;
    const char *address_street, *address_city, *address_hash, *tags, *custom, *extra, *password, *secret_column, *born, *user,
        *code;
    int64_t created_at, paid_at, is_vip, count, amount, rate;
    struct list items;
};

static const char *const statuses[] = {"DRAFT", "SENT", NULL};
static const char *const stages[] = {"Won", "On Hold", NULL};

static const struct field wide_fields[] = {
    FIELD_UUID(struct wide, id, F_READONLY),
    FIELD_TEXT(struct wide, name, F_REQUIRED, 2, 10),
    FIELD_TEXT(struct wide, notes, F_DETAIL, 0, 2000),
    FIELD_EMAIL(struct wide, email, 0),
    FIELD_PHONE(struct wide, phone, 0),
    FIELD_UUID(struct wide, owner_id, F_OMIT_NULL),
    FIELD_ENUM(struct wide, status, 0, statuses),
    FIELD_ENUM(struct wide, stage, F_FOLD, stages),
    FIELD_DATE(struct wide, day, 0),
    FIELD_GROUP_TEXT(struct wide, "address", address_street, F_LINES, 0, 30),
    FIELD_GROUP_TEXT(struct wide, "address", address_city, 0, 0, 10),
    FIELD_GROUP_TEXT(struct wide, "address", address_hash, F_INTERNAL, 0, 10),
    FIELD_TAGS(struct wide, tags, 0),
    FIELD_OBJECT(struct wide, custom, 0, 100),
    FIELD_RAW(struct wide, extra, F_OMIT_NULL),
    FIELD_TEXT(struct wide, password, F_SECRET, 0, 20),
    FIELD_TEXT(struct wide, secret_column, F_INTERNAL, 0, 20),
    FIELD_TEXT(struct wide, born, F_CREATE_ONLY, 0, 20),
    FIELD_TEXT(struct wide, user, F_NOT_EMPTY | F_OMIT_NULL, 1, 20),
    FIELD_CODE(struct wide, code, F_OMIT_NULL, 2, 20, text_compact),
    FIELD_TIME(struct wide, created_at, F_READONLY),
    FIELD_TIME(struct wide, paid_at, 0),
    FIELD_BOOL(struct wide, is_vip, 0),
    FIELD_INT(struct wide, count, 0, 0, 100),
    FIELD_DECIMAL(struct wide, amount, 0, 2, 2, -100000, 100000),
    FIELD_DECIMAL(struct wide, rate, 0, 4, 1, 0, 0),
    FIELD_LIST(struct wide, items, 0, &row_record, 1, 3),
};

static void wide_validate(struct cx *cx, const void *object, uint64_t present)
{
    const struct wide *wide = object;
    (void)present;
    if (wide->count != INT_NULL && wide->count == 99) {
        (void)fault_field(cx, "count", PROBLEM_REQUIRED, "Not 99");
    }
}

RECORD(wide_record, "Wide", struct wide, wide_fields, wide_validate);

/* ---- fixture ---- */

static struct arena *arena;
static struct cx cx;
static struct wide wide;
static uint64_t present;

static void setup(void)
{
    arena = arena_new(0);
    cx_init(&cx, arena);
    memset(&wide, 0x55, sizeof wide);
}

static void teardown(void)
{
    cx_end(&cx);
    arena_free(arena);
}

static enum rc parse(enum parse_mode mode, const char *text)
{
    fault_clear(&cx);
    return record_parse_text(&cx, &wide_record, text, strlen(text), mode, &wide, &present);
}

/* All error rows as "field: message; field: message". */
static const char *errors(void)
{
    struct buf buf;
    buf_init(&buf, arena, 0);
    for (const struct fault_field *row = cx.fault.fields; row != NULL; row = row->next) {
        buf_printf(&buf, "%s%s: %s", buf.len > 0 ? "; " : "", row->field, row->problem.message);
    }
    return buf.data;
}

static const char *print(const struct record *record, const void *object, bool detail, enum time_style times)
{
    struct buf buf;
    struct json json;
    buf_init(&buf, arena, 1);
    json_init(&json, &buf, times);
    json_record(&json, record, object, detail);
    ck_assert_uint_eq(strlen(buf.data), buf.len);
    size_t at = 0;
    ck_assert_ptr_null(json_scan(buf.data, buf.len, JSON_MAX_VALUES, &at));
    return buf.data;
}

/* ---- scanner ---- */

struct scan_case {
    const char *text;
    int at; /* where it is wrong; -1: well-formed */
};

static const struct scan_case scan_cases[] = {
    {"{}", -1},
    {" [ ] ", -1},
    {"0", -1},
    {"-0.5e-3", -1},
    {"1E+2", -1},
    {"\"\"", -1},
    {"\"\\u00e9\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\"\\\\\"", -1},
    {"\"\xc3\xa9\xf0\x9f\x98\x80\x7f\"", -1},
    {"{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":2}]}", -1},
    {"[true,false,null]", -1},
    {"\t\r\n {\"a\" : 1 , \"b\" :\n2 } \n", -1},
    {"123456789012345678901234567890", -1},
    {"1e308", -1},
    {"0e999", -1},
    {"1e-999", -1},
    {"", 0},
    {"  ", 2},
    {"\xef\xbb\xbf{}", 0},
    {"{'a':1}", 1},
    {"{a:1}", 1},
    {"{\"a\":1,}", 7},
    {"[1,]", 3},
    {"[1 2]", 3},
    {"[,1]", 1},
    {"{\"a\" 1}", 5},
    {"{\"a\":}", 5},
    {"{} x", 3},
    {"{}{}", 2},
    {"NaN", 0},
    {"nul", 3},
    {"True", 0},
    {"Infinity", 0},
    {"-", 1},
    {"-a", 1},
    {"+1", 0},
    {".5", 0},
    {"1.", 2},
    {"1.e2", 2},
    {"1e", 2},
    {"01", 1},
    {"-01", 2},
    {"0x10", 1},
    {"1e999", 0},
    {"-1e400", 0},
    {"[1e309]", 1},
    {"\"a", 2},
    {"\"a\nb\"", 2},
    {"\"\\x41\"", 2},
    {"\"\\u12g4\"", 5},
    {"\"\\u0000\"", 7},
    {"\"\\ud83d\"", 7},
    {"\"\\ud83d\\n\"", 8},
    {"\"\\ud83d\\u0041\"", 13},
    {"\"\\ude00\"", 7},
    {"\"\xff\"", 1},
    {"\"ok\xc0\x80\"", 1},
    {"\"\xed\xa0\x80\"", 1},
    {"\"\xc3\"", 1},
    {"{\"a\":1,\"a\":2}", 7},
    {"{\"a\":1,\"\\u0061\":2}", 7},
    {"{\"\xc3\xa8\":1,\"\\u00E8\":2}", 8},
    {"{\"\xe2\x82\xac\":1,\"\\u20ac\":2}", 9},
    {"{\"\xf0\x9f\x98\x80\":1,\"\\ud83d\\ude00\":2}", 10},
    {"[1] // x", 4},
    {"/* x */ 1", 0},
    {"]", 0},
    {"{", 1},
    {"[", 1},
};

START_TEST(scan_follows_rfc_8259)
{
    const struct scan_case *c = &scan_cases[_i];
    size_t at = 0;
    const char *error = json_scan(c->text, strlen(c->text), JSON_MAX_VALUES, &at);
    ck_assert_msg((error == NULL) == (c->at < 0), "%s: %s", c->text, error == NULL ? "accepted" : error);
    if (error != NULL) {
        ck_assert_msg(at == (size_t)c->at, "%s: at %zu, not %d: %s", c->text, at, c->at, error);
    }
    struct json_object *root = NULL;
    enum rc rc = json_parse(&cx, c->text, strlen(c->text), JSON_MAX_VALUES, &root);
    ck_assert_int_eq(rc, c->at < 0 ? RC_OK : RC_INVALID);
}
END_TEST

START_TEST(scan_refuses_an_embedded_nul)
{
    size_t at = 0;
    ck_assert_ptr_nonnull(json_scan("\"a\0b\"", 5, JSON_MAX_VALUES, &at));
    ck_assert_uint_eq(at, 2);
    ck_assert_ptr_nonnull(json_scan("{}\0", 3, JSON_MAX_VALUES, &at));
    ck_assert_uint_eq(at, 2);
}
END_TEST

/* `count` times `part`. */
static const char *repeat(const char *part, size_t count)
{
    struct buf buf;
    buf_init(&buf, arena, 0);
    for (size_t i = 0; i < count; i++) {
        buf_str(&buf, part);
    }
    return buf.data;
}

static bool scans(const char *text)
{
    size_t at = 0;
    struct json_object *root = NULL;
    bool ok = json_scan(text, strlen(text), JSON_MAX_VALUES, &at) == NULL;
    ck_assert_int_eq(json_parse(&cx, text, strlen(text), JSON_MAX_VALUES, &root) == RC_OK, ok);
    return ok;
}

START_TEST(scan_bounds_depth_members_and_numbers)
{
    ck_assert(scans(arena_printf(arena, "%s%s", repeat("[", 32), repeat("]", 32))));
    ck_assert(!scans(arena_printf(arena, "%s%s", repeat("[", 33), repeat("]", 33))));
    ck_assert(scans(arena_printf(arena, "%s1%s", repeat("{\"a\":", 32), repeat("}", 32))));
    ck_assert(!scans(arena_printf(arena, "%s1%s", repeat("{\"a\":", 33), repeat("}", 33))));
    ck_assert(!scans(repeat("[", 100000)));
    ck_assert(scans(repeat("9", 100)));
    ck_assert(!scans(repeat("9", 101)));
    for (int count = 256; count <= 257; count++) {
        struct buf buf;
        buf_init(&buf, arena, 0);
        for (int i = 0; i < count; i++) {
            buf_printf(&buf, "%s\"k%d\":0", i == 0 ? "{" : ",", i);
        }
        buf_char(&buf, '}');
        ck_assert_int_eq(scans(buf.data), count == 256);
    }
}
END_TEST

START_TEST(malformed_json_says_where)
{
    ck_assert_int_eq(parse(PARSE_CREATE, "{\"name\":\"Bob\",}"), RC_INVALID);
    ck_assert_str_eq(cx.fault.message, "Malformed JSON at byte 14: a string in double quotes was expected");
    ck_assert_int_eq(parse(PARSE_CREATE, "{\"name\":"), RC_INVALID);
    ck_assert_str_eq(cx.fault.message, "Malformed JSON at byte 8: unexpected end");
    ck_assert_int_eq(parse(PARSE_CREATE, "[]"), RC_INVALID);
    ck_assert_str_eq(cx.fault.message, "The body must be a JSON object");
    ck_assert_int_eq(parse(PARSE_CREATE, "null"), RC_INVALID);
    ck_assert_ptr_null(wide.name);
    ck_assert_int_eq(wide.count, INT_NULL);
}
END_TEST

/* ---- single values: what is stored, or which error ---- */

struct value_case {
    const char *member; /* "key":value */
    const char *stored; /* as printed again, or NULL */
    const char *error;  /* or NULL */
};

#define TEN "0123456789"
#define NINETY TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define A63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct value_case value_cases[] = {
    {"\"name\":\"  Zo\xc3\xa9\xc2\xa0 \"", "\"name\":\"Zo\xc3\xa9\"", NULL},
    {"\"name\":\"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\"",
     "\"name\":\"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\"", NULL},
    {"\"name\":\"" TEN "x\"", NULL, "name: Must be at most 10 characters"},
    {"\"name\":\"x\"", NULL, "name: Must be at least 2 characters"},
    {"\"name\":\"  \"", NULL, "name: Required"},
    {"\"name\":null", NULL, "name: Required"},
    {"\"name\":5", NULL, "name: Must be text"},
    {"\"name\":[\"Bob\"]", NULL, "name: Must be text"},
    {"\"name\":\"a\\nb\"", NULL, "name: Must be a single line"},
    {"\"name\":\"a\\u0007b\"", NULL, "name: Must not contain control characters"},
    {"\"name\":\"a\\u007fb\"", NULL, "name: Must not contain control characters"},
    {"\"name\":\"q\\\"\\\\\\/\\u0041\"", "\"name\":\"q\\\"\\\\/A\"", NULL},
    {"\"name\":\"a\\tb\"", NULL, "name: Must not contain control characters"},
    {"\"name\":\"a\\u0085b\"", NULL, "name: Must be a single line"},
    {"\"name\":\"a\\u2028b\"", NULL, "name: Must be a single line"},
    {"\"name\":\"a\\u000bb\"", NULL, "name: Must be a single line"},
    {"\"name\":\"a\\u009fb\"", NULL, "name: Must not contain control characters"},
    {"\"name\":\"a\\ufffeb\"", NULL, "name: Must not contain U+FFFE"},
    {"\"name\":\"a\xef\xbf\xbf\"", NULL, "name: Must not contain U+FFFF"},
    {"\"name\":\"a\\ufdd0b\"", NULL, "name: Must not contain U+FDD0"},
    {"\"name\":\"a\\ufdefb\"", NULL, "name: Must not contain U+FDEF"},
    {"\"name\":\"a\\ud83f\\udffe\"", NULL, "name: Must not contain U+1FFFE"},
    {"\"name\":\"a\xf4\x8f\xbf\xbf\"", NULL, "name: Must not contain U+10FFFF"},
    {"\"name\":\"ab\\u202eba\"",
     "\"name\":\"ab\xe2\x80\xae"
     "ba\"",
     NULL},
    {"\"name\":\"a\\ufdcf\\ufdf0\\ufffd\\ue000\"", "\"name\":\"a\xef\xb7\x8f\xef\xb7\xb0\xef\xbf\xbd\xee\x80\x80\"", NULL},
    {"\"name\":\"\\u2067ab\\u2069\"",
     "\"name\":\"\xe2\x81\xa7"
     "ab\xe2\x81\xa9\"",
     NULL},
    {"\"name\":\"\\u3000\\u202fZo\xc3\xa9\\u2003\\u0085\"", "\"name\":\"Zo\xc3\xa9\"", NULL},
    {"\"name\":\"\\u3000\\u2003\"", NULL, "name: Required"},
    {"\"name\":\"\\u200b\\u200b\"", NULL, "name: Must have a visible character"},
    {"\"name\":\"\\u2067\\u2069\"", NULL, "name: Must have a visible character"},
    {"\"name\":\"\\u00ad \\u00ad\"", NULL, "name: Must have a visible character"},
    {"\"name\":\"\\u3164\\u3164\"", NULL, "name: Must have a visible character"},
    {"\"name\":\"\\u115f\\u1160\\uffa0\"", NULL, "name: Must have a visible character"},
    {"\"name\":\"\\u2800\\u2800\"", NULL, "name: Must have a visible character"},
    {"\"name\":\"\\ufe0f\\u180b\\udb40\\udd00\"", NULL, "name: Must have a visible character"},
    {"\"name\":\"\\ufeff\\u034f\\u0301\"", NULL, "name: Must have a visible character"},
    {"\"name\":\"\\ud83d\\udc68\\u200d\\ud83d\\udd27\"", "\"name\":\"\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x94\xa7\"", NULL},
    {"\"notes\":\"a\\ufffe\"", NULL, "notes: Must not contain U+FFFE"},
    {"\"notes\":\"\\u200b\"", NULL, "notes: Must have a visible character"},
    {"\"notes\":\"a\\u0085b\\u2028c\\u2029d\\u202ee\"",
     "\"notes\":\"a\xc2\x85"
     "b\xe2\x80\xa8"
     "c\xe2\x80\xa9"
     "d\xe2\x80\xae"
     "e\"",
     NULL},
    {"\"password\":\"\\u200b\\u200b\"", NULL, NULL},
    {"\"password\":\"a\\ufffeb\"", NULL, "password: Must not contain U+FFFE"},
    {"\"user\":\"\"", NULL, "user: Required"},
    {"\"user\":\" \"", NULL, "user: Required"},
    {"\"user\":null", NULL, NULL},
    {"\"code\":\"fr 76.3000\xc2\xa0"
     "1007-9\"",
     "\"code\":\"FR76300010079\"", NULL},
    {"\"code\":\" . \"", NULL, "code: Must be at least 2 characters"},
    {"\"address\":{\"street\":\"12 rue\\nBât. A\",\"city\":\"a\\nb\"}", NULL, "address.city: Must be a single line"},
    {"\"address\":{\"street\":\"12 rue\\nBât. A\"}", "\"street\":\"12 rue\\nBât. A\"", NULL},
    {"\"tags\":[\"a,b\",\"\\u200b\",\"a\\ufffe\"]", NULL,
     "tags[0]: Must not contain a comma; tags[1]: Must have a visible character; tags[2]: Must not contain U+FFFE"},
    {"\"tags\":[\"VIP\",\"vip\",\"\xc3\x89lu\",\"\xc3\xa9LU\",\"e\xcc\x81lu\",\"Stra\xc3\x9f"
     "e\",\"STRASSE\"]",
     "\"tags\":[\"VIP\",\"\xc3\x89lu\",\"Stra\xc3\x9f"
     "e\"]",
     NULL},
    {"\"custom\":{\"a\":[{\"b\":\"x\\ufffe\"}]}", NULL, "custom: Must not contain U+FFFE"},
    {"\"custom\":{\"a\":[{\"\\uffff\":1}]}", NULL, "custom: Must not contain U+FFFF"},
    {"\"custom\":{\"a\":\"\\u0001\"}", NULL, "custom: Must not contain control characters"},
    {"\"custom\":{\"a\":\"x\\n\\ty\"}", "\"custom\":{\"a\":\"x\\n\\ty\"}", NULL},
    {"\"notes\":\"a\\r\\n\\tb\\u0001\"", NULL, "notes: Must not contain control characters"},
    {"\"notes\":\"a\\r\\n\\tb\"", "\"notes\":\"a\\r\\n\\tb\"", NULL},
    {"\"notes\":\"\"", "\"notes\":null", NULL},
    {"\"email\":\" Jean.O'Hara+x@Mail.Example-Site.fr \"", "\"email\":\"Jean.O'Hara+x@Mail.Example-Site.fr\"", NULL},
    {"\"email\":\"invalid\"", NULL, "email: Invalid email format"},
    {"\"email\":\"\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a@b\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a@b@c.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\".a@b.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a.@b.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a..b@b.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"@b.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a@.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a@b..fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a@b.fr.\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a@-b.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a@b-.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a b@c.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a@c.fr\\r\\nBcc: x@y.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a,b@c.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"<a@c.fr>\"", NULL, "email: Invalid email format"},
    {"\"email\":\"\\\"a b\\\"@c.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"\xc3\xa9@c.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a@\xc3\xa9.fr\"", "\"email\":\"a@\xc3\xa9.fr\"", NULL},
    {"\"email\":\"" A63 "a@c.fr\"", "\"email\":\"" A63 "a@c.fr\"", NULL},
    {"\"email\":\"" A63 "aa@c.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a@" A63 ".fr\"", "\"email\":\"a@" A63 ".fr\"", NULL},
    {"\"email\":\"a@" A63 "a.fr\"", NULL, "email: Invalid email format"},
    {"\"email\":\"a@" A63 "." A63 "." A63 "." A63 "\"", NULL, "email: Invalid email format"},
    {"\"phone\":\"+33612345678\"", "\"phone\":\"+33612345678\"", NULL},
    {"\"phone\":\" +33 6 12.34-56 78 \"", "\"phone\":\"+33612345678\"", NULL},
    {"\"phone\":\"0612345678\"", NULL, "phone: Phone number must start with +"},
    {"\"phone\":\"\"", NULL, "phone: Phone number must start with +"},
    {"\"phone\":\"+12345\"", NULL, "phone: Phone number must be + followed by 6 to 15 digits"},
    {"\"phone\":\"+123456\"", "\"phone\":\"+123456\"", NULL},
    {"\"phone\":\"+123456789012345\"", "\"phone\":\"+123456789012345\"", NULL},
    {"\"phone\":\"+1234567890123456\"", NULL, "phone: Phone number must be + followed by 6 to 15 digits"},
    {"\"phone\":\"+33612345678x\"", NULL, "phone: Phone number must be + followed by 6 to 15 digits"},
    {"\"phone\":\"+33x612345678\"", NULL, "phone: Phone number must be + followed by 6 to 15 digits"},
    {"\"phone\":\"+336123456-\"", NULL, "phone: Phone number must be + followed by 6 to 15 digits"},
    {"\"phone\":33612345678", NULL, "phone: Must be text"},
    {"\"owner_id\":\"0190AAAA-BBBB-7CCC-8DDD-EEEEEEEEEEEE\"", "\"owner_id\":\"0190aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee\"", NULL},
    {"\"owner_id\":\"0190\"", NULL, "owner_id: Must be a UUID"},
    {"\"status\":\"SENT\"", "\"status\":\"SENT\"", NULL},
    {"\"status\":\"sent\"", NULL, "status: Must be one of: DRAFT, SENT"},
    {"\"stage\":\"ON hold\"", "\"stage\":\"On Hold\"", NULL},
    {"\"stage\":\"Lost\"", NULL, "stage: Must be one of: Won, On Hold"},
    {"\"day\":\"2028-02-29\"", "\"day\":\"2028-02-29\"", NULL},
    {"\"day\":\"2027-02-29\"", NULL, "day: Must be a date (YYYY-MM-DD)"},
    {"\"day\":\"01/02/2027\"", NULL, "day: Must be a date (YYYY-MM-DD)"},
    {"\"day\":20270101", NULL, "day: Must be text"},
    {"\"paid_at\":\"2026-01-01T11:00:00.5+01:00\"", "\"paid_at\":\"2026-01-01T10:00:00.500Z\"", NULL},
    {"\"paid_at\":\"2026-01-01\"", NULL, "paid_at: Must be a date and time (RFC 3339)"},
    {"\"is_vip\":true", "\"is_vip\":true", NULL},
    {"\"is_vip\":false", "\"is_vip\":false", NULL},
    {"\"is_vip\":null", "\"is_vip\":null", NULL},
    {"\"is_vip\":1", NULL, "is_vip: Must be true or false"},
    {"\"is_vip\":\"true\"", NULL, "is_vip: Must be true or false"},
    {"\"count\":7", "\"count\":7", NULL},
    {"\"count\":7.0", "\"count\":7", NULL},
    {"\"count\":1e2", "\"count\":100", NULL},
    {"\"count\":-0", "\"count\":0", NULL},
    {"\"count\":7.5", NULL, "count: Must be a whole number"},
    {"\"count\":\"7\"", NULL, "count: Must be a whole number"},
    {"\"count\":101", NULL, "count: Must be between 0 and 100"},
    {"\"count\":-1", NULL, "count: Must be between 0 and 100"},
    {"\"count\":99999999999999999999999999", NULL, "count: Must be between 0 and 100"},
    {"\"count\":-99999999999999999999999999", NULL, "count: Must be between 0 and 100"},
    {"\"count\":9223372036854775808", NULL, "count: Must be between 0 and 100"},
    {"\"count\":1e300", NULL, "count: Must be between 0 and 100"},
    {"\"amount\":12.5", "\"amount\":12.50", NULL},
    {"\"amount\":1.10", "\"amount\":1.10", NULL},
    {"\"amount\":-0.01", "\"amount\":-0.01", NULL},
    {"\"amount\":1.5e2", "\"amount\":150.00", NULL},
    {"\"amount\":1.1000", "\"amount\":1.10", NULL},
    {"\"amount\":1.005", NULL, "amount: Must have at most 2 decimals"},
    {"\"amount\":1e-3", NULL, "amount: Must have at most 2 decimals"},
    {"\"amount\":1000.01", NULL, "amount: Must be between -1000 and 1000"},
    {"\"amount\":92233720368547758.08", NULL, "amount: Must be between -1000 and 1000"},
    {"\"amount\":\"12\"", NULL, "amount: Must be a number"},
    {"\"amount\":{}", NULL, "amount: Must be a number"},
    {"\"rate\":0.1235", "\"rate\":0.1235", NULL},
    {"\"rate\":1", "\"rate\":1.0", NULL},
    {"\"rate\":100000000000", NULL, "rate: Must be between -9999999999.9999 and 9999999999.9999"},
    {"\"tags\":[\" b \",\"a\",\"b\",\"\\\"\"]", "\"tags\":[\"b\",\"a\",\"\\\"\"]", NULL},
    {"\"tags\":[]", "\"tags\":[]", NULL},
    {"\"tags\":null", "\"tags\":[]", NULL},
    {"\"tags\":\"a\"", NULL, "tags: Must be a list of texts"},
    {"\"tags\":[\"a\",1,null,\"\",\"a\\nb\"]", NULL,
     "tags[1]: Must be text; tags[2]: Must be text; tags[3]: Must be 1 to 50 characters; tags[4]: Must be a single line"},
    {"\"tags\":[\"" TEN TEN TEN TEN TEN "x\"]", NULL, "tags[0]: Must be 1 to 50 characters"},
    {"\"custom\":{ \"b\" : 1.10, \"a\":[null, {\"x\":\"\\u00e9/\"}], \"c\":1e2 }",
     "\"custom\":{\"b\":1.10,\"a\":[null,{\"x\":\"\xc3\xa9/\"}],\"c\":1e2}", NULL},
    {"\"custom\":[]", NULL, "custom: Must be an object"},
    {"\"custom\":{\"a\":[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]}", "\"custom\":{\"a\":[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]}", NULL},
    {"\"custom\":{\"a\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}", NULL, "custom: Must not be nested so deeply"},
    {"\"custom\":{\"a\":-9223372036854775807}", "\"custom\":{\"a\":-9223372036854775807}", NULL},
    {"\"custom\":{\"a\":[{\"b\":18446744073709551616}]}", NULL, "custom: Must not contain integers beyond 64 bits"},
    {"\"custom\":{\"a\":-9223372036854775809}", NULL, "custom: Must not contain integers beyond 64 bits"},
    {"\"custom\":{\"a\":\"" NINETY "\"}", "\"custom\":{\"a\":\"" NINETY "\"}", NULL},
    {"\"custom\":{\"a\":\"" NINETY "123\"}", NULL, "custom: Must be at most 100 bytes"},
    {"\"address\":{\"city\":\" Paris \"}", "\"address\":{\"street\":null,\"city\":\"Paris\"}", NULL},
    {"\"address\":null", "\"address\":null", NULL},
    {"\"address\":{}", "\"address\":null", NULL},
    {"\"address\":\"Paris\"", NULL, "address: Must be an object"},
    {"\"address\":{\"city\":\"" TEN "x\",\"zip\":\"1\",\"street\":3}", NULL,
     "address.street: Must be text; address.city: Must be at most 10 characters; address.zip: Unknown field"},
    {"\"address\":{\"hash\":\"x\"}", NULL, "address.hash: Unknown field"},
    {"\"address_city\":\"Paris\"", NULL, "address_city: Unknown field"},
    {"\"secret_column\":\"x\"", NULL, "secret_column: Unknown field"},
    {"\"colour\":1,\"NAME\":2", NULL, "colour: Unknown field; NAME: Unknown field"},
    {"\"items\":[{\"label\":\" a \",\"quantity\":1.5}]", "\"items\":[{\"label\":\"a\",\"quantity\":1.5,\"price\":null}]", NULL},
    {"\"items\":null", "\"items\":[]", NULL},
    {"\"items\":{}", NULL, "items: Must be a list"},
    {"\"items\":[]", NULL, "items: Must have at least 1 entry"},
    {"\"items\":[1,2,3,4]", NULL, "items: Must have at most 3 entries"},
    {"\"items\":[{\"label\":\"a\",\"quantity\":1},7,{\"quantity\":1.0005,\"x\":1}]", NULL,
     "items[1]: Must be an object; items[2].label: Required; items[2].quantity: Must have at most 3 decimals; "
     "items[2].x: Unknown field"},
    {"\"items\":[{\"label\":\"a\",\"quantity\":1},{\"label\":\"b\",\"quantity\":13}]", NULL, "items[1].quantity: Unlucky"},
};

START_TEST(values_are_checked)
{
    const struct value_case *c = &value_cases[_i];
    enum rc rc = parse(PARSE_CHANGE, arena_printf(arena, "{%s}", c->member));
    ck_assert_str_eq(errors(), c->error == NULL ? "" : c->error);
    ck_assert_int_eq(rc, c->error == NULL ? RC_OK : RC_INVALID);
    if (c->stored != NULL) {
        const char *printed = print(&wide_record, &wide, true, TIME_MILLISECONDS);
        ck_assert_msg(strstr(printed, c->stored) != NULL, "%s is not in %s", c->stored, printed);
    }
}
END_TEST

START_TEST(values_survive_printing_and_loading)
{
    const struct value_case *c = &value_cases[_i];
    if (c->stored == NULL) {
        return;
    }
    ck_assert_int_eq(parse(PARSE_CHANGE, arena_printf(arena, "{%s}", c->member)), RC_OK);
    const char *printed = print(&wide_record, &wide, true, TIME_MILLISECONDS);
    struct wide loaded;
    ck_assert_int_eq(record_load(&cx, &wide_record, printed, &loaded), RC_OK);
    ck_assert_str_eq(print(&wide_record, &loaded, true, TIME_MILLISECONDS), printed);
}
END_TEST

/* ---- records ---- */

START_TEST(all_errors_come_at_once)
{
    ck_assert_int_eq(parse(PARSE_CREATE, "{\"phone\":\"06\",\"email\":\"x\",\"count\":99,\"zzz\":1,\"address\":{\"city\":1}}"),
                     RC_INVALID);
    ck_assert_str_eq(errors(), "name: Required; email: Invalid email format; phone: Phone number must start with +; "
                               "address.city: Must be text; zzz: Unknown field; count: Not 99");
    ck_assert_str_eq(cx.fault.code, "VALIDATION_ERROR");
}
END_TEST

/* The first row of a field stays; the same name elsewhere is another field. */
START_TEST(one_row_a_field)
{
    fault_clear(&cx);
    fault_field(&cx, "name", PROBLEM_REQUIRED, "first");
    fault_field(&cx, "email", PROBLEM_REQUIRED, "x");
    ck_assert_int_eq(fault_field(&cx, "name", PROBLEM_REQUIRED, "second"), RC_INVALID);
    ck_assert(fault_names(&cx, "name") && !fault_names(&cx, "phone"));
    ck_assert_str_eq(errors(), "name: first; email: x");
    ck_assert_int_eq(parse(PARSE_CREATE, "{\"name\":\"Bob\",\"label\":1,\"quantity\":1,\"items\":[{\"label\":1,\"quantity\":0},"
                                         "{\"label\":2,\"quantity\":\"x\"}]}"),
                     RC_INVALID);
    ck_assert_str_eq(errors(), "items[0].label: Must be text; items[0].quantity: Must be between 0.001 and 1000; "
                               "items[1].label: Must be text; items[1].quantity: Must be a number; label: Unknown field; "
                               "quantity: Unknown field");
    fault_field(&cx, "items[0].label", PROBLEM_REQUIRED, "again");
    fault_field(&cx, "label", PROBLEM_REQUIRED, "again");
    ck_assert_ptr_null(strstr(errors(), "again"));
}
END_TEST

START_TEST(presence_names_what_was_sent)
{
    ck_assert_int_eq(parse(PARSE_CHANGE, "{\"email\":null,\"address\":{\"city\":\"Lyon\"},\"id\":5,\"created_at\":\"x\","
                                         "\"extra\":1,\"born\":\"2000\"}"),
                     RC_OK);
    ck_assert(record_present(&wide_record, present, "email"));
    ck_assert(record_present(&wide_record, present, "address_city"));
    ck_assert(!record_present(&wide_record, present, "address_street"));
    ck_assert(!record_present(&wide_record, present, "nonsense"));
    ck_assert_uint_eq(present, (uint64_t)1 << record_find(&wide_record, "email") |
                                   (uint64_t)1 << record_find(&wide_record, "address_city"));
    ck_assert_ptr_null(wide.id);
    ck_assert_ptr_null(wide.born);
    ck_assert_int_eq(parse(PARSE_CHANGE, "{\"address\":null}"), RC_OK);
    ck_assert_uint_eq(present, (uint64_t)1 << record_find(&wide_record, "address_city") |
                                   (uint64_t)1 << record_find(&wide_record, "address_street"));
    ck_assert_int_eq(parse(PARSE_CREATE, "{\"name\":\"Bob\",\"born\":\"2000\"}"), RC_OK);
    ck_assert_str_eq(wide.born, "2000");
}
END_TEST

START_TEST(secrets_keep_their_blanks_and_are_not_printed)
{
    ck_assert_int_eq(parse(PARSE_CHANGE, "{\"password\":\" a b \"}"), RC_OK);
    ck_assert_str_eq(wide.password, " a b ");
    wide.secret_column = "internal";
    const char *printed = print(&wide_record, &wide, true, TIME_MILLISECONDS);
    ck_assert_ptr_null(strstr(printed, "a b"));
    ck_assert_ptr_null(strstr(printed, "internal"));
}
END_TEST

START_TEST(merge_copies_what_is_present)
{
    struct wide stored;
    record_clear(&wide_record, &stored);
    stored.name = "Old";
    stored.email = "a@b.fr";
    stored.count = 5;
    stored.address_street = "Rue";
    ck_assert_int_eq(parse(PARSE_CHANGE, "{\"name\":\"New\",\"email\":null,\"amount\":3,\"address\":{\"city\":\"Lyon\"},"
                                         "\"items\":[{\"label\":\"a\",\"quantity\":1}]}"),
                     RC_OK);
    record_merge(&wide_record, &stored, &wide, present);
    ck_assert_str_eq(stored.name, "New");
    ck_assert_ptr_null(stored.email);
    ck_assert_int_eq(stored.count, 5);
    ck_assert_int_eq(stored.amount, 300);
    ck_assert_str_eq(stored.address_street, "Rue");
    ck_assert_str_eq(stored.address_city, "Lyon");
    ck_assert_uint_eq(stored.items.count, 1);
}
END_TEST

START_TEST(errors_are_bounded)
{
    struct buf buf;
    buf_init(&buf, arena, 0);
    buf_str(&buf, "{\"tags\":[1");
    for (int i = 0; i < 5000; i++) {
        buf_str(&buf, ",1");
    }
    buf_printf(&buf, "],\"%s\":1}", repeat("\xc3\xa9", 200));
    ck_assert_int_eq(parse(PARSE_CHANGE, buf.data), RC_INVALID);
    size_t count = 0;
    for (const struct fault_field *row = cx.fault.fields; row != NULL; row = row->next) {
        count++;
    }
    ck_assert_uint_eq(count, 200);
    ck_assert_int_eq(parse(PARSE_CHANGE, arena_printf(arena, "{\"%s\":1}", repeat("\xc3\xa9", 200))), RC_INVALID);
    ck_assert_str_eq(cx.fault.fields->field, arena_printf(arena, "%s…", repeat("\xc3\xa9", 50)));
}
END_TEST

START_TEST(at_most_fifty_distinct_tags)
{
    for (int count = 50; count <= 51; count++) {
        struct buf buf;
        buf_init(&buf, arena, 0);
        buf_str(&buf, "{\"tags\":[\"t0\"");
        for (int i = 0; i < count; i++) {
            buf_printf(&buf, ",\"t%d\"", i);
        }
        buf_str(&buf, "]}");
        enum rc rc = parse(PARSE_CHANGE, buf.data);
        ck_assert_str_eq(errors(), count == 50 ? "" : "tags: Must have at most 50 entries");
        ck_assert_int_eq(rc, count == 50 ? RC_OK : RC_INVALID);
    }
}
END_TEST

START_TEST(tags_are_split)
{
    size_t count = 9;
    const char **tags = tags_split(&cx, "[\"a\",\"b\\\"\"]", &count);
    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(tags[0], "a");
    ck_assert_str_eq(tags[1], "b\"");
    ck_assert_ptr_null(tags[2]);
    tags = tags_split(&cx, NULL, &count);
    ck_assert_uint_eq(count, 0);
    ck_assert_ptr_null(tags[0]);
}
END_TEST

START_TEST(load_is_lenient)
{
    ck_assert_int_eq(record_load(&cx, &wide_record,
                                 "{\"id\":\"x\",\"name\":\"longer than ten characters\",\"count\":1000,\"amount\":1.005,"
                                 "\"unknown\":1,\"created_at\":\"2026-01-01T10:00:00Z\",\"extra\":{\"a\":[1]},\"email\":5,"
                                 "\"secret_column\":\"x\",\"items\":[{\"label\":\"a\"},3]}",
                                 &wide),
                     RC_OK);
    ck_assert_str_eq(wide.id, "x");
    ck_assert_str_eq(wide.name, "longer than ten characters");
    ck_assert_int_eq(wide.count, 1000);
    ck_assert_int_eq(wide.amount, INT_NULL);
    ck_assert_int_eq(wide.created_at, 1767261600000LL);
    ck_assert_str_eq(wide.extra, "{\"a\":[1]}");
    ck_assert_ptr_null(wide.email);
    ck_assert_ptr_null(wide.secret_column);
    ck_assert_uint_eq(wide.items.count, 2);
    ck_assert_str_eq(((struct row *)wide.items.rows)[0].label, "a");
    ck_assert_ptr_null(((struct row *)wide.items.rows)[1].label);
    ck_assert_int_eq(cx.fault.rc, RC_OK);
    ck_assert_int_eq(record_load(&cx, &wide_record, NULL, &wide), RC_OK);
    ck_assert_ptr_null(wide.id);
    ck_assert_int_eq(record_load(&cx, &wide_record, "{\"id\"", &wide), RC_INTERNAL);
    ck_assert_int_eq(record_load(&cx, &wide_record, "[]", &wide), RC_INTERNAL);
}
END_TEST

/* ---- out ---- */

START_TEST(record_prints_every_kind)
{
    struct row rows[2] = {{"a\x01", 1500, 0}, {NULL, INT_NULL, -5}};
    record_clear(&wide_record, &wide);
    ck_assert_str_eq(print(&wide_record, &wide, false, TIME_SECONDS),
                     "{\"id\":null,\"name\":null,\"email\":null,\"phone\":null,\"status\":null,\"stage\":null,\"day\":null,"
                     "\"address\":null,\"tags\":[],\"custom\":{},\"born\":null,\"created_at\":null,\"paid_at\":null,"
                     "\"is_vip\":null,\"count\":null,\"amount\":null,\"rate\":null,\"items\":[]}");
    wide.address_city = "Lyon";
    wide.address_hash = "internal";
    wide.notes = "only in detail";
    wide.owner_id = "o";
    wide.tags = "[\"x\"]";
    wide.custom = "{\"k\":1}";
    wide.extra = "[1,2]";
    wide.created_at = 1767261600123LL;
    wide.is_vip = 1;
    wide.count = -7;
    wide.amount = 45000;
    wide.rate = 200000;
    wide.items = (struct list){rows, 2};
    const char *most = "\"day\":null,\"address\":{\"street\":null,\"city\":\"Lyon\"},\"tags\":[\"x\"],\"custom\":{\"k\":1},"
                       "\"extra\":[1,2],\"born\":null,\"created_at\":\"2026-01-01T10:00:00Z\",\"paid_at\":null,"
                       "\"is_vip\":true,\"count\":-7,\"amount\":450.00,\"rate\":20.0,"
                       "\"items\":[{\"label\":\"a\\u0001\",\"quantity\":1.5,\"price\":0.00},"
                       "{\"label\":null,\"quantity\":null,\"price\":-0.05}]}";
    const char *brief = print(&wide_record, &wide, false, TIME_SECONDS);
    ck_assert_str_eq(strstr(brief, "\"day\""), most);
    ck_assert_ptr_null(strstr(brief, "only in detail"));
    const char *detail = print(&wide_record, &wide, true, TIME_MILLISECONDS);
    ck_assert_ptr_nonnull(strstr(detail, "\"notes\":\"only in detail\""));
    ck_assert_ptr_nonnull(strstr(detail, "\"created_at\":\"2026-01-01T10:00:00.123Z\""));
    ck_assert_ptr_nonnull(strstr(detail, "\"owner_id\":\"o\""));
}
END_TEST

START_TEST(writer_places_commas)
{
    struct buf buf;
    struct json json;
    buf_init(&buf, arena, 1);
    json_init(&json, &buf, TIME_SECONDS);
    json_object(&json);
    json_kv_text(&json, "a", "x");
    json_key(&json, "b");
    json_array(&json);
    json_int(&json, INT64_MAX);
    json_bool(&json, 0);
    json_text(&json, NULL);
    json_text(&json, "\"");
    json_text(&json, "\n");
    json_object(&json);
    json_object_end(&json);
    json_array(&json);
    json_array_end(&json);
    json_array_end(&json);
    json_kv_int(&json, "c", -1);
    json_kv_bool(&json, "d", INT_NULL);
    json_kv_money(&json, "e", 5);
    json_kv_time(&json, "f", 0);
    json_kv_raw(&json, "g", NULL);
    json_kv_raw(&json, "h", "[1]");
    json_object_end(&json);
    ck_assert_str_eq(buf.data, "{\"a\":\"x\",\"b\":[9223372036854775807,false,null,\"\\\"\",\"\\n\",{},[]],\"c\":-1,\"d\":null,"
                               "\"e\":0.05,\"f\":\"1970-01-01T00:00:00Z\",\"g\":null,\"h\":[1]}");
    ck_assert_uint_eq(buf.len, strlen(buf.data));
}
END_TEST

/* Every byte at every place of a word of the scanner's eight, and what json-c reads back. */
START_TEST(escapes_read_back)
{
    for (int c = 1; c < 0x80; c++) {
        for (size_t place = 0; place < 20; place++) {
            char text[21] = "aaaaaaaaaaaaaaaaaaaa";
            text[place] = (char)c;
            struct buf buf;
            buf_init(&buf, arena, 0);
            buf_char(&buf, '[');
            json_escape(&buf, text);
            buf_char(&buf, ']');
            size_t count = 0;
            const char **back = tags_split(&cx, buf.data, &count);
            ck_assert_uint_eq(count, 1);
            ck_assert_str_eq(back[0], text);
        }
        cx_end(&cx);
        arena_reset(arena);
    }
}
END_TEST

/* ---- plain text ---- */

START_TEST(fields_parse_plain_text)
{
    int64_t number = -1;
    const char *text = NULL;
    const struct field *fields = wide_fields;
    ck_assert(field_parse_text(&cx, &fields[record_find(&wide_record, "is_vip")], "true", &number, &text));
    ck_assert_int_eq(number, 1);
    ck_assert(field_parse_text(&cx, &fields[record_find(&wide_record, "count")], "42", &number, &text));
    ck_assert_int_eq(number, 42);
    ck_assert(field_parse_text(&cx, &fields[record_find(&wide_record, "amount")], "-4.5", &number, &text));
    ck_assert_int_eq(number, -450);
    ck_assert(field_parse_text(&cx, &fields[record_find(&wide_record, "stage")], "won", &number, &text));
    ck_assert_str_eq(text, "Won");
    ck_assert(field_parse_text(&cx, &fields[record_find(&wide_record, "tags")], " vip ,flotte;VIP|;", &number, &text));
    ck_assert_str_eq(text, "[\"vip\",\"flotte\"]");
    ck_assert(field_parse_text(&cx, &fields[record_find(&wide_record, "tags")], " , ", &number, &text));
    ck_assert_str_eq(text, "[]");
    ck_assert_ptr_null(cx.fault.fields);
    ck_assert(!field_parse_text(&cx, &fields[record_find(&wide_record, "is_vip")], "yes", &number, &text));
    ck_assert(!field_parse_text(&cx, &fields[record_find(&wide_record, "count")], "4x", &number, &text));
    ck_assert(!field_parse_text(&cx, &fields[record_find(&wide_record, "count")], "", &number, &text));
    ck_assert(!field_parse_text(&cx, &fields[record_find(&wide_record, "notes")], "\xff", &number, &text));
    ck_assert(!field_parse_text(&cx, &fields[record_find(&wide_record, "custom")], "{}", &number, &text));
    ck_assert_str_eq(errors(), "is_vip: Must be true or false; count: Must be a whole number; notes: Must be UTF-8; "
                               "custom: Must not be text");
}
END_TEST

Suite *suite_data(void)
{
    Suite *suite = suite_create("data");
    TCase *tcase = tcase_create("data");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, scan_follows_rfc_8259, 0, (int)(sizeof scan_cases / sizeof *scan_cases));
    tcase_add_test(tcase, scan_refuses_an_embedded_nul);
    tcase_add_test(tcase, scan_bounds_depth_members_and_numbers);
    tcase_add_test(tcase, malformed_json_says_where);
    tcase_add_loop_test(tcase, values_are_checked, 0, (int)(sizeof value_cases / sizeof *value_cases));
    tcase_add_loop_test(tcase, values_survive_printing_and_loading, 0, (int)(sizeof value_cases / sizeof *value_cases));
    tcase_add_test(tcase, all_errors_come_at_once);
    tcase_add_test(tcase, one_row_a_field);
    tcase_add_test(tcase, presence_names_what_was_sent);
    tcase_add_test(tcase, secrets_keep_their_blanks_and_are_not_printed);
    tcase_add_test(tcase, merge_copies_what_is_present);
    tcase_add_test(tcase, errors_are_bounded);
    tcase_add_test(tcase, at_most_fifty_distinct_tags);
    tcase_add_test(tcase, tags_are_split);
    tcase_add_test(tcase, load_is_lenient);
    tcase_add_test(tcase, record_prints_every_kind);
    tcase_add_test(tcase, writer_places_commas);
    tcase_add_test(tcase, escapes_read_back);
    tcase_add_test(tcase, fields_parse_plain_text);
    suite_add_tcase(suite, tcase);
    return suite;
}
