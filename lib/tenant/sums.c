/* SPDX-License-Identifier: MIT
 *
 * Adding lines and looking whether they hold. */
#include "tenant/sums.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "auth/digest.h"
#include "base/log.h"
#include "base/str.h"
#include "tenant/folder.h"
#include "tenant/tenant.h"

#define HASH_LEN (SHA256_HEX - 1)
#define LINES_AT_FIRST 256
#define PDF_TAIL 32

/* ---- adding ---- */

void sums_add(struct cx *cx, const char *tenant_id, const char *filename, const void *bytes, size_t len)
{
    char hash[SHA256_HEX];
    sha256_hex(bytes, len, hash);
    const char *line = arena_printf(cx->arena, "%s  %s\n", hash, filename);
    const char *path = arena_printf(cx->arena, "%s/" SUMS_FILE, tenant_files_folder(cx, tenant_id));
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool added = fd >= 0 && write(fd, line, strlen(line)) == (ssize_t)strlen(line);
    if (!added) {
        log_line(LOG_LEVEL_WARNING, "%s: the hash of a document was not kept: %s", path, strerror(errno));
    }
    if (fd >= 0) {
        close(fd);
    }
}

/* ---- checking ---- */

struct sum {
    const char *name;
    const char *hash;
    size_t number; /* of its line */
};

struct sums {
    struct sum *rows; /* by name, one each */
    size_t count;
    size_t room;
};

/* "<hash>  <name>\n"; a line that was cut by a crash says nothing. */
static void read_line(struct cx *cx, struct sums *sums, const char *line)
{
    size_t len = strlen(line);
    unsigned char bytes[HASH_LEN / 2];
    if (len < HASH_LEN + 4 || line[len - 1] != '\n' || line[HASH_LEN] != ' ' || line[HASH_LEN + 1] != ' ') {
        return;
    }
    const char *hash = arena_strndup(cx->arena, line, HASH_LEN);
    const char *name = arena_strndup(cx->arena, line + HASH_LEN + 2, len - HASH_LEN - 3);
    if (!hex_decode(hash, bytes, sizeof bytes) || strchr(name, '/')) {
        return;
    }
    if (sums->count == sums->room) {
        size_t old = sums->room * sizeof *sums->rows;
        sums->room = sums->room ? 2 * sums->room : LINES_AT_FIRST;
        sums->rows = arena_grow(cx->arena, sums->rows, old, sums->room * sizeof *sums->rows);
    }
    sums->rows[sums->count] = (struct sum){name, hash, sums->count};
    sums->count++;
}

static int by_name(const void *a, const void *b)
{
    const struct sum *x = a;
    const struct sum *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static int same_name(const void *name, const void *row)
{
    return strcmp(name, ((const struct sum *)row)->name);
}

/* Leaves the last line of each name. */
static void sort(struct sums *sums)
{
    size_t kept = 0;
    if (sums->count > 1) {
        qsort(sums->rows, sums->count, sizeof *sums->rows, by_name);
    }
    for (size_t i = 0; i < sums->count; i++) {
        bool last = i + 1 == sums->count || !str_eq(sums->rows[i].name, sums->rows[i + 1].name);
        if (last) {
            sums->rows[kept++] = sums->rows[i];
        }
    }
    sums->count = kept;
}

static void read_sums(struct cx *cx, const char *folder, struct sums *sums)
{
    char line[512];
    int fd = folder_open_file(folder, SUMS_FILE);
    FILE *file = fd >= 0 ? fdopen(fd, "re") : NULL;
    while (file && fgets(line, sizeof line, file)) {
        read_line(cx, sums, line);
    }
    if (file) {
        fclose(file);
    }
    sort(sums);
}

static bool ends_as_pdf(int fd)
{
    char tail[PDF_TAIL + 1] = "";
    off_t size = lseek(fd, 0, SEEK_END);
    off_t from = size > PDF_TAIL ? size - PDF_TAIL : 0;
    return pread(fd, tail, PDF_TAIL, from) > 0 && strstr(tail, "%%EOF");
}

/* `hash` NULL: none is known. */
static const char *document_problem(struct cx *cx, const char *folder, const char *name, const char *hash)
{
    char now[SHA256_HEX];
    int fd = folder_open_file(folder, name);
    if (fd < 0) {
        return arena_printf(cx->arena, "%s %s", name, errno == ENOENT ? "is missing" : "cannot be read");
    }
    bool fine = hash ? sha256_fd(fd, now) && str_eq(now, hash) : !str_ends(name, ".pdf") || ends_as_pdf(fd);
    close(fd);
    return fine ? NULL : arena_printf(cx->arena, "%s was cut or changed", name);
}

/* Those that no line names. */
static const char *unlisted_problem(struct cx *cx, const char *folder, const struct sums *sums)
{
    const char *problem = NULL;
    DIR *dir = opendir(folder);
    if (!dir) {
        return "the folder of its documents cannot be read";
    }
    for (struct dirent *entry = readdir(dir); entry && !problem; entry = readdir(dir)) {
        bool ours = entry->d_name[0] != '.' && !str_eq(entry->d_name, SUMS_FILE) && entry->d_type == DT_REG;
        bool listed = sums->count > 0 && bsearch(entry->d_name, sums->rows, sums->count, sizeof *sums->rows, same_name);
        problem = ours && !listed ? document_problem(cx, folder, entry->d_name, NULL) : NULL;
    }
    closedir(dir);
    return problem;
}

const char *sums_problem(struct cx *cx, const char *tenant_id)
{
    struct sums sums = {.count = 0};
    const char *problem = NULL;
    const char *folder = tenant_files_folder(cx, tenant_id);
    read_sums(cx, folder, &sums);
    for (size_t i = 0; i < sums.count && !problem; i++) {
        problem = document_problem(cx, folder, sums.rows[i].name, sums.rows[i].hash);
    }
    if (!problem) {
        problem = unlisted_problem(cx, folder, &sums);
    }
    return problem;
}
