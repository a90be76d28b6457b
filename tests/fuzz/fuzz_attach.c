/* SPDX-License-Identifier: MIT
 *
 * Addresses of attachments: whatever is taken names a document of the tenant and nothing else, on one of three origins. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/str.h"
#include "base/uuid.h"
#include "tenant/tenant.h"
#include "workshop/attach.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define STORAGE "https://storage.visioncrm.app"
#define ORIGIN "https://garage.visioncrm.localhost:8443"

/* The address is one of the forms, letter by letter. */
static bool is_form(struct arena *arena, const char *url, const char *noun, const char *id)
{
    const char *lower = str_lower(arena, url);
    const char *path = arena_printf(arena, "/api/%s/%s/pdf", noun, id);
    return str_eq(lower, path) || str_eq(lower, arena_printf(arena, ORIGIN "%s", path)) ||
           str_eq(lower, arena_printf(arena, STORAGE "/%s/%s.pdf", noun, id));
}

/* With what an address may begin or end, so that its middle is met too. */
static const char *const wraps[][2] = {
    {"", ""}, {"/api/quotes/", "/pdf"}, {ORIGIN "/api/invoices/", "/pdf"}, {STORAGE "/quotes/", ".pdf"}, {ORIGIN, "/pdf"}};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct tenant tenant = {.subdomain = "garage"};
    struct arena *arena = arena_new(0);
    struct cx cx;
    cx_init(&cx, arena);
    cx.tenant = &tenant;
    const char *text = arena_strndup(arena, (const char *)data, size);
    for (size_t i = 0; i < sizeof wraps / sizeof *wraps; i++) {
        const char *noun;
        const char *id;
        const char *url = arena_printf(arena, "%s%s%s", wraps[i][0], text, wraps[i][1]);
        if (attach_parse(&cx, url, &noun, &id) && (!uuid_valid(id) || !is_form(arena, url, noun, id))) {
            abort();
        }
    }
    cx_end(&cx);
    arena_free(arena);
    return 0;
}
