/* SPDX-License-Identifier: MIT
 *
 * The demonstration tenant from the outside: whether it is there, its people and legal settings, and that it is whole or
 * not at all. Its year is told in garage_story.c. */
#include "demo/garage.h"

#include "auth/password.h"
#include "base/str.h"
#include "base/time.h"
#include "demo/garage_story.h"
#include "tenant/settings.h"

const struct demo_user demo_users[] = {
    {"Marc Dupont", "owner@garage-dupont.fr", "SecurePassword123!", "owner"},
    {"Sophie Bernard", "atelier@garage-dupont.fr", "AtelierPassword123!", "manager"},
    {"Karim Benali", "accueil@garage-dupont.fr", "AccueilPassword123!", "sales"},
    {NULL, NULL, NULL, NULL},
};

/* The IBAN is the specimen that French banks print; the SIREN is the one of textbooks. */
static void fill_settings(struct settings *settings)
{
    settings->demo = 1;
    settings->legal_name = "Garage Dupont SARL";
    settings->legal_form = "SARL au capital de 20 000 €";
    settings->siret = "12345678200010";
    settings->vat_number = "FR11123456782";
    settings->rcs = "RCS Lyon 123 456 782";
    settings->address_street = "18 avenue des Frères-Lumière";
    settings->address_city = "Lyon";
    settings->address_postal_code = "69008";
    settings->address_country = "France";
    settings->phone = "+33465710018";
    settings->email = demo_users[0].email;
    settings->iban = "FR7630006000011234567890189";
    settings->quote_footer = "Devis gratuit. Les pièces remplacées sont à la disposition du client.";
    settings->invoice_footer = "Garantie pièces et main d'œuvre : un an ou 20 000 km. Merci de votre confiance.";
}

static enum rc write_settings(struct cx *cx)
{
    struct settings settings;
    TRY(settings_get(cx, &settings));
    fill_settings(&settings);
    settings.updated_at = cx->now_ms;
    settings_record.validate(cx, &settings, UINT64_MAX);
    TRY(fault_check(cx));
    return db_run(cx, SQL_SETTINGS_UPDATE, ARGS(ARG_R(&settings_record, &settings)));
}

static enum rc insert_colleague(struct cx *cx, const struct demo_user *colleague, const char *hash, struct user *user)
{
    memset(user, 0, sizeof *user);
    record_clear(&user_record, user);
    user_set_name(cx, user, colleague->name);
    user->email = colleague->email;
    user->role = colleague->role;
    user->password_hash = hash;
    user->is_active = 1;
    return user_insert(cx, user);
}

static enum rc furnish(struct cx *cx, const char *const hashes[DEMO_PEOPLE], struct user people[DEMO_PEOPLE])
{
    TRY(user_by_email(cx, demo_users[0].email, &people[0]));
    for (size_t i = 1; i < DEMO_PEOPLE; i++) {
        TRY(insert_colleague(cx, &demo_users[i], hashes[i], &people[i]));
    }
    return write_settings(cx);
}

static enum rc furnish_file(struct cx *cx, const char *const hashes[DEMO_PEOPLE], struct user people[DEMO_PEOPLE])
{
    TRY(db_begin(cx, cx->db, TX_WRITE));
    return db_end(cx, cx->db, furnish(cx, hashes, people));
}

static enum rc count(struct cx *cx, struct demo_result *result)
{
    TRY(db_int(cx, SQL_CONTACT_TOTAL, NO_ARGS, &result->contacts));
    TRY(db_int(cx, SQL_VEHICLE_TOTAL, NO_ARGS, &result->vehicles));
    TRY(db_int(cx, SQL_QUOTE_TOTAL, NO_ARGS, &result->quotes));
    TRY(db_int(cx, SQL_INVOICE_TOTAL, NO_ARGS, &result->invoices));
    TRY(db_int(cx, SQL_TASK_TOTAL, NO_ARGS, &result->tasks));
    return db_int(cx, SQL_ACTIVITY_TOTAL, NO_ARGS, &result->activities);
}

/* A year ago the garage began to use the program: that is when its settings and people date from. */
static enum rc fill_file(struct cx *cx, const struct demo_order *order, const char *const hashes[DEMO_PEOPLE],
                         struct demo_result *result)
{
    struct user people[DEMO_PEOPLE];
    int64_t now_ms = cx->now_ms;
    cx->now_ms = result->tenant.created_at;
    enum rc rc = furnish_file(cx, hashes, people);
    cx->now_ms = now_ms;
    TRY(rc);
    TRY(story_tell(cx, order, people));
    db_checkpoint(cx->db, 0);
    return count(cx, result);
}

/* Opens the tenant's file as cx->db, with its zone. */
static enum rc open_file(struct cx *cx, const struct tenant *tenant)
{
    struct db_options options = {.migrate = true};
    TRY(db_open(cx, DB_TENANT, tenant_db_path(cx, tenant->id), &options, &cx->db));
    return db_text(cx, SQL_SETTINGS_ZONE, NO_ARGS, &cx->zone);
}

static void close_file(struct cx *cx)
{
    db_close(cx->db);
    cx->db = NULL;
}

/* Deletes what a failure left; the failure is what the caller hears of. */
static enum rc undo(struct cx *cx, enum rc rc, const char *id)
{
    struct fault first = cx->fault;
    tenant_delete(cx, id); /* what it cannot delete it logs */
    cx->fault = first;
    return rc;
}

static enum rc create(struct cx *cx, const struct demo_order *order, struct demo_result *result)
{
    const char *hashes[DEMO_PEOPLE];
    const char *owner_id;
    int64_t now_ms = cx->now_ms;
    for (size_t i = 0; i < DEMO_PEOPLE; i++) {
        hashes[i] = password_hash(cx, demo_users[i].password);
    }
    const struct tenant_new input = {
        .subdomain = order->subdomain,
        .name = "Garage Dupont",
        .owner_email = demo_users[0].email,
        .owner_name = demo_users[0].name,
        .owner_password_hash = hashes[0],
        .registration = "open",
    };
    cx->now_ms = now_ms - (DEMO_DAYS + 1) * MS_PER_DAY;
    enum rc rc = tenant_create(cx, &input, true, &result->tenant, &owner_id);
    cx->now_ms = now_ms;
    TRY(rc);
    rc = open_file(cx, &result->tenant);
    if (rc == RC_OK) {
        rc = fill_file(cx, order, hashes, result);
    }
    close_file(cx);
    result->made = rc == RC_OK;
    result->is_demo = true;
    return rc == RC_OK ? RC_OK : undo(cx, rc, result->tenant.id);
}

static enum rc look(struct cx *cx, struct demo_result *result)
{
    struct settings settings;
    TRY(settings_get(cx, &settings));
    result->is_demo = settings.demo != 0;
    return count(cx, result);
}

static enum rc look_inside(struct cx *cx, struct demo_result *result)
{
    enum rc rc = open_file(cx, &result->tenant);
    if (rc == RC_OK) {
        rc = look(cx, result);
    }
    close_file(cx);
    return rc;
}

enum rc demo_make(struct cx *cx, const struct demo_order *order, struct demo_result *result)
{
    *result = (struct demo_result){.made = false};
    enum rc rc = tenant_by_subdomain(cx, order->subdomain, true, &result->tenant);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        return create(cx, order, result);
    }
    TRY(rc);
    TRY(look_inside(cx, result));
    if (!order->reset) {
        return RC_OK;
    }
    if (!result->is_demo) {
        return fault_printf(cx, RC_CONFLICT, NULL, "%s is no demonstration: it is not reset", order->subdomain);
    }
    TRY(tenant_delete(cx, result->tenant.id));
    return create(cx, order, result);
}
