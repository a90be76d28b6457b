/* SPDX-License-Identifier: MIT
 *
 * Writing, reading and checking the manifest of a backup. */
#include "tenant/manifest.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "auth/digest.h"
#include "base/faultpoint.h"
#include "base/str.h"
#include "base/version.h"
#include "data/fields.h"
#include "data/json_in.h"
#include "data/json_out.h"
#include "tenant/folder.h"

#define MANIFEST "manifest.json"
#define MANIFEST_HASH "manifest.sha256"
#define MANIFEST_MAX (256 << 20)

static const struct field file_fields[] = {
    FIELD_TEXT(struct manifest_file, path, 0, 0, 0),
    FIELD_INT(struct manifest_file, bytes, 0, 0, 0),
    FIELD_TEXT(struct manifest_file, sha256, 0, 0, 0),
};
static RECORD(file_record, "BackupFile", struct manifest_file, file_fields, NULL);

#define GROUP_TENANT(member) FIELD_GROUP_TEXT(struct manifest, "tenant", member, 0, 0, 0)

static const struct field manifest_fields[] = {
    FIELD_INT(struct manifest, format, 0, 0, 0),
    FIELD_TEXT(struct manifest, version, 0, 0, 0),
    FIELD_TIME(struct manifest, created_at, 0),
    FIELD_INT(struct manifest, schema, 0, 0, 0),
    GROUP_TENANT(tenant_id),
    GROUP_TENANT(tenant_subdomain),
    GROUP_TENANT(tenant_name),
    GROUP_TENANT(tenant_status),
    GROUP_TENANT(tenant_plan),
    GROUP_TENANT(tenant_stripe_customer_id),
    GROUP_TENANT(tenant_stripe_subscription_id),
    {.name = "tenant_created_at", .type = FT_TIME, .offset = offsetof(struct manifest, tenant_created_at), .group = "tenant"},
    FIELD_LIST(struct manifest, files, 0, &file_record, 0, 0),
};
static RECORD(manifest_record, "Manifest", struct manifest, manifest_fields, NULL);

void manifest_start(struct cx *cx, const struct tenant *tenant, struct manifest *manifest)
{
    record_clear(&manifest_record, manifest);
    manifest->format = MANIFEST_FORMAT;
    manifest->version = VERSION;
    manifest->created_at = cx->now_ms;
    manifest->tenant_id = tenant->id;
    manifest->tenant_subdomain = tenant->subdomain;
    manifest->tenant_name = tenant->name;
    manifest->tenant_status = tenant->status;
    manifest->tenant_plan = tenant->plan;
    manifest->tenant_stripe_customer_id = tenant->stripe_customer_id;
    manifest->tenant_stripe_subscription_id = tenant->stripe_subscription_id;
    manifest->tenant_created_at = tenant->created_at;
}

static enum rc failed(struct cx *cx, const char *what, const char *path)
{
    enum rc rc = rc_of_errno(errno);
    return fault_printf(cx, rc, NULL, "cannot %s %s: %s", what, path, strerror(errno));
}

static enum rc damaged(struct cx *cx, const char *path, const char *what)
{
    return fault_printf(cx, RC_INTERNAL, NULL, "the backup is damaged: %s %s", path, what);
}

/* ---- files of text ---- */

static bool write_all(int fd, const char *text, size_t len)
{
    while (len) {
        ssize_t written = faultpoint_hit(FAULTPOINT_IO) ? -1 : write(fd, text, len);
        if (written < 0) {
            return false;
        }
        text += written;
        len -= (size_t)written;
    }
    return fsync(fd) == 0;
}

static enum rc write_text(struct cx *cx, const char *folder, const char *name, const char *text, size_t len)
{
    const char *path = arena_printf(cx->arena, "%s/%s", folder, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return failed(cx, "create", path);
    }
    enum rc rc = write_all(fd, text, len) ? RC_OK : failed(cx, "write", path);
    if (close(fd) != 0 && rc == RC_OK) {
        rc = failed(cx, "write", path);
    }
    return rc;
}

static enum rc read_open(struct cx *cx, int fd, const char *path, const char **text, size_t *len)
{
    struct stat status;
    if (fstat(fd, &status) != 0) {
        return failed(cx, "read", path);
    }
    if (!S_ISREG(status.st_mode) || status.st_size > MANIFEST_MAX) {
        return damaged(cx, path, "is no file of its kind");
    }
    char *bytes = arena_alloc(cx->arena, (size_t)status.st_size + 1);
    ssize_t got = pread(fd, bytes, (size_t)status.st_size, 0);
    if (got != status.st_size) {
        return failed(cx, "read", path);
    }
    *text = bytes;
    *len = (size_t)got;
    return RC_OK;
}

static enum rc read_text(struct cx *cx, const char *folder, const char *name, const char **text, size_t *len)
{
    const char *path = arena_printf(cx->arena, "%s/%s", folder, name);
    int fd = folder_open_file(folder, name);
    if (fd < 0 && errno == ELOOP) {
        return damaged(cx, name, "is a link, or no file");
    }
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR)) {
        return fault_printf(cx, RC_NOT_FOUND, NULL, "there is no backup in %s: %s is missing", folder, name);
    }
    if (fd < 0) {
        return failed(cx, "open", path);
    }
    enum rc rc = read_open(cx, fd, path, text, len);
    return close(fd) == 0 || rc != RC_OK ? rc : failed(cx, "read", path);
}

/* ---- manifest ---- */

enum rc manifest_write(struct cx *cx, const char *folder, const struct manifest *manifest)
{
    struct buf out;
    struct json json;
    char hash[SHA256_HEX];
    buf_init(&out, cx->arena, 4096);
    json_init(&json, &out, TIME_MILLISECONDS);
    json_record(&json, &manifest_record, manifest, true);
    buf_char(&out, '\n');
    sha256_hex(out.data, out.len, hash);
    TRY(write_text(cx, folder, MANIFEST, out.data, out.len));
    const char *line = arena_printf(cx->arena, "%s  %s\n", hash, MANIFEST);
    return write_text(cx, folder, MANIFEST_HASH, line, strlen(line));
}

/* A name of a backup's file or folder: none is hidden, and none that this program makes needs more than these characters. */
static bool step_valid(const char *step, size_t len)
{
    if (len < 1 || len > NAME_MAX || step[0] == '.') {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)step[i];
        if (c < 0x80 ? !isalnum(c) && !strchr("-_.+ ()", c) : c == 0xc2) { /* after which stand the controls of C1 */
            return false;
        }
    }
    return true;
}

/* "tenant.db", or a path below files/. */
static bool path_valid(const char *path)
{
    if (str_eq(path, "tenant.db")) {
        return true;
    }
    if (!path || !str_starts(path, "files/")) {
        return false;
    }
    for (const char *step = path; step; step = strchr(step, '/')) {
        step += *step == '/';
        if (!step_valid(step, strcspn(step, "/"))) {
            return false;
        }
    }
    return true;
}

static bool hash_valid(const char *sha256)
{
    unsigned char bytes[SHA256_HEX / 2];
    return sha256 && hex_decode(sha256, bytes, sizeof bytes) && strspn(sha256, "0123456789abcdef") == SHA256_HEX - 1;
}

/* Sorted by path, as manifest_write's callers do, so that none stands there twice. */
static enum rc check_files(struct cx *cx, const struct manifest *manifest)
{
    const struct manifest_file *files = manifest->files.rows;
    bool database = false;
    for (size_t i = 0; i < manifest->files.count; i++) {
        if (!path_valid(files[i].path) || !hash_valid(files[i].sha256) || files[i].bytes < 0) {
            return damaged(cx, MANIFEST, "names a file that is none of a tenant's");
        }
        if (str_eq(files[i].path, "tenant.db") && database) {
            return damaged(cx, MANIFEST, "names a file twice");
        }
        database = database || str_eq(files[i].path, "tenant.db");
    }
    return database ? RC_OK : damaged(cx, MANIFEST, "names no tenant.db");
}

/* What the API, or Stripe, would not have let in stands in no backup of ours. */
static enum rc check_value(struct cx *cx, const char *field, const char *value, bool required)
{
    int64_t number = 0;
    const char *text = value;
    const struct field *rule = &tenant_record.fields[record_find(&tenant_record, field)];
    const char *error = required && !value ? "Required" : NULL;
    if (value) {
        const struct problem *problem = field_from_text(cx->arena, rule, value, &number, &text);
        error = problem ? problem->message : NULL;
    }
    if (!error && !str_eq(text, value)) {
        error = "Must stand there as it is stored";
    }
    return error ? fault_printf(cx, RC_INTERNAL, NULL, "the backup is damaged: " MANIFEST ": %s: %s", field, error) : RC_OK;
}

static bool is_plain(const char *text)
{
    return !text || strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") == strlen(text);
}

static enum rc check_tenant(struct cx *cx, const struct manifest *manifest)
{
    TRY(check_value(cx, "id", manifest->tenant_id, true));
    TRY(check_value(cx, "name", manifest->tenant_name, true));
    TRY(check_value(cx, "status", manifest->tenant_status, true));
    TRY(check_value(cx, "plan", manifest->tenant_plan, true));
    TRY(check_value(cx, "stripe_customer_id", manifest->tenant_stripe_customer_id, false));
    TRY(check_value(cx, "stripe_subscription_id", manifest->tenant_stripe_subscription_id, false));
    if (!subdomain_valid(manifest->tenant_subdomain)) {
        return damaged(cx, MANIFEST, "names no tenant");
    }
    if (!is_plain(manifest->tenant_stripe_customer_id) || !is_plain(manifest->tenant_stripe_subscription_id)) {
        return damaged(cx, MANIFEST, "has an id of Stripe that is none");
    }
    bool instants = manifest->created_at != INT_NULL && manifest->created_at >= 0 && manifest->tenant_created_at != INT_NULL &&
                    manifest->tenant_created_at >= 0;
    return instants ? RC_OK : damaged(cx, MANIFEST, "does not say when it was made");
}

static enum rc check_content(struct cx *cx, const struct manifest *manifest)
{
    if (manifest->format != MANIFEST_FORMAT) {
        return fault_set(cx, RC_INTERNAL, NULL, "the backup is of another format: use the version of visioncrm that made it");
    }
    TRY(check_tenant(cx, manifest));
    return check_files(cx, manifest);
}

enum rc manifest_read(struct cx *cx, const char *folder, struct manifest *manifest)
{
    const char *text = "";
    const char *stored = "";
    size_t len = 0;
    size_t stored_len = 0;
    char hash[SHA256_HEX];
    TRY(read_text(cx, folder, MANIFEST, &text, &len));
    TRY(read_text(cx, folder, MANIFEST_HASH, &stored, &stored_len));
    sha256_hex(text, len, hash);
    if (!str_eq(stored, arena_printf(cx->arena, "%s  %s\n", hash, MANIFEST))) {
        return damaged(cx, MANIFEST, "differs from its hash in " MANIFEST_HASH);
    }
    TRY(record_load(cx, &manifest_record, text, manifest));
    return check_content(cx, manifest);
}

/* ---- files ---- */

static enum rc measure_open(struct cx *cx, int fd, const char *path, struct manifest_file *file)
{
    struct stat status;
    char hash[SHA256_HEX];
    if (fstat(fd, &status) != 0 || !sha256_fd(fd, hash)) {
        return failed(cx, "read", path);
    }
    file->bytes = status.st_size;
    file->sha256 = arena_strdup(cx->arena, hash);
    return RC_OK;
}

enum rc manifest_measure(struct cx *cx, const char *folder, struct manifest_file *file)
{
    const char *path = arena_printf(cx->arena, "%s/%s", folder, file->path);
    int fd = folder_open_file(folder, file->path);
    if (fd < 0 && errno == ELOOP) {
        return damaged(cx, file->path, "is a link, or no file");
    }
    if (fd < 0) {
        return errno == ENOENT ? damaged(cx, file->path, "is missing") : failed(cx, "open", path);
    }
    enum rc rc = measure_open(cx, fd, path, file);
    return close(fd) == 0 || rc != RC_OK ? rc : failed(cx, "read", path);
}

enum rc manifest_check(struct cx *cx, const char *folder, const struct manifest *manifest)
{
    const struct manifest_file *files = manifest->files.rows;
    for (size_t i = 0; i < manifest->files.count; i++) {
        struct manifest_file found = {.path = files[i].path};
        TRY(manifest_measure(cx, folder, &found));
        if (found.bytes != files[i].bytes || !str_eq(found.sha256, files[i].sha256)) {
            return damaged(cx, files[i].path, "differs from the manifest");
        }
    }
    return RC_OK;
}
