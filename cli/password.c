/* SPDX-License-Identifier: MIT
 *
 * Where the command line gets a new password from: standard input, an environment variable, or the generator. Never from
 * an argument, which every account of the machine could read. */
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "auth/digest.h"
#include "auth/password.h"
#include "base/str.h"
#include "base/uuid.h"
#include "cli/cli.h"

#define LINE_BYTES 2048
#define GENERATED_BYTES 15 /* 120 bits: 20 characters */

/* One line of standard input, without its newline; false at its end. */
static bool read_line(char line[LINE_BYTES])
{
    if (!fgets(line, LINE_BYTES, stdin)) {
        return false;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return true;
}

static bool read_hidden(char line[LINE_BYTES])
{
    struct termios shown;
    if (tcgetattr(STDIN_FILENO, &shown) != 0) {
        return read_line(line);
    }
    struct termios hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    bool quiet = tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
    fputs("Password: ", stderr);
    bool ok = read_line(line);
    if (quiet && tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown) != 0) {
        cli_error("the terminal's echo stays off: type \"stty echo\"");
    }
    fputc('\n', stderr);
    return ok;
}

static const char *generate(struct cx *cx)
{
    unsigned char bytes[GENERATED_BYTES];
    char *text = arena_alloc(cx->arena, BASE64URL_SIZE(sizeof bytes));
    random_bytes(bytes, sizeof bytes);
    base64url(bytes, sizeof bytes, text);
    return text;
}

enum rc cli_password(struct cx *cx, struct cli_password *source, const char **hash)
{
    char line[LINE_BYTES];
    const char *password = NULL;
    if (source->from_stdin) {
        password = read_hidden(line) ? line : NULL;
    } else if (source->variable) {
        password = getenv(source->variable);
    } else {
        password = source->made = generate(cx);
    }
    if (!password) {
        return fault_field(cx, source->from_stdin ? "--password-stdin" : "--password-env", PROBLEM_REQUIRED,
                           "holds no password");
    }
    TRY(password_check(cx, "password", password, source->email));
    *hash = password_hash(cx, password);
    explicit_bzero(line, sizeof line);
    return RC_OK;
}

enum rc cli_password_show(struct cx *cx, const struct cli_password *source)
{
    if (source->made && !cli_say("password: %s\n", source->made)) {
        return fault_set(cx, RC_INTERNAL, NULL, "the password could not be printed: set another one");
    }
    return RC_OK;
}
