/* SPDX-License-Identifier: MIT
 *
 * Measuring is cheap for the file (its header knows its pages) and not for thousands of documents: the worker remembers both for
 * a while, for the tenants that wrote last. */
#include "tenant/storage.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "tenant/plan.h"

#define REMEMBERED 256
#define FILE_US 1000000LL
#define FILES_US 60000000LL
#define FILES_SHARE 200 /* walking through documents takes at most a two-hundredth of the time */

static struct memory {
    char id[UUID_LEN];
    bool full;
    int64_t look_again_us;
    int64_t files; /* bytes */
    int64_t walk_again_us;
} memories[REMEMBERED];

static struct memory *memory_of(const char *id)
{
    size_t sum = 0;
    for (const char *c = id; *c; c++) {
        sum = sum * 31 + (unsigned char)*c;
    }
    struct memory *memory = &memories[sum % REMEMBERED];
    if (!str_eq(memory->id, id)) {
        *memory = (struct memory){.full = false};
        memcpy(memory->id, id, strnlen(id, sizeof memory->id - 1));
    }
    return memory;
}

/* Bytes of the files in the folder; those below another folder, which this program does not make, are not counted. */
static int64_t walk(struct cx *cx, const char *tenant_id)
{
    int64_t bytes = 0;
    DIR *dir = opendir(tenant_files_folder(cx, tenant_id));
    if (!dir) {
        return 0;
    }
    for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        struct stat status;
        if (fstatat(dirfd(dir), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(status.st_mode)) {
            bytes += status.st_size;
        }
    }
    closedir(dir);
    return bytes;
}

enum rc storage_measure(struct cx *cx, const struct tenant *tenant, struct storage *storage)
{
    *storage = (struct storage){.files = walk(cx, tenant->id), .limit = plan_storage(tenant)};
    return db_size(cx, cx->db, &storage->database);
}

static enum rc look(struct cx *cx, struct memory *memory, int64_t now_us)
{
    int64_t database = 0;
    TRY(db_size(cx, cx->db, &database));
    if (now_us >= memory->walk_again_us) {
        memory->files = walk(cx, cx->tenant->id);
        int64_t rest = (time_monotonic_us() - now_us) * FILES_SHARE;
        memory->walk_again_us = now_us + (rest > FILES_US ? rest : FILES_US);
    }
    memory->full = database + memory->files >= plan_storage(cx->tenant);
    memory->look_again_us = now_us + FILE_US;
    return RC_OK;
}

enum rc storage_check(struct cx *cx)
{
    int64_t now_us = time_monotonic_us();
    struct memory *memory = memory_of(cx->tenant->id);
    if (now_us >= memory->look_again_us) {
        TRY(look(cx, memory, now_us));
    }
    return memory->full ? fault_set(cx, RC_NO_SPACE, "STORAGE_FULL",
                                    "The storage of this plan is used up: delete something, or take a larger plan")
                        : RC_OK;
}
