/* SPDX-License-Identifier: MIT
 *
 * What a page needs before it shows anything, in one read: who asks, for which tenant, what that uses, what this installation can do,
 * and which day it is there. Unlike the settings, everybody who is signed in may read it. */
#include "assistant/model.h"
#include "base/time.h"
#include "base/version.h"
#include "fcgi/api/rows.h"
#include "messaging/carrier.h"
#include "ocr/ocr.h"
#include "people/preference.h"
#include "people/team.h"
#include "tenant/settings.h"
#include "tenant/tenant.h"

struct features {
    int64_t ocr, ai, mail, whatsapp; /* 0 or 1 */
};

struct bootstrap {
    struct user user;
    const char *name;    /* of the user, in full */
    const char *manages; /* ids of the teams that the user leads, as JSON */
    struct tenant tenant;
    struct settings settings;
    struct features features;
    struct preferences preferences;
    const char *today; /* the tenant's */
    const char *server_version;
};

static const struct field user_fields[] = {
    FIELD_AS(struct bootstrap, "id", user.id, FT_UUID, F_REQUIRED),
    FIELD_TEXT(struct bootstrap, name, F_REQUIRED, 0, 0),
    FIELD_AS(struct bootstrap, "email", user.email, FT_EMAIL, F_REQUIRED),
    {.name = "role",
     .type = FT_ENUM,
     .flags = F_REQUIRED,
     .offset = offsetof(struct bootstrap, user.role),
     .values = user_roles},
    FIELD_AS(struct bootstrap, "team_id", user.team_id, FT_UUID, 0),
    {.name = "manages",
     .type = FT_IDS,
     .flags = F_REQUIRED,
     .offset = offsetof(struct bootstrap, manages),
     .about = "The teams that this person leads"},
};
static RECORD(user_record_here, "BootstrapUser", struct bootstrap, user_fields, NULL);

#define OF_SETTINGS(key, m, kind) FIELD_AS(struct bootstrap, key, settings.m, kind, F_REQUIRED)

static const struct field tenant_fields[] = {
    OF_SETTINGS("name", name, FT_TEXT),
    FIELD_AS(struct bootstrap, "subdomain", tenant.subdomain, FT_TEXT, F_REQUIRED),
    {.name = "plan",
     .type = FT_ENUM,
     .flags = F_REQUIRED,
     .offset = offsetof(struct bootstrap, tenant.plan),
     .values = tenant_plans},
    OF_SETTINGS("timezone", timezone, FT_TEXT),
    OF_SETTINGS("currency", currency, FT_TEXT),
    {.name = "country",
     .type = FT_TEXT,
     .offset = offsetof(struct bootstrap, settings.address_country),
     .about = "As it stands in the tenant's address"},
    {.name = "default_vat_rate",
     .type = FT_DECIMAL,
     .flags = F_REQUIRED,
     .offset = offsetof(struct bootstrap, settings.default_vat_rate),
     .scale = 2,
     .min_decimals = 1},
    {.name = "price_mode",
     .type = FT_ENUM,
     .flags = F_REQUIRED,
     .offset = offsetof(struct bootstrap, settings.price_mode),
     .values = price_modes},
    OF_SETTINGS("payment_terms_days", payment_terms_days, FT_INT),
    {.name = "probability_step",
     .type = FT_DECIMAL,
     .flags = F_REQUIRED,
     .offset = offsetof(struct bootstrap, settings.probability_step),
     .scale = 4,
     .about = "What a deal's probability is rounded to; 0: nothing"},
};
static RECORD(tenant_record_here, "BootstrapTenant", struct bootstrap, tenant_fields, NULL);

static const struct field modules_fields[] = {
    OF_SETTINGS("garage", modules_garage, FT_BOOL),
    OF_SETTINGS("pipeline", modules_pipeline, FT_BOOL),
};
static RECORD(modules_record, "Modules", struct bootstrap, modules_fields, NULL);

#define FEATURE(m, text)                                                                                                       \
    {                                                                                                                          \
        .name = #m, .type = FT_BOOL, .flags = F_REQUIRED, .offset = offsetof(struct features, m), .about = (text)              \
    }

static const struct field features_fields[] = {
    FEATURE(ocr, "Pictures of registration certificates are read"),
    FEATURE(ai, "A language model answers the assistant's questions; otherwise the engine built in does"),
    FEATURE(mail, "E-mail leaves the house; otherwise it is taken as well, and kept in a Maildir of the server"),
    FEATURE(whatsapp, "WhatsApp leaves the house; otherwise it is taken as well, and kept in a folder of the server"),
};
static RECORD(features_record, "Features", struct features, features_fields, NULL);

static const struct field bootstrap_fields[] = {
    FIELD_RECORD_AS(struct bootstrap, "user", user, &user_record_here),
    FIELD_RECORD_AS(struct bootstrap, "tenant", user, &tenant_record_here),
    FIELD_RECORD_AS(struct bootstrap, "modules", user, &modules_record),
    FIELD_RECORD(struct bootstrap, features, &features_record),
    FIELD_AS(struct bootstrap, "preferences", preferences.body, FT_OBJECT, F_REQUIRED),
    FIELD_DATE(struct bootstrap, today, F_REQUIRED),
    FIELD_TEXT(struct bootstrap, server_version, F_REQUIRED, 0, 0),
};
static RECORD(bootstrap_record, "Bootstrap", struct bootstrap, bootstrap_fields, NULL);
_Static_assert(offsetof(struct bootstrap, user) == 0, "its records take their members from the whole of it");

static enum rc bootstrap_get(struct cx *cx)
{
    struct bootstrap start = {
        .user = *cx->user,
        .name = user_name(cx, cx->user),
        .tenant = *cx->tenant,
        .features = {.ocr = ocr_is_able(),
                     .ai = model_is_set(),
                     .mail = carrier_leaves("email"),
                     .whatsapp = carrier_leaves("whatsapp")},
        .today = zone_today(cx->arena, cx->zone, cx->now_ms),
        .server_version = VERSION,
    };
    TRY(team_led(cx, cx->user, &start.manages));
    TRY(settings_get(cx, &start.settings));
    TRY(preferences_get(cx, cx->user->id, &start.preferences));
    return answer_record(cx, 200, &bootstrap_record, &start);
}

static const struct route rows[] = {
    {ROW("GET", "/api/bootstrap", bootstrap_get, "What a page needs first: who, for which tenant, with what, and the day there",
         PERM_USER, TX_READ, RATE_PULSE),
     .out = &bootstrap_record},
    {.method = NULL},
};
const struct route_group bootstrap_routes = {"Sign-in", NULL, rows};
