/* SPDX-License-Identifier: MIT
 *
 * Making a backup and unpacking it again. restore.c puts what was unpacked into a tenant's place. */
#include "tenant/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/config.h"
#include "base/faultpoint.h"
#include "base/str.h"
#include "base/time.h"
#include "base/uuid.h"
#include "tenant/folder.h"
#include "tenant/sums.h"

#define CHUNK (16 << 20)
#define FILES_AT_FIRST 64
#define SUMS_PATH "files/" SUMS_FILE

static enum rc failed(struct cx *cx, const char *what, const char *path)
{
    enum rc rc = rc_of_errno(errno);
    return fault_printf(cx, rc, NULL, "cannot %s %s: %s", what, path, strerror(errno));
}

/* ---- copying ---- */

static bool copy_bytes(int from, int to)
{
    ssize_t sent;
    do {
        sent = faultpoint_hit(FAULTPOINT_IO) ? -1 : sendfile(to, from, NULL, CHUNK);
    } while (sent > 0);
    return sent == 0 && fsync(to) == 0;
}

static enum rc copy_open(struct cx *cx, int from, const char *target)
{
    int to = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (to < 0) {
        return failed(cx, "create", target);
    }
    enum rc rc = copy_bytes(from, to) ? RC_OK : failed(cx, "write", target);
    return close(to) == 0 || rc != RC_OK ? rc : failed(cx, "write", target);
}

/* Copies `from`/`path`, which is no link, to `to`/`path`, making the folders between. */
static enum rc copy_file(struct cx *cx, const char *from, const char *to, const char *path)
{
    const char *source = arena_printf(cx->arena, "%s/%s", from, path);
    const char *target = arena_printf(cx->arena, "%s/%s", to, path);
    TRY(folder_make(cx, arena_strndup(cx->arena, target, (size_t)(strrchr(target, '/') - target))));
    int fd = folder_open_file(from, path);
    if (fd < 0 && errno == ELOOP) {
        return fault_printf(cx, RC_INTERNAL, NULL, "the backup is damaged: %s is a link, or no file", path);
    }
    if (fd < 0) {
        return failed(cx, "open", source);
    }
    enum rc rc = copy_open(cx, fd, target);
    return close(fd) == 0 || rc != RC_OK ? rc : failed(cx, "read", source);
}

/* ---- making ---- */

/* The files of a backup while they are found. */
struct collection {
    struct manifest_file *files;
    size_t count;
    size_t room;
};

static enum rc collect(struct cx *cx, const char *folder, const char *path, struct collection *found)
{
    if (found->count == found->room) {
        size_t old = found->room * sizeof *found->files;
        found->room = found->room ? 2 * found->room : FILES_AT_FIRST;
        found->files = arena_grow(cx->arena, found->files, old, found->room * sizeof *found->files);
    }
    struct manifest_file *file = &found->files[found->count];
    *file = (struct manifest_file){.path = path};
    TRY(manifest_measure(cx, folder, file));
    found->count++;
    return RC_OK;
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

/* A file of a backup, which lies there already where it is not copied `from` another folder. */
static enum rc copy_and_collect(struct cx *cx, const char *from, const char *to, const char *path, struct collection *found)
{
    TRY(str_eq(from, to) ? RC_OK : copy_file(cx, from, to, path));
    return collect(cx, to, path, found);
}

/* One entry of the walk through files/. What begins with a dot is not finished yet and belongs to no record. */
static enum rc copy_entry(struct cx *cx, FTS *walk, FTSENT *entry, const char *from, const char *to, struct collection *found)
{
    if (entry->fts_level > 0 && entry->fts_name[0] == '.') {
        return fts_set(walk, entry, FTS_SKIP) == 0 ? RC_OK : failed(cx, "skip", entry->fts_path);
    }
    if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR || entry->fts_info == FTS_NS) {
        errno = entry->fts_errno;
        return errno == ENOENT ? RC_OK : failed(cx, "read", entry->fts_path);
    }
    if (entry->fts_info != FTS_F) {
        return RC_OK; /* a folder; what is neither folder nor file was not put there by this program */
    }
    const char *path = arena_strdup(cx->arena, entry->fts_path + strlen(from) + 1);
    return str_eq(path, SUMS_PATH) ? RC_OK : copy_and_collect(cx, from, to, path, found);
}

/* Before the folder is listed: whatever these lines name was in it before them. */
static enum rc copy_sums(struct cx *cx, const char *from, const char *to, struct collection *found)
{
    bool there = access(arena_printf(cx->arena, "%s/" SUMS_PATH, from), F_OK) == 0;
    return there ? copy_and_collect(cx, from, to, SUMS_PATH, found) : RC_OK;
}

static enum rc copy_documents(struct cx *cx, const char *from, const char *to, struct collection *found)
{
    char *roots[] = {arena_printf(cx->arena, "%s/files", from), NULL};
    TRY(copy_sums(cx, from, to, found));
    FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
    if (!walk) {
        return failed(cx, "read", roots[0]);
    }
    enum rc rc = RC_OK;
    errno = 0;
    for (FTSENT *entry = fts_read(walk); entry && rc == RC_OK; entry = rc == RC_OK ? fts_read(walk) : NULL) {
        rc = copy_entry(cx, walk, entry, from, to, found);
        errno = 0;
    }
    if (rc == RC_OK && errno != 0) {
        rc = failed(cx, "read", roots[0]);
    }
    if (fts_close(walk) != 0 && rc == RC_OK) {
        rc = failed(cx, "read", roots[0]);
    }
    return rc;
}

/* The copy of the database lies in `folder` already; its documents are copied `from` another folder, or lie there too. */
static enum rc describe(struct cx *cx, const struct tenant *tenant, const char *from, const char *folder, struct backup *backup)
{
    struct manifest manifest;
    struct collection found = {.files = NULL};
    manifest_start(cx, tenant, &manifest);
    TRY(collect(cx, folder, "tenant.db", &found));
    TRY(copy_documents(cx, from, folder, &found));
    manifest.schema = db_schema_version(cx->db);
    manifest.files = (struct list){found.files, found.count};
    TRY(manifest_write(cx, folder, &manifest));
    backup->files = (int64_t)found.count;
    for (size_t i = 0; i < found.count; i++) {
        backup->bytes += found.files[i].bytes;
    }
    TRY(folder_sync(cx, arena_printf(cx->arena, "%s/files", folder)));
    return folder_sync(cx, folder);
}

/* The database first: every document that its rows know was there before them. */
static enum rc fill(struct cx *cx, const struct tenant *tenant, const char *folder, struct backup *backup)
{
    TRY(folder_make_new(cx, arena_printf(cx->arena, "%s/files", folder)));
    TRY(db_backup(cx, cx->db, arena_printf(cx->arena, "%s/tenant.db", folder)));
    return describe(cx, tenant, tenant_folder(cx, tenant->id), folder, backup);
}

/* Moves it to its name, unless somebody who may write into `parent` has put something else into its place. */
static enum rc publish(struct cx *cx, const char *parent, const char *part, const char *name, ino_t inode)
{
    struct stat status;
    const char *path = arena_printf(cx->arena, "%s/%s", parent, part);
    if (lstat(path, &status) != 0 || status.st_ino != inode || !S_ISDIR(status.st_mode)) {
        return fault_printf(cx, RC_INTERNAL, NULL, "somebody else writes into %s: nothing was kept there", parent);
    }
    return folder_move(cx, parent, part, name);
}

/* "20260131T101500Z" */
static const char *compact_time(struct cx *cx)
{
    char iso[25];
    time_format_s(cx->now_ms, iso);
    return arena_printf(cx->arena, "%.4s%.2s%.2sT%.2s%.2s%.2sZ", iso, iso + 5, iso + 8, iso + 11, iso + 14, iso + 17);
}

const char *backup_name(struct cx *cx, const struct tenant *tenant)
{
    return arena_printf(cx->arena, "%s-%s", tenant->subdomain, compact_time(cx));
}

static enum rc remove_after(struct cx *cx, enum rc rc, const char *parent, const char *name)
{
    struct fault first = cx->fault;
    if (folder_remove(cx, parent, name) != RC_OK) {
        cx->fault = first;
    }
    return rc;
}

enum rc backup_make(struct cx *cx, const struct tenant *tenant, const char *parent, struct backup *backup)
{
    struct stat status;
    const char *name = backup_name(cx, tenant);
    const char *part = arena_printf(cx->arena, ".%s.part-%s", name, uuid_new(cx->arena));
    const char *folder = arena_printf(cx->arena, "%s/%s", parent, part);
    *backup = (struct backup){.folder = arena_printf(cx->arena, "%s/%s", parent, name)};
    if (lstat(backup->folder, &status) == 0) {
        return fault_printf(cx, RC_CONFLICT, NULL, "%s exists already: try again in a second", backup->folder);
    }
    TRY(folder_make_new(cx, folder));
    enum rc rc = lstat(folder, &status) == 0 ? fill(cx, tenant, folder, backup) : failed(cx, "read", folder);
    if (rc == RC_OK) {
        rc = publish(cx, parent, part, name, status.st_ino);
    }
    return rc == RC_OK ? RC_OK : remove_after(cx, rc, parent, part);
}

/* The copy takes the place of the database and of its log, which nobody writes to any more. Works on cx->db. */
static enum rc settle_database(struct cx *cx, const char *folder)
{
    static const char *const leftovers[] = {"tenant.db-wal", "tenant.db-shm", "tenant.db.lock"};
    const char *path = arena_printf(cx->arena, "%s/tenant.db", folder);
    const char *copy = arena_printf(cx->arena, "%s/tenant.db.whole", folder);
    TRY(db_backup(cx, cx->db, copy));
    if (rename(copy, path) != 0) {
        return failed(cx, "rename", copy);
    }
    for (size_t i = 0; i < sizeof leftovers / sizeof *leftovers; i++) {
        TRY(folder_remove(cx, folder, leftovers[i]));
    }
    return RC_OK;
}

enum rc backup_seal(struct cx *cx, const struct tenant *tenant, const char *folder)
{
    struct backup backup = {.folder = folder};
    struct db *before = cx->db;
    struct db_options options = {.migrate = true};
    TRY(db_open(cx, DB_TENANT, arena_printf(cx->arena, "%s/tenant.db", folder), &options, &cx->db));
    enum rc rc = settle_database(cx, folder);
    if (rc == RC_OK) {
        rc = describe(cx, tenant, folder, folder, &backup);
    }
    db_close(cx->db);
    cx->db = before;
    return rc;
}

/* ---- unpacking ---- */

static enum rc bring_up_to_date(struct cx *cx, const char *name)
{
    struct db_options options = {.migrate = true};
    struct db *db;
    TRY(db_open(cx, DB_TENANT, tenant_db_path(cx, name), &options, &db));
    enum rc rc = db_verify(cx, db);
    db_checkpoint(db, 0);
    db_close(db);
    return rc;
}

/* Before a byte is copied: a file that is larger than it says may fill the disk. */
static enum rc check_size(struct cx *cx, const char *folder, const struct manifest_file *file)
{
    struct stat status;
    int fd = folder_open_file(folder, file->path);
    bool fits = fd >= 0 && fstat(fd, &status) == 0 && status.st_size == file->bytes;
    if (fd >= 0) {
        close(fd);
        return fits ? RC_OK : fault_printf(cx, RC_INTERNAL, NULL, "the backup is damaged: %s has another size", file->path);
    }
    return fault_printf(cx, RC_INTERNAL, NULL, "the backup is damaged: %s is %s", file->path,
                        errno == ENOENT ? "missing" : "a link, or no file that can be read");
}

static enum rc unpack_files(struct cx *cx, const char *folder, const char *name, const struct manifest *manifest)
{
    const struct manifest_file *files = manifest->files.rows;
    const char *target = tenant_folder(cx, name);
    TRY(folder_make(cx, tenant_files_folder(cx, name)));
    for (size_t i = 0; i < manifest->files.count; i++) {
        TRY(check_size(cx, folder, &files[i]));
        TRY(copy_file(cx, folder, target, files[i].path));
    }
    TRY(manifest_check(cx, target, manifest));
    TRY(db_check_schema(cx, tenant_db_path(cx, name)));
    TRY(folder_sync(cx, tenant_files_folder(cx, name)));
    TRY(bring_up_to_date(cx, name));
    return folder_sync(cx, target);
}

enum rc backup_unpack(struct cx *cx, const char *folder, const char *name, struct manifest *manifest)
{
    TRY(manifest_read(cx, folder, manifest));
    enum rc rc = unpack_files(cx, folder, name, manifest);
    return rc == RC_OK ? RC_OK : remove_after(cx, rc, arena_printf(cx->arena, "%s/tenants", config_get("data")), name);
}
