/* SPDX-License-Identifier: MIT
 *
 * Accounts of the demonstration. */
#include "demo/person.h"

#include "auth/password.h"
#include "base/str.h"

void demo_hash(struct cx *cx, const struct demo_person *people, size_t count, const char *hashes[])
{
    for (size_t i = 0; i < count; i++) {
        bool again = i > 0 && str_eq(people[i].password, people[i - 1].password);
        hashes[i] = again ? hashes[i - 1] : password_hash(cx, people[i].password);
    }
}

enum rc demo_add(struct cx *cx, const struct demo_person *person, const char *hash, struct user *user)
{
    record_clear(&user_record, user);
    user_set_name(cx, user, person->name);
    user->email = person->email;
    user->username = person->username;
    user->role = person->role;
    user->password_hash = hash;
    user->is_active = 1;
    return user_insert(cx, user);
}
