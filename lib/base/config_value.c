/* SPDX-License-Identifier: MIT
 *
 * Checks of single settings, by type. */
#include "base/config_value.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"

#define HOST_MAX 180 /* leaves room for a tenant's label before it */
#define LABEL_MAX 63
#define ADDRESS_MAX 64

static bool is_value(const struct config_key *key, const char *value)
{
    const char *const *known = key->values;
    while (known && *known && !str_eq(*known, value)) {
        known++;
    }
    return known && *known;
}

static bool is_factor(const char *value, int64_t max)
{
    char *end;
    if (!*value || strspn(value, "0123456789.") != strlen(value)) {
        return false;
    }
    double number = strtod(value, &end);
    return !*end && number >= 0 && number <= (double)max;
}

static bool is_path(const char *value)
{
    return *value && !value[strcspn(value, " \t;{}\"'$\\#")];
}

/* Letters, digits and inner hyphens; *numeric tells whether there are only digits. */
static bool is_label(const char *text, size_t len, bool *numeric)
{
    *numeric = true;
    for (size_t i = 0; i < len; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        *numeric = *numeric && digit;
        if (!digit && !(text[i] >= 'a' && text[i] <= 'z') && (text[i] != '-' || i == 0 || i + 1 == len)) {
            return false;
        }
    }
    return len > 0 && len <= LABEL_MAX;
}

/* An address is no name: its last label has only digits. */
static bool is_host(const char *value)
{
    bool numeric = true;
    if (strlen(value) > HOST_MAX) {
        return false;
    }
    for (;;) {
        size_t len = strcspn(value, ".");
        if (!is_label(value, len, &numeric)) {
            return false;
        }
        if (!value[len]) {
            return !numeric;
        }
        value += len + 1;
    }
}

static bool is_tenant(const char *value)
{
    bool numeric;
    size_t len = strlen(value);
    return len >= 3 && is_label(value, len, &numeric);
}

static bool is_account(const char *value)
{
    const struct passwd *account = getpwnam(value);
    return account && account->pw_uid != 0;
}

/* An address, with "/bits" behind it if `network`. */
static bool is_address(const char *text, size_t len, bool network)
{
    char address[ADDRESS_MAX];
    unsigned char bytes[16];
    int64_t bits;
    if (len >= sizeof address) {
        return false;
    }
    memcpy(address, text, len);
    address[len] = '\0';
    char *slash = network ? strchr(address, '/') : NULL;
    if (slash) {
        *slash++ = '\0';
    }
    bool v4 = inet_pton(AF_INET, address, bytes) == 1;
    if (!v4 && inet_pton(AF_INET6, address, bytes) != 1) {
        return false;
    }
    return !slash || str_int(slash, 0, v4 ? 32 : 128, &bits);
}

/* The next entry of *list without its blanks, and its length; NULL at the end. "a,,b" has an empty one. */
static const char *next_entry(const char **list, size_t *len)
{
    if (!*list) {
        return NULL;
    }
    const char *start = *list;
    const char *comma = strchr(start, ',');
    const char *end = comma ? comma : start + strlen(start);
    *list = comma ? comma + 1 : NULL;
    while (start < end && isspace((unsigned char)*start)) {
        start++;
    }
    while (end > start && isspace((unsigned char)end[-1])) {
        end--;
    }
    *len = (size_t)(end - start);
    return start;
}

static bool are_addresses(const char *list, bool networks)
{
    size_t len;
    for (const char *entry = next_entry(&list, &len); entry; entry = next_entry(&list, &len)) {
        if (!is_address(entry, len, networks)) {
            return false;
        }
    }
    return true;
}

static bool are_words(const char *list)
{
    size_t len;
    for (const char *entry = next_entry(&list, &len); entry; entry = next_entry(&list, &len)) {
        for (size_t i = 0; i < len || len == 0; i++) {
            if (len == 0 || entry[i] < '!' || entry[i] > '~') {
                return false;
            }
        }
    }
    return true;
}

/* Whether a price (with its "=", `len` bytes) stands in the rest of the list, too. */
static bool is_there_again(const char *price, size_t len, const char *rest)
{
    size_t other_len;
    for (const char *other = next_entry(&rest, &other_len); other; other = next_entry(&rest, &other_len)) {
        if (other_len > len && memcmp(other, price, len) == 0) {
            return true;
        }
    }
    return false;
}

static bool are_prices(const char *list)
{
    static const char *const plans[] = {"=FREE", "=PRO", "=BUSINESS"};
    size_t len;
    if (!are_words(list)) {
        return false;
    }
    for (const char *entry = next_entry(&list, &len); entry; entry = next_entry(&list, &len)) {
        bool known = false;
        for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
            size_t plan = strlen(plans[i]);
            bool fits = len > plan && memcmp(entry + len - plan, plans[i], plan) == 0;
            known = known || (fits && !is_there_again(entry, len - plan + 1, list));
        }
        if (!known) {
            return false;
        }
    }
    return true;
}

/* What no URL of ours holds: blanks, quotes, controls. */
static bool is_url(const char *value)
{
    for (const char *c = value; *c; c++) {
        if (*c <= ' ' || *c > '~' || strchr("\"'`<>\\{}|^", *c)) {
            return false;
        }
    }
    return true;
}

/* Plain http leads to this machine only, as lib/http wants it. */
static bool is_service(const char *value)
{
    bool local =
        str_starts(value, "http://127.0.0.1") || str_starts(value, "http://localhost") || str_starts(value, "http://[::1]");
    return is_url(value) && (local || (str_starts(value, "https://") && value[8] && value[8] != '/'));
}

/* What follows a host: nothing, or its port. */
static bool is_port(const char *text)
{
    int64_t port;
    return !*text || (*text == ':' && str_int(text + 1, 1, 65535, &port));
}

/* The password has a setting of its own, which is not shown. */
static bool is_mail_server(const char *value)
{
    const char *rest = str_starts(value, "smtp://") ? value + 7 : str_starts(value, "smtps://") ? value + 8 : "";
    const char *at = strrchr(rest, '@');
    const char *host = at ? at + 1 : rest;
    const char *bracket = *host == '[' ? strchr(host, ']') : NULL;
    const char *end = bracket ? bracket + 1 : host + strcspn(host, ":");
    bool password = at && memchr(rest, ':', (size_t)(at - rest));
    return is_url(value) && at != rest && !password && (isalnum((unsigned char)*host) || bracket) && !strchr(rest, '/') &&
           is_port(end);
}

static bool is_number(const char *value)
{
    const char *plus = str_starts(value, "whatsapp:") ? value + 9 : value;
    size_t digits = *plus == '+' ? strspn(plus + 1, "0123456789") : 0;
    return digits >= 6 && digits <= 15 && !plus[1 + digits] && plus[1] != '0';
}

static bool is_email(const char *value)
{
    const char *at = strrchr(value, '@');
    if (!at || at == value || at - value > LABEL_MAX + 1 || !is_host(at + 1)) {
        return false;
    }
    for (const char *c = value; c < at; c++) {
        if (!isalnum((unsigned char)*c) && !strchr("!#$%&'*+-/=?^_`{|}~.", *c)) {
            return false;
        }
    }
    return true;
}

const char *config_next(struct arena *arena, const char **list)
{
    size_t len;
    const char *entry = next_entry(list, &len);
    return entry ? arena_strndup(arena, entry, len) : NULL;
}

static bool may_be_empty(const struct config_key *key)
{
    return !*key->fallback || key->type == CONFIG_LABEL;
}

bool config_allows(const struct config_key *key, const char *value)
{
    int64_t number;
    if (!*value) {
        return may_be_empty(key);
    }
    switch (key->type) {
    case CONFIG_ENUM:
        return is_value(key, value);
    case CONFIG_INT:
        return str_int(value, key->min, key->max, &number);
    case CONFIG_FACTOR:
        return is_factor(value, key->max);
    case CONFIG_PATH:
        return is_path(value);
    case CONFIG_HOST:
        return is_host(value);
    case CONFIG_LABEL:
        return is_tenant(value);
    case CONFIG_ACCOUNT:
        return is_account(value);
    case CONFIG_ADDRESSES:
        return is_value(key, value) || are_addresses(value, false);
    case CONFIG_NETWORKS:
        return are_addresses(value, true);
    case CONFIG_SECRETS:
    case CONFIG_WORD:
        return are_words(value);
    case CONFIG_PRICES:
        return are_prices(value);
    case CONFIG_NUMBER:
        return is_number(value);
    case CONFIG_URL:
        return is_service(value);
    case CONFIG_MAIL:
        return is_value(key, value) || is_mail_server(value);
    case CONFIG_EMAIL:
        return is_email(value);
    case CONFIG_ENGINE:
        return is_value(key, value) || is_service(value);
    }
    return false;
}

/* "a, b or c" */
static const char *list_of(struct arena *arena, const char *const *values)
{
    struct buf out;
    buf_init(&out, arena, 0);
    for (size_t i = 0; values[i]; i++) {
        buf_printf(&out, "%s%s", i == 0 ? "" : values[i + 1] ? ", " : " or ", values[i]);
    }
    return out.data;
}

static const char *allowed_type(struct arena *arena, const struct config_key *key)
{
    switch (key->type) {
    case CONFIG_ENUM:
        return list_of(arena, key->values);
    case CONFIG_INT:
        return arena_printf(arena, "a whole number from %lld to %lld", (long long)key->min, (long long)key->max);
    case CONFIG_FACTOR:
        return arena_printf(arena, "a number from 0 to %lld", (long long)key->max);
    case CONFIG_PATH:
        return "a path without blanks, quotes, braces, semicolons, $, # and \\";
    case CONFIG_HOST:
        return "a host name in lower case, such as crm.example.org";
    case CONFIG_LABEL:
        return "a tenant's name: 3 to 63 lower-case letters, digits or inner hyphens";
    case CONFIG_ACCOUNT:
        return "an account of this machine, and not root";
    case CONFIG_ADDRESSES:
        return arena_printf(arena, "%s, or IP addresses separated by commas", list_of(arena, key->values));
    case CONFIG_WORD:
        return "a word without blanks";
    case CONFIG_SECRETS:
        return "a word without blanks, or several separated by commas";
    case CONFIG_URL:
        return "a URL of https:// (on this machine also http://)";
    case CONFIG_MAIL:
        return arena_printf(arena, "%s, or smtp://user@host:port (the password is mail_password)", list_of(arena, key->values));
    case CONFIG_EMAIL:
        return "an e-mail address";
    case CONFIG_PRICES:
        return "price=PLAN with FREE, PRO or BUSINESS, each price once, separated by commas";
    case CONFIG_NUMBER:
        return "a telephone number such as +33612345678";
    case CONFIG_ENGINE:
        return arena_printf(arena, "%s, or the URL of a service (https://…/v1, or http:// on this machine)",
                            list_of(arena, key->values));
    case CONFIG_NETWORKS:
        return "IP addresses and networks such as 10.0.0.0/8, separated by commas";
    }
    return "";
}

const char *config_allowed(struct arena *arena, const struct config_key *key)
{
    const char *allowed = allowed_type(arena, key);
    return may_be_empty(key) ? arena_printf(arena, "%s; or empty", allowed) : allowed;
}
