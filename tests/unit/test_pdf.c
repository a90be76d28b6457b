/* SPDX-License-Identifier: MIT
 *
 * lib/documents/pdf*.c and french.c. What a PDF says is read back with poppler's pdftotext, which must not complain. */
#include <check.h>
#include <fcntl.h>
#include <spawn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "documents/french.h"
#include "documents/pdf.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define PAGE_BYTES 25000 /* an invoice of one page stays below */

Suite *suite_pdf(void);

extern char **environ;

static struct arena *arena;
static struct cx cx;

static void setup(void)
{
    arena = arena_new(0);
    cx_init(&cx, arena);
}

static void teardown(void)
{
    cx_end(&cx);
    arena_free(arena);
}

/* ---- helpers ---- */

static const struct pdf_line two_lines[] = {{"Vidange moteur\nHuile 5W-30", 1000, 123456, 2000, 123456},
                                            {"Main-d’œuvre", 1500, 6500, 550, 9750}};
static const struct pdf_vat two_vats[] = {{2000, 123456, 24691}, {550, 9750, 536}};

static struct pdf_document sample(void)
{
    static const char *const mentions[] = {"Indemnité forfaitaire de recouvrement : 40 €.", NULL};
    return (struct pdf_document){
        .kind = PDF_INVOICE,
        .number = "2026-001",
        .issue_date = "2026-11-22",
        .due_date = "2026-12-22",
        .seller = {.name = "Garage Martin", .siren = "73282932000074", .vat_number = "FR44732829320", .iban = "FR7630006000"},
        .buyer = {.name = "Zoé Lefèvre", .street = "8 allée des Érables", .postal_code = "69100", .city = "Villeurbanne"},
        .business_buyer = true,
        .vehicle = "Renault Clio",
        .license_plate = "AB-123-CD",
        .mileage_km = 45000,
        .lines = two_lines,
        .line_count = COUNT(two_lines),
        .vats = two_vats,
        .vat_count = COUNT(two_vats),
        .subtotal_cents = 133206,
        .vat_cents = 25227,
        .total_cents = 158433,
        .payment_method = "Virement",
        .mentions = mentions,
        .footer = "Merci de votre confiance",
    };
}

static struct buf render(const struct pdf_document *document)
{
    struct buf out;
    buf_init(&out, arena, 0);
    ck_assert_int_eq(pdf_render(&cx, document, &out), RC_OK);
    ck_assert_msg(out.len > 1000 && memcmp(out.data, "%PDF-1.", 7) == 0, "no PDF");
    return out;
}

static char *read_all(int fd)
{
    struct buf out;
    buf_init(&out, arena, 0);
    ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
    for (ssize_t got; (got = read(fd, buf_reserve(&out, 4096), 4096)) > 0;) {
        out.len += (size_t)got;
    }
    out.data[out.len] = '\0';
    return out.data;
}

static int temporary(char *path)
{
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    return fd;
}

/* The text of a PDF, with every kind of blank turned into a plain one. */
static char *extracted(const struct buf *pdf)
{
    char in[] = "/tmp/test_pdf_in_XXXXXX";
    char out[] = "/tmp/test_pdf_out_XXXXXX";
    char err[] = "/tmp/test_pdf_err_XXXXXX";
    int in_fd = temporary(in);
    int out_fd = temporary(out);
    int err_fd = temporary(err);
    char *argv[] = {(char[]){"pdftotext"}, (char[]){"-layout"}, in, (char[]){"-"}, NULL};
    posix_spawn_file_actions_t actions;
    pid_t pid;
    int status;

    ck_assert_int_eq(write(in_fd, pdf->data, pdf->len), (ssize_t)pdf->len);
    ck_assert_int_eq(posix_spawn_file_actions_init(&actions), 0);
    ck_assert_int_eq(posix_spawn_file_actions_adddup2(&actions, out_fd, 1), 0);
    ck_assert_int_eq(posix_spawn_file_actions_adddup2(&actions, err_fd, 2), 0);
    ck_assert_int_eq(posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ), 0);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    posix_spawn_file_actions_destroy(&actions);
    char *text = read_all(out_fd);
    ck_assert_str_eq(read_all(err_fd), "");
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "pdftotext failed");
    unlink(in);
    unlink(out);
    unlink(err);
    close(in_fd);
    close(out_fd);
    close(err_fd);
    return text;
}

/* U+00A0 and U+202F become plain blanks, so that a test need not care which of the two a font path writes. */
static char *plain(const char *text)
{
    struct buf out;
    buf_init(&out, arena, strlen(text));
    while (*text != '\0') {
        size_t skip = strncmp(text, "\u00a0", 2) == 0 ? 2 : strncmp(text, "\u202f", 3) == 0 ? 3 : 0;
        buf_char(&out, skip > 0 ? ' ' : *text);
        text += skip > 0 ? skip : 1;
    }
    return out.data;
}

static char *text_of(const struct pdf_document *document)
{
    struct buf pdf = render(document);
    return plain(extracted(&pdf));
}

static void assert_has(const char *text, const char *wanted)
{
    ck_assert_msg(strstr(text, wanted) != NULL, "\"%s\" is missing in:\n%s", wanted, text);
}

static void assert_lacks(const char *text, const char *unwanted)
{
    ck_assert_msg(strstr(text, unwanted) == NULL, "\"%s\" should not stand in:\n%s", unwanted, text);
}

static size_t occurrences(const char *text, const char *wanted)
{
    size_t count = 0;
    for (; (text = strstr(text, wanted)) != NULL; text += strlen(wanted)) {
        count++;
    }
    return count;
}

/* ---- figures ---- */

static const struct {
    int64_t cents;
    const char *text;
} money_cases[] = {
    {0, "0,00\u00a0€"},
    {5, "0,05\u00a0€"},
    {-5, "-0,05\u00a0€"},
    {99999, "999,99\u00a0€"},
    {123456, "1\u202f234,56\u00a0€"},
    {-12345678, "-123\u202f456,78\u00a0€"},
    {99999999999999, "999\u202f999\u202f999\u202f999,99\u00a0€"},
};

START_TEST(money_in_french)
{
    ck_assert_str_eq(french_money(arena, money_cases[_i].cents), money_cases[_i].text);
}
END_TEST

START_TEST(other_figures_in_french)
{
    ck_assert_str_eq(french_percent(arena, 2000), "20\u00a0%");
    ck_assert_str_eq(french_percent(arena, 550), "5,5\u00a0%");
    ck_assert_str_eq(french_percent(arena, 0), "0\u00a0%");
    ck_assert_str_eq(french_quantity(arena, 1500), "1,5");
    ck_assert_str_eq(french_quantity(arena, 1234000), "1\u202f234");
    ck_assert_str_eq(french_quantity(arena, -1), "-0,001");
    ck_assert_str_eq(french_km(arena, 45000), "45\u202f000\u00a0km");
    ck_assert_str_eq(french_date(arena, "2026-11-22"), "22/11/2026");
    ck_assert_str_eq(french_date(arena, "soon"), "soon");
    ck_assert_ptr_null(french_date(arena, NULL));
}
END_TEST

/* ---- what stands on the page ---- */

START_TEST(invoice_says_what_it_must)
{
    static const char *const wanted[] = {"FACTURE",
                                         "N° 2026-001",
                                         "Date d’émission",
                                         "22/11/2026",
                                         "Échéance",
                                         "22/12/2026",
                                         "CLIENT",
                                         "Zoé Lefèvre",
                                         "8 allée des Érables",
                                         "69100 Villeurbanne",
                                         "AB-123-CD",
                                         "45 000 km",
                                         "Désignation",
                                         "Qté",
                                         "PU HT",
                                         "TVA",
                                         "Vidange moteur",
                                         "Huile 5W-30",
                                         "1 234,56 €",
                                         "Main-d’œuvre",
                                         "1,5",
                                         "5,5 %",
                                         "Total HT",
                                         "1 332,06 €",
                                         "246,91 €",
                                         "Total TTC",
                                         "1 584,33 €",
                                         "Net à payer",
                                         "Virement",
                                         "FR7630006000",
                                         "40 €",
                                         "SIRET 73282932000074",
                                         "FR44732829320",
                                         "Merci de votre confiance",
                                         "Page 1/1"};
    struct pdf_document document = sample();
    struct buf pdf = render(&document);
    const char *text = plain(extracted(&pdf));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        assert_has(text, wanted[i]);
    }
    assert_lacks(text, "BROUILLON");
    assert_lacks(text, "Bon pour accord");
    ck_assert_uint_lt(pdf.len, PAGE_BYTES);
}
END_TEST

START_TEST(quote_is_to_be_signed)
{
    struct pdf_document document = sample();
    document.kind = PDF_QUOTE;
    const char *text = text_of(&document);
    assert_has(text, "DEVIS");
    assert_has(text, "Valable jusqu’au");
    assert_has(text, "Bon pour accord");
    assert_lacks(text, "Net à payer");
    assert_lacks(text, "FR7630006000");
}
END_TEST

START_TEST(credit_note_names_its_invoice)
{
    struct pdf_document document = sample();
    document.kind = PDF_CREDIT_NOTE;
    document.number = "AV-2026-001";
    document.original_number = "2026-007";
    document.original_date = "2026-10-05";
    document.reason = "Pièce retournée";
    const char *text = text_of(&document);
    assert_has(text, "AVOIR");
    assert_has(text, "Avoir sur la facture N° 2026-007 du 05/10/2026");
    assert_has(text, "Pièce retournée");
    assert_lacks(text, "Net à payer");
}
END_TEST

START_TEST(draft_is_marked)
{
    struct pdf_document document = sample();
    document.number = NULL;
    const char *text = text_of(&document);
    assert_has(text, "BROUILLON");
    assert_lacks(text, "N° 2026");
}
END_TEST

START_TEST(nothing_but_zeros)
{
    struct pdf_document document = {.kind = PDF_INVOICE, .mileage_km = INT64_MIN};
    const char *text = text_of(&document);
    assert_lacks(text, "VÉHICULE");
    assert_lacks(text, "RÈGLEMENT");
    assert_has(text, "Page 1/1");
}
END_TEST

/* ---- characters ---- */

#define TEXT(member)                                                                                                           \
    {                                                                                                                          \
        offsetof(struct pdf_document, member), #member                                                                         \
    }
static const struct {
    size_t offset;
    const char *name;
} text_fields[] = {TEXT(number),
                   TEXT(issue_date),
                   TEXT(due_date),
                   TEXT(service_date),
                   TEXT(status_note),
                   TEXT(original_number),
                   TEXT(original_date),
                   TEXT(reason),
                   TEXT(vehicle),
                   TEXT(license_plate),
                   TEXT(payment_method),
                   TEXT(notes),
                   TEXT(footer),
                   TEXT(seller.name),
                   TEXT(seller.contact),
                   TEXT(seller.street),
                   TEXT(seller.postal_code),
                   TEXT(seller.city),
                   TEXT(seller.country),
                   TEXT(seller.phone),
                   TEXT(seller.email),
                   TEXT(seller.siren),
                   TEXT(seller.vat_number),
                   TEXT(seller.legal),
                   TEXT(seller.iban),
                   TEXT(buyer.name),
                   TEXT(buyer.contact),
                   TEXT(buyer.street),
                   TEXT(buyer.postal_code),
                   TEXT(buyer.city),
                   TEXT(buyer.country),
                   TEXT(buyer.phone),
                   TEXT(buyer.email),
                   TEXT(buyer.siren),
                   TEXT(buyer.vat_number)};
#undef TEXT

static void set_text(struct pdf_document *document, size_t field, const char *text)
{
    memcpy((char *)document + text_fields[field].offset, &text, sizeof text);
}

/* Each field alone must bring the wide fonts and come out right: none may be forgotten when characters are collected. */
START_TEST(any_field_may_be_greek)
{
    struct pdf_document document = sample();
    document.original_number = "2026-007"; /* or its date is not printed */
    set_text(&document, (size_t)_i, "Ωμ Żя");
    const char *text = text_of(&document);
    ck_assert_msg(strstr(text, "Ωμ Żя") != NULL, "%s:\n%s", text_fields[_i].name, text);
    assert_has(text, "1 584,33 €");
}
END_TEST

START_TEST(lines_and_mentions_may_be_greek)
{
    static const struct pdf_line lines[] = {{"Λάδι κινητήρα", 1000, 100, 2000, 100}};
    static const char *const mentions[] = {"Владимир", NULL};
    struct pdf_document document = sample();
    document.lines = lines;
    document.line_count = 1;
    assert_has(text_of(&document), "Λάδι κινητήρα");
    document.lines = two_lines;
    document.mentions = mentions;
    assert_has(text_of(&document), "Владимир");
}
END_TEST

START_TEST(names_of_the_world)
{
    static const char *const names[] = {
        "Ελένη Παπαδοπούλου", "Łukasz Żółć",          "Владимир Щербаков", "Nguyễn Văn Đức", "İstanbul Şişli", "Հայկ", "ნინო",
        "東京 (仮)",          "Œuvre à 5 € – « ça »", "e\u0301t\u0301"};
    struct pdf_document document = sample();
    document.buyer.name = names[_i];
    assert_has(text_of(&document), plain(names[_i]));
}
END_TEST

START_TEST(windows_1252_whole)
{
    struct buf all;
    buf_init(&all, arena, 0);
    buf_str(&all, "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñò"
                  "óôõö÷øùúûüýþÿ");
    struct pdf_document document = sample();
    document.notes = all.data;
    struct buf pdf = render(&document);
    ck_assert_msg(memmem(pdf.data, pdf.len, "WinAnsiEncoding", 15) != NULL, "not the fast path");
    /* The line is longer than the page is wide. */
    const char *text = extracted(&pdf);
    for (const char *at = all.data; *at != '\0';) {
        size_t len = (unsigned char)*at < 0xe0 ? 2 : 3;
        char one[4] = {0};
        memcpy(one, at, len);
        assert_has(text, one);
        at += len;
    }
}
END_TEST

START_TEST(malformed_text_is_survived)
{
    static const char *const texts[] = {
        "\xff\xfe",        "abc\xe2\x82", "\xc3", "\xf0\x9f\x98\x80", "\xed\xa0\x80", "\xf8\x88\x80\x80\x80",
        "a\tb\rc\x01\x7f", "\n\n\n",      " ",    "\u00a0\u202f"};
    struct pdf_document document = sample();
    for (size_t field = 0; field < COUNT(text_fields); field++) {
        set_text(&document, field, texts[_i]);
    }
    assert_has(text_of(&document), "1 584,33 €");
}
END_TEST

START_TEST(random_text_is_survived)
{
    struct pdf_document document = sample();
    uint64_t seed = (uint64_t)_i + 1;
    for (size_t field = 0; field < COUNT(text_fields); field++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t len = (size_t)(seed >> 33) % 300;
        char *text = arena_alloc(arena, len + 1);
        for (size_t i = 0; i < len; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            text[i] = (char)((seed >> 40) % 255 + 1);
        }
        set_text(&document, field, text);
    }
    struct buf pdf = render(&document);
    extracted(&pdf);
}
END_TEST

/* ---- layout ---- */

/* A word of 3000 letters, broken where it must be, keeps all of them. */
START_TEST(long_words_wrap)
{
    char *word = arena_alloc(arena, 3001);
    memset(word, 'W', 3000);
    struct pdf_line line = {word, 1000, 100, 2000, 100};
    struct pdf_document document = sample();
    document.lines = &line;
    document.line_count = 1;
    document.buyer.name = word + 2800;
    ck_assert_uint_eq(occurrences(text_of(&document), "W"), 3000 + 200);
}
END_TEST

static struct pdf_line *many_lines(size_t count)
{
    struct pdf_line *lines = arena_array(arena, count, sizeof *lines);
    for (size_t i = 0; i < count; i++) {
        lines[i] = (struct pdf_line){arena_printf(arena, "Ligne <%zu>", i + 1), 1000, 100, 2000, 100};
    }
    return lines;
}

/* Nothing lost, nothing doubled, every page numbered, and the table's head wherever there are lines. */
START_TEST(tables_break_over_pages)
{
    static const size_t counts[] = {1, 20, 21, 22, 23, 24, 25, 40, 47, 48, 49, 50, 51, 52, 53, 54, 1000};
    struct pdf_document document = sample();
    document.line_count = counts[_i];
    document.lines = many_lines(document.line_count);
    const char *text = text_of(&document);
    const char *at = text;
    for (size_t i = 0; i < document.line_count; i++) {
        char *wanted = arena_printf(arena, "Ligne <%zu>", i + 1);
        ck_assert_uint_eq(occurrences(text, wanted), 1);
        at = strstr(at, wanted);
        ck_assert_msg(at != NULL, "%s stands too early", wanted);
    }
    size_t pages = occurrences(text, "\f");
    for (size_t i = 1; i <= pages; i++) {
        ck_assert_uint_eq(occurrences(text, arena_printf(arena, "Page %zu/%zu", i, pages)), 1);
    }
    ck_assert_uint_eq(occurrences(text, "Page "), pages);
    size_t heads = occurrences(text, "Désignation");
    ck_assert_msg(heads == pages || heads + 1 == pages, "%zu heads on %zu pages", heads, pages);
}
END_TEST

/* The last line, the totals and the sum to pay share a page. */
START_TEST(totals_stay_together)
{
    struct pdf_document document = sample();
    document.line_count = (size_t)_i;
    document.lines = many_lines(document.line_count);
    const char *last = strstr(text_of(&document), arena_printf(arena, "Ligne <%d>", _i));
    ck_assert_ptr_nonnull(last);
    const char *net = strstr(last, "Net à payer");
    ck_assert_ptr_nonnull(net);
    ck_assert_ptr_null(memchr(last, '\f', (size_t)(net - last)));
}
END_TEST

START_TEST(description_longer_than_a_page)
{
    struct buf text;
    buf_init(&text, arena, 0);
    for (int i = 1; i <= 200; i++) {
        buf_printf(&text, "Point <%d>\n", i);
    }
    struct pdf_line line = {text.data, 1000, 100, 2000, 100};
    struct pdf_document document = sample();
    document.lines = &line;
    document.line_count = 1;
    const char *out = text_of(&document);
    for (int i = 1; i <= 200; i++) {
        ck_assert_uint_eq(occurrences(out, arena_printf(arena, "Point <%d>", i)), 1);
    }
    ck_assert_uint_ge(occurrences(out, "\f"), 4);
}
END_TEST

/* ---- bytes ---- */

START_TEST(same_input_same_bytes)
{
    struct pdf_document document = sample();
    document.buyer.name = _i == 0 ? "Zoé" : "Ελένη";
    struct buf first = render(&document);
    setenv("TZ", "Asia/Tokyo", 1);
    cx.now_ms += 86400000;
    struct buf second = render(&document);
    ck_assert_uint_eq(first.len, second.len);
    ck_assert_mem_eq(first.data, second.data, first.len);
    ck_assert_ptr_null(memmem(first.data, first.len, "CreationDate", 12));
    ck_assert_ptr_null(memmem(first.data, first.len, "/ID", 3));
}
END_TEST

START_TEST(output_is_appended)
{
    struct pdf_document document = sample();
    struct buf out;
    buf_init(&out, arena, 0);
    buf_str(&out, "before");
    ck_assert_int_eq(pdf_render(&cx, &document, &out), RC_OK);
    ck_assert_int_eq(memcmp(out.data, "before%PDF", 10), 0);
}
END_TEST

START_TEST(broken_logo_is_an_error)
{
    static const struct {
        const char *bytes;
        size_t len;
    } logos[] = {{"\xff\xd8\xff\xe0 broken", 11}, {"neither PNG nor JPEG", 20}, {"\x89PNG\r\n\x1a\n broken PNG", 19}};
    struct pdf_document document = sample();
    struct buf out;
    log_to(-1);
    buf_init(&out, arena, 0);
    document.logo = logos[_i].bytes;
    document.logo_len = logos[_i].len;
    ck_assert_int_eq(pdf_render(&cx, &document, &out), RC_INTERNAL);
    ck_assert_int_eq(cx.fault.rc, RC_INTERNAL);
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
    struct pdf_document document = sample();
    document.logo = logo_png;
    document.logo_len = sizeof logo_png;
    struct buf pdf = render(&document);
    ck_assert_ptr_nonnull(memmem(pdf.data, pdf.len, "/Image", 6));
    extracted(&pdf);
}
END_TEST

/* libpng would end the process over most of these. */
START_TEST(damaged_logo_is_an_error)
{
    struct pdf_document document = sample();
    unsigned char *damaged = arena_alloc(arena, sizeof logo_png);
    struct buf out;
    log_to(-1);
    buf_init(&out, arena, 0);
    memcpy(damaged, logo_png, sizeof logo_png);
    damaged[_i] ^= 0x10;
    document.logo = damaged;
    document.logo_len = sizeof logo_png;
    ck_assert_int_eq(pdf_render(&cx, &document, &out), RC_INTERNAL);
    document.logo = logo_png;
    document.logo_len = (size_t)_i;
    ck_assert_int_eq(pdf_render(&cx, &document, &out), _i == 0 ? RC_OK : RC_INTERNAL);
}
END_TEST

static TCase *figures_and_wording(void)
{
    TCase *tcase = tcase_create("wording");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, money_in_french, 0, (int)COUNT(money_cases));
    tcase_add_test(tcase, other_figures_in_french);
    tcase_add_test(tcase, invoice_says_what_it_must);
    tcase_add_test(tcase, quote_is_to_be_signed);
    tcase_add_test(tcase, credit_note_names_its_invoice);
    tcase_add_test(tcase, draft_is_marked);
    tcase_add_test(tcase, nothing_but_zeros);
    return tcase;
}

static TCase *characters(void)
{
    TCase *tcase = tcase_create("characters");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, any_field_may_be_greek, 0, (int)COUNT(text_fields));
    tcase_add_test(tcase, lines_and_mentions_may_be_greek);
    tcase_add_loop_test(tcase, names_of_the_world, 0, 10);
    tcase_add_test(tcase, windows_1252_whole);
    tcase_add_loop_test(tcase, malformed_text_is_survived, 0, 10);
    tcase_add_loop_test(tcase, random_text_is_survived, 0, 40);
    return tcase;
}

static TCase *layout(void)
{
    TCase *tcase = tcase_create("layout");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, long_words_wrap);
    tcase_add_loop_test(tcase, tables_break_over_pages, 0, 17);
    tcase_add_loop_test(tcase, totals_stay_together, 12, 60);
    tcase_add_test(tcase, description_longer_than_a_page);
    return tcase;
}

static TCase *bytes(void)
{
    TCase *tcase = tcase_create("bytes");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, same_input_same_bytes, 0, 2);
    tcase_add_test(tcase, output_is_appended);
    tcase_add_loop_test(tcase, broken_logo_is_an_error, 0, 3);
    tcase_add_test(tcase, logo_is_drawn);
    tcase_add_loop_test(tcase, damaged_logo_is_an_error, 0, (int)sizeof logo_png);
    return tcase;
}

Suite *suite_pdf(void)
{
    Suite *suite = suite_create("pdf");
    suite_add_tcase(suite, figures_and_wording());
    suite_add_tcase(suite, characters());
    suite_add_tcase(suite, layout());
    suite_add_tcase(suite, bytes());
    return suite;
}
