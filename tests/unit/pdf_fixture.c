/* SPDX-License-Identifier: MIT
 *
 * A sample invoice, and its text as poppler's pdftotext reads it back. For the suites of lib/documents/pdf*.c. */
#include "tests/unit/pdf_fixture.h"

#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct arena *pdf_arena;
struct cx pdf_cx;

void pdf_setup(void)
{
    pdf_arena = arena_new(0);
    cx_init(&pdf_cx, pdf_arena);
}

void pdf_teardown(void)
{
    cx_end(&pdf_cx);
    arena_free(pdf_arena);
}

const struct pdf_line two_lines[2] = {{"Vidange moteur\nHuile 5W-30", 1000, 12345600, 2000, 123456, NULL, NULL, 0},
                                      {"Main-d’œuvre", 1500, 650000, 550, 9750, NULL, NULL, 0}};
static const struct pdf_vat two_vats[] = {{2000, 123456, 24691}, {550, 9750, 536}};

struct pdf_document pdf_sample(void)
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

struct buf rendered(const struct pdf_document *document)
{
    struct buf out;
    buf_init(&out, pdf_arena, 0);
    ck_assert_int_eq(pdf_render(&pdf_cx, document, &out), RC_OK);
    ck_assert_msg(out.len > 1000 && memcmp(out.data, "%PDF-1.", 7) == 0, "no PDF");
    return out;
}

static char *read_all(int fd)
{
    struct buf out;
    buf_init(&out, pdf_arena, 0);
    ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
    for (ssize_t got; (got = read(fd, buf_reserve(&out, 4096), 4096)) > 0;) {
        out.len += (size_t)got;
    }
    out.data[out.len] = '\0';
    return out.data;
}

/* An open file without a name. */
static int nameless(void)
{
    char path[] = "/tmp/test_pdf_XXXXXX";
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(unlink(path), 0);
    return fd;
}

static void run_pdftotext(int in, int out, int err)
{
    char *argv[] = {(char[]){"pdftotext"}, (char[]){"-layout"}, arena_printf(pdf_arena, "/proc/self/fd/%d", in), (char[]){"-"},
                    NULL};
    posix_spawn_file_actions_t actions;
    pid_t pid;
    int status;

    ck_assert_int_eq(posix_spawn_file_actions_init(&actions), 0);
    ck_assert_int_eq(posix_spawn_file_actions_adddup2(&actions, out, 1), 0);
    ck_assert_int_eq(posix_spawn_file_actions_adddup2(&actions, err, 2), 0);
    ck_assert_int_eq(posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ), 0);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    posix_spawn_file_actions_destroy(&actions);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "pdftotext failed");
}

/* The text of a PDF, page by page. */
char *extracted(const struct buf *pdf)
{
    int in = nameless();
    int out = nameless();
    int err = nameless();

    ck_assert_int_eq(write(in, pdf->data, pdf->len), (ssize_t)pdf->len);
    run_pdftotext(in, out, err);
    char *text = read_all(out);
    ck_assert_str_eq(read_all(err), "");
    close(in);
    close(out);
    close(err);
    return text;
}

/* U+00A0 and U+202F become plain blanks, so that a test need not care which of the two a font path writes. */
char *plain(const char *text)
{
    struct buf out;
    buf_init(&out, pdf_arena, strlen(text));
    while (*text != '\0') {
        size_t skip = strncmp(text, "\u00a0", 2) == 0 ? 2 : strncmp(text, "\u202f", 3) == 0 ? 3 : 0;
        buf_char(&out, skip > 0 ? ' ' : *text);
        text += skip > 0 ? skip : 1;
    }
    return out.data;
}

char *text_of(const struct pdf_document *document)
{
    struct buf pdf = rendered(document);
    return plain(extracted(&pdf));
}

void assert_has(const char *text, const char *wanted)
{
    ck_assert_msg(strstr(text, wanted) != NULL, "\"%s\" is missing in:\n%s", wanted, text);
}

void assert_lacks(const char *text, const char *unwanted)
{
    ck_assert_msg(strstr(text, unwanted) == NULL, "\"%s\" should not stand in:\n%s", unwanted, text);
}

size_t occurrences(const char *text, const char *wanted)
{
    size_t count = 0;
    for (; (text = strstr(text, wanted)) != NULL; text += strlen(wanted)) {
        count++;
    }
    return count;
}
