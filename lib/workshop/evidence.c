/* SPDX-License-Identifier: MIT
 *
 * Writing the archive of the chain. */
#include "workshop/evidence.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "auth/digest.h"
#include "base/version.h"
#include "documents/sheet/out.h"
#include "tenant/settings.h"
#include "workshop/event.h"

/* The columns of archive_entries, as its lines have them. */
static const char *const columns[] = {"seq", "kind", "ref_id", "created_at", "previous_hash", "hash", "entry"};
enum { COLUMNS = sizeof columns / sizeof *columns, SEQ = 0, CREATED_AT = 3 };

/* RC_NO_SPACE, or RC_INTERNAL. */
static enum rc put_line(struct out *out, struct buf *line)
{
    buf_char(line, '\n');
    fwrite(line->data, 1, line->len, out->file);
    return out_written(out);
}

static void describe(struct json *json)
{
    static const char *const meanings[COLUMNS] = {
        "place in the chain, from 1 without gap",
        "INVOICE, CREDIT_NOTE, PAYMENT, REVERSAL, REFUND; CLOSING: totals of a period; EVENT: what happened to all data",
        "id of the record",
        "time of recording, milliseconds since 1970 UTC",
        "hash of the entry before; 64 zeros before the first",
        "SHA-256 of previous_hash, a newline, and entry",
        "the record as JSON; amounts in cents, times in milliseconds",
    };
    json_key(json, "fields");
    json_object(json);
    for (size_t i = 0; i < COLUMNS; i++) {
        json_kv_text(json, columns[i], meanings[i]);
    }
    json_object_end(json);
}

static enum rc put_head(struct cx *cx, struct out *out)
{
    struct settings settings;
    struct buf line;
    struct json json;
    TRY(settings_get(cx, &settings));
    buf_init(&line, cx->arena, 2048);
    json_init(&json, &line, TIME_MILLISECONDS);
    json_object(&json);
    json_kv_text(&json, "archive", "visioncrm-ledger-1");
    json_kv_text(&json, "software", "VisionCRM " VERSION);
    json_kv_time(&json, "made_at", cx->now_ms);
    json_kv_text(&json, "name", settings.legal_name ? settings.legal_name : settings.name);
    json_kv_text(&json, "siret", settings.siret);
    json_kv_text(&json, "vat_number", settings.vat_number);
    json_kv_bool(&json, "demonstration", settings.demo == 1);
    describe(&json);
    json_object_end(&json);
    return put_line(out, &line);
}

static enum rc put_entry(struct cx *cx, struct out *out, struct rows *rows)
{
    struct buf line;
    struct json json;
    buf_init(&line, cx->arena, 2048);
    json_init(&json, &line, TIME_MILLISECONDS);
    json_object(&json);
    for (int i = 0; i < COLUMNS; i++) {
        if (i == SEQ || i == CREATED_AT) {
            json_kv_int(&json, columns[i], rows_int(rows, i));
        } else {
            json_kv_text(&json, columns[i], rows_text(rows, i));
        }
    }
    json_object_end(&json);
    return put_line(out, &line);
}

static enum rc put_entries(struct cx *cx, struct out *out, int64_t *count)
{
    struct scratch scratch;
    struct rows rows;
    enum rc rc;
    *count = 0;
    TRY(rows_open(cx, SQL_ARCHIVE_ENTRIES, NO_ARGS, &rows));
    cx_scratch_begin(cx, &scratch);
    while ((rc = rows_next(&rows)) == RC_OK && (rc = put_entry(cx, out, &rows)) == RC_OK) {
        ++*count;
        cx_scratch_reset(cx, &scratch);
    }
    cx_scratch_end(cx, &scratch);
    rows_close(&rows);
    return rc == RC_END ? RC_OK : rc;
}

/* Of all that stands in the file so far. */
static bool hash_so_far(const struct out *out, char hash[SHA256_HEX])
{
    int fd = fflush(out->file) == 0 ? open(out->path, O_RDONLY | O_CLOEXEC) : -1;
    bool read = fd >= 0 && sha256_fd(fd, hash);
    if (fd >= 0) {
        close(fd);
    }
    return read;
}

/* The last line: how many entries there are, and the hash of all before it. */
static enum rc put_foot(struct cx *cx, struct out *out, int64_t count, char hash[SHA256_HEX])
{
    if (!hash_so_far(out, hash)) {
        return fault_set(cx, rc_of_errno(errno), NULL, NULL);
    }
    fprintf(out->file, "{\"entries\":%lld,\"sha256\":\"%s\"}\n", (long long)count, hash);
    return out_close(out);
}

static enum rc write_all(struct cx *cx, struct out *out, int64_t *count, char hash[SHA256_HEX])
{
    TRY(db_begin(cx, cx->db, TX_READ));
    enum rc rc = put_head(cx, out);
    rc = rc == RC_OK ? put_entries(cx, out, count) : rc;
    TRY(db_end(cx, cx->db, rc));
    return put_foot(cx, out, *count, hash);
}

static enum rc note(struct cx *cx, int64_t count, const char *hash)
{
    TRY(db_begin(cx, cx->db, TX_WRITE));
    return db_end(cx, cx->db,
                  event_add(cx, EVENT_ARCHIVE, arena_printf(cx->arena, "%lld entries, SHA-256 %s", (long long)count, hash)));
}

enum rc evidence_archive(struct cx *cx, struct download *download)
{
    char hash[SHA256_HEX];
    int64_t count = 0;
    struct out *out;
    TRY(download_new(cx, "archive", "jsonl", cx->now_ms, download));
    download->content_type = "application/x-ndjson";
    TRY(out_open(cx, download->path, &out));
    TRY(write_all(cx, out, &count, hash));
    return note(cx, count, hash);
}
