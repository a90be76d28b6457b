/* SPDX-License-Identifier: MIT
 *
 * What a person typed, as an FTS5 expression: the beginnings of words, all of which must be found. Phone numbers, plates and
 * VINs are indexed without separators, so words that could be parts of one are looked for as a whole, too. Every term is quoted
 * and is a word of FTS5's own tokenizer, so that nothing of FTS5's syntax gets through. */
#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "data/phone.h"
#include "store/internal.h"
#include "store/list.h"

#define CHARACTERS_MAX 100
#define WORDS_MAX 16       /* a name and a number written in pairs of digits */
#define TERMS_MAX 8        /* of them, groups of words that mean one thing counted once */
#define NATIONAL_LENGTH 10 /* digits of a French number as dialled at home */
#define KEY_MAX 17         /* characters of a VIN; no plate is longer */
#define FOREIGN_MAX 10     /* ... of the plate of another country */

struct search {
    struct arena *arena;
    const char *text; /* folded */
    struct word words[WORDS_MAX];
    size_t count;
    struct buf out;
};

static bool all_of(const char *text, int (*test)(int))
{
    while (*text && test((unsigned char)*text)) {
        text++;
    }
    return !*text;
}

/* Whether nothing but what stands within phone numbers is between word `i` and the one before. */
static bool has_marks_before(const struct search *search, size_t i)
{
    const char *at = search->text + search->words[i - 1].end;
    const char *end = search->text + search->words[i].start;
    bool marks = true;
    while (marks && at < end) {
        marks = phone_is_mark(utf8_next(&at));
    }
    return marks;
}

static void add_word(struct search *search, const char *before, const char *word)
{
    buf_printf(&search->out, "%s\"%s\"*", before, word);
}

/* (one form OR another OR its parts) */
static void add_group(struct search *search, size_t from, size_t to, const char *const *forms, size_t count)
{
    buf_char(&search->out, '(');
    for (size_t i = 0; i < count; i++) {
        add_word(search, i ? " OR " : "", forms[i]);
    }
    for (size_t i = from; i < to && to - from > 1; i++) {
        add_word(search, i == from ? " OR (" : " AND ", search->words[i].text);
    }
    buf_str(&search->out, to - from > 1 ? "))" : ")");
}

/* Where a number begins whose first digits are word `i`: at a "+" before it, if there is one. */
static size_t number_start(const struct search *search, size_t i)
{
    size_t from = i ? search->words[i - 1].end : 0;
    size_t start = search->words[i].start;
    for (size_t at = start; at > from && (search->text[at - 1] == ' ' || strchr("(+", search->text[at - 1])); at--) {
        if (search->text[at - 1] == '+') {
            return at - 1;
        }
    }
    return start;
}

/* How many digits there are in the words of digits from `i` on, and where they end. */
static size_t digits_from(const struct search *search, size_t i, size_t *to)
{
    size_t digits = 0;
    for (*to = i; *to < search->count && all_of(search->words[*to].text, isdigit); ++*to) {
        if (*to > i && !has_marks_before(search, *to)) {
            break;
        }
        digits += strlen(search->words[*to].text);
    }
    return digits;
}

/* A whole number as dialled at home, "06 12 34 56 78": its end, 0 if there is none. What is written behind it is no part of
 * it. */
static size_t national_end(const struct search *search, size_t i)
{
    const char *first = search->words[i].text;
    size_t digits = 0;
    size_t end;
    if (*first != '0' || str_starts(first, "00") || digits_from(search, i, &end) < NATIONAL_LENGTH) {
        return 0;
    }
    while (digits < NATIONAL_LENGTH) {
        digits += strlen(search->words[i++].text);
    }
    return digits == NATIONAL_LENGTH ? i : 0;
}

/* Behind the words from `i` on that may be one number. */
static size_t number_end(const struct search *search, size_t i)
{
    size_t all;
    size_t end = national_end(search, i);
    digits_from(search, i, &all);
    bool code = phone_is_french_code(search->words[i].text); /* 33 06 12 34 56 78 */
    for (size_t next = i + 1; !end && !code && next < all; next++) {
        end = national_end(search, next) ? next : 0;
    }
    return end ? end : all;
}

/* Words from `i` on that are one phone number; 0: word `i` begins none. */
static size_t add_number(struct search *search, size_t i)
{
    size_t start = number_start(search, i);
    size_t to;
    if (search->text[start] == '+') {
        digits_from(search, i, &to);
    } else {
        to = number_end(search, i);
    }
    if (to == i) {
        return 0;
    }
    const char *forms[PHONE_FORMS_MAX];
    const char *typed = arena_strndup(search->arena, search->text + start, search->words[to - 1].end - start);
    size_t count = phone_forms(search->arena, typed, forms);
    if (count == 0 || (count == 1 && str_eq(forms[0], search->words[i].text))) {
        return 0;
    }
    add_group(search, i, to, forms, count);
    return to - i;
}

/* Reads at most `most` characters of a kind; how many. */
static size_t run(const char *text, int (*test)(int), size_t most)
{
    size_t length = 0;
    while (length < most && test((unsigned char)text[length])) {
        length++;
    }
    return length;
}

/* "ab123cd", "w123ab", "1234ab75", "1234ab2a" */
static bool is_plate(const char *key)
{
    size_t length = strlen(key);
    size_t first = run(key, isalpha, 2);
    if (first) {
        return run(key + first, isdigit, 3) == 3 && run(key + first + 3, isalpha, 2) == 2 && length == first + 5;
    }
    first = run(key, isdigit, 4);
    size_t letters = run(key + first, isalpha, 3);
    const char *rest = key + first + letters;
    return first && letters &&
           (str_eq(rest, "2a") || str_eq(rest, "2b") ||
            (all_of(rest, isdigit) && length - first - letters >= 2 && length - first - letters <= 3));
}

/* Its first word is, or begins with, three letters or digits for the maker. */
static bool is_vin(const char *key, const char *first)
{
    bool maker = strlen(first) == 3 || strpbrk(first, "0123456789");
    return maker && strlen(key) == KEY_MAX && !strpbrk(key, "ioq") && strpbrk(key, "0123456789") && !all_of(key, isdigit);
}

/* The words without what separates them; NULL: too long, or not of ASCII letters and digits. */
static const char *joined(const struct search *search, size_t from, size_t to)
{
    struct buf key;
    buf_init(&key, search->arena, KEY_MAX);
    for (size_t i = from; i < to; i++) {
        if (!all_of(search->words[i].text, isalnum) || (i > from && !has_marks_before(search, i))) {
            return NULL;
        }
        buf_str(&key, search->words[i].text);
    }
    return key.len <= KEY_MAX ? key.data : NULL;
}

/* Words from `i` on that are one plate or VIN; 0: word `i` begins none. */
static size_t add_plate(struct search *search, size_t i)
{
    for (size_t to = i + 2; to <= search->count; to++) {
        const char *key = joined(search, i, to);
        if (!key) {
            return 0;
        }
        if (is_plate(key) || is_vin(key, search->words[i].text)) {
            add_group(search, i, to, &key, 1);
            return to - i;
        }
    }
    return 0;
}

/* A search that is nothing but letters and digits in pieces may be the plate of another country: its key, NULL if not. */
static const char *foreign_key(const struct search *search)
{
    const char *key = search->count > 1 ? joined(search, 0, search->count) : NULL;
    return key && strlen(key) <= FOREIGN_MAX && strpbrk(key, "0123456789") && !all_of(key, isdigit) && !is_plate(key) ? key
                                                                                                                      : NULL;
}

static void add_terms(struct search *search)
{
    size_t i = 0;
    for (size_t terms = 0; i < search->count && terms < TERMS_MAX; terms++) {
        buf_str(&search->out, terms ? " AND " : "");
        size_t taken = add_plate(search, i);
        taken = taken ? taken : add_number(search, i);
        if (!taken) {
            add_word(search, "", search->words[i].text);
        }
        i += taken ? taken : 1;
    }
}

/* The first of the characters. */
static const char *cut_short(struct arena *arena, const char *text)
{
    const char *end = text;
    for (size_t i = 0; i < CHARACTERS_MAX && utf8_next(&end) != 0; i++) {
    }
    return arena_strndup(arena, text, (size_t)(end - text));
}

enum rc search_match(struct cx *cx, const char *typed, const char **match)
{
    struct search search = {.arena = cx->arena};
    *match = NULL;
    if (!typed || !utf8_valid(typed, strlen(typed))) {
        return RC_OK;
    }
    search.text = words_fold(cx->arena, cut_short(cx->arena, typed));
    TRY(words_cut(cx, search.text, search.words, WORDS_MAX, &search.count));
    if (search.count == 0) {
        return RC_OK;
    }
    buf_init(&search.out, cx->arena, 0);
    const char *key = foreign_key(&search);
    if (key) {
        add_word(&search, "", key);
        buf_str(&search.out, " OR (");
    }
    add_terms(&search);
    buf_str(&search.out, key ? ")" : "");
    *match = search.out.data;
    return RC_OK;
}
