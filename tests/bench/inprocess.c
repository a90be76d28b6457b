/* SPDX-License-Identifier: MIT
 *
 * Requests without nginx and without processes, for a profiler: dispatch() is called directly, again and again.
 * Usage: inprocess SUBDOMAIN COOKIE METHOD LIST COUNT, where LIST is a file of paths, one a line, and VISIONCRM_DATA names a
 * data folder. A POST creates contacts. Prints CPU microseconds a request, user and system, and the last answer's size. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "auth/rate.h"
#include "base/config.h"
#include "base/log.h"
#include "base/time.h"
#include "fcgi/serve/exchange.h"

#define PATHS_MAX 4096

static void fail(const char *what)
{
    fprintf(stderr, "inprocess: %s\n", what);
    exit(EXIT_FAILURE);
}

static double us(struct timeval from, struct timeval to)
{
    return (double)(to.tv_sec - from.tv_sec) * 1e6 + (double)(to.tv_usec - from.tv_usec);
}

static size_t read_paths(const char *name, char *paths[PATHS_MAX])
{
    char line[512];
    size_t count = 0;
    FILE *file = fopen(name, "r");
    while (file && count < PATHS_MAX && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        paths[count++] = strdup(line);
    }
    if (!file || fclose(file) != 0 || count == 0) {
        fail(name);
    }
    return count;
}

static void ignore(struct exchange *exchange)
{
    (void)exchange;
}

static size_t one(struct service *service, struct exchange *exchange, const struct request *model, char *path, unsigned number)
{
    struct arena *arena = exchange->arena;
    char *query = strchr(path, '?');
    bool post = strcmp(model->method, "POST") == 0;
    arena_reset(arena);
    *exchange = (struct exchange){.arena = arena, .started_us = time_monotonic_us(), .request = *model, .done = ignore};
    struct request *request = &exchange->request;
    request->path = query ? arena_strndup(arena, path, (size_t)(query - path)) : path;
    request->query = query ? query + 1 : "";
    if (post) {
        request->body = arena_printf(arena,
                                     "{\"first_name\":\"Camille\",\"last_name\":\"Lefèvre\",\"email\":\"c.%u@example.fr\","
                                     "\"phone\":\"+336%08u\",\"tags\":[\"client\"]}",
                                     number, number % 100000000);
        request->body_len = strlen(request->body);
        request->content_type = "application/json";
    }
    dispatch(service, exchange);
    if (exchange->step != STEP_ANSWERED || exchange->response.status != (post ? 201 : 200)) {
        fprintf(stderr, "%s: %d %s\n", path, exchange->response.status, exchange->response.body.data);
        fail("unexpected answer");
    }
    return exchange->response.body.len;
}

int main(int argc, char **argv)
{
    static char *paths[PATHS_MAX];
    const char *error = NULL;
    struct service service;
    struct exchange exchange = {.arena = arena_new(0)};
    if (argc != 6) {
        fail("usage: inprocess SUBDOMAIN COOKIE METHOD LIST COUNT");
    }
    log_to(-1);
    if (!config_load(&error) || !rate_init(NULL, 0) || service_open(&service, false) != RC_OK) {
        fail(error ? error : "cannot open VISIONCRM_DATA");
    }
    const struct request model = {.method = argv[3],
                                  .tenant = argv[1],
                                  .cookie = argv[2],
                                  .host = "localhost",
                                  .https = true,
                                  .remote_addr = "127.0.0.1",
                                  .content_type = "",
                                  .body = "",
                                  .request_id = "01890000-0000-7000-8000-000000000000"};
    size_t count = read_paths(argv[4], paths);
    unsigned rounds = (unsigned)strtoul(argv[5], NULL, 10);
    struct rusage from;
    struct rusage to;
    size_t len = 0;
    one(&service, &exchange, &model, paths[0], rounds);
    getrusage(RUSAGE_SELF, &from);
    for (unsigned i = 0; i < rounds; i++) {
        len = one(&service, &exchange, &model, paths[i % count], i);
    }
    getrusage(RUSAGE_SELF, &to);
    printf("%.2f us user, %.2f us system, %zu bytes\n", us(from.ru_utime, to.ru_utime) / rounds,
           us(from.ru_stime, to.ru_stime) / rounds, len);
    service_close(&service);
    return EXIT_SUCCESS;
}
