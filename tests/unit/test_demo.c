/* SPDX-License-Identifier: MIT
 *
 * The demonstration tenant in a data folder of its own: that it holds what it promises, that every number and plate in it is
 * valid by the product's own rules, that its chain verifies, that it comes out the same twice, on any day, and not at all
 * when something fails on the way. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "auth/password.h"
#include "auth/user.h"
#include "base/config.h"
#include "base/faultpoint.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "data/json_in.h"
#include "demo/garage.h"
#include "demo/sales.h"
#include "folder_fixture.h"
#include "tenant/create.h"
#include "tenant/legal.h"
#include "tenant/registry.h"
#include "tenant/settings.h"
#include "workshop/contact.h"
#include "workshop/ledger_verify.h"
#include "workshop/plate.h"
#include "workshop/service.h"
#include "workshop/sweep.h"
#include "workshop/vehicle.h"

Suite *suite_demo(void);

static char folder[FOLDER_LEN];
static struct arena *arena;
static struct cx cx;
static struct demo_result result;

static void setup(void)
{
    log_to(-1);
    ck_assert_int_eq(setenv("VISIONCRM_PASSWORD_COST", "10", 1), 0);
    test_installation_open(folder, &cx);
    arena = cx.arena;
}

static void close_file(void)
{
    db_close(cx.db);
    cx.db = NULL;
}

static void teardown(void)
{
    close_file();
    test_installation_close(folder, &cx);
}

static enum rc make_with(const char *subdomain, int64_t contacts, int64_t deals, bool reset)
{
    const struct demo_order order = {.subdomain = subdomain, .contacts = contacts, .deals = deals, .reset = reset};
    fault_clear(&cx);
    return demo_make(&cx, &order, &result);
}

static enum rc make(const char *subdomain, int64_t contacts, bool reset)
{
    return make_with(subdomain, contacts, 0, reset);
}

static void open_file(void)
{
    struct db_options options = {.create = false};
    ck_assert_int_eq(db_open(&cx, DB_TENANT, tenant_db_path(&cx, result.tenant.id), &options, &cx.db), RC_OK);
}

/* Makes it and opens its file as cx.db. */
static void made_with(const char *subdomain, int64_t contacts, int64_t deals)
{
    int64_t now_ms = cx.now_ms;
    enum rc rc = make_with(subdomain, contacts, deals, false);
    ck_assert_msg(rc == RC_OK, "%d %s", (int)rc, cx.fault.message ? cx.fault.message : "-");
    ck_assert(result.made);
    ck_assert_ptr_null(cx.db);
    ck_assert_ptr_null(cx.user);
    ck_assert_int_eq(cx.now_ms, now_ms);
    open_file();
}

static void made(const char *subdomain, int64_t contacts)
{
    made_with(subdomain, contacts, 0);
}

static const char *text_of(const char *sql)
{
    struct rows rows;
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_OK);
    const char *text = rows_text(&rows, 0);
    rows_close(&rows);
    return text ? text : "";
}

static int64_t number_of(const char *sql)
{
    struct rows rows;
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    ck_assert_int_eq(rows_next(&rows), RC_OK);
    int64_t number = rows_int(&rows, 0);
    rows_close(&rows);
    return number;
}

static void holds(const char *sql, int64_t least, int64_t most)
{
    int64_t number = number_of(sql);
    ck_assert_msg(number >= least && number <= most, "%s: %lld", sql, (long long)number);
}

static void never(const char *sql)
{
    holds(sql, 0, 0);
}

static void verifies(void)
{
    struct ledger_report report;
    ck_assert_int_eq(ledger_verify(&cx, &report), RC_OK);
    ck_assert_msg(!report.problem, "%s", report.problem);
    ck_assert_int_gt(report.entries, 300);
    ck_assert_int_eq(db_verify(&cx, cx.db), RC_OK);
}

/* ---- what is in it ---- */

START_TEST(test_holds_what_it_promises)
{
    made("demo", DEMO_CONTACTS);
    ck_assert_int_eq(result.contacts, 200);
    ck_assert_int_eq(number_of("SELECT count(*) FROM contact"), 200);
    ck_assert_int_eq(number_of("SELECT count(*) FROM vehicle"), result.vehicles);
    ck_assert_int_eq(number_of("SELECT count(*) FROM invoice"), result.invoices);
    holds("SELECT count(*) FROM vehicle", 250, 320);
    holds("SELECT count(*) FROM quote", 150, 150);
    holds("SELECT count(*) FROM invoice", 200, 245);
    holds("SELECT count(*) FROM contact WHERE company IS NOT NULL", 30, 70);
    holds("SELECT count(*) FROM contact WHERE is_vip = 1", 5, 40);
    holds("SELECT count(DISTINCT status) FROM quote", 5, 5);
    holds("SELECT count(*) FROM quote WHERE acceptance_method = 'PHONE'", 30, 100);
    holds("SELECT count(*) FROM quote WHERE acceptance_method = 'EMAIL'", 1, 60);
    never("SELECT count(*) FROM quote WHERE acceptance_method > '' AND coalesce(acceptance_accepted_by, '') NOT LIKE '_% _%'");
    holds("SELECT count(DISTINCT status) FROM task", 3, 3);
    holds("SELECT count(*) FROM task WHERE status <> 'DONE'", 6, 40);
    holds("SELECT count(*) FROM invoice WHERE status = 'DRAFT'", 3, 6);
    holds("SELECT count(*) FROM invoice WHERE status = 'PAID'", 150, 225);
    holds("SELECT count(*) FROM invoice WHERE status = 'CREDITED'", 2, 8);
    holds("SELECT count(*) FROM invoice WHERE status IN ('SENT', 'OVERDUE') AND amount_paid > 0", 1, 12);
    holds("SELECT count(*) FROM payment WHERE amount < 0", 1, 4);
    holds("SELECT count(*) FROM service_record", 150, 245);
    holds("SELECT count(DISTINCT type) FROM activity", 12, 14);
    verifies();
}
END_TEST

START_TEST(test_times_are_right)
{
    made("demo", DEMO_CONTACTS);
    int64_t year_ago_ms = cx.now_ms - 368 * MS_PER_DAY;
    const char *tables[] = {"contact",     "vehicle", "quote",    "invoice", "payment",
                            "credit_note", "task",    "activity", "ledger",  NULL};
    for (size_t i = 0; tables[i]; i++) {
        never(arena_printf(arena, "SELECT count(*) FROM %s WHERE created_at > %lld OR created_at < %lld", tables[i],
                           (long long)cx.now_ms, (long long)year_ago_ms));
        never(arena_printf(arena, "SELECT count(*) FROM %s a JOIN %s b ON b.seq = a.seq + 1 WHERE b.created_at < a.created_at",
                           tables[i], tables[i]));
    }
    never("SELECT count(*) FROM invoice WHERE substr(invoice_number, 1, 4) <> substr(issue_date, 1, 4)");
    never("SELECT count(*) FROM quote WHERE substr(quote_number, 1, 4) <> substr(issue_date, 1, 4)");
    never("SELECT count(*) FROM invoice a JOIN invoice b ON substr(a.invoice_number, 1, 4) = substr(b.invoice_number, 1, 4)"
          " AND CAST(substr(a.invoice_number, 6) AS INTEGER) < CAST(substr(b.invoice_number, 6) AS INTEGER)"
          " AND a.issue_date > b.issue_date");
    never("SELECT count(*) FROM invoice WHERE paid_at < issued_at OR issued_at < created_at");
    holds("SELECT count(DISTINCT substr(issue_date, 1, 7)) FROM invoice WHERE issue_date IS NOT NULL", 12, 13);
}
END_TEST

/* ---- numbers ---- */

/* It has no platform, and customers without an e-mail address are reached by nobody. */
static bool is_left_out(const char *name)
{
    return str_eq(name, "logo") || str_starts(name, "platform_") || str_eq(name, "private_endpoint");
}

START_TEST(test_seller_is_complete)
{
    struct settings settings;
    made("demo", DEMO_CONTACTS_MIN);
    ck_assert_int_eq(settings_get(&cx, &settings), RC_OK);
    ck_assert_str_eq(settings.name, "Garage Dupont");
    ck_assert_str_eq(settings.registration, "open");
    ck_assert_int_eq(settings.demo, 1);
    ck_assert(settings.modules_garage == 1 && settings.modules_pipeline == 1);
    ck_assert(siret_valid(settings.siret));
    ck_assert(vat_number_valid(settings.vat_number));
    ck_assert_str_eq(settings.vat_number + 4, arena_strndup(arena, settings.siret, 9)); /* one SIREN in both */
    ck_assert(iban_valid(settings.iban));
    for (size_t i = 0; i < settings_record.count; i++) {
        const struct field *field = &settings_record.fields[i];
        bool missing = !field_is_int(field) && !*field_text(field, &settings);
        ck_assert_msg(!missing || is_left_out(field->name), "%s is missing", field->name);
    }
    ck_assert_int_eq(number_of("SELECT count(*) FROM invoice WHERE seller LIKE '%\"siret\":\"12345678200010\"%'"),
                     number_of("SELECT count(*) FROM invoice WHERE status <> 'DRAFT'"));
}
END_TEST

/* By the rules that the API applies to a body: the row must be accepted as it is. */
static void check_row(const struct record *record, const void *row)
{
    struct buf text;
    struct json json;
    uint64_t present = 0;
    void *again = arena_alloc(arena, record->size);
    buf_init(&text, arena, 0);
    json_init(&json, &text, TIME_MILLISECONDS);
    json_record(&json, record, row, true);
    enum rc rc = record_parse_text(&cx, record, text.data, text.len, PARSE_CREATE, again, &present);
    ck_assert_msg(rc == RC_OK, "%s: %s: %s", text.data, cx.fault.fields ? cx.fault.fields->field : "",
                  cx.fault.fields ? cx.fault.fields->problem.message : "");
}

START_TEST(test_contacts_are_valid)
{
    struct list list;
    struct rows rows;
    int64_t businesses = 0;
    made("demo", 400);
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, "SELECT * FROM contact", NO_ARGS, &rows), RC_OK);
    for (list.count = 0; rows_next(&rows) == RC_OK; list.count++) {
        struct contact contact;
        rows_record(&rows, &contact_record, &contact);
        check_row(&contact_record, &contact);
        ck_assert(!contact.siren || siren_valid(contact.siren));
        ck_assert(!contact.vat_number || vat_number_valid(contact.vat_number));
        ck_assert(!contact.vat_number || str_ends(contact.vat_number, contact.siren));
        ck_assert_msg(str_ends(contact.email, "example.fr"), "%s", contact.email);
        ck_assert_msg(str_starts(contact.phone, "+33") && strlen(contact.phone) == 12, "%s", contact.phone);
        businesses += contact.siren != NULL;
    }
    rows_close(&rows);
    ck_assert_uint_eq(list.count, 400);
    ck_assert_int_gt(businesses, 50);
    never("SELECT count(*) - count(DISTINCT lower(email)) FROM contact");
}
END_TEST

/* AB-123-CD without the letters I, O and U. */
static bool is_plate(const char *plate)
{
    static const char letters[] = "ABCDEFGHJKLMNPQRSTVWXYZ";
    static const char shape[] = "LL-DDD-LL";
    for (size_t i = 0; i < sizeof shape; i++) {
        bool fits = shape[i] == 'L'   ? plate[i] && strchr(letters, plate[i])
                    : shape[i] == 'D' ? plate[i] >= '0' && plate[i] <= '9'
                                      : plate[i] == shape[i];
        if (!fits) {
            return false;
        }
    }
    return !str_ends(plate, "SS") && strncmp(plate + 3, "000", 3) != 0;
}

START_TEST(test_vehicles_are_valid)
{
    struct rows rows;
    int64_t count = 0;
    made("demo", 400);
    ck_assert_int_eq(rows_open_text(&cx, DB_TENANT, "SELECT * FROM vehicle", NO_ARGS, &rows), RC_OK);
    for (; rows_next(&rows) == RC_OK; count++) {
        struct vehicle vehicle;
        rows_record(&rows, &vehicle_record, &vehicle);
        check_row(&vehicle_record, &vehicle);
        uint64_t present = UINT64_MAX;
        ck_assert_int_eq(vehicle_resource.check(&cx, NULL, &vehicle, present), RC_OK);
        ck_assert_ptr_null(cx.fault.fields);
        ck_assert_msg(is_plate(vehicle.license_plate), "%s", vehicle.license_plate);
        ck_assert_str_eq(plate_normalise(arena, vehicle.license_plate), vehicle.license_plate);
        ck_assert_uint_eq(strlen(vehicle.vin), 17);
        ck_assert_int_ge(vehicle.year, 2009);
        ck_assert_int_gt(vehicle.mileage, 1000);
        ck_assert_int_lt(vehicle.mileage, 600000);
    }
    rows_close(&rows);
    ck_assert_int_gt(count, 500);
    never("SELECT count(*) - count(DISTINCT license_plate) FROM vehicle");
    never("SELECT count(*) - count(DISTINCT vin) FROM vehicle");
    never("SELECT count(*) FROM service_record a JOIN service_record b ON b.vehicle_id = a.vehicle_id AND b.seq > a.seq"
          " WHERE b.mileage < a.mileage");
    never("SELECT count(*) FROM service_record s JOIN vehicle v ON v.id = s.vehicle_id WHERE v.mileage < s.mileage");
}
END_TEST

/* ---- people ---- */

START_TEST(test_everybody_can_sign_in)
{
    made("demo", DEMO_CONTACTS_MIN);
    int64_t count = 0;
    for (const struct demo_person *each = garage_people; each < garage_people + GARAGE_PEOPLE; each++, count++) {
        struct user user;
        ck_assert_int_eq(user_by_email(&cx, each->email, &user), RC_OK);
        ck_assert(password_verify(&cx, user.password_hash, each->password));
        ck_assert_int_eq(password_check(&cx, "password", each->password, each->email), RC_OK);
        ck_assert_str_eq(user.role, each->role);
        ck_assert_str_eq(user_name(&cx, &user), each->name);
        ck_assert_int_eq(user.is_active, 1);
    }
    ck_assert_int_eq(number_of("SELECT count(*) FROM app_user"), count);
    ck_assert_int_eq(number_of("SELECT count(DISTINCT created_by) FROM quote"), count);
}
END_TEST

/* ---- the pipeline ---- */

static void made_pipeline(const char *subdomain, int64_t deals)
{
    made_with(subdomain, DEMO_CONTACTS_MIN, deals);
}

START_TEST(test_pipeline_holds_what_it_promises)
{
    made_pipeline("demo", DEMO_DEALS);
    holds("SELECT count(*) FROM opportunity", 300, 300);
    holds("SELECT count(*) FROM client", 15, 20);
    holds("SELECT count(*) FROM team t JOIN app_user u ON u.id = t.manager_id AND u.team_id = t.id AND u.role = 'manager'", 3,
          3);
    holds("SELECT count(*) FROM app_user WHERE team_id IS NOT NULL", 12, 12);
    holds("SELECT count(DISTINCT owner_id) FROM opportunity", 12, 12);
    holds("SELECT count(*) FROM opportunity WHERE status = 'Active'", 20, 120);
    holds("SELECT count(*) FROM opportunity WHERE status = 'Won'", 50, 150);
    holds("SELECT count(*) FROM opportunity WHERE status = 'Lost'", 40, 140);
    holds("SELECT count(*) FROM opportunity WHERE status = 'On Hold'", 2, 25);
    holds("SELECT count(*) FROM opportunity WHERE status = 'Cancelled'", 5, 50);
    holds("SELECT count(DISTINCT stage) FROM opportunity", 7, 7);
    holds("SELECT count(DISTINCT activity_type) FROM opportunity_activity", 10, 10);
    holds("SELECT count(DISTINCT substr(created_date, 1, 7)) FROM opportunity", 36, 37);
    never("SELECT count(*) - count(DISTINCT project_name) FROM opportunity");
    ck_assert(result.sells);
    ck_assert_int_eq(result.deals, 300);
    ck_assert_int_eq(result.clients, 18);
    close_file();
    ck_assert_int_eq(make_with("demo", DEMO_CONTACTS_MIN, DEMO_DEALS, false), RC_OK);
    ck_assert(!result.made && result.sells);
    ck_assert_int_eq(result.deals, 300);
}
END_TEST

START_TEST(test_pipeline_history_is_right)
{
    made_pipeline("demo", DEMO_DEALS);
    never(arena_printf(arena, "SELECT count(*) FROM opportunity_activity WHERE created_at > %lld OR created_at < %lld",
                       (long long)cx.now_ms, (long long)(cx.now_ms - 3 * 365 * MS_PER_DAY)));
    never("SELECT count(*) FROM opportunity a JOIN opportunity b ON b.seq = a.seq + 1 WHERE b.created_at < a.created_at");
    never("SELECT count(*) FROM opportunity_activity a JOIN opportunity_activity b ON b.opportunity_id = a.opportunity_id"
          " AND b.seq > a.seq WHERE b.created_at < a.created_at");
    never("SELECT count(*) FROM opportunity o JOIN app_user u ON u.id = o.owner_id WHERE o.team_id IS NOT u.team_id"
          " OR u.created_at > o.created_at");
    /* Its stays follow one another, and the last is where it stands. */
    never("SELECT count(*) FROM opportunity_stage a JOIN opportunity_stage b ON b.opportunity_id = a.opportunity_id"
          " AND b.seq = (SELECT min(seq) FROM opportunity_stage WHERE opportunity_id = a.opportunity_id AND seq > a.seq)"
          " WHERE a.left_at IS NOT b.entered_at");
    ck_assert_int_eq(number_of("SELECT count(*) FROM opportunity_stage s JOIN opportunity o ON o.id = s.opportunity_id"
                               " AND o.stage = s.stage WHERE s.left_at IS NULL"),
                     300);
    never("SELECT count(*) FROM opportunity WHERE (status IN ('Won', 'Lost', 'Cancelled')) <> (stage = 'Closed')");
}
END_TEST

START_TEST(test_pipeline_has_the_printed_deal)
{
    made_pipeline("demo", 40);
    ck_assert_str_eq(
        text_of("SELECT group_concat(o.original_amount || ' ' || o.gross_margin_percentage || ' ' || o.probability || ' ' ||"
                " o.probability_score || ' ' || o.weighted_amount || ' ' || o.gross_margin_amount || ' ' || o.starting_date"
                " || ' ' || o.closing_date || ' ' || o.duration_months || ' ' || o.status || ' ' || o.stage || ' ' || u.email"
                " || ' ' || t.name || ' ' || c.name || ' ' || o.update_notes)"
                " FROM opportunity o JOIN app_user u ON u.id = o.owner_id JOIN team t ON t.id = o.team_id"
                " JOIN client c ON c.id = o.client_id WHERE o.project_name = 'Dawaiyat Data Center'"),
        "1700000000 1300 2360 2500 425000000 55250000 2026-01-01 2028-12-31 36 Active RFI john.doe@company.com"
        " Enterprise Sales Dawaiyat Company Initial RFI received, meeting scheduled");
}
END_TEST

START_TEST(test_pipeline_people_can_sign_in)
{
    made_pipeline("demo", 1);
    for (size_t i = 0; i < SALES_PEOPLE; i++) {
        const struct demo_person *person = &sales_people[i];
        struct user user;
        ck_assert_int_eq(user_by_login(&cx, person->username, &user), RC_OK);
        ck_assert_str_eq(user.email, person->email);
        ck_assert(password_verify(&cx, user.password_hash, SALES_PASSWORD));
        ck_assert_int_eq(password_check(&cx, "password", SALES_PASSWORD, person->email), RC_OK);
        ck_assert_str_eq(user.role, person->role);
        ck_assert_str_eq(user_name(&cx, &user), person->name);
    }
    holds("SELECT count(*) FROM opportunity WHERE project_name = 'Dawaiyat Data Center'", 1, 1);
}
END_TEST

START_TEST(test_pipeline_comes_out_the_same)
{
    static const char sql[] = "SELECT group_concat(project_name || original_amount || status || stage || created_at"
                              " || last_activity_at || weighted_amount, ' ') FROM opportunity";
    ck_assert(time_parse("2026-03-29T01:30:00Z", &cx.now_ms)); /* the day of a short night; more than a batch */
    made_pipeline("demo-one", 1100);
    const char *one = text_of(sql);
    close_file();
    made_pipeline("demo-two", 1100);
    ck_assert_int_gt((int)strlen(one), 50000);
    ck_assert_str_eq(text_of(sql), one);
    holds("SELECT count(*) FROM opportunity", 1100, 1100);
}
END_TEST

/* ---- again, anew, elsewhere ---- */

START_TEST(test_second_run_does_nothing)
{
    made("demo", DEMO_CONTACTS_MIN);
    const struct demo_result first = result;
    const char *before = text_of("SELECT group_concat(hash) FROM ledger");
    close_file();
    cx.now_ms += MS_PER_DAY;
    ck_assert_int_eq(make("demo", DEMO_CONTACTS, false), RC_OK);
    ck_assert(!result.made);
    ck_assert(result.is_demo);
    ck_assert_str_eq(result.tenant.id, first.tenant.id);
    ck_assert_int_eq(result.contacts, DEMO_CONTACTS_MIN);
    ck_assert_int_eq(result.activities, first.activities);
    open_file();
    ck_assert_str_eq(text_of("SELECT group_concat(hash) FROM ledger"), before);
}
END_TEST

START_TEST(test_reset)
{
    const struct tenant_new other = {"garage", "Garage Dupont", garage_people[0].email, "Marc Dupont", "$scrypt$…", "closed",
                                     false};
    struct tenant tenant;
    const char *owner_id;
    made("demo", DEMO_CONTACTS_MIN);
    close_file();
    const char *old = result.tenant.id;
    ck_assert_int_eq(make("demo", DEMO_CONTACTS_MIN + 1, true), RC_OK);
    ck_assert(result.made);
    ck_assert_str_ne(result.tenant.id, old);
    ck_assert_int_eq(result.contacts, DEMO_CONTACTS_MIN + 1);
    ck_assert_int_ne(access(tenant_folder(&cx, old), F_OK), 0);
    /* Somebody's business is not reset, whatever it and its owner are called. */
    ck_assert_int_eq(tenant_create(&cx, &other, false, &tenant, &owner_id), RC_OK);
    ck_assert_int_eq(make("garage", DEMO_CONTACTS_MIN, true), RC_CONFLICT);
    ck_assert(!result.is_demo);
    ck_assert_int_eq(make("garage", DEMO_CONTACTS_MIN, false), RC_OK);
    ck_assert_str_eq(result.tenant.id, tenant.id);
}
END_TEST

static const char *content(void)
{
    return text_of(
        "SELECT (SELECT group_concat(name || coalesce(email, '') || phone, ' ') FROM contact)"
        " || (SELECT group_concat(vin || mileage, ' ') FROM vehicle)"
        " || (SELECT group_concat(coalesce(invoice_number, '-') || total || status || amount_paid || created_at, ' ')"
        "     FROM invoice) || (SELECT group_concat(title || status || created_at, ' ') FROM task)");
}

START_TEST(test_comes_out_the_same)
{
    made("demo-one", 60);
    const char *one = content();
    close_file();
    made("demo-two", 60);
    ck_assert_int_gt((int)strlen(one), 10000);
    ck_assert_str_eq(content(), one);
    close_file();
    cx.now_ms += 30 * MS_PER_DAY;
    made("demo-later", 60);
    ck_assert_str_ne(content(), one);
}
END_TEST

/* The first moments of a year, a leap day, both ends of daylight saving, a Sunday night. */
static const char *const moments[] = {
    "2026-12-31T23:00:30Z", "2028-02-29T12:00:00Z", "2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z", "2026-11-22T22:59:59Z",
};

START_TEST(test_any_day)
{
    ck_assert(time_parse(moments[_i], &cx.now_ms));
    int64_t now_ms = cx.now_ms;
    made("demo", DEMO_CONTACTS_MIN);
    ck_assert_int_eq(cx.now_ms, now_ms);
    verifies();
    never(arena_printf(arena, "SELECT count(*) FROM activity WHERE created_at > %lld", (long long)now_ms));
    ck_assert_int_eq(number_of("SELECT count(*) FROM quote"), 150);
    ck_assert_str_eq(text_of("SELECT max(issue_date) FROM quote"), zone_today(arena, "Europe/Paris", now_ms));
}
END_TEST

START_TEST(test_sweep_finds_what_is_late)
{
    struct sweep_counts counts = {0};
    made("demo", DEMO_CONTACTS);
    /* The sweep forgets its arena after each batch. */
    struct arena *scratch = arena_new(0);
    cx.arena = scratch;
    ck_assert_int_eq(sweep_tenant(&cx, NULL, &counts), RC_OK);
    cx.arena = arena;
    arena_free(scratch);
    ck_assert_int_eq(counts.expired_quotes, 0);
    holds("SELECT count(*) FROM invoice WHERE status = 'OVERDUE'", 4, 30);
    holds("SELECT count(*) FROM invoice WHERE status = 'SENT'", 1, 30);
    ck_assert_int_eq(number_of("SELECT count(*) FROM activity WHERE type = 'INVOICE_OVERDUE'"), counts.marked);
    verifies();
}
END_TEST

/* ---- failures ---- */

#ifdef VISIONCRM_FAULTPOINTS
static int count_folders(void)
{
    DIR *dir = opendir(arena_printf(arena, "%s/data/tenants", folder));
    int count = 0;
    if (!dir) {
        return 0;
    }
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        count += !str_eq(entry->d_name, ".") && !str_eq(entry->d_name, "..");
    }
    ck_assert_int_eq(closedir(dir), 0);
    return count;
}

START_TEST(test_failing_on_the_way_leaves_nothing)
{
    static const long steps[] = {1, 30, 300, 3000, 10000};
    struct tenant tenant;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        faultpoint_arm(FAULTPOINT_STORE, steps[i]);
        ck_assert_int_ne(make("demo", DEMO_CONTACTS_MIN, false), RC_OK);
        ck_assert_int_ge(faultpoint_passed(FAULTPOINT_STORE), steps[i]);
        faultpoint_arm(FAULTPOINT_STORE, 0);
        ck_assert_ptr_null(cx.db);
        ck_assert_int_eq(tenant_by_subdomain(&cx, "demo", true, &tenant), RC_NOT_FOUND);
        ck_assert_int_eq(count_folders(), 0);
    }
    made("demo", DEMO_CONTACTS_MIN);
    ck_assert_int_eq(count_folders(), 1);
}
END_TEST

/* The failing call lies behind the garage, which is whole by then. */
START_TEST(test_failing_pipeline_leaves_nothing)
{
    static const long steps[] = {1, 20, 200, 1500};
    struct tenant tenant;
    faultpoint_arm(FAULTPOINT_STORE, 0);
    ck_assert_int_eq(make("demo", DEMO_CONTACTS_MIN, false), RC_OK);
    long garage = faultpoint_passed(FAULTPOINT_STORE);
    ck_assert_int_eq(tenant_delete(&cx, result.tenant.id), RC_OK);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        faultpoint_arm(FAULTPOINT_STORE, garage + steps[i]);
        ck_assert_int_ne(make_with("demo", DEMO_CONTACTS_MIN, DEMO_DEALS, false), RC_OK);
        faultpoint_arm(FAULTPOINT_STORE, 0);
        ck_assert_ptr_null(cx.db);
        ck_assert_int_eq(tenant_by_subdomain(&cx, "demo", true, &tenant), RC_NOT_FOUND);
        ck_assert_int_eq(count_folders(), 0);
        fault_clear(&cx);
    }
    ck_assert_int_eq(make("demo", DEMO_CONTACTS_MIN, false), RC_OK);
}
END_TEST
#endif

Suite *suite_demo(void)
{
    Suite *suite = suite_create("demo");
    TCase *tests = tcase_create("demo");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 180);
    tcase_add_test(tests, test_holds_what_it_promises);
    tcase_add_test(tests, test_times_are_right);
    tcase_add_test(tests, test_seller_is_complete);
    tcase_add_test(tests, test_contacts_are_valid);
    tcase_add_test(tests, test_vehicles_are_valid);
    tcase_add_test(tests, test_everybody_can_sign_in);
    tcase_add_test(tests, test_pipeline_holds_what_it_promises);
    tcase_add_test(tests, test_pipeline_history_is_right);
    tcase_add_test(tests, test_pipeline_has_the_printed_deal);
    tcase_add_test(tests, test_pipeline_people_can_sign_in);
    tcase_add_test(tests, test_pipeline_comes_out_the_same);
    tcase_add_test(tests, test_second_run_does_nothing);
    tcase_add_test(tests, test_reset);
    tcase_add_test(tests, test_comes_out_the_same);
    tcase_add_loop_test(tests, test_any_day, 0, (int)(sizeof moments / sizeof *moments));
    tcase_add_test(tests, test_sweep_finds_what_is_late);
#ifdef VISIONCRM_FAULTPOINTS
    tcase_add_test(tests, test_failing_on_the_way_leaves_nothing);
    tcase_add_test(tests, test_failing_pipeline_leaves_nothing);
#endif
    suite_add_tcase(suite, tests);
    return suite;
}
