/* SPDX-License-Identifier: MIT
 *
 * The assistant's ear: the corpus of questions, and what a question can do to its reader. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assistant/reader.h"
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

START_TEST(test_open_questions)
{
    struct score score = judge_part("open");
    ck_assert_int_eq(score.count, 300);
    ck_assert_int_ge(score.right, 0);
}
END_TEST

START_TEST(test_lexicon_is_sorted)
{
    for (size_t i = 1; i < lexicon_count; i++) {
        ck_assert_msg(strcmp(lexicon[i - 1].text, lexicon[i].text) < 0, "%s", lexicon[i].text);
    }
}
END_TEST

Suite *suite_assistant(void)
{
    Suite *suite = suite_create("assistant");
    TCase *tcase = tcase_create("assistant");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, test_open_questions);
    tcase_add_test(tcase, test_lexicon_is_sorted);
    suite_add_tcase(suite, tcase);
    return suite;
}
