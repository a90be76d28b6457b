/* SPDX-License-Identifier: MIT
 *
 * The world of request_fixture.h. */
#include "request_fixture.h"
#include "folder_fixture.h"

#include <check.h>
#include <stdlib.h>
#include <unistd.h>

#include "auth/digest.h"
#include "auth/password.h"
#include "auth/rate.h"
#include "auth/reset.h"
#include "auth/session.h"
#include "base/config.h"
#include "base/faultpoint.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"
#include "messaging/mime.h"
#include "messaging/outbox.h"
#include "store/internal.h"
#include "tenant/create.h"
#include "tenant/registry.h"
#include "tenant/tenant.h"
#include "transfer/import.h"

struct world world;

/* Its place among what is remembered; world.name_count: it is not. */
static size_t place_of(const char *name)
{
    size_t at = 0;
    while (at < world.name_count && !str_eq(world.names[at], name)) {
        at++;
    }
    return at;
}

void remember(const char *name, const char *value)
{
    size_t at = place_of(name);
    ck_assert_uint_lt(at, sizeof world.ids / sizeof *world.ids);
    world.names[at] = name;
    world.ids[at] = value;
    world.name_count = at == world.name_count ? at + 1 : world.name_count;
}

const char *remembered(const char *name)
{
    size_t at = place_of(name);
    ck_assert_uint_lt(at, world.name_count);
    return world.ids[at];
}

/* Where worlds are kept for the tests after this one. Tests are processes: what one makes, others see on the disk. */
static char worlds[FOLDER_LEN];

bool worlds_open(void)
{
    return temporary_make(worlds);
}

bool worlds_close(void)
{
    return temporary_remove(worlds);
}

static const char *kept(const char *name, const char *what)
{
    return arena_printf(world.arena, "%s/%s%s", worlds, name, what);
}

/* Opens the service of the world's folder, as a worker does. */
static void service_start(void)
{
    ck_assert_int_eq(service_open(&world.service, true), RC_OK);
}

/* Keeps the world under a name: its data, and what it remembers. */
static void world_keep(const char *name)
{
    service_close(&world.service);
    FILE *names = fopen(kept(name, ".names.new"), "we");
    ck_assert_ptr_nonnull(names);
    fprintf(names, "%s\n", world.cookie);
    for (size_t i = 0; i < world.name_count; i++) {
        fprintf(names, "%s %s\n", world.names[i], world.ids[i]);
    }
    ck_assert_int_eq(fclose(names), 0);
    test_folder_copy(arena_printf(world.arena, "%s/data", world.folder), kept(name, ""));
    ck_assert_int_eq(rename(kept(name, ".names.new"), kept(name, ".names")), 0);
    service_start();
}

static const char *next_line(FILE *file)
{
    char line[512];
    if (!fgets(line, sizeof line, file)) {
        return NULL;
    }
    return arena_strndup(world.arena, line, strcspn(line, "\n"));
}

/* Brings a kept world back into the world's folder, which has no data and no open service; false: there is none. */
static bool world_bring(const char *name)
{
    FILE *names = fopen(kept(name, ".names"), "re");
    if (!names) {
        return false;
    }
    world.cookie = world.cookie_header = next_line(names);
    for (const char *line; (line = next_line(names)) != NULL;) {
        size_t len = strcspn(line, " ");
        remember(arena_strndup(world.arena, line, len), line + len + 1);
    }
    ck_assert_int_eq(fclose(names), 0);
    test_folder_copy(kept(name, ""), arena_printf(world.arena, "%s/data", world.folder));
    service_start();
    return true;
}

/* And another one, which can be ended. */
static void open_session(struct cx *cx, const struct tenant *tenant, const char *owner_id)
{
    struct session_ticket ticket;
    struct session_ticket other;
    const struct user owner = {.id = owner_id};
    struct list sessions;
    ck_assert_int_eq(pool_get(cx, world.service.tenants, tenant->id, tenant_db_path(cx, tenant->id), &cx->db), RC_OK);
    ck_assert_int_eq(db_begin(cx, cx->db, TX_WRITE), RC_OK);
    ck_assert_int_eq(session_open(cx, owner_id, &ticket), RC_OK);
    ck_assert_int_eq(session_open(cx, owner_id, &other), RC_OK);
    ck_assert_int_eq(session_list(cx, &owner, &sessions), RC_OK);
    ck_assert_uint_eq(sessions.count, 2);
    ck_assert_int_eq(db_commit(cx, cx->db), RC_OK);
    pool_put(world.service.tenants, cx->db);
    world.cookie = arena_printf(world.arena, "%s=%s", SESSION_COOKIE, ticket.secret);
    remember("session", ((const struct open_session *)sessions.rows)->id); /* the newer one */
}

/* Every feature is set up. */
static void configure(void)
{
    const char *const settings[][2] = {
        {"VISIONCRM_DATA", arena_printf(world.arena, "%s/data", world.folder)},
        {"VISIONCRM_PASSWORD_COST", "10"},
        {"VISIONCRM_STRIPE_WEBHOOK_SECRET", STRIPE_SECRET},
        {"VISIONCRM_STRIPE_KEY", "sk_test"},
        {"VISIONCRM_STRIPE_URL", "http://127.0.0.1:1"},
        {"VISIONCRM_RESEND_WEBHOOK_SECRET", "whsec_c2VjcmV0"},
        {"VISIONCRM_TWILIO_TOKEN", "secret"},
        {"VISIONCRM_STRIPE_PRICES", "price_pro=PRO,price_business=BUSINESS"},
    };
    const char *error;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        ck_assert_int_eq(setenv(settings[i][0], settings[i][1], 1), 0);
    }
    ck_assert(config_load(&error));
}

static void world_make(void)
{
    struct cx cx;
    struct tenant tenant;
    const char *owner_id;
    service_start();
    cx_init(&cx, world.arena);
    cx.registry = world.service.registry;
    struct tenant_new wanted = {
        .subdomain = "garage",
        .name = "Garage Test",
        .owner_email = "owner@garage.test",
        .owner_name = "Olive Owner",
        .owner_password_hash = password_hash(&cx, "correct-horse-1"),
        .registration = "approval",
    };
    ck_assert_int_eq(tenant_create(&cx, &wanted, false, &tenant, &owner_id), RC_OK);
    remember("owner", owner_id);
    remember("tenant", tenant.id);
    open_session(&cx, &tenant, owner_id);
    world.cookie_header = world.cookie;
    cx_end(&cx);
    world_keep("empty");
}

void world_setup(void)
{
    world = (struct world){.tenant = "garage", .arena = arena_new(0)};
    log_to(getenv("VISIONCRM_TEST_LOG") ? 2 : -1);
    test_folder_make(world.folder);
    configure();
    ck_assert(rate_init(NULL, 0));
    world.exchange.arena = arena_new(REQUEST_MAX_MEMORY);
    if (!world_bring("empty")) {
        world_make();
    }
}

void world_teardown(void)
{
    service_close(&world.service);
    arena_free(world.exchange.arena);
    test_folder_remove(world.folder);
    arena_free(world.arena);
}

void world_enter(struct cx *cx, struct arena *arena)
{
    struct tenant *tenant = arena_alloc(arena, sizeof *tenant);
    world.used = true;
    cx_init(cx, arena);
    cx->registry = world.service.registry;
    ck_assert_int_eq(tenant_by_subdomain(cx, "garage", true, tenant), RC_OK);
    cx->tenant = tenant;
    ck_assert_int_eq(pool_get(cx, world.service.tenants, tenant->id, tenant_db_path(cx, tenant->id), &cx->db), RC_OK);
}

void world_leave(struct cx *cx)
{
    pool_put(world.service.tenants, cx->db);
    cx_end(cx);
}

/* Replaces {name} by the remembered id; braces that are JSON stay. */
static const char *expand(struct arena *arena, const char *text)
{
    struct buf out;
    buf_init(&out, arena, 256);
    while (*text) {
        size_t len = *text == '{' ? strcspn(text + 1, "}\"{ ") : 0;
        const char *id = NULL;
        for (size_t i = 0; len && text[len + 1] == '}' && i < world.name_count; i++) {
            if (strncmp(world.names[i], text + 1, len) == 0 && world.names[i][len] == '\0') {
                id = world.ids[i];
            }
        }
        if (id) {
            buf_str(&out, id);
            text += len + 2;
        } else {
            buf_char(&out, *text++);
        }
    }
    return out.data;
}

/* As Stripe signs its webhooks, with the secret of world_setup(). */
static const char *stripe_signature(struct arena *arena, const char *body)
{
    unsigned char mac[SHA256_BYTES];
    char hex[SHA256_HEX];
    int64_t seconds = time_now_ms() / 1000;
    const char *text = arena_printf(arena, "%lld.%s", (long long)seconds, body);
    hmac_sha256(STRIPE_SECRET, strlen(STRIPE_SECRET), text, strlen(text), mac);
    hex_encode(mac, sizeof mac, hex);
    return arena_printf(arena, "t=%lld,v1=%s", (long long)seconds, hex);
}

static const char *base64_of(struct arena *arena, const unsigned char *mac, size_t len)
{
    struct buf out;
    buf_init(&out, arena, 64);
    mime_base64(&out, mac, len, 0);
    return out.data;
}

/* As Resend and Twilio sign theirs; the form has its fields in order, and nothing to decode. */
static void sign_for_carriers(struct arena *arena, struct request *request)
{
    unsigned char mac[SHA256_BYTES];
    struct buf fields;
    request->svix_id = "msg_1";
    request->svix_timestamp = arena_printf(arena, "%lld", (long long)(time_now_ms() / 1000));
    const char *text = arena_printf(arena, "msg_1.%s.%s", request->svix_timestamp, request->body);
    hmac_sha256("secret", strlen("secret"), text, strlen(text), mac);
    request->svix_signature = arena_printf(arena, "v1,%s", base64_of(arena, mac, SHA256_BYTES));
    buf_init(&fields, arena, 0);
    buf_str(&fields, "https://garage.visioncrm.localhost/api/webhooks/twilio");
    for (const char *c = request->body; *c; c++) {
        if (*c != '&' && *c != '=') {
            buf_char(&fields, *c);
        }
    }
    hmac_sha1("secret", strlen("secret"), fields.data, fields.len, mac);
    request->twilio_signature = base64_of(arena, mac, SHA1_BYTES);
}

static void note_done(struct exchange *exchange)
{
    ck_assert_int_ne(exchange->step, STEP_HELD);
    world.done++;
}

/* `~` stands for a byte of zeros, which no string holds; other bytes are as they are. */
static const char *with_zeros(struct arena *arena, const char *text)
{
    char *bytes = arena_strdup(arena, text);
    for (char *at = strchr(bytes, '~'); at; at = strchr(at + 1, '~')) {
        *at = '\0';
    }
    return bytes;
}

void compose_request(struct exchange *exchange, const char *method, const char *path, const char *body)
{
    struct arena *arena = exchange->arena;
    world.used = true;
    arena_reset(arena);
    *exchange = (struct exchange){.arena = arena, .started_us = time_monotonic_us(), .done = note_done};
    const char *whole = expand(arena, path);
    const char *query = strchr(whole, '?');
    const char *text = body ? expand(arena, body) : "";
    bool upload = str_starts(text, "--frontier");
    exchange->request = (struct request){
        .method = method,
        .path = query ? arena_strndup(arena, whole, (size_t)(query - whole)) : whole,
        .query = query ? query + 1 : "",
        .tenant = world.tenant,
        .request_id = "01890000-0000-7000-8000-000000000000",
        .remote_addr = "127.0.0.1",
        .host = "garage.visioncrm.localhost",
        .https = true,
        .content_type = !body    ? ""
                        : upload ? "multipart/form-data"
                                 : "application/json",
        .content_type_raw = !body    ? ""
                            : upload ? "multipart/form-data; boundary=frontier"
                                     : "application/json",
        .cookie = world.cookie_header,
        .authorization = world.bearer ? arena_printf(arena, "Bearer %s", world.bearer) : NULL,
        .if_match = world.if_match,
        .idempotency_key = world.idempotency_key,
        .stripe_signature = world.stripe_signature ? world.stripe_signature : stripe_signature(arena, text),
        .test_fail = world.test_fail,
        .body = upload ? with_zeros(arena, text) : text,
        .body_len = strlen(text),
    };
    sign_for_carriers(arena, &exchange->request);
}

int send_request(const char *method, const char *path, const char *body)
{
    struct exchange *exchange = &world.exchange;
    compose_request(exchange, method, path, body);
    dispatch(&world.service, exchange);
    ck_assert_int_eq(exchange->step, STEP_ANSWERED);
    for (int point = 0; point < FAULTPOINT_COUNT; point++) {
        faultpoint_arm((enum faultpoint)point, 0);
    }
    return exchange->response.status;
}

const char *answer_body(void)
{
    return world.exchange.response.body.data ? world.exchange.response.body.data : "";
}

const char *answer_text(const char *key)
{
    const char *mark = arena_printf(world.arena, "\"%s\":\"", key);
    const char *found = strstr(answer_body(), mark);
    if (!found) {
        return NULL;
    }
    found += strlen(mark);
    return arena_strndup(world.arena, found, strcspn(found, "\""));
}

void remember_text(const char *name, const char *key)
{
    const char *value = answer_text(key);
    ck_assert_msg(value != NULL, "no %s in %s", key, answer_body());
    remember(name, value);
}

void remember_id(const char *name)
{
    remember_text(name, "id");
}

static void make(const char *name, const char *method, const char *path, const char *body)
{
    int status = send_request(method, path, body);
    ck_assert_msg(status == 200 || status == 201, "%s %s: %d %s", method, path, status, answer_body());
    if (name) {
        remember_id(name);
    }
}

#define ITEMS                                                                                                                  \
    "\"items\":[{\"description\":\"Vidange\",\"quantity\":1,\"unit_price\":120.00},{\"description\":\"Filtre\","               \
    "\"quantity\":2,\"unit_price\":15.50,\"vat_rate\":10}]"

#define DEAL                                                                                                                   \
    "\"sector_type\":\"Data Center\",\"original_amount\":17000000,\"gross_margin_percentage\":0.13,"                           \
    "\"project_type\":\"Integrated services to Business\",\"project_maturity\":\"RFI\",\"client_type\":\"Existing\","          \
    "\"client_relationship\":\"3 - Good\",\"starting_date\":\"2026-01-01\",\"closing_date\":\"2028-12-31\""

/* A reset link's token, as its mail would hold it. */
static const char *world_reset(const char *person)
{
    struct cx cx;
    const char *token;
    world_enter(&cx, world.arena);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(reset_open(&cx, expand(world.exchange.arena, person), &token), RC_OK);
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
    world_leave(&cx);
    return token;
}

/* A letter that was given up, and its job. */
static const char *world_failed_job(void)
{
    struct cx cx;
    struct job job;
    struct message message = {.channel = "email", .kind = "MESSAGE", .recipient = "a@b.test", .body = "Bonjour"};
    world_enter(&cx, world.arena);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(outbox_add(&cx, &message), RC_OK);
    ck_assert_int_eq(db_get(&cx, SQL_JOB_GET, ARGS(ARG_T("id", message.id)), &job_record, &job), RC_OK);
    job.state = "failed";
    job.done_at = cx.now_ms;
    ck_assert_int_eq(db_run(&cx, SQL_JOB_WRITE, ARGS(ARG_R(&job_record, &job))), RC_OK);
    ck_assert_int_eq(outbox_noted(&cx, &job), RC_OK);
    ck_assert_int_eq(db_run(&cx, SQL_OUTBOX_CARRIED, ARGS(ARG_T("id", message.id), ARG_T("carrier_id", "re_1"))), RC_OK);
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
    world_leave(&cx);
    return message.id;
}

/* One that has run. */
static void world_end_import(const char *id)
{
    struct cx cx;
    struct import import;
    world_enter(&cx, world.arena);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    ck_assert_int_eq(resource_get(&cx, &import_resource, id, &import), RC_OK);
    import.state = "DONE";
    import.ended_at = cx.now_ms;
    import.place = import.line = 0;
    ck_assert_int_eq(import_progress(&cx, &import), RC_OK);
    ck_assert_int_eq(db_commit(&cx, cx.db), RC_OK);
    world_leave(&cx);
}

static void make_papers(void)
{
    make("draft_quote", "POST", "/api/quotes", "{\"contact_id\":\"{contact}\"," ITEMS "}");
    make("sent_quote", "POST", "/api/quotes", "{\"contact_id\":\"{contact}\"," ITEMS "}");
    make(NULL, "PATCH", "/api/quotes/{sent_quote}/status", "{\"status\":\"SENT\"}");
    make("signed_quote", "POST", "/api/quotes", "{\"contact_id\":\"{contact}\"," ITEMS "}");
    make(NULL, "PATCH", "/api/quotes/{signed_quote}/status", "{\"status\":\"SENT\"}");
    make(NULL, "PATCH", "/api/quotes/{signed_quote}/status",
         "{\"status\":\"ACCEPTED\",\"accepted_by\":\"Marc Dupont\",\"signature\":\"" SAMPLE_DRAWING "\"}");
    make("draft_invoice", "POST", "/api/invoices", "{\"contact_id\":\"{contact}\"," ITEMS "}");
    make("invoice", "POST", "/api/invoices", "{\"contact_id\":\"{contact}\",\"vehicle_id\":\"{vehicle}\"," ITEMS "}");
    make(NULL, "PATCH", "/api/invoices/{invoice}/status", "{\"status\":\"SENT\"}");
    make(NULL, "POST", "/api/invoices/{invoice}/payments",
         "{\"amount\":1,\"payment_method\":\"CASH\",\"paid_at\":\"2020-01-05T12:00:00.000Z\"}");
    make(NULL, "POST", "/api/invoices/{invoice}/payments", "{\"amount\":20,\"payment_method\":\"CASH\"}");
    const char *payment = strstr(answer_body(), "\"payment\":{\"id\":\"");
    ck_assert_ptr_nonnull(payment);
    world.names[world.name_count] = "payment";
    world.ids[world.name_count++] = arena_strndup(world.arena, payment + strlen("\"payment\":{\"id\":\""), 36);
    make("closing", "POST", "/api/closings", NULL);
    make("credit_note", "POST", "/api/invoices/{invoice}/credit-note",
         "{\"items\":[{\"description\":\"Geste\",\"quantity\":1,\"unit_price\":10}]}");
    make("paid_invoice", "POST", "/api/invoices", "{\"contact_id\":\"{contact}\"," ITEMS "}");
    make(NULL, "PATCH", "/api/invoices/{paid_invoice}/status", "{\"status\":\"SENT\"}");
    make(NULL, "PATCH", "/api/invoices/{paid_invoice}/status", "{\"status\":\"PAID\"}");
    make("paid_note", "POST", "/api/invoices/{paid_invoice}/credit-note", "{}");
}

static void make_records(void)
{
    ck_assert_int_eq(
        send_request("PATCH", "/api/settings",
                     "{\"siret\":\"73282932000074\",\"vat_regime\":\"QUARTERLY\",\"platform_matricule\":\"AB12\"}"),
        200);
    make("contact", "POST", "/api/contacts",
         "{\"first_name\":\"Marc\",\"last_name\":\"Dupont\",\"phone\":\"+33612345678\","
         "\"email\":\"marc@example.test\"}");
    make("vehicle", "POST", "/api/vehicles", "{\"owner_id\":\"{contact}\",\"license_plate\":\"ab123cd\",\"mileage\":45000}");
    make("item", "POST", "/api/catalogue",
         "{\"label\":\"Plaquettes\",\"kind\":\"PART\",\"unit_price\":46.5,\"code\":\"PLA-1\"}");
    make("package", "POST", "/api/catalogue",
         "{\"label\":\"Freins\",\"kind\":\"PACKAGE\",\"items\":[{\"item_id\":\"{item}\",\"quantity\":1}]}");
    make_papers();
    make("task", "POST", "/api/tasks", "{\"title\":\"Rappeler\",\"contact_id\":\"{contact}\",\"assignee_id\":\"{owner}\"}");
    make("activity", "POST", "/api/activities", "{\"type\":\"NOTE\",\"description\":\"Note\",\"contact_id\":\"{contact}\"}");
    make("team", "POST", "/api/teams", "{\"name\":\"Enterprise Sales\",\"manager_id\":\"{owner}\"}");
    make("person", "POST", "/api/users",
         "{\"email\":\"sam@garage.test\",\"password\":\"correct-horse-1\",\"first_name\":\"Sam\",\"last_name\":\"Sales\"}");
    make(NULL, "POST", "/api/auth/login", "{\"username\":\"sam\",\"password\":\"correct-horse-1\"}");
    remember_text("refresh_token", "refresh_token");
    remember("reset_token", world_reset("{person}"));
    remember("failed_job", world_failed_job());
    make("ended_import", "POST", "/api/imports", SAMPLE_SHEET);
    world_end_import(world.ids[place_of("ended_import")]);
    make("import", "POST", "/api/imports", SAMPLE_SHEET);
    make("supplied", "POST", "/api/supplier-invoices", SAMPLE_SUPPLIED("FA-1"));
    make("client", "POST", "/api/clients", "{\"name\":\"Dawaiyat Company\"}");
    make("idle_client", "POST", "/api/clients", "{\"name\":\"Nobody\"}");
    make("view", "POST", "/api/views", "{\"noun\":\"quotes\",\"name\":\"En attente\",\"query\":\"status=SENT&sort=-total\"}");
    make("deal", "POST", "/api/opportunities",
         "{\"project_name\":\"Dawaiyat Data Center\",\"client_id\":\"{client}\"," DEAL "}");
    make("gone_contact", "POST", "/api/contacts", "{\"last_name\":\"Disparu\"}");
    make("gone_vehicle", "POST", "/api/vehicles", "{\"owner_id\":\"{contact}\",\"make\":\"Renault\"}");
    make("gone_task", "POST", "/api/tasks", "{\"title\":\"Relancer\",\"contact_id\":\"{gone_contact}\"}");
    make(NULL, "DELETE", "/api/contacts/{gone_contact}", NULL);
    make(NULL, "DELETE", "/api/vehicles/{gone_vehicle}", NULL);
    make(NULL, "DELETE", "/api/tasks/{gone_task}", NULL);
    make("coefficient", "GET", "/api/coefficients", NULL);
    make(NULL, "GET", "/api/reports/opportunity-pipeline", NULL);
    remember_text("report", "report_id");
}

/* The tenant's files are open, as behind the requests that made the records. */
static void warm(void)
{
    struct cx cx;
    world_enter(&cx, world.arena);
    ck_assert_int_eq(db_begin(&cx, cx.db, TX_WRITE), RC_OK);
    db_rollback(cx.db);
    world_leave(&cx);
}

void world_populate(void)
{
    bool fresh = !world.used;
    if (fresh && access(kept("populated", ".names"), R_OK) == 0) {
        service_close(&world.service);
        test_folder_remove(arena_printf(world.arena, "%s/data", world.folder));
        ck_assert(world_bring("populated"));
        warm();
        return;
    }
    make_records();
    if (fresh) {
        world_keep("populated");
        warm();
    }
}

/* Adds the text of every row of one table, in rowid or key order. */
static uint64_t digest_table(struct cx *cx, const char *name, uint64_t seed)
{
    struct rows rows;
    enum rc rc;
    const char *sql = arena_printf(cx->arena, "SELECT * FROM \"%s\"", name);
    ck_assert_int_eq(rows_open_text(cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    int columns = sqlite3_column_count(((struct statement *)rows.statement)->stmt);
    while ((rc = rows_next(&rows)) == RC_OK) {
        for (int i = 0; i < columns; i++) {
            const char *text = rows_text(&rows, i);
            seed = text ? hash64(text, strlen(text), seed) : seed * 31 + 7;
        }
    }
    ck_assert_int_eq(rc, RC_END);
    rows_close(&rows);
    return seed;
}

/* What SQLite writes at the head of a log's index with each commit, and with nothing else. */
struct log_head {
    unsigned char bytes[48];
    bool known;
};

static struct log_head log_head(struct cx *cx)
{
    struct log_head head = {.known = false};
    FILE *file = fopen(arena_printf(cx->arena, "%s-shm", db_path(cx->db)), "re");
    if (file) {
        head.known = !db_in_transaction(cx->db) && fread(head.bytes, 1, sizeof head.bytes, file) == sizeof head.bytes;
        fclose(file);
    }
    return head;
}

static uint64_t digest_file(struct cx *cx)
{
    struct rows rows;
    const char *tables[256];
    size_t count = 0;
    uint64_t seed = 1;
    const char *sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%'"
                      " ORDER BY name"; /* what is virtual keeps its rows in tables of its own */
    ck_assert_int_eq(rows_open_text(cx, DB_TENANT, sql, NO_ARGS, &rows), RC_OK);
    while (rows_next(&rows) == RC_OK && count < 256) {
        tables[count++] = rows_text(&rows, 0);
    }
    rows_close(&rows);
    for (size_t i = 0; i < count; i++) {
        seed = digest_table(cx, tables[i], seed);
    }
    return seed;
}

/* Rows are read again only where something was committed since. */
uint64_t world_digest(void)
{
    static struct log_head last;
    static uint64_t digest;
    struct arena *arena = arena_new(0);
    struct cx cx;
    world_enter(&cx, arena);
    struct log_head head = log_head(&cx);
    if (!head.known || !last.known || memcmp(head.bytes, last.bytes, sizeof head.bytes) != 0) {
        digest = digest_file(&cx);
        last = head;
    }
    world_leave(&cx);
    arena_free(arena);
    return digest;
}
