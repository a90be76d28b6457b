/* SPDX-License-Identifier: MIT
 *
 * The browser front end, as nginx serves it: where its files are, and which addresses are its pages. The build writes the table of
 * the latter, src/routes.ts, to routes.txt beside index.html: a path a line, "/contacts/:id"; lines of '#' say something else. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"
#include "base/str.h"
#include "cli/cli.h"
#include "cli/nginx.h"

#define ROUTES_FILE "routes.txt"
#define ROUTES_MAX 1000
#define LINE_BYTES 256
/* Any address without dots and escapes, which nginx serves only as files. */
#define EVERY_PAGE "\"~^/(?!api/)[^.%?]*(\\?|$)\" /index.html;"

const char *nginx_web_folder(struct arena *arena, const char *template)
{
    const char *web = config_get("web");
    const char *slash = strrchr(template, '/');
    int len = slash ? (int)(slash - template) : 0;
    const char *const places[] = {web, arena_printf(arena, "%.*s/../build/web", len, template),
                                  arena_printf(arena, "%.*s/../web", len, template)};
    bool said = !str_eq(config_source("web"), "default");
    for (size_t i = 0; !said && i < sizeof places / sizeof *places; i++) {
        if (access(arena_printf(arena, "%s/index.html", places[i]), R_OK) == 0) {
            return nginx_absolute(arena, places[i]);
        }
    }
    return nginx_absolute(arena, web);
}

/* Adds the expression of one path: words of lower-case letters, digits and hyphens, and ":id" for any id. False: it is no such. */
static bool add_page(struct buf *out, const char *path)
{
    static const char word[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    static const char name[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    bool root = str_eq(path, "/");
    buf_printf(out, "%s\"~^%s", out->len ? "\n        " : "", root ? "/" : "");
    for (const char *at = path; *at && !root;) {
        bool id = str_starts(at, "/:");
        const char *begin = at + (id ? 2 : 1);
        size_t len = *at == '/' ? strspn(begin, id ? name : word) : 0;
        if (len == 0 || (begin[len] != '/' && begin[len] != '\0')) {
            return false;
        }
        buf_printf(out, "/%.*s", id ? 0 : (int)len, begin);
        buf_str(out, id ? "[A-Za-z0-9-]+" : "");
        at = begin + len;
    }
    buf_str(out, "(\\?|$)\" /index.html;");
    return true;
}

static bool read_pages(struct arena *arena, FILE *file, const char *path, struct buf *out)
{
    char line[LINE_BYTES];
    for (int number = 1; fgets(line, sizeof line, file); number++) {
        const char *page = str_trim(arena, line);
        if (*page == '\0' || *page == '#') {
            continue;
        }
        bool whole = strlen(line) < sizeof line - 1 || line[sizeof line - 2] == '\n';
        if (number > ROUTES_MAX || !whole || !add_page(out, page)) {
            cli_error("%s:%d: %s: must be a path of a page, like /contacts/:id, one of at most %d", path, number, page,
                      ROUTES_MAX);
            return false;
        }
    }
    if (ferror(file)) {
        cli_error("%s cannot be read: %s", path, strerror(errno));
        return false;
    }
    return true;
}

const char *nginx_front_pages(struct arena *arena, const char *web)
{
    const char *path = arena_printf(arena, "%s/%s", web, ROUTES_FILE);
    FILE *file = fopen(path, "re");
    if (!file && errno == ENOENT) {
        return EVERY_PAGE;
    }
    if (!file) {
        cli_error("%s cannot be opened: %s", path, strerror(errno));
        return NULL;
    }
    struct buf out;
    buf_init(&out, arena, 0);
    bool ok = read_pages(arena, file, path, &out);
    if (fclose(file) != 0 && ok) {
        cli_error("%s cannot be read: %s", path, strerror(errno));
        return NULL;
    }
    return ok ? out.data : NULL;
}
