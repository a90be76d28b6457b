/* SPDX-License-Identifier: MIT
 *
 * Accounts that strangers ask for (contract, section 3). The tenant's settings say whether anybody may, and whether an admin
 * has to agree; the team that was asked for takes effect with the activation. */
#ifndef PEOPLE_REGISTRATION_H
#define PEOPLE_REGISTRATION_H

#include "auth/user.h"

/* RC_FORBIDDEN where registration is closed. *at_once: the account is active from the start; otherwise it waits for an admin. */
enum rc registration_allowed(struct cx *cx, bool *at_once);

/* Makes the account of whom registrant_record described and person_check() has looked at, as person_admit() does. */
enum rc registration_add(struct cx *cx, struct user *person, bool at_once);

#endif
