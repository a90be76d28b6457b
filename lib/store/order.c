/* SPDX-License-Identifier: MIT
 *
 * The order of texts as French dictionaries have it (NF Z44-001), as a key that is compared byte by byte, so that an index of
 * any SQLite serves it. Four levels, each asked only where those before are equal: the words without case and accents, œ as
 * oe; the accents, from the end (cote, côte, coté, côté); case, small letters first; what stands between the words. Keys lie in
 * columns of their own, which the catalogue's INSERT and UPDATE fill with the SQL function text_key, or are made while a list is
 * sorted. */
#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "store/internal.h"

#define LEVEL_END '\1' /* less than all that a level holds */
#define SMALL '\2'
#define CAPITAL '\3'

enum level { WORDS, ACCENTS, CASE, BETWEEN, LEVEL_COUNT };

struct key {
    const char *text; /* of which it is the key */
    int read;         /* bytes of it */
    sqlite3_str *levels[LEVEL_COUNT];
};

/* What stands before the next word, or behind the last one. One blank between two says nothing. */
static void add_between(struct key *key, int from, int to, bool inside)
{
    bool blank = inside && to - from == 1 && key->text[from] == ' ';
    if (to > from && !blank) {
        sqlite3_str_append(key->levels[BETWEEN], key->text + from, to - from);
    }
}

static void add_case(struct key *key, const char *written, const char *end, const char *folded)
{
    while (written < end && *folded) {
        bool same = utf8_next(&written) == utf8_next(&folded);
        sqlite3_str_appendchar(key->levels[CASE], 1, same ? SMALL : CAPITAL);
    }
}

/* A word whose case alone is folded. */
static int add_accents(void *data, int flags, const char *token, int length, int start, int end)
{
    struct key *key = data;
    char *folded = sqlite3_mprintf("%.*s", length, token);
    (void)flags;
    if (!folded) {
        return SQLITE_NOMEM;
    }
    add_between(key, key->read, start, key->read > 0);
    add_case(key, key->text + start, key->text + end, folded);
    if (key->read > 0) {
        sqlite3_str_appendchar(key->levels[ACCENTS], 1, ' ');
    }
    sqlite3_str_append(key->levels[ACCENTS], token, length);
    key->read = end;
    sqlite3_free(folded);
    return SQLITE_OK;
}

static int add_word(void *data, int flags, const char *token, int length, int start, int end)
{
    struct key *key = data;
    (void)flags;
    (void)start;
    (void)end;
    if (sqlite3_str_length(key->levels[WORDS]) > 0) {
        sqlite3_str_appendchar(key->levels[WORDS], 1, ' ');
    }
    sqlite3_str_append(key->levels[WORDS], token, length);
    return SQLITE_OK;
}

/* Both levels at once for a text of ASCII, which has no accents. */
static void read_ascii(struct key *key)
{
    const char *text = key->text;
    int at = 0;
    while (text[at]) {
        int start = at;
        while (text[at] && !isalnum((unsigned char)text[at])) {
            at++;
        }
        add_between(key, start, at, start > 0 && text[at]);
        if (text[at] && sqlite3_str_length(key->levels[WORDS]) > 0) {
            sqlite3_str_appendchar(key->levels[WORDS], 1, ' ');
        }
        for (; isalnum((unsigned char)text[at]); at++) {
            sqlite3_str_appendchar(key->levels[WORDS], 1, (char)tolower((unsigned char)text[at]));
            sqlite3_str_appendchar(key->levels[CASE], 1, isupper((unsigned char)text[at]) ? CAPITAL : SMALL);
        }
    }
}

static int read_text(struct key *key, struct cutter *cutter)
{
    int length = (int)strlen(key->text);
    sqlite3_str *folded = sqlite3_str_new(NULL);
    words_replace(folded, key->text);
    int code = cutter_cut(cutter, CUT_CASE, key->text, length, key, add_accents);
    if (code == SQLITE_OK) {
        add_between(key, key->read, length, false);
        code = sqlite3_str_errcode(folded);
    }
    const char *words = sqlite3_str_value(folded);
    if (code == SQLITE_OK && words) {
        code = cutter_cut(cutter, CUT_WORDS, words, sqlite3_str_length(folded), key, add_word);
    }
    sqlite3_free(sqlite3_str_finish(folded));
    return code;
}

/* Appends the characters from the last to the first. */
static void append_reversed(sqlite3_str *out, const char *text, int length)
{
    while (length > 0) {
        int start = length - 1;
        while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80) {
            start--;
        }
        sqlite3_str_append(out, text + start, length - start);
        length = start;
    }
}

/* What says nothing at its end is left out: small letters, accents where there are none. */
static void append_level(sqlite3_str *out, const struct key *key, enum level level)
{
    const char *text = sqlite3_str_value(key->levels[level]);
    int length = sqlite3_str_length(key->levels[level]);
    const char *words = sqlite3_str_value(key->levels[WORDS]);
    if (level == ACCENTS) {
        bool plain = length == 0 || (words && strcmp(words, text) == 0);
        append_reversed(out, text, plain ? 0 : length);
        return;
    }
    while (level == CASE && length > 0 && text[length - 1] == SMALL) {
        length--;
    }
    sqlite3_str_append(out, text, length);
}

/* The levels in one text; returns how much of it counts, as those at the end that are empty are left out. */
static int append_key(sqlite3_str *out, const struct key *key)
{
    int end = 0;
    for (enum level level = WORDS; level < LEVEL_COUNT; level++) {
        int before = sqlite3_str_length(out);
        append_level(out, key, level);
        end = sqlite3_str_length(out) > before ? sqlite3_str_length(out) : end;
        if (level + 1 < LEVEL_COUNT) {
            sqlite3_str_appendchar(out, 1, LEVEL_END);
        }
    }
    return end;
}

static int read_levels(struct key *key, struct cutter *cutter)
{
    for (const char *c = key->text; *c; c++) {
        if ((unsigned char)*c >= 0x80) {
            return read_text(key, cutter);
        }
    }
    read_ascii(key);
    return SQLITE_OK;
}

/* The key of a text, to be freed with sqlite3_free; an SQLite result code. */
static int make_key(struct cutter *cutter, const char *text, char **made, int *length)
{
    struct key key = {.text = text};
    sqlite3_str *out = sqlite3_str_new(cutter->handle);
    for (int level = 0; level < LEVEL_COUNT; level++) {
        key.levels[level] = sqlite3_str_new(cutter->handle);
    }
    int code = read_levels(&key, cutter);
    *length = append_key(out, &key);
    for (int level = 0; level < LEVEL_COUNT; level++) {
        code = code == SQLITE_OK ? sqlite3_str_errcode(key.levels[level]) : code;
        sqlite3_free(sqlite3_str_finish(key.levels[level]));
    }
    code = code == SQLITE_OK ? sqlite3_str_errcode(out) : code;
    *made = sqlite3_str_finish(out);
    return code;
}

/* Where the key of a text is remembered; NULL: it is too long for that. */
static struct remembered *remembered(struct cutter *cutter, const char *text, int length)
{
    if (length > REMEMBERED_TEXT) {
        return NULL;
    }
    return &cutter->remembered[hash64(text, (size_t)length, 0) % REMEMBERED_KEYS];
}

void text_key(sqlite3_context *context, int count, sqlite3_value **values)
{
    struct cutter *cutter = sqlite3_user_data(context);
    const char *text = (const char *)sqlite3_value_text(values[0]);
    int length = sqlite3_value_bytes(values[0]);
    (void)count;
    if (!text || !cutter) {
        return; /* NULL */
    }
    struct remembered *known = remembered(cutter, text, length);
    if (known && known->filled && strcmp(known->text, text) == 0) {
        sqlite3_result_text(context, known->key, known->key_length, SQLITE_TRANSIENT);
        return;
    }
    char *key;
    int key_length;
    int code = make_key(cutter, text, &key, &key_length);
    if (code != SQLITE_OK) {
        sqlite3_result_error_code(context, code);
    } else {
        sqlite3_result_text(context, key ? key : "", key_length, SQLITE_TRANSIENT);
    }
    if (code == SQLITE_OK && known && key_length <= REMEMBERED_KEY) {
        known->filled = true;
        known->key_length = key_length;
        memcpy(known->text, text, (size_t)length + 1);
        memcpy(known->key, key ? key : "", (size_t)key_length);
    }
    sqlite3_free(key);
}
