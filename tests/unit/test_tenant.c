/* SPDX-License-Identifier: MIT
 *
 * lib/tenant in a data folder of its own: the registry, making and removing tenants (with failures at every step and rivals
 * for one name), and the settings of a new one. test_legal.c covers names, numbers and the input of settings. */
#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "auth/user.h"
#include "base/config.h"
#include "base/faultpoint.h"
#include "base/log.h"
#include "base/str.h"
#include "base/uuid.h"
#include "folder_fixture.h"
#include "tenant/create.h"
#include "tenant/registry.h"
#include "tenant/settings.h"
#include "tenant/tenant.h"

Suite *suite_tenant(void);

static char folder[FOLDER_LEN];
static struct arena *arena;
static struct cx cx;

static void setup(void)
{
    test_installation_open(folder, &cx);
    arena = cx.arena;
}

static void teardown(void)
{
    test_installation_close(folder, &cx);
}

static int visited;

static int count_visited(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)path;
    (void)st;
    (void)kind;
    (void)ftw;
    visited++;
    return 0;
}

/* Files and folders below `path`. */
static int count_files(const char *path)
{
    visited = 0;
    nftw(path, count_visited, 16, FTW_PHYS);
    return visited;
}

/* Entries of DATA/tenants, temporary ones included. */
static int count_tenants(void)
{
    DIR *dir = opendir(arena_printf(arena, "%s/data/tenants", folder));
    int count = 0;
    if (!dir) {
        return 0;
    }
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        count += !str_eq(entry->d_name, ".") && !str_eq(entry->d_name, "..");
    }
    ck_assert_int_eq(closedir(dir), 0);
    return count;
}

static struct tenant_new new_tenant(const char *subdomain)
{
    return (struct tenant_new){
        .subdomain = subdomain,
        .name = "Garage Martin & Fils",
        .owner_email = "new@garage.fr",
        .owner_name = "Jean Martin",
        .owner_password_hash = "$scrypt$…",
        .registration = "approval",
    };
}

static enum rc create(const char *subdomain, struct tenant *tenant)
{
    const char *owner;
    struct tenant_new input = new_tenant(subdomain);
    fault_clear(&cx);
    return tenant_create(&cx, &input, false, tenant, &owner);
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    ck_assert_int_eq(lstat(path, &st), 0);
    return st.st_mode & 07777;
}

/* A name of 0 to 70 bytes out of an alphabet that likes to break paths. */
static void fuzz_name(char *name, uint64_t round)
{
    static const char alphabet[] = "abcz019--../\\%2eABZ_ :@\t\n~$\xc3\xa9\xff*?'\";";
    uint64_t random = hash64(&round, sizeof round, 1);
    size_t len = random % 71;
    for (size_t i = 0; i < len; i++) {
        random = hash64(&random, sizeof random, i);
        name[i] = random % 3 ? alphabet[random / 3 % 8] : alphabet[random / 3 % (sizeof alphabet - 1)];
    }
    name[len] = '\0';
}

START_TEST(test_fuzzed_names_make_no_file)
{
    char name[72];
    struct tenant tenant;
    int valid = 0;
    ck_assert_int_eq(create("garage-martin", &tenant), RC_OK);
    int before = count_files(folder);
    for (uint64_t round = 0; round < 10000; round++) {
        fuzz_name(name, round);
        fault_clear(&cx);
        ck_assert_int_eq(tenant_by_subdomain(&cx, name, true, &tenant), RC_NOT_FOUND);
        ck_assert_str_eq(cx.fault.code, "TENANT_NOT_FOUND");
        if (subdomain_valid(name)) {
            valid++;
        } else {
            ck_assert_int_eq(create(name, &tenant), RC_INVALID);
        }
    }
    ck_assert_int_gt(valid, 10);
    ck_assert_int_eq(count_files(folder), before);
    ck_assert_int_eq(create("garage-durand", &tenant), RC_OK);
    ck_assert_int_gt(count_files(folder), before); /* the count does see files */
}
END_TEST

/* ---- creation ---- */

START_TEST(test_create_makes_a_whole_tenant)
{
    struct tenant tenant, found;
    struct tenant_new input = new_tenant("garage-martin");
    const char *owner_id;
    ck_assert_int_eq(tenant_create(&cx, &input, false, &tenant, &owner_id), RC_OK);
    ck_assert(uuid_valid(tenant.id));
    ck_assert_int_eq(tenant_by_subdomain(&cx, "garage-martin", false, &found), RC_OK);
    ck_assert_str_eq(found.id, tenant.id);
    ck_assert_str_eq(found.name, "Garage Martin & Fils");
    ck_assert_str_eq(found.status, "active");
    ck_assert_str_eq(found.plan, "FREE");
    ck_assert_int_eq(tenant_by_id(&cx, tenant.id, &found), RC_OK);
    ck_assert_uint_eq(mode_of(tenant_folder(&cx, tenant.id)), 0700);
    ck_assert_uint_eq(mode_of(tenant_files_folder(&cx, tenant.id)), 0700);
    ck_assert_uint_eq(mode_of(tenant_db_path(&cx, tenant.id)), 0600);
    ck_assert_uint_eq(mode_of(config_get("data")), 0700);
    ck_assert_uint_eq(mode_of(arena_printf(arena, "%s/registry.db", config_get("data"))), 0600);
    ck_assert_int_eq(count_tenants(), 1);

    struct db_options options = {.create = false};
    struct settings settings;
    struct user owner;
    ck_assert_int_eq(db_open(&cx, DB_TENANT, tenant_db_path(&cx, tenant.id), &options, &cx.db), RC_OK);
    ck_assert_int_eq(settings_get(&cx, &settings), RC_OK);
    ck_assert_str_eq(settings.name, "Garage Martin & Fils");
    ck_assert_str_eq(settings.registration, "approval");
    ck_assert_int_eq(user_by_id(&cx, owner_id, &owner), RC_OK);
    ck_assert_str_eq(owner.email, "new@garage.fr");
    ck_assert_str_eq(owner.role, "owner");
    ck_assert_str_eq(owner.last_name, "Martin");
    ck_assert_str_eq(owner.username, "new");
    ck_assert_int_eq(owner.is_active, 1);
    db_close(cx.db);
    cx.db = NULL;
}
END_TEST

START_TEST(test_create_refuses_names)
{
    struct tenant tenant;
    struct tenant_new demo = new_tenant("demo");
    const char *owner;
    ck_assert_int_eq(create("Garage", &tenant), RC_INVALID);
    ck_assert_str_eq(cx.fault.code, "VALIDATION_ERROR");
    ck_assert_str_eq(cx.fault.fields->field, "subdomain");
    fault_clear(&cx);
    ck_assert_int_eq(create("www", &tenant), RC_INVALID);
    ck_assert_str_eq(cx.fault.code, "SUBDOMAIN_EXISTS");
    ck_assert_str_eq(cx.fault.message, "Subdomain already taken");
    fault_clear(&cx);
    ck_assert_int_eq(count_tenants(), 0);
    ck_assert_int_eq(tenant_create(&cx, &demo, true, &tenant, &owner), RC_OK);
    ck_assert_int_eq(create("garage", &tenant), RC_OK);
    ck_assert_int_eq(create("garage", &tenant), RC_INVALID);
    ck_assert_str_eq(cx.fault.code, "SUBDOMAIN_EXISTS");
    ck_assert_int_eq(count_tenants(), 2);
}
END_TEST

/* Exit status 0: made, 1: refused as taken, 2: anything else. */
static _Noreturn void rival(int start)
{
    char go;
    struct tenant tenant;
    ck_assert_int_eq(registry_open(&cx, false, &cx.registry), RC_OK);
    if (read(start, &go, 1) != 0) {
        _exit(2);
    }
    enum rc rc = create("garage-martin", &tenant);
    _exit(rc == RC_OK ? 0 : rc == RC_INVALID && str_eq(cx.fault.code, "SUBDOMAIN_EXISTS") ? 1 : 2);
}

START_TEST(test_create_rivals)
{
    enum { RIVALS = 4 };
    int start[2], outcomes[3] = {0};
    ck_assert_int_eq(pipe(start), 0);
    db_close(cx.registry);
    for (int i = 0; i < RIVALS; i++) {
        pid_t pid = fork();
        ck_assert_int_ge(pid, 0);
        if (pid == 0) {
            close(start[1]);
            rival(start[0]);
        }
    }
    close(start[0]);
    close(start[1]);
    for (int i = 0; i < RIVALS; i++) {
        int status;
        ck_assert_int_gt(wait(&status), 0);
        ck_assert(WIFEXITED(status) && WEXITSTATUS(status) <= 2);
        outcomes[WEXITSTATUS(status)]++;
    }
    ck_assert_int_eq(registry_open(&cx, false, &cx.registry), RC_OK);
    ck_assert_int_eq(outcomes[0], 1);
    ck_assert_int_eq(outcomes[1], RIVALS - 1);
    ck_assert_int_eq(count_tenants(), 1);
}
END_TEST

#ifdef VISIONCRM_FAULTPOINTS
START_TEST(test_create_failing_anywhere_leaves_nothing)
{
    static const enum faultpoint points[] = {FAULTPOINT_STORE, FAULTPOINT_IO};
    struct tenant tenant;
    log_to(-1);
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        const char *name = i ? "garage-io" : "garage-store";
        enum rc rc = RC_INTERNAL;
        for (long nth = 1; rc != RC_OK; nth++) {
            ck_assert_int_lt(nth, 500);
            faultpoint_arm(points[i], nth);
            rc = create(name, &tenant);
            ck_assert(rc != RC_OK || nth > 5); /* it did fail at first */
            faultpoint_arm(points[i], 0);
            ck_assert(!db_in_transaction(cx.registry));
            ck_assert_int_eq(count_tenants(), (int)i + (rc == RC_OK));
            ck_assert_int_eq(tenant_by_subdomain(&cx, name, false, &tenant), rc == RC_OK ? RC_OK : RC_NOT_FOUND);
        }
    }
}
END_TEST
#endif

/* ---- the rest of a tenant's life ---- */

START_TEST(test_status)
{
    struct tenant tenant, found;
    ck_assert_int_eq(create("garage-martin", &tenant), RC_OK);
    ck_assert_int_eq(tenant_set_status(&cx, tenant.id, "past_due"), RC_OK);
    ck_assert_int_eq(tenant_by_subdomain(&cx, "garage-martin", false, &found), RC_OK);
    ck_assert_int_eq(tenant_set_status(&cx, tenant.id, "suspended"), RC_OK);
    ck_assert_int_eq(tenant_by_subdomain(&cx, "garage-martin", false, &found), RC_FORBIDDEN);
    ck_assert_str_eq(cx.fault.code, "TENANT_SUSPENDED");
    ck_assert_int_eq(tenant_by_subdomain(&cx, "garage-martin", true, &found), RC_OK);
    ck_assert_int_eq(tenant_set_status(&cx, "0190a000-0000-7000-8000-000000000000", "active"), RC_NOT_FOUND);
    ck_assert(!db_in_transaction(cx.registry));
    ck_assert_int_eq(tenant_set_status(&cx, tenant.id, "gone"), RC_INVALID);
    ck_assert_str_eq(cx.fault.fields->field, "status");
}
END_TEST

static enum rc collect(struct cx *context, const struct tenant *tenant, void *data)
{
    struct buf *names = data;
    (void)context;
    buf_str(names, tenant->subdomain);
    buf_char(names, ' ');
    return str_eq(tenant->subdomain, "garage-b") ? RC_CONFLICT : RC_OK;
}

START_TEST(test_each)
{
    struct tenant tenant;
    struct buf names;
    buf_init(&names, arena, 0);
    ck_assert_int_eq(tenant_each(&cx, collect, &names), RC_OK);
    ck_assert_int_eq(create("garage-c", &tenant), RC_OK);
    ck_assert_int_eq(create("garage-a", &tenant), RC_OK);
    ck_assert_int_eq(tenant_each(&cx, collect, &names), RC_OK);
    ck_assert_int_eq(create("garage-b", &tenant), RC_OK);
    ck_assert_int_eq(tenant_each(&cx, collect, &names), RC_CONFLICT);
    ck_assert_str_eq(names.data, "garage-a garage-c garage-a garage-b ");
}
END_TEST

static enum rc count_in_order(struct cx *context, const struct tenant *tenant, void *data)
{
    int *count = data;
    ck_assert_str_eq(tenant->subdomain, arena_printf(context->arena, "many-%04d", ++*count));
    arena_alloc(context->arena, 10000); /* of no interest afterwards */
    return RC_OK;
}

/* All of them, in order, and no memory stays. */
START_TEST(test_each_of_many)
{
    struct rows rows;
    int count = 0;
    const char *sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001)"
                      " INSERT INTO tenant (id, subdomain, name, created_at, updated_at)"
                      " SELECT 't' || i, printf('many-%04d', i), 'Many', 1, 1 FROM n";
    ck_assert_int_eq(db_begin(&cx, cx.registry, TX_WRITE), RC_OK);
    ck_assert_int_eq(rows_open_text(&cx, DB_REGISTRY, sql, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_END);
    ck_assert_int_eq(db_commit(&cx, cx.registry), RC_OK);
    size_t before = arena_used(cx.arena);
    ck_assert_int_eq(tenant_each(&cx, count_in_order, &count), RC_OK);
    ck_assert_int_eq(count, 1001);
    ck_assert_uint_eq(arena_used(cx.arena), before);
}
END_TEST

static void touch(const char *path)
{
    int fd = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(close(fd), 0);
}

START_TEST(test_delete)
{
    struct tenant tenant, other;
    const char *outside = arena_printf(arena, "%s/outside", folder);
    const char *kept = arena_printf(arena, "%s/kept", outside);
    ck_assert_int_eq(create("garage-martin", &tenant), RC_OK);
    ck_assert_int_eq(create("garage-durand", &other), RC_OK);
    ck_assert_int_eq(mkdir(outside, 0700), 0);
    touch(kept);
    const char *files = tenant_files_folder(&cx, tenant.id);
    ck_assert_int_eq(mkdir(arena_printf(arena, "%s/deep", files), 0700), 0);
    touch(arena_printf(arena, "%s/deep/scan.pdf", files));
    ck_assert_int_eq(symlink(outside, arena_printf(arena, "%s/deep/link", files)), 0);
    ck_assert_int_eq(symlink(kept, arena_printf(arena, "%s/link", files)), 0);

    ck_assert_int_eq(tenant_delete(&cx, tenant.id), RC_OK);
    ck_assert_int_eq(access(kept, F_OK), 0);
    ck_assert_int_eq(count_tenants(), 1);
    ck_assert_int_eq(tenant_by_id(&cx, tenant.id, &tenant), RC_NOT_FOUND);
    ck_assert_int_eq(tenant_by_id(&cx, other.id, &tenant), RC_OK);
    ck_assert_int_eq(access(tenant_db_path(&cx, other.id), F_OK), 0);
    ck_assert_int_eq(tenant_delete(&cx, "0190a000-0000-7000-8000-000000000000"), RC_NOT_FOUND);
    ck_assert_int_eq(tenant_delete(&cx, "../.."), RC_NOT_FOUND);
    ck_assert_int_eq(create("garage-martin", &tenant), RC_OK);
}
END_TEST

START_TEST(test_sweep)
{
    static const char *const names[] = {".new-old", ".gone-old", ".new-fresh", ".new-ahead",
                                        "0190a000-0000-7000-8000-000000000000"};
    const struct timespec old[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
    const struct timespec ahead[2] = {{.tv_sec = time(NULL) + 10000000}, {.tv_sec = time(NULL) + 10000000}};
    struct tenant tenant;
    ck_assert_int_eq(tenant_sweep(&cx), RC_OK); /* no folder of tenants yet */
    ck_assert_int_eq(create("garage-martin", &tenant), RC_OK);
    for (size_t i = 0; i < 5; i++) {
        const char *path = tenant_folder(&cx, names[i]);
        ck_assert_int_eq(mkdir(path, 0700), 0);
        touch(arena_printf(arena, "%s/tenant.db", path));
        if (i != 2) {
            ck_assert_int_eq(utimensat(AT_FDCWD, path, i == 3 ? ahead : old, 0), 0);
        }
    }
    ck_assert_int_eq(tenant_sweep(&cx), RC_OK);
    ck_assert_int_ne(access(tenant_folder(&cx, names[0]), F_OK), 0);
    ck_assert_int_ne(access(tenant_folder(&cx, names[1]), F_OK), 0);
    ck_assert_int_eq(access(tenant_folder(&cx, names[2]), F_OK), 0);
    ck_assert_int_ne(access(tenant_folder(&cx, names[3]), F_OK), 0); /* made under a wrong clock */
    ck_assert_int_eq(access(tenant_folder(&cx, names[4]), F_OK), 0); /* data that no row names is nobody's to delete */
    ck_assert_int_eq(access(tenant_db_path(&cx, tenant.id), F_OK), 0);
}
END_TEST

/* ---- settings ---- */

START_TEST(test_settings_defaults)
{
    struct tenant tenant;
    struct settings settings;
    struct db_options options = {.create = false};
    ck_assert_int_eq(create("garage-martin", &tenant), RC_OK);
    ck_assert_int_eq(db_open(&cx, DB_TENANT, tenant_db_path(&cx, tenant.id), &options, &cx.db), RC_OK);
    ck_assert_int_eq(settings_get(&cx, &settings), RC_OK);
    ck_assert_str_eq(settings.timezone, "Europe/Paris");
    ck_assert_int_eq(settings.probability_step, 500);
    ck_assert_int_eq(settings.payment_terms_days, 30);
    ck_assert_int_eq(settings.default_vat_rate, 2000);
    ck_assert_ptr_nonnull(strstr(settings.late_penalty_text, "majoré de 10 points"));
    ck_assert_ptr_nonnull(strstr(settings.recovery_text, "40\u00a0€"));
    ck_assert_ptr_nonnull(strstr(settings.discount_text, "Pas d'escompte"));
    ck_assert_ptr_null(settings.logo);
    ck_assert_str_eq(settings.currency, "EUR");
    ck_assert_int_eq(settings.modules_garage, 1);
    ck_assert_int_eq(settings.modules_pipeline, 0);

    /* Every column comes back as it was written. */
    settings.siret = "73282932000074";
    settings.address_city = "Lyon";
    settings.default_vat_rate = 550;
    settings.logo = "logo.png";
    settings.late_penalty_text = NULL;
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(settings_save(&cx, &settings), RC_OK);
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
    ck_assert_int_eq(settings_get(&cx, &settings), RC_OK);
    ck_assert_int_eq(settings.updated_at, cx.now_ms);
    ck_assert_str_eq(settings.siret, "73282932000074");
    ck_assert_str_eq(settings.address_city, "Lyon");
    ck_assert_int_eq(settings.default_vat_rate, 550);
    ck_assert_str_eq(settings.logo, "logo.png");
    ck_assert_ptr_null(settings.late_penalty_text);
    /* What is wrong is not written, and stands beside what parsing found. */
    settings.siret = "73282932000075";
    ck_assert_int_eq(settings_save(&cx, &settings), RC_INVALID);
    ck_assert_str_eq(cx.fault.fields->field, "siret");
    fault_clear(&cx);
    ck_assert_int_eq(settings_get(&cx, &settings), RC_OK);
    ck_assert_str_eq(settings.siret, "73282932000074");
    db_close(cx.db);
    cx.db = NULL;
}
END_TEST

Suite *suite_tenant(void)
{
    Suite *suite = suite_create("tenant");
    TCase *tests = tcase_create("tenant");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, test_fuzzed_names_make_no_file);
    tcase_add_test(tests, test_create_makes_a_whole_tenant);
    tcase_add_test(tests, test_create_refuses_names);
    tcase_add_test(tests, test_create_rivals);
#ifdef VISIONCRM_FAULTPOINTS
    tcase_add_test(tests, test_create_failing_anywhere_leaves_nothing);
#endif
    tcase_add_test(tests, test_status);
    tcase_add_test(tests, test_each);
    tcase_add_test(tests, test_each_of_many);
    tcase_add_test(tests, test_delete);
    tcase_add_test(tests, test_sweep);
    tcase_add_test(tests, test_settings_defaults);
    suite_add_tcase(suite, tests);
    return suite;
}
