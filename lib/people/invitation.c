/* SPDX-License-Identifier: MIT
 *
 * People whom an admin lets in. */
#include "people/invitation.h"

#include "auth/reset.h"
#include "people/letter.h"
#include "people/person.h"

static enum rc invite(struct cx *cx, const struct user *person)
{
    struct message message;
    const char *token;
    TRY(reset_open(cx, person->id, &token));
    return letter_invitation(cx, person, token, &message);
}

enum rc invitation_add(struct cx *cx, struct user *person)
{
    TRY(person_admit(cx, person));
    return person->password_hash || !person->is_active ? RC_OK : invite(cx, person);
}
