/* SPDX-License-Identifier: MIT
 *
 * A delimiter stands at the beginning of the body or of a line; what precedes the first and follows the last is ignored, as
 * the RFC has it. File names and declared types are not looked at. */
#include "fcgi/serve/multipart.h"

#include <string.h>
#include <strings.h>

enum { BOUNDARY_MAX = 70 }; /* RFC 2046 */

struct window {
    const char *at;
    size_t len;
};

/* The value of a parameter of a header ("…; boundary=xyz; name=\"file\""), quotes taken off, without escapes: names and
 * boundaries of browsers and clients have none. */
static bool parameter(struct window header, const char *name, struct window *value)
{
    size_t name_len = strlen(name);
    const char *end = header.at + header.len;
    const char *at = memchr(header.at, ';', header.len);
    while (at && at < end) {
        at++;
        while (at < end && (*at == ' ' || *at == '\t')) {
            at++;
        }
        bool named = (size_t)(end - at) > name_len && at[name_len] == '=' && strncasecmp(at, name, name_len) == 0;
        while (at < end && *at != '=' && *at != ';') {
            at++;
        }
        at += at < end && *at == '=';
        bool quoted = at < end && *at == '"';
        at += quoted;
        const char *stop = at;
        while (stop < end && (quoted ? *stop != '"' : *stop != ';' && *stop != ' ' && *stop != '\t')) {
            stop++;
        }
        if (named) {
            *value = (struct window){at, (size_t)(stop - at)};
            return true;
        }
        at = memchr(stop, ';', (size_t)(end - stop));
    }
    return false;
}

/* "\r\n--" and the boundary. */
static size_t delimiter_of(const char *content_type, char out[BOUNDARY_MAX + 5])
{
    static const char media[] = "multipart/form-data";
    struct window boundary;
    content_type += strspn(content_type, " \t");
    if (strncasecmp(content_type, media, strlen(media)) != 0 ||
        !parameter((struct window){content_type, strlen(content_type)}, "boundary", &boundary) || boundary.len == 0 ||
        boundary.len > BOUNDARY_MAX) {
        return 0;
    }
    memcpy(out, "\r\n--", 4);
    memcpy(out + 4, boundary.at, boundary.len);
    return boundary.len + 4;
}

/* Whether the part's Content-Disposition has this name. */
static bool is_named(struct window headers, const char *name)
{
    static const char disposition[] = "content-disposition:";
    while (headers.len > 0) {
        const char *end = memmem(headers.at, headers.len, "\r\n", 2);
        size_t len = end ? (size_t)(end - headers.at) : headers.len;
        struct window line = {headers.at, len};
        struct window value;
        if (len > strlen(disposition) && strncasecmp(line.at, disposition, strlen(disposition)) == 0) {
            return parameter(line, "name", &value) && value.len == strlen(name) && memcmp(value.at, name, value.len) == 0;
        }
        size_t step = end ? len + 2 : len;
        headers.at += step;
        headers.len -= step;
    }
    return false;
}

/* Steps over "\r\n" behind a delimiter, with blanks before it. False: the end mark, or no line's end. */
static bool line_end(struct window *rest)
{
    while (rest->len > 0 && (*rest->at == ' ' || *rest->at == '\t')) {
        rest->at++;
        rest->len--;
    }
    if (rest->len < 2 || memcmp(rest->at, "\r\n", 2) != 0) {
        return false;
    }
    rest->at += 2;
    rest->len -= 2;
    return true;
}

/* The headers at the beginning of `rest`, which goes on behind their empty line. */
static bool take_headers(struct window *rest, struct window *headers)
{
    size_t most = rest->len < MULTIPART_HEADERS_MAX ? rest->len : MULTIPART_HEADERS_MAX;
    if (most >= 2 && memcmp(rest->at, "\r\n", 2) == 0) {
        *headers = (struct window){rest->at, 0};
        rest->at += 2;
        rest->len -= 2;
        return true;
    }
    const char *end = memmem(rest->at, most, "\r\n\r\n", 4);
    if (!end) {
        return false;
    }
    *headers = (struct window){rest->at, (size_t)(end - rest->at)};
    rest->len -= headers->len + 4;
    rest->at = end + 4;
    return true;
}

enum multipart multipart_find(const char *content_type, const char *body, size_t len, const char *name, const char **part,
                              size_t *part_len)
{
    char delimiter[BOUNDARY_MAX + 5];
    size_t delimiter_len = delimiter_of(content_type, delimiter);
    if (delimiter_len == 0) {
        return MULTIPART_BROKEN;
    }
    bool at_start = len >= delimiter_len - 2 && memcmp(body, delimiter + 2, delimiter_len - 2) == 0;
    const char *found = at_start ? body : memmem(body, len, delimiter, delimiter_len);
    size_t skip = at_start ? delimiter_len - 2 : delimiter_len;
    for (int count = 0; found && count < MULTIPART_PARTS_MAX; count++) {
        struct window headers;
        struct window rest = {found + skip, len - (size_t)(found - body) - skip};
        if (rest.len >= 2 && memcmp(rest.at, "--", 2) == 0) {
            return MULTIPART_ABSENT;
        }
        if (!line_end(&rest) || !take_headers(&rest, &headers)) {
            return MULTIPART_BROKEN;
        }
        /* An empty part's end begins with the line's end before it. */
        const char *end = memmem(rest.at - 2, rest.len + 2, delimiter, delimiter_len);
        if (end && is_named(headers, name)) {
            *part = rest.at;
            *part_len = end > rest.at ? (size_t)(end - rest.at) : 0;
            return MULTIPART_FOUND;
        }
        found = end;
        skip = delimiter_len;
    }
    return MULTIPART_BROKEN;
}
