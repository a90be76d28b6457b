/* SPDX-License-Identifier: MIT
 *
 * lib/transfer: what a file's bytes come out as, whatever program wrote them; which columns headings mean; national numbers. */
#include <check.h>
#include <string.h>

#include "base/str.h"
#include "data/phone.h"
#include "transfer/reader.h"
#include "transfer/target.h"

Suite *suite_transfer(void);

static struct cx cx;

static void setup(void)
{
    cx_init(&cx, arena_new(0));
}

static void teardown(void)
{
    cx_end(&cx);
    arena_free(cx.arena);
}

/* All cells of a file: "a|b" a row, rows ended by "/". */
static const char *all_of(const char *bytes, size_t len, struct reader *reader)
{
    struct buf out;
    struct cells cells;
    enum rc rc;
    buf_init(&out, cx.arena, 64);
    ck_assert_int_eq(reader_open(&cx, bytes, len, NULL, NULL, reader), RC_OK);
    while ((rc = reader_next(&cx, reader, &cells)) == RC_OK) {
        for (size_t i = 0; i < cells.count; i++) {
            buf_printf(&out, "%s%s", i ? "|" : "", cells.texts[i]);
        }
        buf_char(&out, '/');
    }
    return rc == RC_END ? out.data : cx.fault.code;
}

static const struct {
    const char *bytes;
    size_t len; /* 0: up to the NUL */
    const char *encoding, *separator, *cells;
} files[] = {
    {"Nom;Ville\r\nA;B\r\n", 0, "UTF_8", "SEMICOLON", "Nom|Ville/A|B/"},
    {"\xEF\xBB\xBFNom,Ville\nÉlise,B", 0, "UTF_8", "COMMA", "Nom|Ville/Élise|B/"},
    {"Nom\tVille\rA\tB, C; D\r", 0, "UTF_8", "TAB", "Nom|Ville/A|B, C; D/"},
    {"Nom|Ville\nA|B\n", 0, "UTF_8", "PIPE", "Nom|Ville/A|B/"},
    {"Nom;Prix, HT\nA;1,5\nB;2\n", 0, "UTF_8", "SEMICOLON", "Nom|Prix, HT/A|1,5/B|2/"},
    {"sep=,\r\na;b,c\n1,2\n", 0, "UTF_8", "COMMA", "a;b|c/1|2/"},
    {"Pr\xE9nom;Prix\n\xC9lise;10 \x80\n", 0, "WINDOWS_1252", "SEMICOLON", "Prénom|Prix/Élise|10 €/"},
    {"Pr\xE9nom;Prix\n\xBDuvre;10 \xA4\n", 0, "ISO_8859_15", "SEMICOLON", "Prénom|Prix/œuvre|10 €/"},
    {"a;b\n\"x;y\";\"1\r\n2\"\n\"dit \"\"oui\"\"\";\"z\"t\n", 0, "UTF_8", "SEMICOLON", "a|b/x;y|1\n2/dit \"oui\"|zt/"},
    {"a;b\n;\n\n1", 0, "UTF_8", "SEMICOLON", "a|b/|//1/"},
    {"\xFF\xFE"
     "a\0;\0\xE9\0\n\0",
     10, "UTF_16LE", "SEMICOLON", "a|é/"},
    {"\xFE\xFF"
     "\0a\0;\xD8\x3D\xDE\x97\0\n",
     12, "UTF_16BE", "SEMICOLON", "a|🚗/"},
    {"\xFF\xFE"
     "a\0;\0\x3D\xD8\n\0",
     10, "UTF_16LE", "SEMICOLON", "a|\xEF\xBF\xBD/"},
    {"a;b\n\"x", 0, "UTF_8", "SEMICOLON", "QUOTE_NOT_CLOSED"},
    {"a;b\nx\0;", 7, "UTF_8", "SEMICOLON", "NUL_IN_FILE"},
    {"x", 0, "UTF_8", "SEMICOLON", "x/"},
};

START_TEST(files_come_out_as_cells)
{
    struct reader reader;
    size_t len = files[_i].len ? files[_i].len : strlen(files[_i].bytes);
    const char *cells = all_of(files[_i].bytes, len, &reader);
    ck_assert_str_eq(reader.encoding, files[_i].encoding);
    ck_assert_str_eq(reader.separator, files[_i].separator);
    ck_assert_str_eq(cells, files[_i].cells);
}
END_TEST

START_TEST(what_is_too_large_is_refused)
{
    struct reader reader;
    size_t len = READER_CELL_MAX + 3;
    char *bytes = arena_alloc(cx.arena, len + 1);
    memset(bytes, 'x', len);
    memcpy(bytes, "a\n", 2);
    ck_assert_str_eq(all_of(bytes, len - 1, &reader) + 2 + READER_CELL_MAX, "/");
    ck_assert_str_eq(all_of(bytes, len, &reader), "CELL_TOO_LONG");
    memset(bytes, ';', READER_COLUMNS_MAX);
    ck_assert_str_eq(all_of(bytes, READER_COLUMNS_MAX, &reader), "TOO_MANY_COLUMNS");
}
END_TEST

START_TEST(nothing_becomes_a_formula)
{
    struct buf out;
    const struct cells cells = {.texts = {"=1+1", "+33612345678", "a\"b", "@x", "-", "+1+cmd|' /C calc'!A0", "-12,50", "\r=1"},
                                .count = 8};
    buf_init(&out, cx.arena, 64);
    reader_write(&out, "COMMA", &cells);
    ck_assert_str_eq(out.data,
                     "\"'=1+1\",\"+33612345678\",\"a\"\"b\",\"'@x\",\"'-\",\"'+1+cmd|' /C calc'!A0\",\"-12,50\",\"'\r=1\"\r\n");
}
END_TEST

START_TEST(headings_say_where_a_column_goes)
{
    static const struct {
        const char *kind, *heading, *field;
    } headings[] = {
        {"contacts", "Nom", "last_name"},
        {"contacts", " PRÉNOM ", "first_name"},
        {"contacts", "Raison sociale", "company"},
        {"contacts", "N° de téléphone", "phone"},
        {"contacts", "Tél. portable", "mobile"},
        {"contacts", "E-mail", "email"},
        {"contacts", "Code postal", "address_postal_code"},
        {"contacts", "Postal Code", "address_postal_code"},
        {"contacts", "First name", "first_name"},
        {"contacts", "Remarques", NULL},
        {"contacts", "", NULL},
        {"vehicles", "Immatriculation", "license_plate"},
        {"vehicles", "Modèle", "model"},
        {"vehicles", "N° de série", "vin"},
        {"vehicles", "Kilométrage", "mileage"},
        {"vehicles", "Propriétaire", "owner_name"},
        {"vehicles", "Owner phone", "owner_phone"},
    };
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        const struct target *target = target_guess(&cx, import_kind(headings[i].kind), headings[i].heading);
        ck_assert_msg(str_eq(target ? target->name : NULL, headings[i].field), "%s", headings[i].heading);
    }
}
END_TEST

/* The list of names is that of the tables, and each names a field of its record. */
START_TEST(targets_are_fields)
{
    size_t named = 0, known = 0;
    for (const struct import_kind *kind = import_kinds; kind->name; kind++) {
        for (const struct target *target = kind->targets; target->name; target++, known++) {
            ck_assert(!target->field || record_find(kind->resource->record, target->field) >= 0);
        }
    }
    for (; target_names[named]; named++) {
        ck_assert(target_find(&import_kinds[0], target_names[named]) || target_find(&import_kinds[1], target_names[named]));
    }
    ck_assert_uint_eq(named, known);
}
END_TEST

START_TEST(national_numbers_get_their_country)
{
    static const char *const numbers[][3] = {
        {"06 12 34 56 78", NULL, "+33612345678"},
        {"0692 12 34 56", "France", "+262692123456"},
        {"0612345678", "Belgique", "+32612345678"},
        {"00 41 79 123 45 67", "fr", "+41791234567"},
        {"+33 6 12", "fr", "+33 6 12"},
        {"demander Paul", NULL, "demander Paul"},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        ck_assert_str_eq(phone_from_home(cx.arena, numbers[i][0], numbers[i][1]), numbers[i][2]);
    }
}
END_TEST

Suite *suite_transfer(void)
{
    Suite *suite = suite_create("transfer");
    TCase *tcase = tcase_create("transfer");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, files_come_out_as_cells, 0, (int)(sizeof files / sizeof *files));
    tcase_add_test(tcase, what_is_too_large_is_refused);
    tcase_add_test(tcase, nothing_becomes_a_formula);
    tcase_add_test(tcase, headings_say_where_a_column_goes);
    tcase_add_test(tcase, targets_are_fields);
    tcase_add_test(tcase, national_numbers_get_their_country);
    suite_add_tcase(suite, tcase);
    return suite;
}
