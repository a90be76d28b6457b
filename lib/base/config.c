/* SPDX-License-Identifier: MIT
 *
 * The table of keys, and where their values come from: environment, then file, then the default. */
#include "base/config.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/config_value.h"
#include "base/log.h"
#include "base/str.h"

#define LINE_BYTES 4096
#define INSTALLED_FILE "/etc/visioncrm/visioncrm.conf"

static const char *const switch_values[] = {"on", "off", NULL};
static const char *const signup_values[] = {"open", "closed", NULL};
static const char *const mail_values[] = {"maildir", "resend", NULL};
static const char *const whatsapp_values[] = {"spool", "twilio", NULL};
static const char *const ai_values[] = {"builtin", NULL};
static const char *const bind_values[] = {"loopback", "any", NULL};

/* clang-format off */
#define KEY(name, fallback, about, type) {name, fallback, about, type, 0, 0, NULL}
#define NUMBER(name, fallback, about, min, max) {name, fallback, about, CONFIG_INT, min, max, NULL}
#define FACTOR(name, fallback, about, max) {name, fallback, about, CONFIG_FACTOR, 0, max, NULL}
#define CHOICE(name, fallback, about, values) {name, fallback, about, CONFIG_ENUM, 0, 0, values}
/* clang-format on */

const struct config_key config_keys[] = {
    KEY("data", "var/data", "Folder of the registry and of one folder per tenant.", CONFIG_PATH),
    KEY("domain", "visioncrm.localhost", "Host name of the installation; tenants are its subdomains.", CONFIG_HOST),
    {"bind", "loopback", "Where nginx listens for HTTPS: on this machine only, on all addresses, or on those named.",
     CONFIG_ADDRESSES, 0, 0, bind_values},
    NUMBER("https_port", "8443", "Port on which nginx serves HTTPS.", 1, 65535),
    NUMBER("http_port", "8000", "Loopback port on which nginx serves the default tenant without TLS.", 1, 65535),
    NUMBER("http_redirect_port", "0", "Port on which nginx leads from HTTP to HTTPS; 0: none.", 0, 65535),
    KEY("acme_folder", "", "Folder whose .well-known/acme-challenge the redirect port serves.", CONFIG_PATH),
    KEY("trusted_proxies", "", "Proxies in front of nginx that are believed who the client is (X-Forwarded-For).",
        CONFIG_NETWORKS),
    CHOICE("proxy_protocol", "off", "Whether those proxies say it by the PROXY protocol instead.", switch_values),
    NUMBER("workers", "2", "Processes that answer ordinary requests.", 1, 120),
    NUMBER("heavy_workers", "2", "Processes for what takes long: passwords, documents, exports.", 1, 120),
    NUMBER("slow_workers", "2", "Processes that wait for other servers or look at pictures: AI, OCR, billing.", 1, 120),
    NUMBER("couriers", "2", "Processes that do jobs: they send messages and go on with recalculations.", 1, 16),
    FACTOR("rate_limit_scale", "1.0", "Factor on all rate limits; 0 lifts them.", 1000000),
    CHOICE("signup", "open", "Whether new tenants may sign up.", signup_values),
    NUMBER("signup_per_hour", "5", "Sign-ups from one address in an hour; 0: any number.", 0, 1000000),
    NUMBER("storage_free_mb", "1024", "Storage of a tenant with the plan FREE, in megabytes.", 1, 100000000),
    NUMBER("storage_pro_mb", "10240", "Storage of a tenant with the plan PRO, in megabytes.", 1, 100000000),
    NUMBER("storage_business_mb", "102400", "Storage of a tenant with the plan BUSINESS, in megabytes.", 1, 100000000),
    KEY("apex_tenant", "", "Tenant served on the bare domain; empty: none.", CONFIG_LABEL),
    KEY("default_tenant", "demo", "Tenant served on the loopback port; empty: none.", CONFIG_LABEL),
    {"mail", "maildir", "Carrier of e-mail: a Maildir in the data folder, a mail server, or Resend.", CONFIG_MAIL, 0, 0,
     mail_values},
    KEY("mail_password", "", "Password of the user that `mail` names.", CONFIG_SECRETS),
    KEY("mail_from", "", "Address that all e-mail comes from; empty: no-reply@ the domain.", CONFIG_EMAIL),
    NUMBER("send_timeout_ms", "60000", "Longest time that handing over one message may take, in milliseconds.", 100, 300000),
    KEY("resend_url", "https://api.resend.com", "Where Resend answers.", CONFIG_URL),
    KEY("resend_key", "", "Key of Resend's API.", CONFIG_SECRETS),
    KEY("resend_webhook_secret", "", "Secret that signs Resend's webhooks; empty: none are taken.", CONFIG_SECRETS),
    CHOICE("whatsapp", "spool", "Carrier of WhatsApp: a folder of the tenant, or Twilio.", whatsapp_values),
    KEY("twilio_url", "https://api.twilio.com", "Where Twilio answers.", CONFIG_URL),
    KEY("twilio_account", "", "Account of Twilio (AC…).", CONFIG_WORD),
    KEY("twilio_token", "", "Secret of that account, which signs its webhooks as well.", CONFIG_SECRETS),
    KEY("twilio_from", "", "Number that WhatsApp messages come from, +33….", CONFIG_NUMBER),
    KEY("twilio_template", "",
        "Template (HX…) for those who have not written within a day; its {{1}} is the text. Empty: such messages fail.",
        CONFIG_WORD),
    KEY("stripe_url", "https://api.stripe.com", "Where Stripe answers.", CONFIG_URL),
    KEY("stripe_key", "", "Key of Stripe's API; empty: nobody can subscribe.", CONFIG_SECRETS),
    KEY("stripe_webhook_secret", "", "Secret that signs Stripe's webhooks; empty: none are taken.", CONFIG_SECRETS),
    KEY("stripe_prices", "", "Which of Stripe's prices is which plan: price_1=PRO,price_2=BUSINESS.", CONFIG_PRICES),
    KEY("ca_file", "", "Certificates that outgoing connections trust, in one file; empty: those of the system.", CONFIG_PATH),
    {"ai", "builtin", "Who answers the assistant's questions: the engine built in, or a service like OpenAI's (…/v1).",
     CONFIG_ENGINE, 0, 0, ai_values},
    KEY("ai_key", "", "Key of that service.", CONFIG_SECRETS),
    KEY("ai_model", "gpt-4o-mini", "Model that it is asked for.", CONFIG_WORD),
    NUMBER("ai_timeout_ms", "60000", "Longest time that it may take for one question, in milliseconds.", 100, 100000),
    KEY("secret_file", "", "File of the key that encrypts secrets at rest; empty: secret.key in the data folder.", CONFIG_PATH),
    NUMBER("open_tenants", "500", "Tenant files that one process keeps open.", 1, 1000000),
    NUMBER("password_cost", "14", "Cost of a password hash, as a power of two.", 1, 17),
    NUMBER("request_timeout_ms", "10000", "Time after which a query of an ordinary request is given up, in milliseconds.", 1,
           600000),
    NUMBER("query_budget_ms", "500",
           "CPU time after which an ordinary read is given up as too costly, in milliseconds; 0: never.", 0, 600000),
    NUMBER("journal_days", "730", "Days for which the journal of all writes is kept.", 1, 36500),
    NUMBER("restore_days", "30", "Days for which a deleted task can be restored.", 1, 36500),
    NUMBER("write_wait_ms", "5000", "Longest wait for a tenant's write lock, in milliseconds.", 1, 600000),
    NUMBER("stop_wait_ms", "1500", "Time that requests have to finish when the service stops, in milliseconds.", 0, 600000),
    NUMBER("recycle_requests", "0", "Requests after which a worker is replaced; 0: never.", 0, 1000000000),
    KEY("log", "stderr", "Where log lines go: stderr or a file.", CONFIG_PATH),
    CHOICE("sandbox", "on", "Whether workers give up system calls and files that they never need.", switch_values),
    KEY("user", "", "Account that the workers run under when started as root; empty: stay.", CONFIG_ACCOUNT),
    KEY("tls_cert", "var/tls/cert.pem", "Certificate chain for nginx.", CONFIG_PATH),
    KEY("tls_key", "var/tls/key.pem", "Private key of the certificate.", CONFIG_PATH),
    KEY("web", "build/web", "Folder of the built front end and the other static files.", CONFIG_PATH),
    {NULL, NULL, NULL, 0, 0, 0, NULL},
};

#define KEY_COUNT (sizeof config_keys / sizeof config_keys[0] - 1)

static struct {
    struct arena *arena;           /* holds the values; replaced by each load */
    const char *values[KEY_COUNT]; /* NULL: the default */
    bool in_file[KEY_COUNT];       /* where the value stands, if it is not the default: in the file or the environment */
    const char *file;              /* NULL: none was read */
    char error[LINE_BYTES + 512];
} loaded;

/* Where a value was found, for error messages. */
struct place {
    const char *file; /* NULL: the environment */
    int line;         /* 0: none */
};

static size_t key_index(const char *name)
{
    size_t i = 0;
    while (i < KEY_COUNT && !str_eq(config_keys[i].name, name)) {
        i++;
    }
    return i;
}

/* `what` is "key: text": the subject of the sentence comes first where there is one. */
static bool complain(struct place place, const char *what)
{
    int written;
    if (place.file && place.line) {
        written = snprintf(loaded.error, sizeof loaded.error, "%s:%d: %s", place.file, place.line, what);
    } else {
        written = snprintf(loaded.error, sizeof loaded.error, "%s: %s", place.file ? place.file : "environment", what);
    }
    if (written < 0) {
        log_fatal("bad format");
    }
    return false;
}

/* Checks one value and remembers it. `shown` is the key as its place spells it. */
static bool accept(size_t index, const char *value, struct place place, const char *shown)
{
    const struct config_key *key = &config_keys[index];
    if (place.file && loaded.values[index]) {
        return complain(place, arena_printf(loaded.arena, "%s is given twice", shown));
    }
    if (!config_allows(key, value)) {
        return complain(place,
                        arena_printf(loaded.arena, "%s = %s: must be %s", shown,
                                     key->type == CONFIG_SECRETS ? "(a secret)" : value, config_allowed(loaded.arena, key)));
    }
    loaded.values[index] = arena_strdup(loaded.arena, value);
    loaded.in_file[index] = place.file != NULL;
    return true;
}

/* One line of the file: blank, comment ('#' or ';'), or "key = value". */
static bool read_line(const char *line, struct place place)
{
    const char *text = str_trim(loaded.arena, line);
    if (!*text || *text == '#' || *text == ';') {
        return true;
    }
    const char *equals = strchr(text, '=');
    if (!equals) {
        return complain(place, arena_printf(loaded.arena, "not \"key = value\": %s", text));
    }
    const char *name = str_trim(loaded.arena, arena_strndup(loaded.arena, text, (size_t)(equals - text)));
    size_t index = key_index(name);
    if (index == KEY_COUNT) {
        return complain(place, arena_printf(loaded.arena, "unknown key: %s", name));
    }
    return accept(index, str_trim(loaded.arena, equals + 1), place, name);
}

static bool unreadable(const char *path, const char *what)
{
    return complain((struct place){path, 0}, arena_printf(loaded.arena, "%s: %s", what, strerror(errno)));
}

static bool read_stream(FILE *file, const char *path)
{
    char line[LINE_BYTES];
    struct place place = {path, 0};
    while (fgets(line, sizeof line, file)) {
        place.line++;
        if (strlen(line) == sizeof line - 1 && line[sizeof line - 2] != '\n') {
            return complain(place, "line too long");
        }
        if (!read_line(line, place)) {
            return false;
        }
    }
    return ferror(file) ? unreadable(path, "cannot be read") : true;
}

bool config_installed(void)
{
    char path[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
    path[len > 0 ? len : 0] = '\0';
    char *slash = strrchr(path, '/');
    if (slash) {
        *slash = '\0';
    }
    return slash && str_ends(path, "/bin");
}

/* The first candidate that exists. Any other trouble than that it does not is the caller's to find. */
static const char *find_file(void)
{
    const char *named = getenv("VISIONCRM_CONF");
    if (!str_empty(named)) {
        return named;
    }
    if (config_installed() && (access(INSTALLED_FILE, F_OK) == 0 || errno != ENOENT)) {
        return INSTALLED_FILE;
    }
    return access("visioncrm.conf", F_OK) == 0 || errno != ENOENT ? "visioncrm.conf" : NULL;
}

static bool read_file(void)
{
    const char *path = find_file();
    if (!path) {
        return true;
    }
    FILE *file = fopen(path, "re");
    if (!file) {
        return unreadable(path, "cannot be opened");
    }
    loaded.file = arena_strdup(loaded.arena, path);
    bool ok = read_stream(file, path);
    if (fclose(file) != 0 && ok) {
        return unreadable(path, "cannot be read");
    }
    return ok;
}

static bool read_environment(void)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const char *upper = str_upper(loaded.arena, config_keys[i].name);
        const char *variable = arena_printf(loaded.arena, "VISIONCRM_%s", upper);
        const char *value = getenv(variable);
        if (value && !accept(i, value, (struct place){NULL, 0}, variable)) {
            return false;
        }
    }
    return true;
}

/* What no single value tells. */
static bool check_together(void)
{
    if (str_eq(config_get("https_port"), config_get("http_port"))) {
        return complain((struct place){"settings", 0}, "https_port and http_port are the same");
    }
    if (str_eq(config_get("http_redirect_port"), config_get("https_port")) ||
        str_eq(config_get("http_redirect_port"), config_get("http_port"))) {
        return complain((struct place){"settings", 0}, "http_redirect_port is another port already");
    }
    if (str_eq(config_get("proxy_protocol"), "on") && !*config_get("trusted_proxies")) {
        return complain((struct place){"settings", 0}, "proxy_protocol = on: trusted_proxies must name the proxies");
    }
    if (str_eq(config_get("mail"), "resend") && !*config_get("resend_key")) {
        return complain((struct place){"settings", 0}, "mail = resend: resend_key must be set");
    }
    if (str_eq(config_get("whatsapp"), "twilio") &&
        (!*config_get("twilio_account") || !*config_get("twilio_token") || !*config_get("twilio_from"))) {
        return complain((struct place){"settings", 0},
                        "whatsapp = twilio: twilio_account, twilio_token and twilio_from must be set");
    }
    if (*config_get("ca_file") && access(config_get("ca_file"), R_OK) != 0) {
        return complain((struct place){"settings", 0},
                        arena_printf(loaded.arena, "ca_file = %s: must be a file that can be read", config_get("ca_file")));
    }
    return true;
}

bool config_load(const char **error)
{
    if (loaded.arena) {
        arena_free(loaded.arena);
    }
    loaded.arena = arena_new(0);
    memset(loaded.values, 0, sizeof loaded.values);
    loaded.file = NULL;
    *error = loaded.error;
    return read_file() && read_environment() && check_together();
}

const char *config_file(void)
{
    return loaded.file;
}

const char *config_get(const char *name)
{
    size_t index = key_index(name);
    if (index == KEY_COUNT) {
        log_fatal("no configuration key '%s'", name);
    }
    return loaded.values[index] ? loaded.values[index] : config_keys[index].fallback;
}

const char *config_shown(const struct config_key *key)
{
    const char *value = config_get(key->name);
    return key->type == CONFIG_SECRETS && *value ? "(set)" : value;
}

const char *config_source(const char *name)
{
    size_t index = key_index(name);
    if (index == KEY_COUNT || !loaded.values[index]) {
        return "default";
    }
    return loaded.in_file[index] ? "file" : "environment";
}

int64_t config_int(const char *name)
{
    int64_t value;
    if (!str_int(config_get(name), 0, INT64_MAX, &value)) {
        log_fatal("configuration key '%s' is not a number", name);
    }
    return value;
}
