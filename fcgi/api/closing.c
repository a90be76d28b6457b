/* SPDX-License-Identifier: MIT
 *
 * Closings of days, months and fiscal years. */
#include "workshop/closing.h"

#include "base/time.h"
#include "fcgi/api/paper.h"
#include "fcgi/api/rows.h"
#include "workshop/attestation.h"
#include "workshop/event.h"
#include "workshop/evidence.h"
#include "workshop/till.h"

static enum rc closing_post(struct cx *cx)
{
    struct closing closing;
    int64_t made = 0;
    TRY(input_nothing(cx));
    TRY(closing_close_day(cx, &closing, &made));
    return answer_record(cx, made > 0 ? 201 : 200, closing_resource.record, &closing);
}

/* ---- the till sheet ---- */

static const struct field till_query[] = {
    {.name = "date", .type = FT_DATE, .about = "Today when left out"},
    DISPOSITION_FIELD,
    {.name = NULL},
};

static const struct field till_day_query[] = {
    {.name = "date", .type = FT_DATE, .about = "Today when left out"},
    {.name = NULL},
};

static enum rc read_sheet(struct cx *cx, struct till_sheet *sheet)
{
    const char *date = query_given(cx, &till_query[0]);
    int64_t day = zone_date(cx->zone, cx->now_ms);
    TRY(fault_check(cx));
    if (date) {
        date_parse(date, &day);
    }
    return till_sheet_get(cx, day, sheet);
}

static enum rc till_get(struct cx *cx)
{
    struct till_sheet sheet;
    TRY(read_sheet(cx, &sheet));
    return answer_record(cx, 200, &till_sheet_record, &sheet);
}

static enum rc till_pdf(struct cx *cx)
{
    struct till_sheet sheet;
    struct paper paper;
    TRY(read_sheet(cx, &sheet));
    TRY(till_sheet_paper(cx, &sheet, &paper));
    return answer_paper(cx, &paper);
}

/* ---- the archive ---- */

static enum rc archive_post(struct cx *cx)
{
    struct download download;
    TRY(input_nothing(cx));
    TRY(evidence_archive(cx, &download));
    return answer_document(cx, download.content_type, download.filename, download.path, NULL);
}

static enum rc attestation_pdf(struct cx *cx)
{
    struct paper paper;
    TRY(attestation_paper(cx, &paper));
    return answer_paper(cx, &paper);
}

#define MANAGER_READ(p, h, text) ROW("GET", p, h, text, PERM_MANAGER, TX_READ, RATE_READ)
static const struct route rows[] = {
    {MANAGER_READ("/api/closings", crud_list, "List closings of days, months and fiscal years"), .resource = &closing_resource},
    {ROW("POST", "/api/closings", closing_post,
         "Close the day up to now, before it is over, and whatever is over and has no closing yet; 200 with the closing "
         "that is there where nothing was recorded since",
         PERM_MANAGER, TX_WRITE, RATE_WRITE),
     .pool = POOL_HEAVY, .label = "Closing", .resource = &closing_resource, .flags = ROUTE_CREATED},
    {MANAGER_READ("/api/closings/till", till_get, "The till sheet of a day: what was recorded as paid, by till and method"),
     .out = &till_sheet_record, .query = till_day_query},
    {MANAGER_READ("/api/closings/till/pdf", till_pdf, "The till sheet as PDF, with room for what was counted"),
     .pool = POOL_HEAVY, .query = till_query, .flags = ROUTE_FILE},
    {MANAGER_READ("/api/closings/{id}", crud_get, "A closing"), .resource = &closing_resource},
    {ROW("POST", "/api/archive", archive_post,
         "The whole chain as a file that can be checked without this program (scripts/verify_archive.py): JSON, a line each",
         PERM_ADMIN, TX_NONE, RATE_WRITE),
     .pool = POOL_HEAVY, .flags = ROUTE_FILE | ROUTE_LINES},
    {ROW("GET", "/api/attestation/pdf", attestation_pdf,
         "The individual attestation of the law against fraud, as a form to complete and sign", PERM_ADMIN, TX_READ, RATE_READ),
     .pool = POOL_HEAVY, .query = paper_query, .flags = ROUTE_FILE},
    {ROW("GET", "/api/events", crud_list,
         "The technical log: archives, restores, other versions, checks that found something; entries of the chain", PERM_ADMIN,
         TX_READ, RATE_READ),
     .resource = &event_resource},
    {.method = NULL},
};
const struct route_group closing_routes = {
    "Closings",
    "What was issued and paid in a day, a month, a fiscal year, and since the first invoice, by the time at which it was "
    "recorded. Each is an entry of the chain; nothing is recorded in a closed period any more. The sweep makes those that are "
    "due.",
    rows};
