/* SPDX-License-Identifier: MIT
 *
 * lib/documents/pdf*.c: tables over several pages, the same bytes every time, logos sound and damaged. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "documents/pdf/report.h"
#include "tests/unit/pdf_fixture.h"

Suite *suite_pdf_pages(void);

/* ---- layout ---- */

/* A word of 3000 letters, broken where it must be, keeps all of them. */
START_TEST(long_words_wrap)
{
    char *word = arena_alloc(pdf_arena, 3001);
    memset(word, 'W', 3000);
    struct pdf_line line = {word, 1000, 10000, 2000, 100, NULL, NULL, 0};
    struct pdf_document document = pdf_sample();
    document.lines = &line;
    document.line_count = 1;
    document.buyer.name = word + 2800;
    ck_assert_uint_eq(occurrences(text_of(&document), "W"), 3000 + 200);
}
END_TEST

START_TEST(every_line_end_is_one)
{
    static const char *const ends[] = {"\n", "\r\n", "\r", "\v", "\f", "\xc2\x85", "\u2028", "\u2029"};
    struct pdf_document document = pdf_sample();
    struct pdf_line line = {arena_printf(pdf_arena, "Alpha%sBeta – é", ends[_i]), 1000, 10000, 2000, 100, NULL, NULL, 0};
    document.lines = &line;
    document.line_count = 1;
    document.notes = arena_printf(pdf_arena, "Gamma%s%sDelta", ends[_i], ends[_i]);
    struct buf pdf = rendered(&document);
    const char *text = extracted(&pdf);
    const char *alpha = strstr(text, "Alpha");
    ck_assert_ptr_nonnull(alpha);
    ck_assert_ptr_nonnull(memchr(alpha, '\n', (size_t)(strstr(alpha, "Beta") - alpha)));
    const char *gamma = strstr(text, "Gamma");
    ck_assert_ptr_nonnull(gamma);
    ck_assert_ptr_nonnull(memchr(gamma, '\n', (size_t)(strstr(gamma, "Delta") - gamma)));
    ck_assert_msg(memmem(pdf.data, pdf.len, "WinAnsiEncoding", 15) != NULL, "not the fast path");
}
END_TEST

static struct pdf_line *many_lines(size_t count)
{
    struct pdf_line *lines = arena_array(pdf_arena, count, sizeof *lines);
    for (size_t i = 0; i < count; i++) {
        lines[i] = (struct pdf_line){arena_printf(pdf_arena, "Ligne <%zu>", i + 1), 1000, 10000, 2000, 100, NULL, NULL, 0};
    }
    return lines;
}

/* Nothing lost, nothing doubled, every page numbered, and the table's head wherever there are lines. */
START_TEST(tables_break_over_pages)
{
    static const size_t counts[] = {1, 20, 21, 22, 23, 24, 25, 40, 47, 48, 49, 50, 51, 52, 53, 54, 1000};
    struct pdf_document document = pdf_sample();
    document.line_count = counts[_i];
    document.lines = many_lines(document.line_count);
    const char *text = text_of(&document);
    const char *at = text;
    for (size_t i = 0; i < document.line_count; i++) {
        char *wanted = arena_printf(pdf_arena, "Ligne <%zu>", i + 1);
        ck_assert_uint_eq(occurrences(text, wanted), 1);
        at = strstr(at, wanted);
        ck_assert_msg(at != NULL, "%s stands too early", wanted);
    }
    size_t pages = occurrences(text, "\f");
    for (size_t i = 1; i <= pages; i++) {
        ck_assert_uint_eq(occurrences(text, arena_printf(pdf_arena, "Page %zu/%zu", i, pages)), 1);
    }
    ck_assert_uint_eq(occurrences(text, "Page "), pages);
    size_t heads = occurrences(text, "Désignation");
    ck_assert_msg(heads == pages || heads + 1 == pages, "%zu heads on %zu pages", heads, pages);
}
END_TEST

/* The last line, the totals and the sum to pay share a page. */
START_TEST(totals_stay_together)
{
    struct pdf_document document = pdf_sample();
    document.line_count = (size_t)_i;
    document.lines = many_lines(document.line_count);
    const char *last = strstr(text_of(&document), arena_printf(pdf_arena, "Ligne <%d>", _i));
    ck_assert_ptr_nonnull(last);
    const char *net = strstr(last, "Net à payer");
    ck_assert_ptr_nonnull(net);
    ck_assert_ptr_null(memchr(last, '\f', (size_t)(net - last)));
}
END_TEST

static const char *numbered_lines(const char *word, int count)
{
    struct buf text;
    buf_init(&text, pdf_arena, 0);
    for (int i = 1; i <= count; i++) {
        buf_printf(&text, "%s %d\n", word, i);
    }
    return text.data;
}

/* Every page has lines of the table, whatever their number: none holds only a signature box, notes or conditions. */
START_TEST(no_page_without_lines)
{
    static const int note_lines[] = {0, 5, 30};
    for (enum pdf_kind kind = PDF_QUOTE; kind <= PDF_INVOICE; kind++) {
        for (size_t i = 0; i < COUNT(note_lines); i++) {
            struct pdf_document document = pdf_sample();
            document.kind = kind;
            document.line_count = (size_t)_i;
            document.lines = many_lines(document.line_count);
            document.notes = note_lines[i] ? numbered_lines("Condition", note_lines[i]) : NULL;
            document.terms = i == 1 ? numbered_lines("Clause", note_lines[i]) : NULL;
            const char *text = text_of(&document);
            size_t pages = occurrences(text, "\f");
            ck_assert_msg(occurrences(text, "Désignation") == pages, "kind %d, %d lines, %d of notes: %s", kind, _i,
                          note_lines[i], text);
            size_t last = 0; /* the page of the last line */
            for (const char *at = text; (at = strchr(at, '\f')) && strstr(at, "Ligne <"); at++) {
                last++;
            }
            ck_assert_uint_eq(last + 1, pages);
        }
    }
}
END_TEST

/* Conditions that no page can hold run on; the totals still stand with the last line. */
START_TEST(conditions_longer_than_a_page)
{
    struct pdf_document document = pdf_sample();
    document.kind = PDF_QUOTE;
    document.line_count = (size_t)_i;
    document.lines = many_lines(document.line_count);
    document.notes = numbered_lines("Condition", 100);
    const char *text = text_of(&document);
    const char *last = strstr(text, arena_printf(pdf_arena, "Ligne <%d>", _i));
    const char *accord = strstr(last, "Bon pour accord");
    const char *first = strstr(last, "Condition 1\n");
    ck_assert_ptr_nonnull(accord);
    ck_assert_ptr_null(memchr(last, '\f', (size_t)(accord - last)));
    ck_assert_ptr_nonnull(first);
    ck_assert_uint_eq(occurrences(text, "Condition "), 100);
}
END_TEST

START_TEST(description_longer_than_a_page)
{
    struct buf text;
    buf_init(&text, pdf_arena, 0);
    for (int i = 1; i <= 200; i++) {
        buf_printf(&text, "Point <%d>\n", i);
    }
    struct pdf_line line = {text.data, 1000, 10000, 2000, 100, NULL, NULL, 0};
    struct pdf_document document = pdf_sample();
    document.lines = &line;
    document.line_count = 1;
    const char *out = text_of(&document);
    for (int i = 1; i <= 200; i++) {
        ck_assert_uint_eq(occurrences(out, arena_printf(pdf_arena, "Point <%d>", i)), 1);
    }
    ck_assert_uint_ge(occurrences(out, "\f"), 4);
}
END_TEST

/* ---- reports ---- */

START_TEST(a_report_says_where_it_cuts)
{
    static const char *const headings[] = {"Sector", "Total"};
    static const char *const lines[] = {"Team: all", NULL};
    const char *cells[] = {"Short one", "1.00",
                           "Everything that a long name can hold, and then so much more of it that no column of a "
                           "page in portrait has the room to show the whole of it, END",
                           "2.00"};
    const struct pdf_figure figure = {"DEALS", "2"};
    const struct pdf_bar bar = {"Jan", 100, 50};
    const struct pdf_table table = {"By sector", headings, 2, cells, 2, false};
    const struct pdf_report report = {.title = "Report",
                                      .lines = lines,
                                      .figures = &figure,
                                      .figure_count = 1,
                                      .chart_title = "Chart",
                                      .value_label = "a",
                                      .part_label = "b",
                                      .bars = &bar,
                                      .bar_count = 1,
                                      .tables = &table,
                                      .table_count = 1};
    struct buf out;
    buf_init(&out, pdf_arena, 0);
    ck_assert_int_eq(pdf_report_render(&pdf_cx, &report, &out), RC_OK);
    const char *text = extracted(&out);
    assert_has(text, "Everything that a long name");
    assert_lacks(text, "END");
    ck_assert_uint_eq(occurrences(text, "…"), 1);
    assert_lacks(text, "Short one…");
}
END_TEST

/* ---- bytes ---- */

START_TEST(same_input_same_bytes)
{
    struct pdf_document document = pdf_sample();
    document.buyer.name = _i == 0 ? "Zoé" : "Ελένη";
    struct buf first = rendered(&document);
    setenv("TZ", "Asia/Tokyo", 1);
    pdf_cx.now_ms += 86400000;
    struct buf second = rendered(&document);
    ck_assert_uint_eq(first.len, second.len);
    ck_assert_mem_eq(first.data, second.data, first.len);
    ck_assert_ptr_null(memmem(first.data, first.len, "CreationDate", 12));
    ck_assert_ptr_null(memmem(first.data, first.len, "/ID", 3));
}
END_TEST

START_TEST(output_is_appended)
{
    struct pdf_document document = pdf_sample();
    struct buf out;
    buf_init(&out, pdf_arena, 0);
    buf_str(&out, "before");
    ck_assert_int_eq(pdf_render(&pdf_cx, &document, &out), RC_OK);
    ck_assert_int_eq(memcmp(out.data, "before%PDF", 10), 0);
}
END_TEST

START_TEST(broken_logo_is_an_error)
{
    static const struct {
        const char *bytes;
        size_t len;
    } logos[] = {{"\xff\xd8\xff\xe0 broken", 11}, {"neither PNG nor JPEG", 20}, {"\x89PNG\r\n\x1a\n broken PNG", 19}};
    struct pdf_document document = pdf_sample();
    struct buf out;
    log_to(-1);
    buf_init(&out, pdf_arena, 0);
    document.logo = logos[_i].bytes;
    document.logo_len = logos[_i].len;
    ck_assert_int_eq(pdf_render(&pdf_cx, &document, &out), RC_INTERNAL);
    ck_assert_int_eq(pdf_cx.fault.rc, RC_INTERNAL);
    ck_assert_uint_eq(out.len, 0);
}
END_TEST

/* A PNG of 2 x 2 points. */
static const unsigned char logo_png[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x02, 0x00, 0x00, 0x00, 0x02, 0x08, 0x02, 0x00, 0x00, 0x00, 0xfd, 0xd4, 0x9a, 0x73, 0x00, 0x00, 0x00, 0x10, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0x00, 0x44, 0x0c, 0x10, 0x0a, 0x00, 0x1f, 0xee, 0x03, 0xfd,
    0x8b, 0x5f, 0x14, 0xd4, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

START_TEST(logo_is_drawn)
{
    struct pdf_document document = pdf_sample();
    document.logo = logo_png;
    document.logo_len = sizeof logo_png;
    struct buf pdf = rendered(&document);
    ck_assert_ptr_nonnull(memmem(pdf.data, pdf.len, "/Image", 6));
    extracted(&pdf);
}
END_TEST

/* libpng would end the process over most of these. */
START_TEST(damaged_logo_is_an_error)
{
    struct pdf_document document = pdf_sample();
    unsigned char *damaged = arena_alloc(pdf_arena, sizeof logo_png);
    struct buf out;
    log_to(-1);
    buf_init(&out, pdf_arena, 0);
    memcpy(damaged, logo_png, sizeof logo_png);
    damaged[_i] ^= 0x10;
    document.logo = damaged;
    document.logo_len = sizeof logo_png;
    ck_assert_int_eq(pdf_render(&pdf_cx, &document, &out), RC_INTERNAL);
    document.logo = logo_png;
    document.logo_len = (size_t)_i;
    ck_assert_int_eq(pdf_render(&pdf_cx, &document, &out), _i == 0 ? RC_OK : RC_INTERNAL);
}
END_TEST

static TCase *layout(void)
{
    TCase *tcase = tcase_create("layout");
    tcase_add_checked_fixture(tcase, pdf_setup, pdf_teardown);
    tcase_set_timeout(tcase, 300);
    tcase_add_test(tcase, long_words_wrap);
    tcase_add_loop_test(tcase, every_line_end_is_one, 0, 8);
    tcase_add_loop_test(tcase, tables_break_over_pages, 0, 17);
    tcase_add_loop_test(tcase, totals_stay_together, 12, 60);
    tcase_add_loop_test(tcase, no_page_without_lines, 1, 61);
    tcase_add_loop_test(tcase, conditions_longer_than_a_page, 1, 61);
    tcase_add_test(tcase, description_longer_than_a_page);
    tcase_add_test(tcase, a_report_says_where_it_cuts);
    return tcase;
}

static TCase *bytes(void)
{
    TCase *tcase = tcase_create("bytes");
    tcase_add_checked_fixture(tcase, pdf_setup, pdf_teardown);
    tcase_add_loop_test(tcase, same_input_same_bytes, 0, 2);
    tcase_add_test(tcase, output_is_appended);
    tcase_add_loop_test(tcase, broken_logo_is_an_error, 0, 3);
    tcase_add_test(tcase, logo_is_drawn);
    tcase_add_loop_test(tcase, damaged_logo_is_an_error, 0, (int)sizeof logo_png);
    return tcase;
}

Suite *suite_pdf_pages(void)
{
    Suite *suite = suite_create("pdf_pages");
    suite_add_tcase(suite, layout());
    suite_add_tcase(suite, bytes());
    return suite;
}
