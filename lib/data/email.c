/* SPDX-License-Identifier: MIT
 *
 * The syntax of addresses, and the two spellings of an international domain. */
#include "data/email.h"

#include <idn2.h>
#include <stdbool.h>
#include <string.h>

#include "base/str.h"
#include "base/unicode.h"

#define EMAIL_MAX 254
#define LOCAL_MAX 64
#define LABEL_MAX 63
#define DOMAIN_ROOM (4 * 255 + 1) /* the longest domain, in any script */
#define WRONG "Invalid email format"

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* RFC 5321, section 4.1.2, dot-string: no quoted local parts. */
static bool local_valid(const char *local, size_t len)
{
    if (len < 1 || len > LOCAL_MAX || local[0] == '.' || local[len - 1] == '.') {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        char c = local[i];
        if (c == '.' ? local[i + 1] == '.' : !is_alnum(c) && (c == '\0' || !strchr("!#$%&'*+-/=?^_`{|}~", c))) {
            return false;
        }
    }
    return true;
}

static bool label_valid(const char *label, size_t len)
{
    if (len < 1 || len > LABEL_MAX || label[0] == '-' || label[len - 1] == '-') {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (!is_alnum(label[i]) && label[i] != '-') {
            return false;
        }
    }
    return true;
}

static bool domain_valid(const char *label)
{
    for (int labels = 1;; labels++) {
        size_t len = strcspn(label, ".");
        if (!label_valid(label, len)) {
            return false;
        }
        if (label[len] == '\0') {
            return labels >= 2;
        }
        label += len + 1;
    }
}

/* Written with letters beyond ASCII, or with their ASCII form. */
static bool is_international(const char *domain)
{
    bool international = strcasestr(domain, "xn--") != NULL;
    for (; *domain && !international; domain++) {
        international = (unsigned char)*domain >= 0x80;
    }
    return international;
}

/* What libidn2 has made, in `room` of DOMAIN_ROOM bytes; NULL where it has not. The room is taken from the arena beforehand: the
 * arena's end would leave behind what the library had allocated. */
static const char *keep(char *room, int outcome, char *made)
{
    if (outcome != IDN2_OK) {
        return NULL;
    }
    size_t len = strlen(made);
    bool fits = len < DOMAIN_ROOM;
    memcpy(room, made, fits ? len + 1 : 0);
    idn2_free(made);
    return fits ? room : NULL;
}

static const char *to_ascii(struct arena *arena, const char *domain)
{
    char *made = NULL;
    char *room = arena_alloc(arena, DOMAIN_ROOM);
    int outcome = idn2_to_ascii_8z(domain, &made, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    return keep(room, outcome, made);
}

static const char *to_unicode(struct arena *arena, const char *ascii)
{
    char *made = NULL;
    char *room = arena_alloc(arena, DOMAIN_ROOM);
    int outcome = idn2_to_unicode_8z8z(str_lower(arena, ascii), &made, 0);
    return keep(room, outcome, made);
}

/* Both spellings of a domain; false where they are none of one another. */
static bool read_domain(struct arena *arena, const char *domain, const char **ascii, const char **unicode)
{
    *ascii = domain;
    *unicode = domain;
    if (is_international(domain)) {
        *ascii = to_ascii(arena, domain);
        *unicode = *ascii ? to_unicode(arena, *ascii) : NULL;
        if (!*unicode || !str_ieq(to_ascii(arena, *unicode), *ascii)) {
            return false;
        }
    }
    return domain_valid(*ascii);
}

const char *email_parse(struct arena *arena, const char *input, const char **email)
{
    const char *text = text_trim(arena, input);
    const char *sign = strchr(text, '@');
    size_t local = sign ? (size_t)(sign - text) : 0;
    const char *ascii, *unicode;
    if (strlen(text) > 4 * EMAIL_MAX || !sign || !local_valid(text, local) || !read_domain(arena, sign + 1, &ascii, &unicode) ||
        local + 1 + strlen(ascii) > EMAIL_MAX) {
        return WRONG;
    }
    *email = arena_printf(arena, "%.*s@%s", (int)local, text, unicode);
    return NULL;
}

const char *email_ascii(struct arena *arena, const char *email)
{
    const char *sign = strchr(email, '@');
    const char *ascii, *unicode;
    if (!sign || !read_domain(arena, sign + 1, &ascii, &unicode)) {
        return email;
    }
    return arena_printf(arena, "%.*s@%s", (int)(sign - email), email, ascii);
}
