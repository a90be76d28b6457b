/* SPDX-License-Identifier: MIT
 *
 * Strangers who register. */
#include "people/registration.h"

#include "base/str.h"
#include "people/person.h"
#include "tenant/settings.h"

enum rc registration_allowed(struct cx *cx, bool *at_once)
{
    struct settings settings;
    TRY(settings_get(cx, &settings));
    *at_once = str_eq(settings.registration, "open");
    if (str_eq(settings.registration, "closed")) {
        return fault_set(cx, RC_FORBIDDEN, NULL, "Registration is closed: ask an admin for an account");
    }
    return RC_OK;
}

enum rc registration_add(struct cx *cx, struct user *person, bool at_once)
{
    if (!at_once) {
        person->pending_team_id = person->team_id;
        person->team_id = NULL;
    }
    person->is_active = at_once;
    return person_admit(cx, person);
}
