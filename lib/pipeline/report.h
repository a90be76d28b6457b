/* SPDX-License-Identifier: MIT
 *
 * Reports of the pipeline (pipeline API, section 10): figures over the deals that were created in some days and that the
 * asking user may see. A report is stored with its parameters and its figures; whoever downloads it later gets what was said
 * then. report_file.c makes the files. */
#ifndef PIPELINE_REPORT_H
#define PIPELINE_REPORT_H

#include "pipeline/figures.h"
#include "pipeline/revenue.h"
#include "resource/resource.h"

#define REPORT_MONTHS 12

/* What a report is asked for; NULL: no limit. */
struct report_query {
    const char *team_id;
    const char *team_name;  /* that it had then */
    const char *start_date; /* of creation, in the tenant's zone; both days belong to it */
    const char *end_date;
};
extern const struct record report_query_record;

/* All deals of the report count, whatever their status: a Won deal with its whole amount as weighted value, a Lost or
 * Cancelled one with none. */
struct report_data {
    struct report_summary {
        int64_t total_opportunities;
        int64_t total_value;    /* cents */
        int64_t weighted_value; /* cents */
        int64_t won_deals;
        int64_t lost_deals;
    } summary;
    struct list by_stage;  /* struct stage_figures: every stage, in order */
    struct list by_sector; /* struct sector_figures: largest total value first */
    struct list forecast;  /* struct revenue_month: twelve from the current one on */
};
extern const struct record report_data_record;

/* A stored report. */
struct report {
    const char *report_id;
    const char *report_type; /* "pipeline" */
    int64_t generated_at;    /* ms */
    int64_t version;         /* always 1: it stays as it was made */
    const char *parameters;  /* JSON of struct report_query */
    const char *data;        /* JSON of struct report_data; NULL in lists */
    const char *created_by;
    const char *download_url;
};
extern const struct record report_record;
extern const struct record report_head_record; /* without its data, in lists */
extern const struct resource report_resource;  /* record and list, for the description of the API */
extern const struct list_spec report_list;     /* the asking user's own; takes ACCESS_ARGS */

/* Works the figures out, in the caller's read transaction, and fills *report, to be stored, and the team's name. */
enum rc report_make(struct cx *cx, struct report_query *query, struct report *report);
#define REPORTS_KEPT 50

/* Stores it, in the caller's write transaction; of the reports of one person the latest REPORTS_KEPT stay. */
enum rc report_store(struct cx *cx, const struct report *report);
/* A stored one: RC_NOT_FOUND "Report not found" for all but who made it and admins. */
enum rc report_get(struct cx *cx, const char *id, struct report *report);

#endif
