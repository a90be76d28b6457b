/* SPDX-License-Identifier: MIT
 *
 * The assistant's ear: the corpus of questions, and what a question can do to its reader. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assistant/reader.h"
#include "assistant/say.h"
#include "assistant/tool.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/time.h"

Suite *suite_assistant(void);

#define CORPUS "tests/unit/assistant_corpus.tsv"
#define TODAY "2026-03-18"

static struct arena *arena;

static void setup(void)
{
    arena = arena_new(0);
}

static void teardown(void)
{
    arena_free(arena);
}

/* Whom the corpus speaks of. */
static bool is_known(void *data, const char *word)
{
    static const char *const known[] = {"jean",  "martin",  "sophie", "dubois", "paul",       "lefevre",
                                        "marie", "bernard", "karim",  "benali", "transports", "rapides"};
    (void)data;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (str_eq(known[i], word)) {
            return true;
        }
    }
    return false;
}

/* The arguments in the corpus' order and spelling. */
static const char *arguments(const struct ask *ask)
{
    struct buf out;
    buf_init(&out, arena, 0);
    const struct {
        const char *name, *text;
        int64_t number;
    } parts[] = {
        {"status", ask->status, INT_NULL},     {"older", NULL, ask->older_than_days},
        {"from", ask->from, INT_NULL},         {"to", ask->to, INT_NULL},
        {"min", NULL, ask->min_amount},        {"max", NULL, ask->max_amount},
        {"contact", ask->contact, INT_NULL},   {"plate", ask->plate, INT_NULL},
        {"number", ask->number, INT_NULL},     {"mine", NULL, ask->mine},
        {"limit", NULL, ask->limit},           {"late", NULL, ask->late},
        {"priority", ask->priority, INT_NULL}, {"what", ask->what, INT_NULL},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].text || parts[i].number != INT_NULL) {
            buf_printf(&out, "%s%s=", out.len > 0 ? ";" : "", parts[i].name);
            if (parts[i].text) {
                buf_str(&out, parts[i].text);
            } else {
                buf_int(&out, parts[i].number);
            }
        }
    }
    return out.data;
}

static void ask_after(const char *question, const struct reading *before, struct reading *reading)
{
    struct reader reader = {.names = {.known = is_known}, .language = LANGUAGE_FR};
    ck_assert(date_parse(TODAY, &reader.today));
    if (before) {
        reader.before = before->tool;
        reader.ask = &before->ask;
    }
    reader_read(arena, &reader, question, reading);
}

/* "A >> B": what is understood of B after A. */
static void ask_all(const char *questions, struct reading *reading)
{
    const char *more = strstr(questions, " >> ");
    if (!more) {
        ask_after(questions, NULL, reading);
        return;
    }
    struct reading before;
    ask_after(arena_strndup(arena, questions, (size_t)(more - questions)), NULL, &before);
    ask_after(more + 4, &before, reading);
}

struct score {
    int right, refused, wrong, count, language;
};

static const char *column(char **at)
{
    return strsep(at, "\t");
}

static void judge(char *line, const char *part, struct score *score)
{
    char *at = line;
    const char *of = column(&at), *language = column(&at), *questions = column(&at), *tool = column(&at);
    const char *expected = at;
    if (!str_eq(of, part)) {
        return;
    }
    struct reading reading;
    ask_all(questions, &reading);
    const struct tool *found = tool_of(reading.tool);
    const char *name = found ? found->name : "none";
    const char *given = found ? arguments(&reading.ask) : "";
    bool right = str_eq(name, tool) && str_eq(given, expected);
    score->count++;
    score->right += right;
    score->refused += !right && !found;
    score->wrong += !right && found;
    score->language += right && found && reading.language == (str_eq(language, "en") ? LANGUAGE_EN : LANGUAGE_FR);
    if (right && found && reading.language != (str_eq(language, "en") ? LANGUAGE_EN : LANGUAGE_FR) &&
        getenv("VISIONCRM_CORPUS")) {
        printf("language %s: %s\n", language, questions);
    }
    if (!right && getenv("VISIONCRM_CORPUS")) {
        printf("%s %s\n      wanted %s %s\n      heard  %s %s (%s)\n", found ? "WRONG  " : "refused", questions, tool, expected,
               name, given, reading.unknown ? reading.unknown : "");
    }
}

static struct score judge_part(const char *part)
{
    char line[1024];
    struct score score = {0};
    FILE *file = fopen(CORPUS, "r");
    ck_assert_ptr_nonnull(file);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (*line != '#') {
            judge(line, part, &score);
        }
    }
    fclose(file);
    printf("corpus %s: %d of %d right, %d refused, %d wrong, language of %d\n", part, score.right, score.count, score.refused,
           score.wrong, score.language);
    return score;
}

/* The numbers reached, which docs/assistant.md states: of each part no fewer right, and no more wrong. */
START_TEST(test_open_questions)
{
    struct score score = judge_part("open");
    ck_assert_int_eq(score.count, 300);
    ck_assert_int_ge(score.right, 300);
    ck_assert_int_le(score.wrong, 0);
}
END_TEST

START_TEST(test_held_questions)
{
    struct score score = judge_part("held");
    ck_assert_int_eq(score.count, 151);
    ck_assert_int_ge(score.right, 149);
    ck_assert_int_le(score.wrong, 0);
}
END_TEST

START_TEST(test_later_questions)
{
    struct score score = judge_part("first");
    ck_assert_int_eq(score.count, 73);
    ck_assert_int_ge(score.right, 72);
    ck_assert_int_le(score.wrong, 0);
    score = judge_part("late");
    ck_assert_int_eq(score.count, 45);
    ck_assert_int_ge(score.right, 34);
    ck_assert_int_le(score.wrong, 0);
}
END_TEST

START_TEST(test_lexicon_is_sorted)
{
    for (size_t i = 1; i < lexicon_count; i++) {
        ck_assert_msg(strcmp(lexicon[i - 1].text, lexicon[i].text) < 0, "%s", lexicon[i].text);
    }
}
END_TEST

START_TEST(test_every_tool_is_described)
{
    int count = 0;
    for (const struct tool *tool = tools; tool->name; tool++) {
        count++;
        ck_assert_ptr_eq(tool_of(tool->id), tool);
        ck_assert_ptr_eq(tool_named(tool->name), tool);
        ck_assert(tool->about[LANGUAGE_FR] && tool->about[LANGUAGE_EN]);
        int taken = 0;
        for (size_t i = 0; i < ask_record.count; i++) {
            const char *argument = ask_record.fields[i].name;
            taken += tool_takes(tool, argument);
            ck_assert(!tool_needs(tool, argument) || tool_takes(tool, argument));
        }
        int named = 0;
        for (const char *c = tool->arguments; *c; c++) {
            named += c[0] == ' ' && c[1] != '\0';
        }
        ck_assert_msg(taken == named, "%s names an argument that there is not", tool->name);
        ck_assert(tool_takes(tool, "status") == (tool->statuses != NULL));
    }
    ck_assert_int_eq(count, TOOL_IDS - 1);
}
END_TEST

START_TEST(test_long_questions_are_refused)
{
    struct reading reading;
    struct buf text;
    buf_init(&text, arena, 0);
    for (int i = 0; i < TOKENS_MAX + 1; i++) {
        buf_str(&text, "devis ");
    }
    ask_after(text.data, NULL, &reading);
    ck_assert_int_eq(reading.tool, TOOL_NONE);
    ask_after("devis devis devis", NULL, &reading);
    ck_assert_int_eq(reading.tool, TOOL_QUOTES);
}
END_TEST

/* The first word that means nothing is named, so that one can say it otherwise. */
START_TEST(test_unknown_words_are_named)
{
    struct reading reading;
    ask_after("devis de Zorglub en attente", NULL, &reading);
    ck_assert_int_eq(reading.tool, TOOL_NONE);
    ck_assert_str_eq(reading.unknown, "zorglub");
    ask_after("supprime les devis", NULL, &reading);
    ck_assert_int_eq(reading.tool, TOOL_NONE);
}
END_TEST

START_TEST(test_times_that_exclude_each_other)
{
    struct reading reading;
    static const char *const questions[] = {"ca de janvier en mars", "devis de plus de 500 euros de plus de 300 euros",
                                            "devis entre 800 et 300 euros", "ca depuis 30 jours hier",
                                            "revenue since more than days"};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        ask_after(questions[i], NULL, &reading);
        ck_assert_msg(reading.tool == TOOL_NONE, "%s", questions[i]);
    }
}
END_TEST

/* Around the turn of the year, and on the last days of months. */
START_TEST(test_periods_of_other_days)
{
    static const struct {
        const char *today, *question, *from, *to;
    } cases[] = {
        {"2026-01-02", "ca du mois dernier", "2025-12-01", "2025-12-31"},
        {"2026-01-02", "ca de la semaine dernière", "2025-12-22", "2025-12-28"},
        {"2026-01-02", "revenue last quarter", "2025-10-01", "2025-12-31"},
        {"2026-01-02", "ca de février", "2025-02-01", "2025-02-28"},
        {"2024-03-31", "ca des 1 dernier mois", "2024-02-29", "2024-03-31"},
        {"2024-03-31", "revenue last month", "2024-02-01", "2024-02-29"},
        {"2026-12-31", "tâches de janvier", "2027-01-01", "2027-01-31"},
        {"2026-12-31", "tâches de la semaine prochaine", "2027-01-04", "2027-01-10"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading reading;
        struct reader reader = {.names = {.known = is_known}, .language = LANGUAGE_FR};
        ck_assert(date_parse(cases[i].today, &reader.today));
        reader_read(arena, &reader, cases[i].question, &reading);
        ck_assert_msg(str_eq(reading.ask.from, cases[i].from) && str_eq(reading.ask.to, cases[i].to), "%s: %s to %s",
                      cases[i].question, reading.ask.from, reading.ask.to);
    }
}
END_TEST

START_TEST(test_figures_are_written_as_people_do)
{
    ck_assert_str_eq(say_amount(arena, LANGUAGE_FR, 36000, true), "360,00€");
    ck_assert_str_eq(say_amount(arena, LANGUAGE_FR, 45000, false), "450€");
    ck_assert_str_eq(say_amount(arena, LANGUAGE_EN, 123456789, false), "€1,234,567.89");
    ck_assert_str_eq(say_amount(arena, LANGUAGE_FR, 100000, false), "1\u202f000€");
    ck_assert_str_eq(say_amount(arena, LANGUAGE_FR, -5, false), "-0,05€");
    ck_assert_str_eq(say_amount(arena, LANGUAGE_EN, INT64_MIN + 1, false), "-€92,233,720,368,547,758.07");
    ck_assert_str_eq(say_percent(arena, LANGUAGE_FR, 2850), "28,5%");
    ck_assert_str_eq(say_percent(arena, LANGUAGE_EN, -1200), "-12%");
    ck_assert_str_eq(say_days(arena, LANGUAGE_FR, 0), "0 jour");
    ck_assert_str_eq(say_days(arena, LANGUAGE_EN, 0), "0 days");
    ck_assert_str_eq(say_days(arena, LANGUAGE_FR, 1), "1 jour");
    ck_assert_str_eq(say_days(arena, LANGUAGE_FR, 2), "2 jours");
    ck_assert_str_eq(say_date(arena, LANGUAGE_EN, "2026-03-01"), "1 March 2026");
}
END_TEST

Suite *suite_assistant(void)
{
    Suite *suite = suite_create("assistant");
    TCase *tcase = tcase_create("assistant");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_open_questions);
    tcase_add_test(tcase, test_held_questions);
    tcase_add_test(tcase, test_later_questions);
    tcase_add_test(tcase, test_lexicon_is_sorted);
    tcase_add_test(tcase, test_every_tool_is_described);
    tcase_add_test(tcase, test_long_questions_are_refused);
    tcase_add_test(tcase, test_unknown_words_are_named);
    tcase_add_test(tcase, test_times_that_exclude_each_other);
    tcase_add_test(tcase, test_periods_of_other_days);
    tcase_add_test(tcase, test_figures_are_written_as_people_do);
    suite_add_tcase(suite, tcase);
    return suite;
}
