/* SPDX-License-Identifier: MIT
 *
 * Roles and what they may do. The order of enum role and enum perm is the rule: each includes the ones before it. */
#include "auth/user.h"
#include "base/str.h"

static const struct {
    const char *name;
    enum role role;
} roles[] = {
    {"owner", ROLE_OWNER},
    {"admin", ROLE_ADMIN},
    {"manager", ROLE_MANAGER},
    {"sales", ROLE_SALES},
};

enum role user_role(const struct user *user)
{
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
        if (str_eq(user->role, roles[i].name)) {
            return roles[i].role;
        }
    }
    return ROLE_SALES; /* the schema knows no other role: the least of all */
}

static enum role perm_role(enum perm perm)
{
    switch (perm) {
    case PERM_NONE:
    case PERM_USER:
        return ROLE_SALES;
    case PERM_MANAGER:
        return ROLE_MANAGER;
    case PERM_ADMIN:
        return ROLE_ADMIN;
    case PERM_OWNER:
        break;
    }
    return ROLE_OWNER;
}

bool user_may(const struct user *user, enum perm perm)
{
    if (!user) {
        return perm == PERM_NONE;
    }
    return user_role(user) >= perm_role(perm);
}
