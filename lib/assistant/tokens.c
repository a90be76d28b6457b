/* SPDX-License-Identifier: MIT
 *
 * From a question to its words. */
#include "assistant/tokens.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "base/time.h"
#include "base/unicode.h"

#define PHRASE_MAX 6 /* words of the longest phrase */

/* ---- folding ---- */

static const char *const plain[] = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    "d", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "t", "y",
}; /* U+00E0 … U+00FF */

static void fold_one(struct buf *out, uint32_t c)
{
    if (c == 0xb0 || c == 0xba) {
        return; /* the degree of "n°" */
    }
    if (c == '\'' || c == 0x2019 || c == 0x2018 || c == '`' || unicode_is_blank(c) || unicode_is_line_end(c)) {
        buf_char(out, ' ');
    } else if (c >= 0x300 && c <= 0x36f) {
        return; /* an accent of its own */
    } else if (c >= 0xe0 && c <= 0xff) {
        buf_str(out, plain[c - 0xe0]);
    } else if (c == 0x153) {
        buf_str(out, "oe");
    } else if (c == 0x20ac) {
        buf_char(out, '$'); /* any currency */
    } else if (unicode_is_dash(c)) {
        buf_char(out, '-');
    } else if (c < 0x80) {
        buf_char(out, (char)c);
    } else {
        buf_char(out, c > 0x17f ? '?' : 'x'); /* no word of ours has it */
    }
}

char *tokens_fold(struct arena *arena, const char *text)
{
    struct buf out;
    const char *at = text_fold(arena, text);
    buf_init(&out, arena, strlen(at) + 1);
    for (uint32_t c; (c = utf8_next(&at)) != 0;) {
        fold_one(&out, c);
    }
    return out.data;
}

/* ---- forms ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_word(char c)
{
    return is_digit(c) || is_letter(c);
}

static size_t digits(const char *at)
{
    size_t n = 0;
    while (is_digit(at[n])) {
        n++;
    }
    return n;
}

static size_t letters(const char *at)
{
    size_t n = 0;
    while (is_letter(at[n])) {
        n++;
    }
    return n;
}

static int64_t number_of(const char *at, size_t len)
{
    int64_t value = 0;
    for (size_t i = 0; i < len && value < 1000000000000; i++) {
        value = value * 10 + (at[i] - '0');
    }
    return value;
}

static int compare_word(const void *text, const void *word)
{
    return strcmp(text, ((const struct word *)word)->text);
}

static const struct word *lookup(const char *text)
{
    return bsearch(text, lexicon, lexicon_count, sizeof *lexicon, compare_word);
}

static bool known_word(struct arena *arena, const char *at, size_t len)
{
    return lookup(arena_strndup(arena, at, len)) != NULL;
}

/* "ab123cd", "ab-123-cd", "ab 123 cd": its length, or 0. With blanks, "de 300 et" is none. */
static size_t plate_form(struct arena *arena, const char *at)
{
    const char *c = at;
    bool blank = false;
    if (letters(c) != 2) {
        return 0;
    }
    c += 2;
    blank = *c == ' ';
    c += *c == '-' || *c == ' ';
    if (digits(c) != 3) {
        return 0;
    }
    c += 3;
    blank = blank || *c == ' ';
    c += *c == '-' || *c == ' ';
    if (letters(c) != 2 || is_word(c[2])) {
        return 0;
    }
    return blank && (known_word(arena, at, 2) || known_word(arena, c, 2)) ? 0 : (size_t)(c + 2 - at);
}

/* "1234 ab 75", the plates of before 2009. */
static size_t old_plate_form(struct arena *arena, const char *at)
{
    const char *c = at;
    size_t n = digits(c);
    if (n < 2 || n > 4) {
        return 0;
    }
    c += n;
    c += *c == '-' || *c == ' ';
    size_t middle = letters(c);
    if (middle < 2 || middle > 3 || known_word(arena, c, middle)) {
        return 0;
    }
    c += middle;
    c += *c == '-' || *c == ' ';
    return digits(c) == 2 && !is_word(c[2]) ? (size_t)(c + 2 - at) : 0;
}

/* "2025-042": year, then at least three digits. */
static size_t paper_form(const char *at)
{
    if (digits(at) != 4 || at[4] != '-' || (at[0] != '2' && at[0] != '1')) {
        return 0;
    }
    size_t n = digits(at + 5);
    return n >= 3 && n <= 7 && !is_word(at[5 + n]) && at[5 + n] != '-' ? 5 + n : 0;
}

/* "2026-02-01", "15/02/2026". */
static size_t date_form(struct arena *arena, const char *at, int64_t *days)
{
    if (digits(at) == 4 && at[4] == '-' && digits(at + 5) == 2 && at[7] == '-' && digits(at + 8) == 2) {
        return date_parse(arena_strndup(arena, at, 10), days) ? 10 : 0;
    }
    size_t day = digits(at);
    if (day < 1 || day > 2 || at[day] != '/') {
        return 0;
    }
    size_t month = digits(at + day + 1), year_at = day + 1 + month + 1;
    if (month < 1 || month > 2 || at[day + 1 + month] != '/' || digits(at + year_at) != 4) {
        return 0;
    }
    const char *iso =
        arena_printf(arena, "%.4s-%02d-%02d", at + year_at, (int)number_of(at + day + 1, month), (int)number_of(at, day));
    return date_parse(iso, days) ? year_at + 4 : 0;
}

/* "1 500", "1,500", "1.500,50", "12,5": hundredths. */
static size_t number_form(const char *at, int64_t *hundredths)
{
    size_t n = digits(at);
    int64_t value = number_of(at, n);
    while (n > 0 && n < 15 && (at[n] == ' ' || at[n] == ',' || at[n] == '.') && digits(at + n + 1) == 3 && value < 1000000 &&
           (n > 3 || digits(at) <= 3)) {
        value = value * 1000 + number_of(at + n + 1, 3);
        n += 4;
    }
    value *= 100;
    if (n > 0 && (at[n] == ',' || at[n] == '.') && digits(at + n + 1) >= 1 && digits(at + n + 1) <= 2) {
        size_t decimals = digits(at + n + 1);
        value += number_of(at + n + 1, decimals) * (decimals == 1 ? 10 : 1);
        n += 1 + decimals;
    }
    *hundredths = value;
    return n;
}

/* ---- cutting ---- */

static void add(struct arena *arena, struct tokens *tokens, enum word_kind kind, const char *at, size_t len, int64_t value)
{
    tokens->items[tokens->count++] =
        (struct token){.text = arena_strndup(arena, at, len), .kind = kind, .languages = LANG_FR | LANG_EN, .value = value};
}

/* One token at `at`; returns how many bytes it has, 0 if no token begins here. */
static size_t cut(struct arena *arena, const char *at, struct tokens *tokens)
{
    int64_t value = 0;
    size_t len;
    if ((len = plate_form(arena, at)) > 0 || (len = old_plate_form(arena, at)) > 0) {
        add(arena, tokens, WORD_PLATE, at, len, 0);
    } else if ((len = paper_form(at)) > 0) {
        add(arena, tokens, WORD_PAPER, at, len, 0);
    } else if ((len = date_form(arena, at, &value)) > 0) {
        add(arena, tokens, WORD_DATE, at, len, value);
    } else if ((len = number_form(at, &value)) > 0) {
        add(arena, tokens, WORD_NUMBER, at, len, value);
    } else if (is_letter(*at)) {
        while (is_word(at[len])) {
            len++;
        }
        add(arena, tokens, WORD_UNKNOWN, at, len, 0);
    } else if (strchr("<>+$", *at)) {
        len = 1;
        add(arena, tokens, WORD_UNKNOWN, at, len, 0);
    }
    return len;
}

/* ---- looking up ---- */

/* The words from `first` on as one text with blanks. */
static const char *phrase(struct arena *arena, const struct tokens *tokens, size_t first, size_t count)
{
    struct buf text;
    buf_init(&text, arena, 0);
    for (size_t i = first; i < first + count; i++) {
        buf_printf(&text, "%s%s", i > first ? " " : "", tokens->items[i].text);
    }
    return text.data;
}

static void take(struct token *token, const struct word *word)
{
    token->kind = word->kind;
    token->languages = word->languages;
    token->value = word->value;
}

/* The longest phrase that begins at `first`: takes the place of its words. */
static bool find_phrase(struct arena *arena, struct tokens *tokens, size_t first)
{
    size_t most = tokens->count - first < PHRASE_MAX ? tokens->count - first : PHRASE_MAX;
    for (size_t n = most; n >= 1; n--) {
        const char *text = phrase(arena, tokens, first, n);
        const struct word *word = lookup(text);
        if (!word) {
            continue;
        }
        tokens->items[first].text = text;
        take(&tokens->items[first], word);
        memmove(&tokens->items[first + 1], &tokens->items[first + n], (tokens->count - first - n) * sizeof *tokens->items);
        tokens->count -= n - 1;
        return true;
    }
    return false;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* How many letters are wrong, missing, too many or exchanged with their neighbour; more than 2 is 3. */
static int slips(const char *a, const char *b)
{
    enum { MOST = 24 };
    int row[3][MOST + 1];
    int la = (int)strlen(a), lb = (int)strlen(b);
    if (la > MOST || lb > MOST || la - lb > 2 || lb - la > 2) {
        return 3;
    }
    for (int j = 0; j <= lb; j++) {
        row[0][j] = j;
    }
    for (int i = 1; i <= la; i++) {
        int *now = row[i % 3], *before = row[(i + 2) % 3], *earlier = row[(i + 1) % 3];
        now[0] = i;
        for (int j = 1; j <= lb; j++) {
            now[j] = smaller(smaller(now[j - 1], before[j]) + 1, before[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                now[j] = smaller(now[j], earlier[j - 2] + 1);
            }
        }
    }
    return smaller(row[la % 3][lb], 3);
}

/* The one word that was meant; NULL if none is near, or two are that mean different things. */
static const struct word *nearest(const char *text)
{
    size_t len = strlen(text);
    int allowed = len >= 8 ? 2 : len >= 4 ? 1 : 0;
    int best = allowed + 1;
    const struct word *found = NULL;
    for (const struct word *word = lexicon; word < lexicon + lexicon_count && allowed > 0; word++) {
        if (strchr(word->text, ' ') || strlen(word->text) < 4 || word->kind == WORD_NOISE) {
            continue;
        }
        int distance = slips(text, word->text);
        if (distance < best) {
            best = distance;
            found = word;
        } else if (distance == best && found && (word->kind != found->kind || word->value != found->value)) {
            found = found->kind == WORD_FORBIDS ? found : word->kind == WORD_FORBIDS ? word : NULL;
        }
    }
    return found;
}

static void look_up(struct arena *arena, struct tokens *tokens, const struct names *names)
{
    for (size_t i = 0; i < tokens->count; i++) {
        struct token *token = &tokens->items[i];
        if (token->kind != WORD_UNKNOWN || find_phrase(arena, tokens, i)) {
            continue;
        }
        if (names && names->known && names->known(names->data, token->text)) {
            token->kind = WORD_NAME;
            continue;
        }
        const struct word *word = nearest(token->text);
        if (word) {
            token->text = word->text;
            take(token, word);
        }
    }
}

/* Slips first keep a phrase from being found: once they are mended, it is looked for again. */
static void mend_phrases(struct arena *arena, struct tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++) {
        for (size_t n = PHRASE_MAX; n >= 2; n--) {
            if (i + n <= tokens->count && lookup(phrase(arena, tokens, i, n)) && find_phrase(arena, tokens, i)) {
                break;
            }
        }
    }
}

bool tokens_read(struct arena *arena, const char *text, const struct names *names, struct tokens *tokens)
{
    tokens->count = 0;
    for (const char *at = tokens_fold(arena, text); *at;) {
        size_t len = cut(arena, at, tokens);
        at += len > 0 ? len : 1;
        if (tokens->count == TOKENS_MAX) {
            return false;
        }
    }
    look_up(arena, tokens, names);
    mend_phrases(arena, tokens);
    return true;
}
