/* SPDX-License-Identifier: MIT
 *
 * One statement finds the first deals of every stage by their numbers, with the sums of their stage; a second one reads these
 * deals, as a page of the list would. */
#include "pipeline/board.h"

#include "base/str.h"
#include "pipeline/opportunity.h"

static const struct field stage_fields[] = {
    FIELD_BASE(&stage_figures_record),
    FIELD_LIST(struct board_stage, items, F_READONLY, &opportunity_row_record, 0, 0),
};
static RECORD(board_stage_record, "BoardStage", struct board_stage, stage_fields, NULL);

static const struct field board_fields[] = {
    FIELD_LIST(struct board, stages, F_READONLY, &board_stage_record, 0, 0),
};
RECORD(board_record, "OpportunityBoard", struct board, board_fields, NULL);

enum column { SEQ, STAGE, COUNT, TOTAL, WEIGHTED };

/* The places of the stages, none of which has a deal yet. */
static void lay_out(struct cx *cx, struct board *board)
{
    const struct list none = {NULL, 0};
    struct list figures;
    figures_of_stages(cx, &none, &figures);
    const struct stage_figures *known = figures.rows;
    struct board_stage *stages = arena_array(cx->arena, figures.count, sizeof *stages);
    for (size_t i = 0; i < figures.count; i++) {
        stages[i].figures = known[i];
    }
    *board = (struct board){.stages = {stages, figures.count}};
}

static struct board_stage *stage_of(const struct board *board, const char *name)
{
    struct board_stage *stages = board->stages.rows;
    size_t i = 0;
    while (i + 1 < board->stages.count && !str_eq(stages[i].figures.stage, name)) {
        i++;
    }
    return &stages[i];
}

/* Writes the sums, and how many rows each stage has; *page: the numbers of all of them, stage by stage. */
static enum rc take_sums(struct rows *rows, struct board *board, struct buf *page)
{
    enum rc rc;
    while ((rc = rows_next(rows)) == RC_OK) {
        struct board_stage *stage = stage_of(board, rows_text(rows, STAGE));
        stage->figures.count = rows_int(rows, COUNT);
        stage->figures.total_value = rows_int(rows, TOTAL);
        stage->figures.weighted_value = rows_int(rows, WEIGHTED);
        stage->items.count++;
        buf_printf(page, "%s%lld", page->len > 1 ? "," : "", (long long)rows_int(rows, SEQ));
    }
    rows_close(rows);
    buf_char(page, ']');
    return rc == RC_END ? RC_OK : rc;
}

/* The deals of all stages come one after the other, as their numbers did. */
static void deal_out(const struct deal_clock *clock, const struct list *deals, struct board *board)
{
    struct opportunity *deal = deals->rows;
    for (size_t i = 0; i < deals->count; i++) {
        struct board_stage *stage = stage_of(board, deal[i].stage);
        stage->items.rows = stage->items.rows ? stage->items.rows : &deal[i];
        opportunity_refine(clock, &deal[i]);
    }
}

enum rc board_read(struct cx *cx, const struct query *query, int64_t per_stage, struct board *board)
{
    struct access access;
    struct rows rows;
    struct buf page;
    struct list deals;
    struct list_spec spec = opportunity_list;
    struct deal_clock clock = deal_clock(cx);
    spec.select = SQL_OPPORTUNITY_BOARD;
    spec.search = SQL_OPPORTUNITY_BOARD_SEARCH;
    lay_out(cx, board);
    buf_init(&page, cx->arena, 0);
    buf_char(&page, '[');
    TRY(access_of(cx, &access));
    TRY(list_open(cx, &spec, query, ARGS(DEAL_LIST_ARGS(&access, &clock), ARG_I("per_stage", per_stage)), &rows));
    TRY(take_sums(&rows, board, &page));
    TRY(db_all(cx, SQL_OPPORTUNITY_ROWS, ARGS(ARG_T("page", page.data)), &opportunity_row_record, &deals));
    deal_out(&clock, &deals, board);
    return RC_OK;
}
