/* SPDX-License-Identifier: MIT
 *
 * From words to a tool and its arguments: values first (periods, lengths of time, amounts, names, plates, numbers of papers), then
 * the first rule that the meanings of the other words satisfy, with none of them left over. */
#include "assistant/reader.h"

#include "assistant/rules.h"
#include "assistant/when.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/time.h"

struct state {
    struct arena *arena;
    const struct reader *reader;
    struct tokens *tokens;
    struct when when;
    struct ask ask;   /* what this question says */
    int64_t meanings; /* set of enum meaning */
    int values;       /* set of enum value */
    bool again;       /* it begins like one that goes on */
    bool bad;         /* it says a thing twice, or what cannot be */
    const char *unknown;
};

static const char *date_text(struct state *state, int64_t days)
{
    char text[DATE_LEN];
    if (days == INT_NULL) {
        return NULL;
    }
    date_format(days, text);
    return arena_strdup(state->arena, text);
}

static void use(struct state *state, size_t at, size_t count)
{
    for (size_t i = at; i < at + count && i < state->tokens->count; i++) {
        state->tokens->items[i].used = true;
    }
}

/* Notes that a value was found; twice is one too many. */
static void found(struct state *state, enum value value)
{
    state->bad = state->bad || (state->values & (int)value);
    state->values |= (int)value;
}

static void set_period(struct state *state, const struct period *period)
{
    found(state, VALUE_PERIOD);
    state->ask.from = date_text(state, period->from);
    state->ask.to = date_text(state, period->to);
}

static void set_length(struct state *state, int64_t days)
{
    found(state, VALUE_LENGTH);
    state->ask.older_than_days = days;
}

/* ---- amounts ---- */

/* "500", "500 €", "€1,500", "1k": cents. */
static size_t amount_at(const struct tokens *tokens, size_t at, int64_t *cents)
{
    size_t c = at + (when_is(tokens, at, WORD_CURRENCY) ? 1 : 0);
    if (!when_is(tokens, c, WORD_NUMBER)) {
        return 0;
    }
    *cents = tokens->items[c++].value;
    if (when_is(tokens, c, WORD_THOUSAND)) {
        *cents *= 1000;
        c++;
    }
    c += when_is(tokens, c, WORD_CURRENCY) ? 1 : 0;
    return c - at;
}

/* Behind "more than", "superieur a": no more than three words that say nothing. */
static size_t skip_than(const struct tokens *tokens, size_t at)
{
    for (int i = 0; i < 3 && (when_is(tokens, at, WORD_NOISE) || when_is(tokens, at, WORD_LINK)); i++) {
        at++;
    }
    return at;
}

static size_t compared(struct state *state, size_t at)
{
    const struct tokens *tokens = state->tokens;
    bool more = when_is(tokens, at, WORD_MORE);
    int64_t value;
    if (!more && !when_is(tokens, at, WORD_LESS)) {
        return 0;
    }
    /* "d'un mois", "than a year": the length begins before its article */
    for (size_t c = at + 1; more && c <= at + 3; c++) {
        size_t taken = when_length(tokens, c, &value);
        if (taken > 0 && c + taken <= at + 6) {
            set_length(state, value);
            return c + taken - at;
        }
        if (!when_is(tokens, c, WORD_NOISE)) {
            break;
        }
    }
    size_t c = skip_than(tokens, at + 1);
    size_t taken = amount_at(tokens, c, &value);
    if (taken > 0) {
        found(state, more ? VALUE_MIN : VALUE_MAX);
        *(more ? &state->ask.min_amount : &state->ask.max_amount) = value;
        return c + taken - at;
    }
    return 0;
}

static size_t between(struct state *state, size_t at)
{
    const struct tokens *tokens = state->tokens;
    struct period period;
    if (!when_is(tokens, at, WORD_BETWEEN)) {
        return 0;
    }
    size_t c = when_skip(tokens, at + 1, 2);
    size_t taken = when_range(&state->when, tokens, c, &period);
    if (taken > 0) {
        set_period(state, &period);
        return c + taken - at;
    }
    size_t first = amount_at(tokens, c, &state->ask.min_amount);
    size_t second =
        first > 0 && when_is(tokens, c + first, WORD_LINK) ? amount_at(tokens, c + first + 1, &state->ask.max_amount) : 0;
    if (second == 0) {
        state->bad = true;
        return 1;
    }
    found(state, VALUE_MIN);
    found(state, VALUE_MAX);
    return c + first + 1 + second - at;
}

/* ---- times ---- */

/* "depuis le debut de l'annee" */
static size_t from_start(struct state *state, size_t at)
{
    struct period period;
    if (!when_is(state->tokens, at, WORD_START)) {
        return 0;
    }
    size_t c = when_skip(state->tokens, at + 1, 3);
    size_t taken = when_point(&state->when, state->tokens, c, &period);
    if (taken == 0) {
        return 0;
    }
    period.to = INT_NULL;
    set_period(state, &period);
    return c + taken - at;
}

static size_t since(struct state *state, size_t at)
{
    const struct tokens *tokens = state->tokens;
    struct period period;
    int64_t days;
    if (!when_is(tokens, at, WORD_SINCE)) {
        return 0;
    }
    size_t c = at + 1, taken;
    bool open = when_is(tokens, c, WORD_NOISE) && !when_is(tokens, c + 1, WORD_NUMBER) && !when_is(tokens, c + 1, WORD_NUMERAL);
    if (!open || str_starts(tokens->items[c].text, "un")) {
        if (when_is(tokens, c, WORD_MORE)) {
            return 0; /* the comparison says it */
        }
        if ((taken = when_length(tokens, c, &days)) > 0) {
            set_length(state, days);
            return c + taken - at;
        }
    }
    c = when_skip(tokens, c, 2);
    if ((taken = from_start(state, c)) > 0) {
        return c + taken - at;
    }
    if ((taken = when_point(&state->when, tokens, c, &period)) > 0) {
        period.to = INT_NULL;
        set_period(state, &period);
        return c + taken - at;
    }
    return 0;
}

static size_t period_at(struct state *state, size_t at)
{
    struct period period;
    size_t taken = when_range(&state->when, state->tokens, at, &period);
    if (taken == 0) {
        taken = when_point(&state->when, state->tokens, at, &period);
    }
    if (taken > 0) {
        set_period(state, &period);
    }
    return taken;
}

/* "for 30 days", "2 semaines": a length that nothing compares with. */
static size_t bare_length(struct state *state, size_t at)
{
    int64_t days;
    size_t c = at + (when_is(state->tokens, at, WORD_FOR) ? 1 : 0);
    if (!when_is(state->tokens, c, WORD_NUMBER) && !when_is(state->tokens, c, WORD_NUMERAL)) {
        return 0;
    }
    size_t taken = when_length(state->tokens, c, &days);
    if (taken > 0) {
        set_length(state, days);
        return c + taken - at;
    }
    return 0;
}

/* ---- other values ---- */

static size_t limit_at(struct state *state, size_t at)
{
    const struct token *token = &state->tokens->items[at];
    int64_t count = when_is(state->tokens, at, WORD_NUMBER)    ? token->value / 100
                    : when_is(state->tokens, at, WORD_NUMERAL) ? token->value
                                                               : 0;
    if (!(state->meanings & M_BEST) || count < 1 || count > 50 || when_is(state->tokens, at + 1, WORD_CURRENCY)) {
        return 0;
    }
    found(state, VALUE_LIMIT);
    state->ask.limit = count;
    return 1;
}

/* "tasks 4 today" */
static size_t four_is_for(struct state *state, size_t at)
{
    return when_is(state->tokens, at, WORD_NUMBER) && state->tokens->items[at].value == 400 &&
                   when_is(state->tokens, at + 1, WORD_DAY)
               ? 1
               : 0;
}

static size_t plate_or_paper(struct state *state, size_t at)
{
    if (when_is(state->tokens, at, WORD_PLATE)) {
        found(state, VALUE_PLATE);
        state->ask.plate = state->tokens->items[at].text;
        return 1;
    }
    if (when_is(state->tokens, at, WORD_PAPER)) {
        found(state, VALUE_PAPER);
        state->ask.number = state->tokens->items[at].text;
        return 1;
    }
    return 0;
}

static void read_values(struct state *state)
{
    static size_t (*const forms[])(struct state *, size_t) = {plate_or_paper, compared,  between,  since,      from_start,
                                                              four_is_for,    period_at, limit_at, bare_length};
    for (size_t i = 0; i < state->tokens->count; i++) {
        for (size_t f = 0; f < sizeof forms / sizeof *forms && !state->tokens->items[i].used; f++) {
            size_t taken = forms[f](state, i);
            use(state, i, taken);
        }
    }
}

/* The words of the name, without what stands between them. */
static void read_name(struct state *state)
{
    struct buf name;
    buf_init(&name, state->arena, 0);
    for (size_t i = 0; i < state->tokens->count; i++) {
        struct token *token = &state->tokens->items[i];
        if (token->kind == WORD_NAME) {
            buf_printf(&name, "%s%s", name.len > 0 ? " " : "", token->text);
            token->used = true;
        }
    }
    if (name.len > 0) {
        state->ask.contact = name.data;
        state->values |= VALUE_CONTACT;
    }
}

/* ---- the whole ---- */

static bool says_nothing(enum word_kind kind)
{
    return kind == WORD_NOISE || kind == WORD_MEANS || kind == WORD_THIS || kind == WORD_LAST || kind == WORD_FOR ||
           kind == WORD_LINK || kind == WORD_AGAIN;
}

static void check_left_over(struct state *state)
{
    for (size_t i = 0; i < state->tokens->count; i++) {
        const struct token *token = &state->tokens->items[i];
        bool depuis = token->kind == WORD_SINCE && i + 1 < state->tokens->count && state->tokens->items[i + 1].used;
        if (token->used || says_nothing(token->kind) || depuis) {
            continue;
        }
        state->bad = true;
        if (token->kind == WORD_UNKNOWN && !state->unknown) {
            state->unknown = token->text;
        }
    }
}

static void read_meanings(struct state *state)
{
    for (size_t i = 0; i < state->tokens->count; i++) {
        const struct token *token = &state->tokens->items[i];
        if (token->kind == WORD_MEANS) {
            state->meanings |= token->value;
        }
    }
    for (size_t i = 0; i < state->tokens->count; i++) {
        const struct token *token = &state->tokens->items[i];
        if (token->kind == WORD_AGAIN || str_eq(token->text, "et") || str_eq(token->text, "and")) {
            state->again = true;
        }
        if (token->kind != WORD_NOISE) {
            break;
        }
    }
}

/* The language with more words; a word of both counts for none. */
static enum language language_of(const struct tokens *tokens, enum language otherwise)
{
    int french = 0, english = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->items[i].kind != WORD_UNKNOWN && tokens->items[i].kind != WORD_NAME) {
            french += tokens->items[i].languages == LANG_FR;
            english += tokens->items[i].languages == LANG_EN;
        }
    }
    return french == english ? otherwise : french > english ? LANGUAGE_FR : LANGUAGE_EN;
}

void reader_read(struct arena *arena, const struct reader *reader, const char *question, struct reading *reading)
{
    struct tokens *tokens = arena_alloc(arena, sizeof *tokens);
    struct state state = {.arena = arena, .reader = reader, .tokens = tokens, .when = {.today = reader->today}};
    record_clear(&ask_record, &state.ask);
    *reading = (struct reading){.tool = TOOL_NONE, .language = reader->language};
    record_clear(&ask_record, &reading->ask);
    if (!tokens_read(arena, question, &reader->names, tokens)) {
        return;
    }
    reading->language = language_of(tokens, reader->language);
    read_meanings(&state);
    state.when.ahead = state.meanings & M_TASK || (!(state.meanings & MEANINGS_SUBJECT) && reader->before == TOOL_TASKS);
    read_values(&state);
    read_name(&state);
    check_left_over(&state);
    reading->unknown = state.unknown;
    if (state.bad) {
        return;
    }
    const struct said said = {.meanings = state.meanings, .values = state.values, .again = state.again, .ask = &state.ask};
    reading->tool = rules_choose(arena, &said, reader->before, reader->ask, reader->today, &reading->ask);
}
