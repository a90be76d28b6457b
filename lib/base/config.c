/* SPDX-License-Identifier: MIT
 *
 * The table of keys, and where their values come from: environment, then file, then the default. */
#include "base/config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/str.h"

#define LINE_BYTES 4096
#define NUMBER_MAX 1000000000

const struct config_key config_keys[] = {
    {"data", "var/data", "Folder of the registry and of one folder per tenant.", false},
    {"domain", "visioncrm.localhost", "Host name of the installation; tenants are its subdomains.", false},
    {"https_port", "8443", "Port on which nginx serves HTTPS.", false},
    {"http_port", "8000", "Loopback port on which nginx serves the default tenant without TLS.", false},
    {"workers", "2", "Processes that answer ordinary requests.", false},
    {"heavy_workers", "2", "Processes for what is slow: passwords, documents, OCR, sending.", false},
    {"rate_limit_scale", "1.0", "Factor on all rate limits; 0 lifts them.", false},
    {"signup", "open", "Whether new tenants may sign up: open or closed.", false},
    {"apex_tenant", "", "Tenant served on the bare domain; empty: none.", false},
    {"default_tenant", "demo", "Tenant served on the loopback port.", false},
    {"mail", "maildir", "Carrier of e-mail: maildir, smtp://host:port or resend.", false},
    {"whatsapp", "spool", "Carrier of WhatsApp messages: spool or twilio.", false},
    {"ai", "builtin", "Assistant: builtin, or the base URL of an OpenAI-compatible service.", false},
    {"resend_url", "", "Base URL of the Resend API.", false},
    {"resend_key", "", "API key of Resend.", true},
    {"twilio_url", "", "Base URL of the Twilio API.", false},
    {"twilio_sid", "", "Account SID of Twilio.", false},
    {"twilio_token", "", "Auth token of Twilio.", true},
    {"stripe_webhook_secret", "", "Signing secret of the Stripe webhook.", true},
    {"stripe_prices", "", "Stripe price ids and their plans: price=PLAN, separated by commas.", false},
    {"ai_key", "", "API key of the OpenAI-compatible service.", true},
    {"secret_file", "", "File of the key that encrypts secrets at rest; empty: secret.key in the data folder.", false},
    {"open_tenants", "500", "Tenant files that one process keeps open.", false},
    {"password_cost", "14", "Cost of a password hash, as a power of two.", false},
    {"request_timeout_ms", "10000", "Time after which a query of an ordinary request is given up, in milliseconds.", false},
    {"write_wait_ms", "5000", "Longest wait for a tenant's write lock, in milliseconds.", false},
    {"recycle_requests", "0", "Requests after which a worker is replaced; 0: never.", false},
    {"log", "stderr", "Where log lines go: stderr or a file.", false},
    {"sandbox", "on", "Whether workers give up system calls and files that they never need: on or off.", false},
    {"user", "", "Account that the workers run under when started as root; empty: stay.", false},
    {"tls_cert", "var/tls/cert.pem", "Certificate chain for nginx.", false},
    {"tls_key", "var/tls/key.pem", "Private key of the certificate.", false},
    {"web", "web", "Folder of the static files.", false},
    {NULL, NULL, NULL, false},
};

#define KEY_COUNT (sizeof config_keys / sizeof config_keys[0] - 1)

static struct {
    struct arena *arena;           /* holds the values; replaced by each load */
    const char *values[KEY_COUNT]; /* NULL: the default */
    bool in_file[KEY_COUNT];       /* where the value stands, if it is not the default: in the file or the environment */
    char error[LINE_BYTES + 512];
} loaded;

/* Where a value was found, for error messages. */
struct place {
    const char *file; /* NULL: the environment */
    int line;
};

static size_t key_index(const char *name)
{
    size_t i = 0;
    while (i < KEY_COUNT && !str_eq(config_keys[i].name, name))
        i++;
    return i;
}

static bool is_number(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

static bool complain(struct place place, const char *what, const char *key)
{
    int written;
    if (place.file)
        written = snprintf(loaded.error, sizeof loaded.error, "%s:%d: %s: %s", place.file, place.line, what, key);
    else
        written = snprintf(loaded.error, sizeof loaded.error, "environment: %s: VISIONCRM_%s", what, key);
    if (written < 0)
        log_fatal("bad format");
    return false;
}

/* Checks one value and remembers it. `shown` is the key as its place spells it. */
static bool accept(size_t index, const char *value, struct place place, const char *shown)
{
    const struct config_key *key = &config_keys[index];
    int64_t number;
    int64_t max = str_ends(key->name, "_port") ? 65535 : NUMBER_MAX;
    if (is_number(key->fallback) && !str_int(value, 0, max, &number))
        return complain(place, "not a number in its range", shown);
    loaded.values[index] = arena_strdup(loaded.arena, value);
    loaded.in_file[index] = place.file != NULL;
    return true;
}

/* One line of the file: blank, comment ('#' or ';'), or "key = value". */
static bool read_line(const char *line, struct place place)
{
    const char *text = str_trim(loaded.arena, line);
    if (!*text || *text == '#' || *text == ';')
        return true;
    const char *equals = strchr(text, '=');
    if (!equals)
        return complain(place, "not \"key = value\"", text);
    const char *name = str_trim(loaded.arena, arena_strndup(loaded.arena, text, (size_t)(equals - text)));
    size_t index = key_index(name);
    if (index == KEY_COUNT)
        return complain(place, "unknown key", name);
    return accept(index, str_trim(loaded.arena, equals + 1), place, name);
}

static bool read_stream(FILE *file, const char *path)
{
    char line[LINE_BYTES];
    struct place place = {path, 0};
    while (fgets(line, sizeof line, file)) {
        place.line++;
        if (strlen(line) == sizeof line - 1 && line[sizeof line - 2] != '\n')
            return complain(place, "line too long", "");
        if (!read_line(line, place))
            return false;
    }
    return ferror(file) ? complain(place, "cannot be read", strerror(errno)) : true;
}

/* The file that VISIONCRM_CONF names must exist; the default one may be absent. */
static bool read_file(void)
{
    const char *named = getenv("VISIONCRM_CONF");
    const char *path = str_empty(named) ? "visioncrm.conf" : named;
    FILE *file = fopen(path, "re");
    if (!file) {
        if (str_empty(named) && errno == ENOENT)
            return true;
        return complain((struct place){path, 0}, "cannot be opened", strerror(errno));
    }
    bool ok = read_stream(file, path);
    if (fclose(file) != 0 && ok)
        return complain((struct place){path, 0}, "cannot be read", strerror(errno));
    return ok;
}

static bool read_environment(void)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const char *upper = str_upper(loaded.arena, config_keys[i].name);
        const char *value = getenv(arena_printf(loaded.arena, "VISIONCRM_%s", upper));
        if (value && !accept(i, value, (struct place){NULL, 0}, upper))
            return false;
    }
    return true;
}

bool config_load(const char **error)
{
    if (loaded.arena)
        arena_free(loaded.arena);
    loaded.arena = arena_new(0);
    memset(loaded.values, 0, sizeof loaded.values);
    *error = loaded.error;
    return read_file() && read_environment();
}

const char *config_get(const char *name)
{
    size_t index = key_index(name);
    if (index == KEY_COUNT)
        log_fatal("no configuration key '%s'", name);
    return loaded.values[index] ? loaded.values[index] : config_keys[index].fallback;
}

const char *config_source(const char *name)
{
    size_t index = key_index(name);
    if (index == KEY_COUNT || !loaded.values[index])
        return "default";
    return loaded.in_file[index] ? "file" : "environment";
}

int64_t config_int(const char *name)
{
    int64_t value;
    if (!str_int(config_get(name), 0, NUMBER_MAX, &value))
        log_fatal("configuration key '%s' is not a number", name);
    return value;
}
