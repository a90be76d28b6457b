/* SPDX-License-Identifier: MIT
 *
 * See folder_fixture.h. */
#include "folder_fixture.h"

#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

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
