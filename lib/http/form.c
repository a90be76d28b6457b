/* SPDX-License-Identifier: MIT
 *
 * "application/x-www-form-urlencoded", out and in. */
#include <string.h>

#include "base/str.h"
#include "http/http.h"

static void add_encoded(struct buf *form, const char *text, const char *kept)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    for (const char *c = text; *c; c++) {
        if (strchr(plain, *c) || strchr(kept, *c)) {
            buf_char(form, *c);
        } else {
            buf_printf(form, "%%%02X", (unsigned char)*c);
        }
    }
}

void http_form_add(struct buf *form, const char *name, const char *value)
{
    if (form->len) {
        buf_char(form, '&');
    }
    add_encoded(form, name, "[]");
    buf_char(form, '=');
    add_encoded(form, value, "");
}

/* NULL: it does not decode to text. */
static const char *decoded(struct arena *arena, const char *text, size_t len)
{
    char *out = arena_alloc(arena, len + 1);
    return percent_decode(text, len, true, out) ? out : NULL;
}

bool http_form_parse(struct arena *arena, const char *text, size_t len, struct http_pair **pairs, size_t *count)
{
    const char *end = text + len;
    *pairs = arena_array(arena, HTTP_FORM_MAX, sizeof **pairs);
    *count = 0;
    while (text < end) {
        const char *amp = memchr(text, '&', (size_t)(end - text));
        const char *stop = amp ? amp : end;
        const char *equals = memchr(text, '=', (size_t)(stop - text));
        const char *name_end = equals ? equals : stop;
        if (*count == HTTP_FORM_MAX) {
            return false;
        }
        struct http_pair *pair = &(*pairs)[*count];
        pair->name = decoded(arena, text, (size_t)(name_end - text));
        pair->value = equals ? decoded(arena, equals + 1, (size_t)(stop - equals - 1)) : "";
        if (!pair->name || !pair->value) {
            return false;
        }
        *count += stop > text;
        text = stop + (amp != NULL);
    }
    return true;
}
