/* SPDX-License-Identifier: MIT
 *
 * Where the rendered nginx listens, whom it believes about the client's address, and the way from HTTP to HTTPS. */
#include "cli/nginx.h"

#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/config_value.h"
#include "base/str.h"

#define VERSION_BYTES 256

/* ---- which nginx ---- */

/* In the child: what `nginx -v` says goes into the pipe. */
_Noreturn static void say_version(int pipe_fd)
{
    const char *path = getenv("PATH");
    char wider[4096];
    int len = snprintf(wider, sizeof wider, "%s:/usr/sbin:/usr/local/sbin", path ? path : "/usr/bin");
    if (len > 0 && (size_t)len < sizeof wider && setenv("PATH", wider, 1) == 0 && dup2(pipe_fd, STDERR_FILENO) >= 0) {
        execlp("nginx", "nginx", "-v", (char *)NULL);
    }
    _exit(127);
}

static void read_all(int fd, char *text, size_t size)
{
    size_t len = 0;
    ssize_t got;
    while (len + 1 < size && (got = read(fd, text + len, size - 1 - len)) > 0) {
        len += (size_t)got;
    }
    text[len] = '\0';
}

/* "1.26.3" -> 1026003; each part below 1000. */
static long version_number(const char *text)
{
    long number = 0;
    for (int part = 0; part < 3; part++) {
        char *end;
        number = number * 1000 + strtol(text, &end, 10) % 1000;
        text = end + (*end == '.');
    }
    return number;
}

/* "http2 on;" is known since 1.25.1, which warns about the parameter of `listen` that was there before. An nginx that cannot
 * be asked is taken for an old one: that spelling every version understands. */
static bool has_http2_directive(void)
{
    char text[VERSION_BYTES] = "";
    int ends[2];
    if (pipe(ends) != 0) {
        return false;
    }
    pid_t pid = fork();
    if (pid == 0) {
        say_version(ends[1]);
    }
    close(ends[1]);
    if (pid > 0) {
        read_all(ends[0], text, sizeof text);
        waitpid(pid, NULL, 0);
    }
    close(ends[0]);
    const char *version = strstr(text, "nginx/");
    return version && version_number(version + strlen("nginx/")) >= 1025001;
}

/* ---- addresses ---- */

bool nginx_has_v6(void)
{
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool works = fd >= 0 && bind(fd, (const struct sockaddr *)&address, sizeof address) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return works;
}

/* The setting `bind` as a list. */
static const char *addresses(void)
{
    const char *bind_to = config_get("bind");
    if (str_eq(bind_to, "loopback")) {
        return nginx_has_v6() ? "127.0.0.1, ::1" : "127.0.0.1";
    }
    if (str_eq(bind_to, "any")) {
        return nginx_has_v6() ? "0.0.0.0, ::" : "0.0.0.0";
    }
    return bind_to;
}

static const char *listen_lines(struct arena *arena, const char *port, const char *parameters)
{
    struct buf out;
    buf_init(&out, arena, 0);
    const char *list = addresses();
    for (const char *address = config_next(arena, &list); address; address = config_next(arena, &list)) {
        bool v6 = strchr(address, ':') != NULL;
        buf_printf(&out, "%slisten %s%s%s:%s%s;", out.len ? "\n        " : "", v6 ? "[" : "", address, v6 ? "]" : "", port,
                   parameters);
    }
    return out.data;
}

const char *nginx_listen(struct arena *arena, bool is_default)
{
    bool directive = has_http2_directive();
    bool proxied = str_eq(config_get("proxy_protocol"), "on");
    const char *parameters = arena_printf(arena, " ssl%s%s%s", directive ? "" : " http2", proxied ? " proxy_protocol" : "",
                                          is_default ? " default_server backlog=1024" : "");
    const char *lines = listen_lines(arena, config_get("https_port"), parameters);
    return directive ? arena_printf(arena, "%s\n        http2 on;", lines) : lines;
}

/* ---- proxies, redirect ---- */

const char *nginx_real_ip(struct arena *arena)
{
    struct buf out;
    buf_init(&out, arena, 0);
    if (!*config_get("trusted_proxies")) {
        return "";
    }
    const char *list = config_get("trusted_proxies");
    for (const char *proxy = config_next(arena, &list); proxy; proxy = config_next(arena, &list)) {
        buf_printf(&out, "set_real_ip_from %s;\n    ", proxy);
    }
    buf_printf(&out, "real_ip_header %s;\n    real_ip_recursive on;",
               str_eq(config_get("proxy_protocol"), "on") ? "proxy_protocol" : "X-Forwarded-For");
    return out.data;
}

const char *nginx_redirect(struct arena *arena, const char *domain_pattern, const char *acme_folder)
{
    const char *port = config_get("https_port");
    const char *acme = "";
    if (str_eq(config_get("http_redirect_port"), "0")) {
        return "";
    }
    if (*acme_folder) {
        acme = arena_printf(arena,
                            "        location ^~ /.well-known/acme-challenge/ {\n            root %s;\n"
                            "            default_type text/plain;\n        }\n\n",
                            acme_folder);
    }
    const char *parameters = str_eq(config_get("proxy_protocol"), "on") ? " proxy_protocol" : "";
    return arena_printf(
        arena,
        "# From HTTP to HTTPS; a host that is none of ours gets no answer.\n    server {\n        %s\n        server_name _;\n"
        "        return 444;\n    }\n\n    server {\n        %s\n        server_name %s \"~^[a-z0-9-]+\\.%s$\";\n"
        "        set $tenant \"\";\n        set $unknown_host 0;\n\n%s        location / {\n"
        "            return 308 https://$host%s%s$request_uri;\n        }\n\n        location = /_error {\n            "
        "internal;\n"
        "            default_type application/json;\n            return 200 $error_body;\n        }\n    }",
        listen_lines(arena, config_get("http_redirect_port"), arena_printf(arena, "%s default_server", parameters)),
        listen_lines(arena, config_get("http_redirect_port"), parameters), config_get("domain"), domain_pattern, acme,
        str_eq(port, "443") ? "" : ":", str_eq(port, "443") ? "" : port);
}
