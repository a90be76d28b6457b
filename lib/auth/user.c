/* SPDX-License-Identifier: MIT
 *
 * People of a tenant: their columns, finding them, adding them, and making up a user name. */
#include "auth/session.h"

#include <string.h>

#include "base/str.h"
#include "base/unicode.h"
#include "base/uuid.h"
#include "data/email.h"
#include "store/db.h"

#define USERNAME_BASE 40   /* leaves room for what makes it unique */
#define USERNAME_TRIES 100 /* numbers tried before a random ending */

const char *const user_roles[] = {"owner", "admin", "manager", "sales", NULL};

static const struct field user_fields[] = {
    FIELD_UUID(struct user, id, F_READONLY),
    FIELD_EMAIL(struct user, email, F_REQUIRED | F_SEARCH),
    FIELD_TEXT(struct user, username, F_SEARCH, 1, 50),
    FIELD_TEXT(struct user, first_name, F_REQUIRED | F_SEARCH, 1, 100),
    FIELD_TEXT(struct user, last_name, F_SEARCH, 1, 100),
    FIELD_ENUM(struct user, role, 0, user_roles),
    FIELD_UUID(struct user, team_id, 0),
    FIELD_UUID(struct user, pending_team_id, F_INTERNAL),
    FIELD_TEXT(struct user, password_hash, F_INTERNAL, 0, 255),
    FIELD_TEXT(struct user, profile_picture_url, 0, 1, 500),
    FIELD_BOOL(struct user, is_active, 0),
    FIELD_TIME(struct user, last_login, F_READONLY),
    FIELD_TIME(struct user, created_at, F_READONLY),
    FIELD_TIME(struct user, updated_at, F_READONLY),
};

/* No '@' in a user name: sign-in takes either, so one person's name must never read as another's address. */
static bool username_valid(const char *username)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    return username[strspn(username, allowed)] == '\0';
}

void user_validate(struct cx *cx, const void *object, uint64_t present)
{
    const struct user *user = object;
    (void)present;
    if (user->username && !username_valid(user->username)) {
        fault_field(cx, "username", PROBLEM_INVALID_USERNAME,
                    "Username may hold letters, digits, dots, dashes and underscores");
    }
    if (user->profile_picture_url && !str_starts(user->profile_picture_url, "https://")) {
        fault_field(cx, "profile_picture_url", PROBLEM_INVALID_URL, "Must be an https address");
    }
}

RECORD(user_record, "User", struct user, user_fields, user_validate);

static const struct field user_brief_fields[] = {
    FIELD_UUID(struct user, id, 0),
    FIELD_TEXT(struct user, first_name, F_REQUIRED, 0, 0),
    FIELD_TEXT(struct user, last_name, 0, 0, 0),
    FIELD_EMAIL(struct user, email, F_REQUIRED),
};
RECORD(user_brief_record, "PersonBrief", struct user, user_brief_fields, NULL);

struct user_name {
    const char *id, *name, *role, *team_id;
    int64_t is_active;
};
static const struct field user_name_fields[] = {
    FIELD_UUID(struct user_name, id, F_REQUIRED),
    FIELD_TEXT(struct user_name, name, F_REQUIRED, 0, 0),
    FIELD_ENUM(struct user_name, role, F_REQUIRED, user_roles + 1),
    FIELD_UUID(struct user_name, team_id, 0),
    FIELD_BOOL(struct user_name, is_active, 0),
};
RECORD(user_name_record, "UserName", struct user_name, user_name_fields, NULL);

const struct list_spec user_name_list = {
    .record = &user_name_record,
    .select = SQL_USER_NAME_LIST,
    .count = SQL_USER_NAME_COUNT,
    .count_all = SQL_USER_NAME_COUNT,
    .order = "u.name_key ASC",
    .tie = "u.seq ASC",
    .optional_paging = true,
};

const char *user_name(struct cx *cx, const struct user *user)
{
    if (str_empty(user->last_name)) {
        return arena_strdup(cx->arena, user->first_name);
    }
    return arena_printf(cx->arena, "%s %s", user->first_name, user->last_name);
}

void user_set_name(struct cx *cx, struct user *user, const char *name)
{
    char *whole = text_trim(cx->arena, name);
    char *space = strchr(whole, ' ');
    user->first_name = whole;
    user->last_name = NULL;
    if (space) {
        *space = '\0';
        user->last_name = text_trim(cx->arena, space + 1);
    }
}

enum rc user_by_id(struct cx *cx, const char *id, struct user *user)
{
    memset(user, 0, sizeof *user);
    enum rc rc = db_get(cx, SQL_USER_BY_ID, ARGS(ARG_T("id", id)), &user_record, user);
    return rc == RC_NOT_FOUND ? fault_not_found(cx, user_record.name) : rc;
}

enum rc user_by_email(struct cx *cx, const char *email, struct user *user)
{
    memset(user, 0, sizeof *user);
    const char *normal = email;
    (void)email_parse(cx->arena, email, &normal);
    enum rc rc = db_get(cx, SQL_USER_BY_EMAIL, ARGS(ARG_T("email", normal)), &user_record, user);
    const char *ascii = rc == RC_NOT_FOUND ? email_ascii(cx->arena, normal) : normal;
    if (rc != RC_NOT_FOUND || str_eq(ascii, normal)) {
        return rc;
    }
    /* From the time when an international domain was kept as its ASCII form. */
    return db_get(cx, SQL_USER_BY_EMAIL, ARGS(ARG_T("email", ascii)), &user_record, user);
}

enum rc user_by_login(struct cx *cx, const char *login, struct user *user)
{
    if (strchr(login, '@')) {
        return user_by_email(cx, login, user);
    }
    memset(user, 0, sizeof *user);
    return db_get(cx, SQL_USER_BY_USERNAME, ARGS(ARG_T("username", login)), &user_record, user);
}

static enum rc username_exists(struct cx *cx, const char *username, bool *exists)
{
    int64_t one;
    enum rc rc = db_int(cx, SQL_USER_USERNAME_EXISTS, ARGS(ARG_T("username", username)), &one);
    *exists = rc == RC_OK;
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

/* "Jean.Martin+crm@garage.fr" -> "jean.martincrm": lower-case letters, digits, dot, dash and underscore. */
static const char *username_base(struct cx *cx, const char *email)
{
    struct buf base;
    buf_init(&base, cx->arena, USERNAME_BASE + 1);
    for (const char *c = str_lower(cx->arena, email); *c && *c != '@' && base.len < USERNAME_BASE; c++) {
        if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || strchr("._-", *c)) {
            buf_char(&base, *c);
        }
    }
    return base.len ? base.data : "user";
}

static enum rc username_make(struct cx *cx, struct user *user)
{
    const char *base = username_base(cx, user->email);
    user->username = base;
    for (int i = 2; i <= USERNAME_TRIES; i++) {
        bool exists;
        TRY(username_exists(cx, user->username, &exists));
        if (!exists) {
            return RC_OK;
        }
        user->username = arena_printf(cx->arena, "%s%d", base, i);
    }
    unsigned char salt[4];
    char hex[2 * sizeof salt + 1];
    random_bytes(salt, sizeof salt);
    hex_encode(salt, sizeof salt, hex);
    user->username = arena_printf(cx->arena, "%s-%s", base, hex);
    return RC_OK;
}

static enum rc email_exists(struct cx *cx, const char *email, bool *exists)
{
    struct user other;
    enum rc rc = user_by_email(cx, email, &other);
    *exists = rc == RC_OK;
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc user_check_unique(struct cx *cx, const char *email, const char *username)
{
    bool email_taken = false;
    bool username_taken = false;
    if (email) {
        TRY(email_exists(cx, email, &email_taken));
    }
    if (username) {
        TRY(username_exists(cx, username, &username_taken));
    }
    if (email_taken) {
        fault_taken(cx, "email", PROBLEM_ALREADY_EXISTS, "Email already exists");
    }
    if (username_taken) {
        fault_taken(cx, "username", PROBLEM_ALREADY_EXISTS, "Username already exists");
    }
    return RC_OK;
}

enum rc user_insert(struct cx *cx, struct user *user)
{
    user_validate(cx, user, 0);
    /* The schema would refuse the row as well; asking first tells which of the two it is. */
    TRY(user_check_unique(cx, user->email, user->username));
    TRY(fault_check(cx));
    if (!user->username) {
        TRY(username_make(cx, user));
    }
    if (!user->id) {
        user->id = uuid_new(cx->arena);
    }
    user->created_at = cx->now_ms;
    user->updated_at = cx->now_ms;
    return db_run(cx, SQL_USER_INSERT, ARGS(ARG_R(&user_record, user)));
}

enum rc user_set_password(struct cx *cx, const char *user_id, const char *password_hash, const char *keep_session)
{
    TRY(db_run(cx, SQL_ACCOUNT_SET_PASSWORD,
               ARGS(ARG_T("id", user_id), ARG_T("password_hash", password_hash), ARG_I("now", cx->now_ms))));
    TRY(db_run(cx, SQL_RESET_CLOSE_ALL, ARGS(ARG_T("user_id", user_id))));
    return session_close_all(cx, user_id, keep_session);
}
