/* SPDX-License-Identifier: MIT
 *
 * Accounts that an admin opens for others. */
#ifndef PEOPLE_INVITATION_H
#define PEOPLE_INVITATION_H

#include "auth/user.h"

/* Makes the account of whom person_record described and person_check() has looked at, as person_admit() does. Who is active
 * and was given no password gets a letter with a link to choose one. RC_RATE_LIMITED as letter_invitation(). */
enum rc invitation_add(struct cx *cx, struct user *person);

#endif
