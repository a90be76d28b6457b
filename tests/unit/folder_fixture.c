/* SPDX-License-Identifier: MIT
 *
 * See folder_fixture.h. */
#include "folder_fixture.h"

#include <check.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "base/config.h"
#include "tenant/registry.h"
#include "tenant/tenant.h"

bool temporary_make(char folder[FOLDER_LEN])
{
    return snprintf(folder, FOLDER_LEN, "/tmp/visioncrm-test-XXXXXX") < FOLDER_LEN && mkdtemp(folder);
}

void test_folder_make(char folder[FOLDER_LEN])
{
    ck_assert(temporary_make(folder));
}

static int remove_visited(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st;
    (void)kind;
    (void)ftw;
    return remove(path);
}

bool temporary_remove(const char *folder)
{
    return nftw(folder, remove_visited, 16, FTW_DEPTH | FTW_PHYS) == 0;
}

void test_folder_remove(const char *folder)
{
    ck_assert(temporary_remove(folder));
}

static const char *copied_from; /* what copy_visited() goes through, and where it copies to */
static const char *copied_to;

static int copy_visited(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)ftw;
    char to[512];
    ck_assert_int_lt(snprintf(to, sizeof to, "%s%s", copied_to, path + strlen(copied_from)), (int)sizeof to);
    if (kind == FTW_D) {
        return mkdir(to, st->st_mode & 07777);
    }
    int in = open(path, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, st->st_mode & 07777);
    ck_assert(in >= 0 && out >= 0);
    for (off_t left = st->st_size; left > 0;) {
        ssize_t sent = sendfile(out, in, NULL, (size_t)left);
        ck_assert_int_gt(sent, 0);
        left -= sent;
    }
    close(in);
    return close(out);
}

void test_folder_copy(const char *from, const char *to)
{
    copied_from = from;
    copied_to = to;
    ck_assert_int_eq(nftw(from, copy_visited, 16, FTW_PHYS), 0);
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
