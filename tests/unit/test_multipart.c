/* SPDX-License-Identifier: MIT
 *
 * Forms with a file, as browsers and clients write them, and as they do not. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "fcgi/serve/multipart.h"

Suite *suite_multipart(void);

#define TYPE "multipart/form-data; boundary=frontier"
#define HEAD(name) "--frontier\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"x\"\r\n\r\n"

/* The part's text, "(absent)" or "(broken)". The body lies at the end of its memory. */
static const char *part_of(const char *type, const char *body)
{
    static char text[200];
    const char *part = NULL;
    size_t len = strlen(body), part_len = 0;
    char *exact = malloc(len ? len : 1);
    memcpy(exact, body, len);
    enum multipart found = multipart_find(type, exact, len, "file", &part, &part_len);
    snprintf(text, sizeof text, "%s", found == MULTIPART_ABSENT ? "(absent)" : "(broken)");
    if (found == MULTIPART_FOUND) {
        ck_assert(part >= exact);
        ck_assert_uint_le((size_t)(part - exact) + part_len, len);
        memcpy(text, part, part_len);
        text[part_len] = '\0';
    }
    free(exact);
    return text;
}

START_TEST(forms)
{
    static const struct {
        const char *type, *body, *wanted;
    } cases[] = {
        {TYPE, HEAD("file") "abc\r\n--frontier--\r\n", "abc"},
        {TYPE, HEAD("file") "abc\r\n--frontier--", "abc"},
        {TYPE, HEAD("file") "a\r\n--frontie\r\nb\r\n--frontier--", "a\r\n--frontie\r\nb"},
        {TYPE, HEAD("file") "\r\n--frontier--", ""},
        {TYPE, "preamble\r\n" HEAD("file") "abc\r\n--frontier--", "abc"},
        {TYPE, HEAD("note") "abc\r\n" HEAD("file") "def\r\n--frontier--", "def"},
        {TYPE, HEAD("file") "abc\r\n" HEAD("file") "def\r\n--frontier--", "abc"},
        {TYPE,
         "--frontier  \r\ncontent-disposition: FORM-DATA; filename=\"name=file\"; name=file\r\nX: y\r\n\r\nabc\r\n--frontier--",
         "abc"},
        {"Multipart/Form-Data; charset=x; boundary=\"frontier\"", HEAD("file") "abc\r\n--frontier--", "abc"},
        {TYPE, HEAD("note") "abc\r\n--frontier--", "(absent)"},
        {TYPE, "--frontier--", "(absent)"},
        {TYPE, "--frontier\r\n\r\nabc\r\n--frontier--", "(absent)"},
        {TYPE, "--frontier\r\nContent-Disposition: form-data; filename=\"file\"\r\n\r\nabc\r\n--frontier--", "(absent)"},
        {TYPE, "", "(broken)"},
        {TYPE, "--frontier", "(broken)"},
        {TYPE, "--frontier\r\n", "(broken)"},
        {TYPE, HEAD("file") "abc", "(broken)"},
        {TYPE, HEAD("file") "abc--frontier--", "(broken)"},
        {TYPE, "--frontier\r\nContent-Disposition: form-data; name=\"file\"\r\nabc\r\n--frontier--", "(broken)"},
        {"multipart/form-data", HEAD("file") "abc\r\n--frontier--", "(broken)"},
        {"multipart/form-data; boundary=", HEAD("file") "abc\r\n--frontier--", "(broken)"},
        {"multipart/mixed; boundary=frontier", HEAD("file") "abc\r\n--frontier--", "(broken)"},
        {"", HEAD("file") "abc\r\n--frontier--", "(broken)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_msg(strcmp(part_of(cases[i].type, cases[i].body), cases[i].wanted) == 0, "case %zu: %s", i,
                      part_of(cases[i].type, cases[i].body));
    }
}
END_TEST

START_TEST(bounds)
{
    struct arena *arena = arena_new(0);
    struct buf body;
    buf_init(&body, arena, 0);
    for (int i = 0; i < MULTIPART_PARTS_MAX - 1; i++) {
        buf_str(&body, HEAD("note") "abc\r\n");
    }
    const char *last = arena_printf(arena, "%s" HEAD("file") "abc\r\n--frontier--", body.data);
    ck_assert_str_eq(part_of(TYPE, last), "abc");
    ck_assert_str_eq(part_of(TYPE, arena_printf(arena, HEAD("note") "abc\r\n%s", last)), "(broken)");
    char *header = arena_alloc(arena, MULTIPART_HEADERS_MAX + 1);
    memset(header, 'x', MULTIPART_HEADERS_MAX);
    const char *long_one = arena_printf(arena, "--frontier\r\nX: %s\r\n\r\nabc\r\n--frontier--", header);
    ck_assert_str_eq(part_of(TYPE, long_one), "(broken)");
    char boundary[72] = "";
    memset(boundary, 'b', 71);
    const char *type = arena_printf(arena, "multipart/form-data; boundary=%s", boundary);
    ck_assert_str_eq(part_of(type, arena_printf(arena, "--%s--", boundary)), "(broken)");
    boundary[70] = '\0';
    type = arena_printf(arena, "multipart/form-data; boundary=%s", boundary);
    ck_assert_str_eq(part_of(type, arena_printf(arena, "--%s--", boundary)), "(absent)");
    arena_free(arena);
}
END_TEST

Suite *suite_multipart(void)
{
    Suite *suite = suite_create("multipart");
    TCase *tcase = tcase_create("forms");
    tcase_add_test(tcase, forms);
    tcase_add_test(tcase, bounds);
    suite_add_tcase(suite, tcase);
    return suite;
}
