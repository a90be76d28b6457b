/* SPDX-License-Identifier: MIT
 *
 * The records of the figures, as they are read and printed. */
#include "pipeline/figures.h"

#include "base/str.h"
#include "pipeline/opportunity.h"

static const struct field stage_fields[] = {
    FIELD_STATUS(struct stage_figures, stage, F_REQUIRED, &stage_machine),
    FIELD_INT(struct stage_figures, count, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct stage_figures, total_value, F_REQUIRED),
    FIELD_MONEY(struct stage_figures, weighted_value, F_REQUIRED),
    FIELD_INT(struct stage_figures, won, F_INTERNAL, 0, 0),
    FIELD_INT(struct stage_figures, lost, F_INTERNAL, 0, 0),
};
RECORD(stage_figures_record, "StageFigures", struct stage_figures, stage_fields, NULL);

static const struct field sector_fields[] = {
    FIELD_TEXT(struct sector_figures, sector, 0, 0, 0),
    FIELD_INT(struct sector_figures, count, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct sector_figures, total_value, F_REQUIRED),
    FIELD_MONEY(struct sector_figures, weighted_value, F_REQUIRED),
    FIELD_DECIMAL(struct sector_figures, percentage, F_REQUIRED, 1, 1, 0, 0),
    FIELD_INT(struct sector_figures, won_count, F_REQUIRED, 0, 0),
    FIELD_MONEY(struct sector_figures, won_value, F_REQUIRED),
};
RECORD(sector_won_figures_record, "SectorWonFigures", struct sector_figures, sector_fields, NULL);
RECORD_OF_FIRST(sector_figures_record, "SectorFigures", struct sector_figures, sector_fields, 5);

void figures_of_stages(struct cx *cx, const struct list *found, struct list *stages)
{
    const struct stage_figures *known = found->rows;
    size_t count = stage_machine.status_count;
    struct stage_figures *rows = arena_array(cx->arena, count, sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (struct stage_figures){.stage = stage_machine.statuses[i].name};
        for (size_t k = 0; k < found->count; k++) {
            rows[i] = str_eq(known[k].stage, rows[i].stage) ? known[k] : rows[i];
        }
    }
    *stages = (struct list){rows, count};
}
