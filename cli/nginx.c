/* SPDX-License-Identifier: MIT
 *
 * Renders nginx/nginx.conf.in and the host.conf.in beside it, whose own first lines say what each placeholder stands for. */
#include "cli/nginx.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/str.h"
#include "cli/cli.h"
#include "fcgi/serve/route.h"
#include "tenant/folder.h"

#define TEMPLATE_MAX (1u << 20)
#define KEEPALIVE 32

/* ---- values ---- */

const char *nginx_absolute(struct arena *arena, const char *path)
{
    char real[PATH_MAX];
    char cwd[PATH_MAX];
    if (realpath(path, real)) {
        return arena_strdup(arena, real);
    }
    if (*path == '/' || !getcwd(cwd, sizeof cwd)) {
        return path;
    }
    return arena_printf(arena, "%s/%s", cwd, path);
}

static const char *user_line(struct arena *arena)
{
    if (geteuid() != 0) {
        return "";
    }
    const char *name = str_empty(config_get("user")) ? "root" : config_get("user");
    const struct passwd *account = getpwnam(name);
    const struct group *group = account ? getgrgid(account->pw_gid) : NULL;
    return group ? arena_printf(arena, "user %s %s;", name, group->gr_name) : arena_printf(arena, "user %s;", name);
}

static const char *domain_pattern(struct arena *arena)
{
    struct buf out;
    buf_init(&out, arena, 0);
    for (const char *c = config_get("domain"); *c; c++) {
        buf_printf(&out, "%s%c", *c == '.' ? "\\" : "", *c);
    }
    return out.data;
}

static const char *api_upstreams(struct arena *arena, const char *run)
{
    struct buf out;
    buf_init(&out, arena, 0);
    for (int64_t i = 0; i < config_int("workers"); i++) {
        buf_printf(&out, "%supstream api_%d {\n", i ? "    " : "", (int)i);
        for (int n = 0; n <= KEEPALIVE; n++) {
            buf_printf(&out, "        server unix:%s/api-%d.sock max_fails=0;\n", run, (int)i);
        }
        buf_printf(&out,
                   "        keepalive %d;\n        keepalive_requests 1000000;\n        keepalive_time 5s;\n"
                   "        keepalive_timeout 5s;\n    }\n",
                   KEEPALIVE);
    }
    return out.data;
}

static const char *api_split(struct arena *arena)
{
    struct buf out;
    buf_init(&out, arena, 0);
    int64_t last = config_int("workers") - 1;
    int64_t share = 10000 / (last + 1);
    for (int64_t i = 0; i < last; i++) {
        buf_printf(&out, "%d.%02d%% api_%d;\n        ", (int)(share / 100), (int)(share % 100), (int)i);
    }
    buf_printf(&out, "* api_%d;", (int)last);
    return out.data;
}

/* ---- locations ---- */

/* Pools that have one socket for all their workers. */
static const struct pool {
    const char *name;
    enum pool_kind kind;
} pools[] = {{"heavy", POOL_HEAVY}, {"slow", POOL_SLOW}};
#define POOLS (sizeof pools / sizeof *pools)

/* Which routes a location is for. */
struct wish {
    enum pool_kind kind;
    bool upload;
};

static bool fits(const struct route *route, struct wish wish)
{
    return route->pool == wish.kind && wish.upload == ((route->flags & ROUTE_UPLOAD) != 0);
}

#define ROOT "/api/" /* of all routes: compared once for all of them */

/* "/api/quotes/{id}/pdf" -> "quotes/[^/]+/pdf" */
static const char *path_pattern(struct arena *arena, const char *path)
{
    struct buf out;
    buf_init(&out, arena, 0);
    path += strlen(ROOT);
    while (*path) {
        if (*path == '{') {
            buf_str(&out, "[^/]+");
            path = strchr(path, '}') + 1;
        } else {
            buf_printf(&out, "%s%c", strchr(".+*?()[]|^$\\", *path) ? "\\" : "", *path);
            path++;
        }
    }
    return out.data;
}

static bool seen_before(const struct route *route, struct wish wish)
{
    for (const struct route *other = NULL; (other = route_next(other)) != route;) {
        if (fits(other, wish) && str_eq(other->path, route->path)) {
            return true;
        }
    }
    return false;
}

/* The expression of all paths that are wished for, without its end; empty where there are none. */
static const char *paths_of(struct arena *arena, struct wish wish)
{
    struct buf out;
    buf_init(&out, arena, 0);
    for (const struct route *route = NULL; (route = route_next(route));) {
        if (fits(route, wish) && !seen_before(route, wish)) {
            buf_printf(&out, "%s%s", out.len ? "|" : "^" ROOT "(?:", path_pattern(arena, route->path));
        }
    }
    return out.data;
}

static void add_location(struct buf *out, struct arena *arena, const struct pool *pool, bool upload)
{
    const char *paths = paths_of(arena, (struct wish){pool->kind, upload});
    if (*paths) {
        buf_printf(out,
                   "%slocation ~ \"%s)$\" {\n%s            fastcgi_pass %s;\n            fastcgi_keep_conn off;\n"
                   "            fastcgi_read_timeout 150s;\n        }\n",
                   out->len ? "\n        " : "", paths, upload ? "            client_max_body_size 10m;\n" : "", pool->name);
    }
}

static const char *pool_locations(struct arena *arena)
{
    struct buf out;
    buf_init(&out, arena, 0);
    for (size_t i = 0; i < POOLS; i++) {
        add_location(&out, arena, &pools[i], false);
        add_location(&out, arena, &pools[i], true);
    }
    return out.data;
}

static const char *pool_upstreams(struct arena *arena, const char *run)
{
    struct buf out;
    buf_init(&out, arena, 0);
    for (size_t i = 0; i < POOLS; i++) {
        buf_printf(&out, "%supstream %s {\n", i ? "    " : "", pools[i].name);
        for (int n = 0; n < 2; n++) {
            buf_printf(&out, "        server unix:%s/%s.sock max_fails=0;\n", run, pools[i].name);
        }
        buf_str(&out, "    }\n");
    }
    return out.data;
}

/* ---- template ---- */

/* The folder that holds nginx/ and web/: named, beside the build, or where `make install` puts them. */
static const char *find_template(struct arena *arena)
{
    static const char *const beside[] = {"../nginx", "../../nginx", "../share/visioncrm/nginx"};
    char binary[PATH_MAX];
    const char *named = getenv("VISIONCRM_TEMPLATE");
    if (named) {
        return named;
    }
    ssize_t len = readlink("/proc/self/exe", binary, sizeof binary - 1);
    binary[len > 0 ? len : 0] = '\0';
    char *slash = strrchr(binary, '/');
    if (slash) {
        *slash = '\0';
    }
    for (size_t i = 0; slash && i < sizeof beside / sizeof *beside; i++) {
        const char *path = arena_printf(arena, "%s/%s/nginx.conf.in", binary, beside[i]);
        if (access(path, R_OK) == 0) {
            return path;
        }
    }
    return NULL;
}

static const char *read_template(struct arena *arena, const char *path)
{
    FILE *file = path ? fopen(path, "re") : NULL;
    if (!file) {
        cli_error("cannot find %s: name nginx.conf.in in VISIONCRM_TEMPLATE", path ? path : "nginx.conf.in");
        return NULL;
    }
    char *text = arena_alloc(arena, TEMPLATE_MAX);
    size_t len = fread(text, 1, TEMPLATE_MAX - 1, file);
    bool whole = !ferror(file) && feof(file);
    if (fclose(file) != 0 || !whole) {
        cli_error("cannot read %s", path);
        return NULL;
    }
    text[len] = '\0';
    return text;
}

struct value {
    const char *key;
    const char *text;
};

/* A path or name with one of these would end its word or its quotes. */
static bool values_fit(const char *const *checked)
{
    for (; *checked; checked++) {
        if ((*checked)[strcspn(*checked, " \t\n;{}\"'$\\#")]) {
            cli_error("nginx cannot take \"%s\": no blanks, quotes, braces, semicolons, '$', '#' or '\\' please", *checked);
            return false;
        }
    }
    return true;
}

/* One line with its placeholders replaced. False: unknown placeholder. */
static bool render_line(struct buf *out, const char *line, size_t len, const struct value *values)
{
    const char *end = line + len;
    while (line < end) {
        const char *at = memchr(line, '@', (size_t)(end - line));
        const char *close = at ? memchr(at + 1, '@', (size_t)(end - at - 1)) : NULL;
        if (!close) {
            break;
        }
        const struct value *value = values;
        size_t size = (size_t)(close - at - 1);
        while (value->key && (strlen(value->key) != size || strncmp(value->key, at + 1, size) != 0)) {
            value++;
        }
        if (!value->key) {
            cli_error("template of nginx: unknown placeholder %.*s", (int)size + 2, at);
            return false;
        }
        buf_add(out, line, (size_t)(at - line));
        buf_str(out, value->text);
        line = close + 1;
    }
    buf_add(out, line, (size_t)(end - line));
    return true;
}

/* The template without its introduction; comments are left as they are. */
static bool render(struct buf *out, const char *template, const struct value *values)
{
    bool started = false;
    for (const char *line = template; *line;) {
        size_t len = strcspn(line, "\n");
        size_t blank = strspn(line, " ");
        bool comment = line[blank] == '#';
        started = started || (!comment && len > 0);
        if (started && comment) {
            buf_add(out, line, len);
        } else if (started && !render_line(out, line, len, values)) {
            return false;
        }
        if (started) {
            buf_char(out, '\n');
        }
        line += len + (line[len] == '\n');
    }
    return true;
}

/* What stands for @HOST@; NULL: it cannot be read. */
static const char *host_text(struct arena *arena, const char *template, const char *data)
{
    const struct value values[] = {{"DATA", data}, {"POOL_LOCATIONS", pool_locations(arena)}, {NULL, NULL}};
    const char *slash = strrchr(template, '/');
    const char *path = arena_printf(arena, "%.*shost.conf.in", slash ? (int)(slash + 1 - template) : 0, template);
    const char *text = read_template(arena, path);
    struct buf out;
    buf_init(&out, arena, 4096);
    if (!text || !render(&out, text, values)) {
        return NULL;
    }
    char *host = out.data + strspn(out.data, " "); /* the placeholder stands where the first line begins */
    host[strlen(host) - 1] = '\0';
    return host;
}

static bool print_with(struct arena *arena, const char *template, const char *text)
{
    const char *data = nginx_absolute(arena, config_get("data"));
    const char *run = arena_printf(arena, "%s/run", data);
    const char *web = nginx_web_folder(arena, template);
    const char *cert = nginx_absolute(arena, config_get("tls_cert"));
    const char *key = nginx_absolute(arena, config_get("tls_key"));
    const char *acme = *config_get("acme_folder") ? nginx_absolute(arena, config_get("acme_folder")) : "";
    const char *pattern = domain_pattern(arena);
    const char *host = host_text(arena, template, data);
    const char *pages = nginx_front_pages(arena, web);
    const struct value values[] = {
        {"USER_LINE", user_line(arena)},
        {"RUN", run},
        {"DATA", data},
        {"WEB", web},
        {"DOMAIN", config_get("domain")},
        {"DOMAIN_RE", pattern},
        {"HTTP_PORT", config_get("http_port")},
        {"TLS_CERT", cert},
        {"TLS_KEY", key},
        {"V6", nginx_has_v6() ? "" : "#"},
        {"LISTEN", nginx_listen(arena, false)},
        {"LISTEN_DEFAULT", nginx_listen(arena, true)},
        {"REAL_IP", nginx_real_ip(arena)},
        {"REDIRECT", nginx_redirect(arena, pattern, acme)},
        {"API_UPSTREAMS", api_upstreams(arena, run)},
        {"API_SPLIT", api_split(arena)},
        {"POOL_UPSTREAMS", pool_upstreams(arena, run)},
        {"FRONT_PAGES", pages},
        {"HOST", host},
        {"DEFAULT_TENANT", config_get("default_tenant")},
        {"APEX_TENANT", config_get("apex_tenant")},
        {NULL, NULL},
    };
    const char *const checked[] = {data, web, cert, key, acme, NULL};
    struct buf out;
    buf_init(&out, arena, TEMPLATE_MAX / 16);
    buf_str(&out, "# Made by `visioncrm config --nginx`; change the settings, not this file.\n");
    return host && pages && values_fit(checked) && render(&out, text, values) && cli_print(&out);
}

/* nginx opens its log and its pid file there before anything else may have made the folder. */
static bool make_run_folder(struct arena *arena)
{
    struct cx cx;
    cx_init(&cx, arena);
    const char *data = config_get("data");
    const char *run = arena_printf(arena, "%s/run", data);
    bool new = !cli_data_exists();
    if (folder_make(&cx, run) != RC_OK) {
        cli_error("cannot make %s: name another folder in VISIONCRM_DATA", run);
        return false;
    }
    if (new) {
        cli_error("made the data folder %s", data);
    }
    const struct passwd *account = geteuid() == 0 && *config_get("user") ? getpwnam(config_get("user")) : NULL;
    if (account &&
        (lchown(data, account->pw_uid, account->pw_gid) != 0 || lchown(run, account->pw_uid, account->pw_gid) != 0)) {
        cli_error("cannot give %s to %s: %s", run, account->pw_name, strerror(errno));
        return false;
    }
    return true;
}

static bool exists(const char *key, const char *path, const char *what)
{
    if (access(path, R_OK) == 0) {
        return true;
    }
    cli_error("%s = %s: must be %s: %s", key, path, what, strerror(errno));
    return false;
}

/* What nginx would miss only when it starts, or when somebody asks for it. */
static bool settings_exist(struct arena *arena, const char *template)
{
    const char *acme = config_get("acme_folder");
    return exists("tls_cert", config_get("tls_cert"), "a certificate that can be read") &&
           exists("tls_key", config_get("tls_key"), "a key that can be read") &&
           exists("web", nginx_web_folder(arena, template), "a folder that can be read") &&
           (!*acme || exists("acme_folder", acme, "a folder that can be read"));
}

bool nginx_print(struct arena *arena)
{
    const char *template = find_template(arena);
    const char *text = read_template(arena, template);
    return text && settings_exist(arena, template) && make_run_folder(arena) && print_with(arena, template, text);
}
