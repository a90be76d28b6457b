/* SPDX-License-Identifier: MIT
 *
 * lib/documents/pdf/world*.c: which fonts a text asks for, where its lines end, that no text takes a worker's
 * time, and what happens without fonts. How it looks is proven by pictures, in tests/api/test_world.py. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "documents/isolate.h"
#include "documents/pdf/world_files.h"
#include "documents/pdf/world_fonts.h"
#include "tests/unit/pdf_fixture.h"

Suite *suite_world(void);

static void teardown(void)
{
    world_fonts_under(NULL);
    pdf_teardown();
}

static const char *notes_of(const char *notes)
{
    struct pdf_document document = pdf_sample();
    document.notes = notes;
    return text_of(&document);
}

/* ---- fonts ---- */

/* True when a file of that name is mapped into this process. */
static bool is_mapped(const char *name)
{
    struct buf maps;
    buf_init(&maps, pdf_arena, 1 << 16);
    int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    ck_assert_int_ge(fd, 0);
    for (ssize_t got; (got = read(fd, buf_reserve(&maps, 4096), 4096)) > 0;) {
        maps.len += (size_t)got;
    }
    close(fd);
    maps.data[maps.len] = '\0';
    return strstr(maps.data, name) != NULL;
}

START_TEST(fonts_are_opened_when_a_text_needs_them)
{
    notes_of("Œuvre à 5 € – « ça »");
    notes_of("Ελένη Владимир Łukasz Հայկ ნინო");
    ck_assert(!is_mapped("/usr/share/fonts/"));
    notes_of("王小明");
    ck_assert(is_mapped("NotoSansCJK-Regular.ttc"));
    ck_assert(!is_mapped("NotoSansCJK-Bold.ttc"));
    ck_assert(!is_mapped("NotoSansArabic"));
    notes_of("محمد");
    ck_assert(is_mapped("NotoSansArabic-Regular.ttf"));
}
END_TEST

START_TEST(scripts_have_their_fonts)
{
    static const uint32_t letters[] = {0x05d0, 0x0628, 0x0710, 0x0780, 0x07ca,  0x0905,  0x0985,  0x0a05, 0x0a85,
                                       0x0b05, 0x0b85, 0x0c05, 0x0c85, 0x0d05,  0x0d85,  0x0e01,  0x0e81, 0x0f40,
                                       0x1000, 0x1200, 0x13a0, 0x1401, 0x1780,  0x1820,  0x2d30,  0x3042, 0x30a2,
                                       0x3105, 0x4e00, 0xa000, 0xac00, 0x20bb7, 0x1f600, 0x1e900, 0x2603, 0xff21};
    for (size_t i = 0; i < COUNT(letters); i++) {
        hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), letters[i]);
        int font = world_font_for(letters[i], script, HAN_CHINA);
        ck_assert_msg(font >= 0, "no font for U+%04X", letters[i]);
        ck_assert_ptr_nonnull(world_font(font, FACE_BOLD));
    }
    ck_assert_int_eq(world_font_for(0xe000, HB_SCRIPT_UNKNOWN, HAN_CHINA), WORLD_NONE);
}
END_TEST

START_TEST(files_are_named_in_one_table)
{
    for (size_t i = 0; i < COUNT(world_folders); i++) {
        ck_assert_msg(access(world_folders[i], R_OK | X_OK) == 0, "%s: see packages.txt", world_folders[i]);
    }
}
END_TEST

/* Neither a missing nor a damaged file is a failure: the letter's replacement stands there, and the log says why. */
START_TEST(without_fonts_there_are_replacements)
{
    static const char *const texts[] = {"王小明", "محمد", "สมชาย", "e\u0323\u0301", "x\U0001F600y"};
    static const char *const shown[] = {"\uFFFD\uFFFD\uFFFD", "\uFFFD", "\uFFFD", "e", "xy"};
    int pipes[2];
    char log[4096] = "";
    ck_assert_int_eq(pipe2(pipes, O_NONBLOCK | O_CLOEXEC), 0);
    log_to(pipes[1]);
    world_fonts_under("/nowhere");
    for (size_t i = 0; i < COUNT(texts); i++) {
        assert_has(notes_of(texts[i]), shown[i]);
    }
    notes_of("王小明");
    log_flush();
    ck_assert_int_gt(read(pipes[0], log, sizeof log - 1), 0);
    ck_assert_uint_eq(occurrences(log, "/nowhere" WORLD_CJK "/NotoSansCJK-Regular.ttc"), 4); /* four countries, once each */
    log_to(-1);
}
END_TEST

/* ---- lines ---- */

/* Of none of the characters that the sample has. */
static bool is_told(uint32_t character)
{
    return (character >= 0xe00 && character < 0xf00) || character >= 0x3000;
}

START_TEST(every_letter_is_there_once)
{
    static const char *const texts[] = {"サービスを提供することを約束しています。", "ภาษาไทยเป็นภาษาที่เขียนติดกันโดยไม่มีช่องว่าง",
                                        "王小明，修理"};
    struct buf text;
    buf_init(&text, pdf_arena, 0);
    for (int i = 0; i < 40; i++) {
        buf_str(&text, texts[_i]);
    }
    const char *out = notes_of(text.data);
    const char *at = text.data;
    size_t wanted = 0, found = 0;
    for (uint32_t c; (c = text_next(&at, text.data + text.len)) != 0;) {
        wanted += is_told(c);
    }
    at = out;
    for (uint32_t c; (c = text_next(&at, out + strlen(out))) != 0;) {
        found += is_told(c);
    }
    ck_assert_uint_eq(found, wanted);
}
END_TEST

/* What may not begin a line in Japanese does not; the blankless text is broken all the same. */
START_TEST(lines_break_by_the_rules)
{
    struct buf text;
    buf_init(&text, pdf_arena, 0);
    for (int i = 0; i < 60; i++) {
        buf_str(&text, _i == 0 ? "サービス、" : "あ。");
    }
    for (int shift = 0; shift < 5; shift++) {
        const char *out = notes_of(arena_printf(pdf_arena, "%.*s%s", shift, "xxxxx", text.data));
        size_t lines = 0;
        for (const char *line = strstr(out, "NOTES"); (line = strchr(line, '\n')) != NULL;) {
            line += 1 + strspn(line + 1, " ");
            ck_assert_msg(strncmp(line, "ー", 3) != 0 && strncmp(line, "、", 3) != 0 && strncmp(line, "。", 3) != 0, "%s", out);
            lines += strncmp(line, "\u3042", 3) == 0 || strncmp(line, "\u30b5", 3) == 0 || *line == 'x';
        }
        ck_assert_uint_ge(lines, 2);
    }
}
END_TEST

/* ---- isolation ---- */

START_TEST(text_from_right_to_left_is_isolated)
{
    ck_assert_ptr_null(text_isolated(pdf_arena, NULL));
    ck_assert_str_eq(text_isolated(pdf_arena, "Zoé 王"), "Zoé 王");
    ck_assert_str_eq(text_isolated(pdf_arena, "محمد"), "\u2068محمد\u2069");
    ck_assert_str_eq(text_isolated(pdf_arena, "a שלום"), "\u2068a שלום\u2069");
    ck_assert_str_eq(text_isolated(pdf_arena, "a\u202eb"), "\u2068a\u202eb\u2069");
}
END_TEST

/* ---- bounds ---- */

struct flood {
    const char *start, *again;
    int times;
};

static const struct flood floods[] = {
    {"a", "\u0301\u0323\u0330\u20dd", 1200}, /* Zalgo */
    {"", "Z\u0337\u0327\u0328\u0321\u0322", 800},
    {"", "(\u05d0[)]{\u05d1}", 700},   /* brackets that do not match */
    {"", "\u2067\u05d0\u2066a", 1200}, /* isolates without an end */
    {"", "\u202b\u05d0\u202da", 1200},
    {"\U0001F469", "\u200d", 1600},
    {"", "\U0001F469\u200d", 700},
    {"\u0915", "\u094d\u0915", 800}, /* one conjunct of all */
    {"\u1000", "\u1039\u1019", 800},
    {"\u0f40", "\u0f90", 1600},
    {"", "\u1100", 1600}, /* half syllables */
    {"", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", 270},
    {"", "\u0e31", 1600},
    {"", "\ufdfa", 1600}, /* eighteen letters in one */
    {"", "\U000e0041", 1200},
    {"", "\U000f0000", 1200},
    {"", "\n\u0645", 500},
};

/* Thousands of the dearest characters cost what a page of letters costs, not the square of it. */
START_TEST(floods_are_bounded)
{
    struct buf text;
    buf_init(&text, pdf_arena, 0);
    buf_str(&text, floods[_i].start);
    for (int i = 0; i < floods[_i].times; i++) {
        buf_str(&text, floods[_i].again);
    }
    struct pdf_document document = pdf_sample();
    document.notes = text.data;
    document.footer = text.data;
    document.seller.name = text.data;
    struct buf pdf = rendered(&document);
    ck_assert_uint_lt(pdf.len, 2000000);
}
END_TEST

/* More glyphs than libharu's dictionaries hold, and than one document may take. */
START_TEST(all_of_chinese_fits)
{
    struct buf text;
    buf_init(&text, pdf_arena, 0);
    for (uint32_t c = 0x4e00; c < 0x4e00 + 10000; c++) {
        const char bytes[] = {(char)(0xe0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3f)), (char)(0x80 | (c & 0x3f)), '\0'};
        buf_str(&text, bytes);
    }
    struct pdf_document document = pdf_sample();
    document.notes = text.data;
    struct buf pdf = rendered(&document);
    ck_assert_uint_lt(pdf.len, 8000000);
}
END_TEST

START_TEST(random_text_of_all_unicode_is_survived)
{
    struct buf text;
    uint64_t seed = (uint64_t)_i + 1;
    buf_init(&text, pdf_arena, 0);
    for (int i = 0; i < 1500; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        uint32_t c = 0x80 + (uint32_t)(seed >> 33) % (_i % 2 ? 0x3000u : 0x10ff00u);
        const char bytes[] = {(char)(0xf0 | c >> 18), (char)(0x80 | (c >> 12 & 0x3f)), (char)(0x80 | (c >> 6 & 0x3f)),
                              (char)(0x80 | (c & 0x3f)), '\0'};
        const char three[] = {(char)(0xe0 | c >> 12), bytes[2], bytes[3], '\0'};
        const char two[] = {(char)(0xc0 | c >> 6), bytes[3], '\0'};
        buf_str(&text, c > 0xffff ? bytes : c > 0x7ff ? three : two);
    }
    struct pdf_document document = pdf_sample();
    document.notes = text.data;
    document.buyer.name = text.data;
    struct buf pdf = rendered(&document);
    extracted(&pdf);
}
END_TEST

Suite *suite_world(void)
{
    Suite *suite = suite_create("world");
    TCase *tcase = tcase_create("world");
    tcase_add_checked_fixture(tcase, pdf_setup, teardown);
    tcase_set_timeout(tcase, 300); /* also on a machine that is busy with much else */
    tcase_add_test(tcase, fonts_are_opened_when_a_text_needs_them);
    tcase_add_test(tcase, scripts_have_their_fonts);
    tcase_add_test(tcase, files_are_named_in_one_table);
    tcase_add_test(tcase, without_fonts_there_are_replacements);
    tcase_add_loop_test(tcase, every_letter_is_there_once, 0, 3);
    tcase_add_loop_test(tcase, lines_break_by_the_rules, 0, 2);
    tcase_add_test(tcase, text_from_right_to_left_is_isolated);
    tcase_add_loop_test(tcase, floods_are_bounded, 0, (int)COUNT(floods));
    tcase_add_test(tcase, all_of_chinese_fits);
    tcase_add_loop_test(tcase, random_text_of_all_unicode_is_survived, 0, 4);
    suite_add_tcase(suite, tcase);
    return suite;
}
