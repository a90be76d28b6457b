/* SPDX-License-Identifier: MIT
 *
 * What the export of opportunities costs above bare libxlsxwriter: export_opportunities() over a file of 100,000 deals,
 * against straight calls that write the same cells with the same formats from memory. Each runs in a process of its own;
 * prints CPU seconds, peak resident memory, and the ratio; third line: the same as CSV.
 * Build: see run.sh. Usage: xlsx_floor FOLDER [DEALS]; FOLDER must be empty or hold the file of an earlier run. Exit status 1
 * when the ratio is above 1.3 or the export takes more than 40 MB. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "auth/user.h"
#include "base/config.h"
#include "base/time.h"
#include "people/team.h"
#include "pipeline/client.h"
#include "pipeline/export.h"
#include "pipeline/opportunity.h"
#include "pipeline/revenue.h"
#include "tenant/folder.h"
#include "tenant/tenant.h"

#define DEALS 100000
#define BATCHES 5
#define MAX_RATIO 1.3
#define MAX_MB 40.0
#define PEOPLE 12
#define CLIENTS 200
#define DAY_2025 20089

static const char *const folder_of_all = "bench";

/* ---- the deals ---- */

static const char *person_id(struct arena *arena, int i)
{
    return arena_printf(arena, "01900000-0000-7000-8000-%012d", i % PEOPLE);
}

static const char *client_id(struct arena *arena, int i)
{
    return arena_printf(arena, "01900000-0000-7000-9000-%012d", i % CLIENTS);
}

static const char *day(struct arena *arena, int64_t days)
{
    char *text = arena_alloc(arena, DATE_LEN);
    date_format(days, text);
    return text;
}

static void make_deal(struct arena *arena, int i, struct opportunity *deal)
{
    static const char *const sectors[] = {"Data Center", "Commercial", "Industrial", "Special project"};
    int64_t starting = DAY_2025 + i % 700;
    int64_t closing = starting + 30 + i % 1100;
    record_clear(&opportunity_record, deal);
    *deal = (struct opportunity){
        .id = arena_printf(arena, "01900000-0000-7000-a000-%012d", i),
        .project_name = arena_printf(arena, "Extension of plant number %d", i),
        .update_notes = arena_printf(arena, "Meeting %d held, revised offer expected", i % 977),
        .owner_id = person_id(arena, i),
        .owner_name = arena_printf(arena, "Person%d Seller", i % PEOPLE),
        .team_id = "01900000-0000-7000-8000-aaaaaaaaaaaa",
        .team_name = "Enterprise Sales",
        .client_id = client_id(arena, i),
        .client_name = arena_printf(arena, "Client company %d", i % CLIENTS),
        .service_type = "IFM",
        .sector_type = sectors[i % 4],
        .original_amount = 100000 + (int64_t)i * 731,
        .gross_margin_percentage = 1300,
        .project_type = "Integrated services to Business",
        .project_maturity = "RFI",
        .client_type = "Existing",
        .client_relationship = "3 - Good",
        .conservative_approach = i % 2,
        .project_type_coef = 9000,
        .maturity_coef = 2500,
        .client_type_coef = 10500,
        .relationship_coef = 10000,
        .conservative_coef = 10000,
        .probability = 2360,
        .probability_score = 2500,
        .win_probability_override = INT_NULL,
        .weighted_amount = (100000 + (int64_t)i * 731) / 4,
        .gross_margin_amount = (100000 + (int64_t)i * 731) / 31,
        .starting_date = day(arena, starting),
        .closing_date = day(arena, closing),
        .duration_months = revenue_months(starting, closing),
        .status = "Active",
        .stage = "RFI",
        .created_date = "2025-01-01",
        .created_at = (int64_t)DAY_2025 * MS_PER_DAY + (int64_t)i * 1000,
        .updated_at = (int64_t)DAY_2025 * MS_PER_DAY + (int64_t)i * 2000,
    };
}

static void must(enum rc rc, const char *what)
{
    if (rc != RC_OK) {
        fprintf(stderr, "xlsx_floor: %s: %d\n", what, rc);
        exit(EXIT_FAILURE);
    }
}

static void add_people(struct cx *cx)
{
    struct team team = {.id = "01900000-0000-7000-8000-aaaaaaaaaaaa", .name = "Enterprise Sales"};
    must(db_run(cx, SQL_TEAM_INSERT, ARGS(ARG_R(&team_record, &team))), "team");
    for (int i = 0; i < PEOPLE; i++) {
        struct user user = {.id = person_id(cx->arena, i),
                            .email = arena_printf(cx->arena, "p%d@bench.test", i),
                            .username = arena_printf(cx->arena, "p%d", i),
                            .first_name = arena_printf(cx->arena, "Person%d", i),
                            .last_name = "Seller",
                            .role = i ? "sales" : "admin",
                            .team_id = team.id,
                            .is_active = 1,
                            .last_login = INT_NULL};
        must(db_run(cx, SQL_USER_INSERT, ARGS(ARG_R(&user_record, &user))), "user");
    }
    for (int i = 0; i < CLIENTS; i++) {
        struct client client = {.id = client_id(cx->arena, i), .name = arena_printf(cx->arena, "Client company %d", i)};
        must(db_run(cx, SQL_CLIENT_INSERT, ARGS(ARG_R(&client_record, &client))), "client");
    }
}

static void add_deals(struct cx *cx, int count)
{
    struct scratch scratch;
    cx_scratch_begin(cx, &scratch);
    must(db_begin(cx, cx->db, TX_WRITE), "begin");
    add_people(cx);
    for (int i = 0; i < count; i++) {
        struct opportunity deal;
        make_deal(cx->arena, i, &deal);
        must(db_run(cx, SQL_OPPORTUNITY_INSERT, ARGS(ARG_R(&opportunity_record, &deal))), "deal");
        cx_scratch_reset(cx, &scratch);
    }
    must(db_commit(cx, cx->db), "commit");
    cx_scratch_end(cx, &scratch);
}

/* ---- the floor ---- */

struct bare {
    lxw_worksheet *sheet;
    lxw_row_t row;
    lxw_col_t column;
    lxw_format *money, *share, *date, *time;
};

static void bare_text(struct bare *bare, const char *text)
{
    worksheet_write_string(bare->sheet, bare->row, bare->column++, text, NULL);
}

static void bare_number(struct bare *bare, double value, lxw_format *format)
{
    worksheet_write_number(bare->sheet, bare->row, bare->column++, value, format);
}

static void bare_date(struct bare *bare, const char *text)
{
    int64_t days = 0;
    date_parse(text, &days);
    bare_number(bare, (double)(days + 25569), bare->date);
}

/* Column by column as the export has them. */
static void bare_deal(struct bare *bare, const struct opportunity *deal)
{
    bare->column = 0;
    bare_text(bare, deal->project_name);
    bare_text(bare, deal->client_name);
    bare_text(bare, deal->owner_name);
    bare_text(bare, deal->team_name);
    bare_text(bare, deal->status);
    bare_text(bare, deal->stage);
    bare_text(bare, deal->service_type);
    bare_text(bare, deal->sector_type);
    bare_number(bare, (double)deal->original_amount / 100, bare->money);
    bare_number(bare, (double)deal->gross_margin_percentage / 10000, bare->share);
    bare_number(bare, (double)deal->probability_score / 10000, bare->share);
    bare_number(bare, (double)deal->weighted_amount / 100, bare->money);
    bare_number(bare, (double)deal->gross_margin_amount / 100, bare->money);
    bare_date(bare, deal->starting_date);
    bare_date(bare, deal->closing_date);
    bare_number(bare, (double)deal->duration_months, NULL);
    bare_text(bare, deal->project_type);
    bare_text(bare, deal->project_maturity);
    bare_text(bare, deal->client_type);
    bare_text(bare, deal->client_relationship);
    worksheet_write_boolean(bare->sheet, bare->row, bare->column++, (int)deal->conservative_approach, NULL);
    bare->column += 2; /* override, closed on */
    bare_number(bare, 25569 + (double)(deal->created_at + 3600000) / (double)MS_PER_DAY, bare->time);
    bare_number(bare, 25569 + (double)(deal->updated_at + 3600000) / (double)MS_PER_DAY, bare->time);
    bare_text(bare, deal->update_notes);
    bare_text(bare, deal->id);
    bare_text(bare, deal->owner_id);
    bare_text(bare, deal->team_id);
    bare_text(bare, deal->client_id);
    bare->row++;
}

static lxw_format *bare_format(lxw_workbook *book, const char *number)
{
    lxw_format *format = workbook_add_format(book);
    format_set_num_format(format, number);
    return format;
}

/* CPU seconds for `deals` that are in memory already. */
static double run_bare(struct cx *cx, const struct opportunity *deals, int count)
{
    char *folder = arena_strdup(cx->arena, tenant_files_folder(cx, folder_of_all));
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder};
    lxw_workbook *book = workbook_new_opt(arena_printf(cx->arena, "%s/floor.xlsx", folder), &options);
    struct bare bare = {.sheet = workbook_add_worksheet(book, "Opportunities"),
                        .row = 1,
                        .money = bare_format(book, "#,##0.00"),
                        .share = bare_format(book, "0.00%"),
                        .date = bare_format(book, "yyyy-mm-dd"),
                        .time = bare_format(book, "yyyy-mm-dd hh:mm")};
    clock_t start = clock();
    for (int i = 0; i < count; i++) {
        bare_deal(&bare, &deals[i]);
    }
    if (workbook_close(book) != LXW_NO_ERROR) {
        exit(EXIT_FAILURE);
    }
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* ---- the product ---- */

static const char *no_parameter(const struct query *query, const char *name, size_t nth)
{
    (void)query;
    (void)name;
    (void)nth;
    return NULL;
}

static double run_export(struct cx *cx, enum table_format format)
{
    struct query query = {no_parameter, NULL};
    struct download download;
    clock_t start = clock();
    must(db_begin(cx, cx->db, TX_READ), "begin");
    must(export_opportunities(cx, &query, format, false, &download), "export");
    must(db_commit(cx, cx->db), "commit");
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    unlink(download.path);
    return seconds;
}

/* ---- measuring ---- */

enum what { FLOOR, EXPORT_XLSX, EXPORT_CSV, FILL };

struct result {
    double seconds, mb;
};

static double work(enum what what, int count)
{
    struct arena *arena = arena_new(1u << 30);
    struct cx cx;
    struct user admin = {.id = person_id(arena, 0), .role = "admin"};
    struct tenant tenant = {.id = folder_of_all};
    struct db_options options = {.create = what == FILL, .migrate = what == FILL};
    cx_init(&cx, arena);
    cx.user = &admin;
    cx.tenant = &tenant;
    must(folder_make(&cx, tenant_files_folder(&cx, tenant.id)), "folder");
    must(db_open(&cx, DB_TENANT, tenant_db_path(&cx, tenant.id), &options, &cx.db), "open");
    double seconds = 0;
    if (what == FLOOR) {
        struct opportunity *deals = arena_array(arena, (size_t)count, sizeof *deals);
        for (int i = 0; i < count; i++) {
            make_deal(arena, i, &deals[i]);
        }
        seconds = run_bare(&cx, deals, count);
    } else if (what == FILL) {
        add_deals(&cx, count);
    } else {
        seconds = run_export(&cx, what == EXPORT_CSV ? TABLE_CSV : TABLE_XLSX);
    }
    cx_end(&cx);
    db_close(cx.db);
    return seconds;
}

/* In a process of its own, so that its memory is its own. */
static struct result once(enum what what, int count)
{
    int ends[2];
    struct result result = {0};
    struct rusage usage;
    if (pipe(ends) != 0) {
        exit(EXIT_FAILURE);
    }
    pid_t pid = fork();
    if (pid == 0) {
        double seconds = work(what, count);
        _exit(write(ends[1], &seconds, sizeof seconds) == sizeof seconds ? 0 : 1);
    }
    close(ends[1]);
    if (read(ends[0], &result.seconds, sizeof result.seconds) != sizeof result.seconds || wait4(pid, NULL, 0, &usage) != pid) {
        exit(EXIT_FAILURE);
    }
    close(ends[0]);
    result.mb = (double)usage.ru_maxrss / 1024;
    return result;
}

/* The fastest, and the most memory. */
static struct result better(struct result a, struct result b)
{
    return (struct result){a.seconds && a.seconds < b.seconds ? a.seconds : b.seconds, a.mb > b.mb ? a.mb : b.mb};
}

int main(int argc, char **argv)
{
    const char *error;
    int count = argc > 2 ? (int)strtol(argv[2], NULL, 10) : DEALS;
    struct result floor = {0}, xlsx = {0}, csv = {0};
    if (argc < 2 || setenv("VISIONCRM_DATA", argv[1], 1) != 0 || !config_load(&error)) {
        fprintf(stderr, "usage: xlsx_floor FOLDER [DEALS]\n");
        return EXIT_FAILURE;
    }
    char path[4096];
    snprintf(path, sizeof path, "%s/tenants/%s/tenant.db", argv[1], folder_of_all);
    if (access(path, F_OK) != 0) {
        once(FILL, count);
    }
    for (int i = 0; i < BATCHES; i++) {
        floor = better(floor, once(FLOOR, count));
        xlsx = better(xlsx, once(EXPORT_XLSX, count));
        csv = better(csv, once(EXPORT_CSV, count));
    }
    double ratio = xlsx.seconds / floor.seconds;
    printf("bare libxlsxwriter %6.2f s\n", floor.seconds);
    printf("export as XLSX     %6.2f s  %5.1f MB  ratio %.2f (at most %.1f, %.0f MB)\n", xlsx.seconds, xlsx.mb, ratio,
           MAX_RATIO, MAX_MB);
    printf("export as CSV      %6.2f s  %5.1f MB\n", csv.seconds, csv.mb);
    return ratio <= MAX_RATIO && xlsx.mb <= MAX_MB ? EXIT_SUCCESS : EXIT_FAILURE;
}
