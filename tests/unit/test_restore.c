/* SPDX-License-Identifier: MIT
 *
 * Putting a tenant into the place of another where the file system can exchange folders and where it cannot, files
 * opened without following links, and text of strangers on a terminal. */
#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/faultpoint.h"
#include "base/str.h"
#include "base/visible.h"
#include "folder_fixture.h"
#include "tenant/backup.h"
#include "tenant/create.h"
#include "tenant/folder.h"
#include "tenant/registry.h"
#include "tenant/restore.h"

Suite *suite_restore(void);

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

static const char *below(const char *path)
{
    return arena_printf(arena, "%s/%s", folder, path);
}

static bool exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

static void make_tenant(struct tenant *tenant)
{
    const char *owner;
    const struct tenant_new input = {.subdomain = "garage-martin",
                                     .name = "Garage Martin",
                                     .owner_email = "new@garage.fr",
                                     .owner_name = "Jean Martin",
                                     .owner_password_hash = "$scrypt$…",
                                     .registration = "approval"};
    ck_assert_int_eq(tenant_create(&cx, &input, false, tenant, &owner), RC_OK);
}

/* A suspended tenant with a document, and a backup of it from before that. */
static const char *make_backup(struct tenant *tenant)
{
    struct backup backup;
    struct db_options options = {.migrate = true};
    make_tenant(tenant);
    ck_assert_int_eq(db_open(&cx, DB_TENANT, tenant_db_path(&cx, tenant->id), &options, &cx.db), RC_OK);
    ck_assert_int_eq(backup_make(&cx, tenant, folder, &backup), RC_OK);
    db_close(cx.db);
    cx.db = NULL;
    ck_assert_int_eq(mkdir(arena_printf(arena, "%s/later", tenant_files_folder(&cx, tenant->id)), 0700), 0);
    ck_assert_int_eq(tenant_set_status(&cx, tenant->id, "suspended"), RC_OK);
    return backup.folder;
}

static void restore_over(bool exchangeable)
{
    struct tenant tenant;
    struct restore wish = {.folder = make_backup(&tenant), .replace = true};
    const char *later = arena_printf(arena, "%s/later", tenant_files_folder(&cx, tenant.id));
#ifdef VISIONCRM_FAULTPOINTS
    faultpoint_arm(FAULTPOINT_EXCHANGE, exchangeable ? 0 : 1);
#else
    (void)exchangeable;
#endif
    ck_assert_int_eq(backup_restore(&cx, &wish, &tenant), RC_OK);
    ck_assert(!exists(later));
    ck_assert(exists(tenant_db_path(&cx, tenant.id)));
    ck_assert(exists(arena_printf(arena, "%s/files/later", wish.kept)));
    ck_assert(exists(arena_printf(arena, "%s/manifest.json", wish.kept)));
    ck_assert(wish.sealed);
    ck_assert_int_eq(wish.newer, 0);
    ck_assert(!exists(below(arena_printf(arena, "data/replaced/.swap-%s", tenant.id))));
}

START_TEST(test_exchange)
{
    restore_over(true);
}
END_TEST

START_TEST(test_without_exchange)
{
    restore_over(false);
}
END_TEST

/* Cut after the first rename, and after the second. */
START_TEST(test_recover)
{
    struct tenant tenant;
    make_tenant(&tenant);
    const char *place = tenant_folder(&cx, tenant.id);
    const char *swap = below(arena_printf(arena, "data/replaced/.swap-%s", tenant.id));
    ck_assert_int_eq(backup_recover(&cx), RC_OK);
    ck_assert_int_eq(mkdir(below("data/replaced"), 0700), 0);
    ck_assert_int_eq(rename(place, swap), 0);
    ck_assert_int_eq(backup_recover(&cx), RC_OK);
    ck_assert(exists(tenant_db_path(&cx, tenant.id)));
    ck_assert(!exists(swap));

    ck_assert_int_eq(mkdir(swap, 0700), 0);
    ck_assert_int_eq(backup_recover(&cx), RC_OK);
    ck_assert(exists(tenant_db_path(&cx, tenant.id)));
    ck_assert(!exists(swap));
    ck_assert(exists(below(arena_printf(arena, "data/replaced/%s", tenant.id))));
}
END_TEST

/* ---- files ---- */

static void write_file(const char *path)
{
    FILE *file = fopen(path, "we");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fclose(file), 0);
}

static void refused(const char *path)
{
    errno = 0;
    ck_assert_int_eq(folder_open_file(folder, path), -1);
    ck_assert_int_eq(errno, ELOOP);
}

START_TEST(test_open_file)
{
    ck_assert_int_eq(mkdir(below("a"), 0700), 0);
    write_file(below("a/file"));
    int fd = folder_open_file(folder, "a/file");
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(close(fd), 0);
    ck_assert_int_eq(symlink("file", below("a/link")), 0);
    ck_assert_int_eq(symlink("a", below("b")), 0);
    ck_assert_int_eq(mkfifo(below("a/pipe"), 0600), 0);
    refused("a/link");
    refused("b/file");
    refused("a/pipe");
    refused("a");
    refused("a/file/x");
    ck_assert_int_eq(folder_open_file(folder, "a/none"), -1);
    ck_assert_int_eq(errno, ENOENT);
}
END_TEST

/* ---- terminals ---- */

START_TEST(test_visible)
{
    static const struct {
        enum visible kind;
        const char *text, *shown;
    } cases[] = {
        {VISIBLE_LINES, "Garage Zoé & Fils – 25 €\n", "Garage Zoé & Fils – 25 €\n"},
        {VISIBLE_LINES, "a\x1b[2Jb\x7f", "a\\u001b[2Jb\\u007f"},
        {VISIBLE_LINES,
         "c\xc2\x9b"
         "2J",
         "c\\u009b2J"},
        {VISIBLE_LINES, "x\u202ey\u2066z\u200b", "x\\u202ey\\u2066z\\u200b"},
        {VISIBLE_LINES, "\xff\xc3", "\\xff\\xc3"},
        {VISIBLE_LINES, "\U000e0041", "\\udb40\\udc41"},
        {VISIBLE_LINE, "a\nb", "a b"},
        {VISIBLE_JSON, "{\"a\":\"\xc2\x9b\"}\n", "{\"a\":\"\\u009b\"}\n"},
        {VISIBLE_LINE, "名前 😀", "名前 😀"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, arena, 0);
        visible_text(&out, cases[i].text, cases[i].kind);
        ck_assert_str_eq(out.data, cases[i].shown);
    }
}
END_TEST

Suite *suite_restore(void)
{
    Suite *suite = suite_create("restore");
    TCase *tests = tcase_create("restore");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, test_exchange);
    tcase_add_test(tests, test_without_exchange);
    tcase_add_test(tests, test_recover);
    tcase_add_test(tests, test_open_file);
    tcase_add_test(tests, test_visible);
    suite_add_tcase(suite, tests);
    return suite;
}
