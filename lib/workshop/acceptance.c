/* SPDX-License-Identifier: MIT
 *
 * Answers to quotes: reading and keeping the drawing, and the words on paper. */
#include "workshop/acceptance.h"

#include "auth/digest.h"
#include "base/str.h"
#include "base/time.h"
#include "documents/drawing.h"
#include "documents/french.h"
#include "documents/isolate.h"

#define MS_A_MINUTE 60000

static void goes_with(struct cx *cx, const struct quote_status_change *change, const char *status, const char *field,
                      bool given)
{
    if (given && change->status && !str_eq(change->status, status)) {
        fault_field(cx, field, PROBLEM_NOT_APPLICABLE, arena_printf(cx->arena, "Goes with the status %s", status));
    }
}

void acceptance_check(struct cx *cx, const void *object, uint64_t present)
{
    const struct quote_status_change *change = object;
    (void)present;
    goes_with(cx, change, "ACCEPTED", "accepted_by", change->accepted_by);
    goes_with(cx, change, "ACCEPTED", "method", change->method);
    goes_with(cx, change, "ACCEPTED", "signature", change->signature);
    goes_with(cx, change, "ACCEPTED", "recycled_parts", change->recycled_parts != INT_NULL);
    goes_with(cx, change, "REJECTED", "reason", change->reason);
}

/* Base64 with the alphabet of mail, padded or not, as base64url_decode() reads it. */
static bool decode(struct arena *arena, const char *text, struct buf *bytes)
{
    char *plain = arena_strdup(arena, text);
    size_t len = strlen(plain);
    while (len > 0 && plain[len - 1] == '=') {
        len--;
    }
    for (size_t i = 0; i < len; i++) {
        plain[i] = plain[i] == '+' ? '-' : plain[i] == '/' ? '_' : plain[i];
    }
    buf_init(bytes, arena, len);
    return base64url_decode(plain, len, bytes->data, &bytes->len);
}

static const struct problem broken = {PROBLEM_INVALID_PICTURE, "Must be a PNG in base64, gray or RGB of 8 bits, not interlaced",
                                      NULL};
static const struct problem too_large = {PROBLEM_TOO_LARGE, "Must be at most 102400 bytes, 1000000 pixels and 2000 a side",
                                         "{\"max\":102400}"};
static const struct problem empty = {PROBLEM_NOT_VISIBLE, "Must show something", NULL};

static const struct problem *read_drawing(struct cx *cx, const char *text, const char **kept)
{
    static const struct problem *const problems[] = {
        [DRAWING_GOOD] = NULL, [DRAWING_BROKEN] = &broken, [DRAWING_TOO_LARGE] = &too_large, [DRAWING_EMPTY] = &empty};
    struct buf bytes;
    struct buf png;
    if (!decode(cx->arena, text, &bytes)) {
        return &broken;
    }
    enum drawing_fault fault = drawing_read(cx->arena, bytes.data, bytes.len, &png);
    if (fault == DRAWING_GOOD) {
        char *out = arena_alloc(cx->arena, BASE64URL_SIZE(png.len));
        base64url(png.data, png.len, out);
        *kept = out;
    }
    return problems[fault];
}

enum rc acceptance_read(struct cx *cx, struct quote_status_change *change)
{
    if (change->signature && !fault_within(cx, "signature")) {
        const struct problem *problem = read_drawing(cx, change->signature, &change->png);
        if (problem) {
            fault_problem(cx, "signature", problem);
        }
    }
    return fault_check(cx);
}

enum rc acceptance_keep(struct cx *cx, const char *quote_id, const struct quote_status_change *change)
{
    if (!change->png) {
        return RC_OK;
    }
    return db_run(cx, SQL_QUOTE_SIGNATURE_INSERT,
                  ARGS(ARG_T("id", quote_id), ARG_T("png", change->png), ARG_I("now", cx->now_ms)));
}

enum rc acceptance_drawing(struct cx *cx, const char *quote_id, struct buf *png)
{
    const char *kept = NULL;
    enum rc rc = db_text(cx, SQL_QUOTE_SIGNATURE_GET, ARGS(ARG_T("id", quote_id)), &kept);
    if (rc == RC_NOT_FOUND) {
        return fault_set(cx, RC_NOT_FOUND, NULL, "Signature not found");
    }
    TRY(rc);
    buf_init(png, cx->arena, strlen(kept));
    return base64url_decode(kept, strlen(kept), png->data, &png->len)
               ? RC_OK
               : fault_set(cx, RC_INTERNAL, NULL, "A kept signature is damaged");
}

void acceptance_forget(struct quote *quote)
{
    quote->acceptance_accepted_by = NULL;
    quote->acceptance_method = NULL;
    quote->acceptance_recycled_parts = INT_NULL;
    quote->acceptance_at = INT_NULL;
    quote->acceptance_ip = NULL;
    quote->acceptance_signed = INT_NULL;
    quote->rejection_reason = NULL;
}

/* ---- on paper ---- */

static const char *how(const char *method)
{
    static const char *const words[][2] = {
        {"SIGNATURE", ", sur place"}, {"PHONE", ", par téléphone"}, {"EMAIL", ", par e-mail"}};
    for (size_t i = 0; method && i < sizeof words / sizeof *words; i++) {
        if (str_eq(words[i][0], method)) {
            return words[i][1];
        }
    }
    return "";
}

/* "Accepté par Marie Dupont le 27/11/2026 à 14:05, sur place." */
static const char *words_of(struct cx *cx, const struct quote *quote)
{
    const char *by = quote->acceptance_accepted_by;
    int64_t days = zone_date(cx->zone, quote->acceptance_at);
    int64_t minutes = zone_clock_ms(cx->zone, quote->acceptance_at) / MS_A_MINUTE % (24 * 60);
    char day[DATE_LEN];
    date_format(days, day);
    return arena_printf(cx->arena, "Accepté%s%s le %s à %02d:%02d%s.", by ? " par " : "",
                        by ? text_isolated(cx->arena, by) : "", french_date(cx->arena, day), (int)(minutes / 60),
                        (int)(minutes % 60), how(quote->acceptance_method));
}

#define RECYCLED "Pièces issues de l’économie circulaire (Code de la consommation, art. L. 224-67) : "

/* What was chosen; before that, what is to be chosen. */
static const char *choice_of(const struct quote *quote)
{
    if (quote->acceptance_recycled_parts != INT_NULL) {
        return quote->acceptance_recycled_parts ? RECYCLED "le client les accepte." : RECYCLED "le client les refuse.";
    }
    bool open = quote->acceptance_at == INT_NULL && quote->asks_recycled_parts == 1;
    return open ? RECYCLED "acceptées / refusées (rayer la mention inutile)." : NULL;
}

enum rc acceptance_paper(struct cx *cx, const struct quote *quote, struct pdf_document *document)
{
    struct buf png = {0};
    document->agreement.choice = choice_of(quote);
    document->agreement.words = quote->acceptance_at == INT_NULL ? NULL : words_of(cx, quote);
    if (quote->acceptance_signed == 1) {
        TRY(acceptance_drawing(cx, quote->id, &png));
        document->agreement.drawing = png.data;
        document->agreement.drawing_len = png.len;
    }
    return RC_OK;
}
