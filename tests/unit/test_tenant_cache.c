/* SPDX-License-Identifier: MIT
 *
 * What a process remembers of the registry: rows of a log at rest, until anybody writes. */
#include <check.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "base/config.h"
#include "base/faultpoint.h"
#include "base/log.h"
#include "base/str.h"
#include "folder_fixture.h"
#include "tenant/cache.h"
#include "tenant/create.h"
#include "tenant/registry.h"

Suite *suite_tenant_cache(void);

static char folder[FOLDER_LEN];
static struct arena *arena;
static struct cx cx;
static struct tenant tenant;
static struct tenant_cache *cache;

static void setup(void)
{
    const char *owner_id;
    log_to(-1);
    test_installation_open(folder, &cx);
    arena = cx.arena;
    const struct tenant_new wanted = {
        "garage-martin", "Garage Martin", "jean@garage.fr", "Jean Martin", "$scrypt$…", "closed", false};
    ck_assert_int_eq(tenant_create(&cx, &wanted, false, &tenant, &owner_id), RC_OK);
    cache = tenant_cache_new();
}

static void teardown(void)
{
    tenant_cache_free(cache);
    test_installation_close(folder, &cx);
}

/* Makes the registry's log look as if nobody had written to it for that long. */
static void rest(time_t seconds)
{
    const struct timespec times[2] = {{.tv_sec = time(NULL) - seconds}, {.tv_sec = time(NULL) - seconds}};
    const char *log = arena_printf(arena, "%s/data/registry.db-wal", folder);
    ck_assert_int_eq(utimensat(AT_FDCWD, log, times, 0), 0);
}

/* True if the row came without a look into the registry. */
static bool is_remembered(const char *name)
{
    struct tenant found;
    faultpoint_arm(FAULTPOINT_STORE, 1);
    enum rc rc = tenant_cached(&cx, cache, name, &found);
    faultpoint_arm(FAULTPOINT_STORE, 0);
    fault_clear(&cx);
    return rc == RC_OK && str_eq(found.subdomain, name);
}

START_TEST(test_cache)
{
    struct tenant found;
    struct db *elsewhere = NULL;
    ck_assert_int_eq(registry_open(&cx, false, &elsewhere), RC_OK);
    ck_assert_int_eq(tenant_cached(&cx, cache, "garage-martin", &found), RC_OK);
    ck_assert_msg(!is_remembered("garage-martin"), "the log was written just now");
    rest(60);
    ck_assert_int_eq(tenant_cached(&cx, cache, "garage-martin", &found), RC_OK);
    ck_assert(is_remembered("garage-martin"));
    ck_assert_int_eq(tenant_cached(&cx, cache, "garage-martin", &found), RC_OK);
    ck_assert(str_eq(found.id, tenant.id) && str_eq(found.name, tenant.name) && found.created_at == tenant.created_at);
    ck_assert_int_eq(tenant_cached(&cx, cache, "garage-nobody", &found), RC_NOT_FOUND);
    ck_assert_int_eq(tenant_cached(&cx, cache, "../etc", &found), RC_NOT_FOUND);

    struct db *own = cx.registry;
    cx.registry = elsewhere;
    ck_assert_int_eq(tenant_set_status(&cx, tenant.id, "suspended"), RC_OK);
    cx.registry = own;
    ck_assert_int_eq(tenant_cached(&cx, cache, "garage-martin", &found), RC_FORBIDDEN);
    rest(30);
    ck_assert_int_eq(tenant_cached(&cx, cache, "garage-martin", &found), RC_FORBIDDEN);
    ck_assert(!is_remembered("garage-martin"));
    db_close(elsewhere);
}
END_TEST

START_TEST(test_cache_forgets)
{
    struct tenant found;
    rest(60);
    ck_assert_int_eq(tenant_cached(&cx, cache, "garage-martin", &found), RC_OK);
    ck_assert(is_remembered("garage-martin"));
    int64_t now = cx.now_ms;
    cx.now_ms = now + 61000;
    ck_assert_msg(!is_remembered("garage-martin"), "after a minute");
    ck_assert_int_eq(tenant_cached(&cx, cache, "garage-martin", &found), RC_OK);
    ck_assert(is_remembered("garage-martin"));
    cx.now_ms = now;
    ck_assert_msg(!is_remembered("garage-martin"), "after the clock was put back");
}
END_TEST

Suite *suite_tenant_cache(void)
{
    Suite *suite = suite_create("tenant_cache");
    TCase *tests = tcase_create("tenant_cache");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, test_cache);
    tcase_add_test(tests, test_cache_forgets);
    suite_add_tcase(suite, tests);
    return suite;
}
