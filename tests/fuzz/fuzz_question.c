/* SPDX-License-Identifier: MIT
 *
 * The assistant's reader of questions. Two lines are two questions, of which the second may go on from the first. Whatever it
 * understands, a tool must take; and what it understands must not depend on the case of letters. */
#include <stdlib.h>
#include <string.h>

#include "assistant/reader.h"
#include "assistant/tool.h"
#include "base/cx.h"
#include "base/str.h"
#include "base/time.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define QUESTION_BYTES 4000
#define TODAY 20530 /* 2026-03-18 */

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Some words are names. */
static bool is_known(void *data, const char *word)
{
    (void)data;
    return strlen(word) > 2 && word[0] == 'm';
}

static void ask(struct cx *cx, const char *question, const struct reading *before, struct reading *reading)
{
    struct reader reader = {.today = TODAY, .names = {.known = is_known}, .language = LANGUAGE_FR};
    if (before) {
        reader.before = before->tool;
        reader.ask = &before->ask;
    }
    reader_read(cx->arena, &reader, question, reading);
    const struct tool *tool = tool_of(reading->tool);
    require((tool != NULL) == (reading->tool != TOOL_NONE));
    if (tool) {
        require(tool_check(cx, tool, &reading->ask) == RC_OK);
        require(!reading->unknown);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cx cx;
    struct reading first, second, louder;
    if (size > QUESTION_BYTES || memchr(data, 0, size) || !utf8_valid((const char *)data, size)) {
        return 0;
    }
    struct arena *arena = arena_new(0);
    cx_init(&cx, arena);
    char *text = arena_strndup(arena, (const char *)data, size);
    char *line = strchr(text, '\n');
    if (line) {
        *line++ = '\0';
    }
    ask(&cx, text, NULL, &first);
    ask(&cx, str_upper(arena, text), NULL, &louder);
    require(first.tool == louder.tool);
    if (line) {
        ask(&cx, line, &first, &second);
    }
    cx_end(&cx);
    arena_free(arena);
    return 0;
}
