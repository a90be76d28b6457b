/* SPDX-License-Identifier: MIT
 *
 * See folder_fixture.h. */
#include "folder_fixture.h"

#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/config.h"
#include "tenant/registry.h"
#include "tenant/tenant.h"

void test_folder_make(char folder[FOLDER_LEN])
{
    ck_assert_int_lt(snprintf(folder, FOLDER_LEN, "/tmp/visioncrm-test-XXXXXX"), FOLDER_LEN);
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static int remove_visited(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st;
    (void)kind;
    (void)ftw;
    return remove(path);
}

void test_folder_remove(const char *folder)
{
    ck_assert_int_eq(nftw(folder, remove_visited, 16, FTW_DEPTH | FTW_PHYS), 0);
}

void test_installation_open(char folder[FOLDER_LEN], struct cx *cx)
{
    const char *error;
    struct arena *arena = arena_new(0);
    test_folder_make(folder);
    ck_assert_int_eq(setenv("VISIONCRM_DATA", arena_printf(arena, "%s/data", folder), 1), 0);
    ck_assert(config_load(&error));
    cx_init(cx, arena);
    ck_assert_int_eq(registry_open(cx, true, &cx->registry), RC_OK);
}

void test_installation_close(const char *folder, struct cx *cx)
{
    db_close(cx->registry);
    test_folder_remove(folder);
    cx_end(cx);
    arena_free(cx->arena);
}
