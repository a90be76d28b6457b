/* SPDX-License-Identifier: MIT
 *
 * Words of a text as the full-text indexes see them: cut, and folded in case and accents, by the tokenizer of SQLite that
 * cuts what is indexed. It knows the Unicode of 2012 and takes what it does not know for letters, and it leaves some letters
 * alone that people type otherwise. What is stored and what is typed are rid of both here, the one by the SQL function
 * search_words (the migration of that name). */
#include <string.h>

#include "base/str.h"
#include "data/phone.h"
#include "store/internal.h"

/* As in the tables; and with the accents. */
static const char *const tokenizer_options[CUT_COUNT][4] = {
    [CUT_WORDS] = {"remove_diacritics", "2", "categories", "L* N* Mn Mc"},
    [CUT_CASE] = {"remove_diacritics", "0", "categories", "L* N* Mn Mc"},
};
#define OPTION_COUNT 4

static const struct {
    uint32_t code;
    const char *text;
} replacements[] = {
    {0x00AD, ""},   {0x00C6, "ae"}, {0x00D0, "d"},   {0x00D8, "o"},   {0x00DE, "th"}, {0x00DF, "ss"}, {0x00E6, "ae"},
    {0x00F0, "d"},  {0x00F8, "o"},  {0x00FE, "th"},  {0x0110, "d"},   {0x0111, "d"},  {0x0126, "h"},  {0x0127, "h"},
    {0x0131, "i"},  {0x0141, "l"},  {0x0142, "l"},   {0x0152, "oe"},  {0x0153, "oe"}, {0x01FC, "ae"}, {0x01FD, "ae"},
    {0x01FE, "o"},  {0x01FF, "o"},  {0x1E9E, "ss"},  {0x200C, ""},    {0x200D, ""},   {0x2060, ""},   {0xFB00, "ff"},
    {0xFB01, "fi"}, {0xFB02, "fl"}, {0xFB03, "ffi"}, {0xFB04, "ffl"}, {0xFB05, "st"}, {0xFB06, "st"},
};
#define REPLACEMENT_COUNT (sizeof replacements / sizeof *replacements)

/* No letters, digits or marks of one, whatever the tokenizer thinks: signs, pictures, and marks of direction; first and last.
 * Blocks that Unicode keeps for such are whole, so that those to come are in them. */
static const uint32_t separators[][2] = {
    {0x058D, 0x058E},   {0x0605, 0x0605},   {0x061C, 0x061D},   {0x07FE, 0x07FF},   {0x0888, 0x0888},   {0x0890, 0x0891},
    {0x08E2, 0x08E2},   {0x09FD, 0x09FD},   {0x0A76, 0x0A76},   {0x0C77, 0x0C77},   {0x0C84, 0x0C84},   {0x0D4F, 0x0D4F},
    {0x1B7D, 0x1B7F},   {0x2010, 0x205F},   {0x2061, 0x206F},   {0x20A0, 0x20CF},   {0x218A, 0x23FF},   {0x2400, 0x245F},
    {0x2500, 0x2775},   {0x2794, 0x2BFF},   {0x2E00, 0x2E7F},   {0x3000, 0x3004},   {0x3008, 0x3020},   {0x32FF, 0x32FF},
    {0xA8FC, 0xA8FC},   {0xAB5B, 0xAB5B},   {0xAB6A, 0xAB6B},   {0xD800, 0xF8FF},   {0xFBC2, 0xFBC2},   {0xFD40, 0xFD4F},
    {0xFDCF, 0xFDEF},   {0xFDFE, 0xFDFF},   {0xFE00, 0xFE1F},   {0xFE30, 0xFE6F},   {0xFEFF, 0xFEFF},   {0xFFF0, 0xFFFF},
    {0x10100, 0x10106}, {0x1018C, 0x1018E}, {0x1019C, 0x101CF}, {0x1BCA0, 0x1BCAF}, {0x1CF50, 0x1D0FF}, {0x1D100, 0x1D164},
    {0x1D1DE, 0x1D241}, {0x1D300, 0x1D356}, {0x1D800, 0x1D9FF}, {0x1F000, 0x1F0FF}, {0x1F10D, 0x1FBEF}, {0xE0000, 0x10FFFF},
};

static bool is_separator(uint32_t c)
{
    size_t low = 0;
    size_t high = sizeof separators / sizeof *separators;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > separators[middle][1]) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < sizeof separators / sizeof *separators && c >= separators[low][0];
}

/* What stands for the character, NULL: itself. */
static const char *replacement(uint32_t c)
{
    size_t i = 0;
    while (i < REPLACEMENT_COUNT && replacements[i].code != c) {
        i++;
    }
    return i < REPLACEMENT_COUNT ? replacements[i].text : is_separator(c) ? " " : NULL;
}

bool words_replace(sqlite3_str *out, const char *text)
{
    bool replaced = false;
    const char *kept = text; /* not appended yet */
    for (const char *at = text; *at;) {
        const char *start = at;
        if ((unsigned char)*at < 0x80) {
            at++;
            continue;
        }
        const char *instead = replacement(utf8_next(&at));
        if (instead) {
            sqlite3_str_append(out, kept, (int)(start - kept));
            sqlite3_str_appendall(out, instead);
            kept = at;
            replaced = true;
        }
    }
    sqlite3_str_appendall(out, kept);
    return replaced;
}

const char *words_fold(struct arena *arena, const char *text)
{
    sqlite3_str *out = sqlite3_str_new(NULL);
    bool replaced = words_replace(out, text);
    char *folded = sqlite3_str_finish(out);
    if (replaced && folded) {
        text = arena_strdup(arena, folded);
    } else if (replaced) {
        text = "";
    }
    sqlite3_free(folded);
    return text;
}

/* search_words(text, …): all of them, joined by blanks and folded; NULL if that changes nothing. */
static void search_words(sqlite3_context *context, int count, sqlite3_value **texts)
{
    bool replaced = false;
    sqlite3_str *out = sqlite3_str_new(sqlite3_context_db_handle(context));
    for (int i = 0; i < count; i++) {
        const char *text = (const char *)sqlite3_value_text(texts[i]);
        if (text) {
            replaced = words_replace(out, text) || replaced;
            sqlite3_str_appendchar(out, 1, ' ');
        }
    }
    int code = sqlite3_str_errcode(out);
    int length = sqlite3_str_length(out);
    char *words = sqlite3_str_finish(out);
    if (code != SQLITE_OK) {
        sqlite3_result_error_code(context, code);
    } else if (replaced) {
        sqlite3_result_text(context, words, length, SQLITE_TRANSIENT);
    }
    sqlite3_free(words);
}

/* phone_words(number): the forms that it is found by; NULL if there are none. */
static void number_words(sqlite3_context *context, int count, sqlite3_value **numbers)
{
    char words[PHONE_WORDS_BYTES] = "";
    const char *number = (const char *)sqlite3_value_text(numbers[0]);
    (void)count;
    if (number) {
        phone_words(number, words);
    }
    if (*words) {
        sqlite3_result_text(context, words, -1, SQLITE_TRANSIENT);
    }
}

/* FTS5's own interface, as its documentation asks for it. */
static int find_api(sqlite3 *handle, fts5_api **api)
{
    sqlite3_stmt *stmt = NULL;
    *api = NULL;
    int code = sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &stmt, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_bind_pointer(stmt, 1, api, "fts5_api_ptr", NULL);
    }
    if (code == SQLITE_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        code = SQLITE_OK;
    }
    sqlite3_finalize(stmt); /* repeats the error that `code` holds */
    return code == SQLITE_OK && !*api ? SQLITE_ERROR : code;
}

static int make_tokenizers(struct cutter *cutter)
{
    fts5_api *api;
    void *context = NULL;
    int code = find_api(cutter->handle, &api);
    if (code == SQLITE_OK) {
        code = api->xFindTokenizer(api, "unicode61", &context, &cutter->calls);
    }
    for (int cut = 0; code == SQLITE_OK && cut < CUT_COUNT; cut++) {
        code = cutter->calls.xCreate(context, (const char **)tokenizer_options[cut], OPTION_COUNT, &cutter->tokenizers[cut]);
    }
    return code;
}

int cutter_cut(struct cutter *cutter, enum cut cut, const char *text, int length, void *data, cut_word *word)
{
    int code = cutter->tokenizers[cut] ? SQLITE_OK : make_tokenizers(cutter);
    return code == SQLITE_OK ? cutter->calls.xTokenize(cutter->tokenizers[cut], data, FTS5_TOKENIZE_QUERY, text, length, word)
                             : code;
}

int cutter_open(struct cutter *cutter, sqlite3 *handle)
{
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    cutter->handle = handle;
    int code = sqlite3_create_function_v2(handle, "search_words", -1, flags, NULL, search_words, NULL, NULL, NULL);
    if (code == SQLITE_OK) {
        code = sqlite3_create_function_v2(handle, "phone_words", 1, flags, NULL, number_words, NULL, NULL, NULL);
    }
    return code == SQLITE_OK ? sqlite3_create_function_v2(handle, "text_key", 1, flags, cutter, text_key, NULL, NULL, NULL)
                             : code;
}

void cutter_close(struct cutter *cutter)
{
    for (int cut = 0; cut < CUT_COUNT; cut++) {
        if (cutter->tokenizers[cut]) {
            cutter->calls.xDelete(cutter->tokenizers[cut]);
        }
        cutter->tokenizers[cut] = NULL;
    }
}

struct catcher {
    char *at; /* where the next word goes; none of the arena may be taken in a callback */
    struct word *words;
    size_t room;
    size_t count;
};

static int catch_word(void *data, int flags, const char *token, int length, int start, int end)
{
    struct catcher *catcher = data;
    (void)flags;
    if (catcher->count == catcher->room) {
        return SQLITE_DONE;
    }
    memcpy(catcher->at, token, (size_t)length);
    catcher->at[length] = '\0';
    catcher->words[catcher->count++] = (struct word){catcher->at, (size_t)start, (size_t)end};
    catcher->at += length + 1;
    return SQLITE_OK;
}

enum rc words_cut(struct cx *cx, const char *text, struct word *words, size_t room, size_t *count)
{
    size_t most = 4 * strlen(text) + room; /* a character folds to one, of four bytes at most */
    struct catcher catcher = {.at = arena_alloc(cx->arena, most + 1), .words = words, .room = room};
    int code = cutter_cut(&cx->db->cutter, CUT_WORDS, text, (int)strlen(text), &catcher, catch_word);
    *count = catcher.count;
    return code == SQLITE_OK || code == SQLITE_DONE ? RC_OK : store_fault(cx, cx->db, code, "words");
}
