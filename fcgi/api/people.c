/* SPDX-License-Identifier: MIT
 *
 * What admins do with the accounts of others: make and change them. Lists and reading are generic (crud.h). */
#include "fcgi/api/handlers.h"
#include "fcgi/serve/answer.h"
#include "fcgi/serve/crud.h"
#include "people/invitation.h"
#include "people/person.h"

enum rc person_add(struct cx *cx)
{
    struct user person;
    TRY(input_checked_later(cx, &person_record, PARSE_CREATE, &person, NULL));
    TRY(person_check(cx, &person));
    TRY(invitation_add(cx, &person));
    return crud_answer(cx, 201, &person_resource, person.id);
}

enum rc person_put(struct cx *cx)
{
    struct user patch;
    uint64_t present = 0;
    TRY(input_checked_later(cx, &person_record, PARSE_CHANGE, &patch, &present));
    TRY(person_change(cx, path_id(cx, 0), &person_record, &patch, present));
    return crud_answer(cx, 200, &person_resource, path_id(cx, 0));
}
