/* SPDX-License-Identifier: MIT
 *
 * What admins do with the accounts of others: make and change them. Lists and reading are generic (crud.h). */
#include "auth/password.h"
#include "auth/reset.h"
#include "fcgi/api/handlers.h"
#include "fcgi/serve/answer.h"
#include "fcgi/serve/crud.h"
#include "people/letter.h"
#include "people/person.h"
#include "people/team.h"

/* Without a password the person gets a link to choose one. */
static enum rc invite(struct cx *cx, const char *id)
{
    struct user user;
    struct message message;
    const char *token;
    TRY(user_by_id(cx, id, &user));
    TRY(reset_open(cx, id, &token));
    return letter_invitation(cx, &user, token, &message);
}

enum rc person_input(struct cx *cx, const struct record *record, struct person *person)
{
    TRY(input_checked_later(cx, record, PARSE_CREATE, person, NULL));
    if (person->password) {
        password_check(cx, "password", person->password, person->email);
    }
    return team_refer(cx, "team_id", person->team_id);
}

enum rc person_add(struct cx *cx)
{
    struct person person;
    TRY(person_input(cx, &person_record, &person));
    TRY(user_check_unique(cx, person.email, person.username));
    TRY(fault_check(cx));
    const char *hash = person.password ? password_hash(cx, person.password) : NULL;
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(person_insert(cx, &person, NULL, hash));
    if (!hash && person.is_active != 0) {
        TRY(invite(cx, person.id));
    }
    return crud_answer(cx, 201, &person_resource, person.id);
}

enum rc person_put(struct cx *cx)
{
    struct person patch;
    uint64_t present = 0;
    TRY(input_checked_later(cx, &person_record, PARSE_CHANGE, &patch, &present));
    person_record.validate(cx, &patch, present);
    TRY(person_change(cx, path_id(cx, 0), &patch, present));
    return crud_answer(cx, 200, &person_resource, path_id(cx, 0));
}
