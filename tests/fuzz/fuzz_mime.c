/* SPDX-License-Identifier: MIT
 *
 * Letters of anything: whatever a name, a subject, an address, a file's name or the text holds, the headers are ours alone, and no
 * line is longer than SMTP takes. The input's first bytes say how much of it is which. */
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/str.h"
#include "messaging/mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LINE_MAX_BYTES 998

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_headers(const char *text)
{
    static const char *const names[] = {"From", "Reply-To",   "To",           "Subject",
                                        "Date", "Message-ID", "MIME-Version", "Content-Type"};
    size_t at = 0;
    while (!str_starts(text, "\r\n")) {
        const char *end = strstr(text, "\r\n");
        require(end != NULL);
        for (const char *c = text; c < end; c++) {
            require((unsigned char)*c >= 0x20 && (unsigned char)*c < 0x7f);
        }
        if (*text != ' ') {
            require(at < sizeof names / sizeof *names && str_starts(text, names[at]) && text[strlen(names[at])] == ':');
            at++;
        }
        text = end + 2;
    }
    require(at == sizeof names / sizeof *names);
}

static void check_lines(const char *text)
{
    while (*text) {
        const char *end = strstr(text, "\r\n");
        require(end != NULL && end - text <= LINE_MAX_BYTES && !memchr(text, '\n', (size_t)(end - text)));
        text = end + 2;
    }
}

/* The next piece of the input, as text. */
static const char *piece(struct arena *arena, const uint8_t **data, size_t *size)
{
    size_t len = *size > 0 ? **data : 0;
    *data += *size > 0;
    *size -= *size > 0;
    len = len < *size ? len : *size;
    const char *text = arena_strndup(arena, (const char *)*data, len);
    *data += len;
    *size -= len;
    return utf8_valid(text, strlen(text)) ? text : "";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cx cx;
    struct buf out;
    struct arena *arena = arena_new(0);
    cx_init(&cx, arena);
    struct sender sender = {.address = "no-reply@example.org"};
    sender.name = piece(arena, &data, &size);
    sender.reply_to = piece(arena, &data, &size);
    const struct attachment file = {
        .filename = piece(arena, &data, &size), .type = "application/pdf", .content = "x", .len = 1};
    const struct message message = {.id = "0197",
                                    .attempt_id = "0198",
                                    .kind = "MESSAGE",
                                    .recipient = piece(arena, &data, &size),
                                    .subject = piece(arena, &data, &size),
                                    .body = piece(arena, &data, &size),
                                    .attachments = &file,
                                    .attachment_count = 1};
    require(mime_compose(&cx, &message, &sender, &out) == RC_OK);
    check_headers(out.data);
    check_lines(out.data);
    cx_end(&cx);
    arena_free(arena);
    return 0;
}
