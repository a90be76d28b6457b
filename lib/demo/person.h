/* SPDX-License-Identifier: MIT
 *
 * People of the demonstration. Their passwords are for everyone to read: it holds no secret. */
#ifndef DEMO_PERSON_H
#define DEMO_PERSON_H

#include "auth/user.h"

struct demo_person {
    const char *name;
    const char *username; /* NULL: made of the address */
    const char *email;
    const char *password;
    const char *role;
    int64_t team; /* in the pipeline: index of their team; the first of a team manages it */
};

/* Hashes their passwords, those that follow one another and are the same once: takes its time, not inside a transaction. */
void demo_hash(struct cx *cx, const struct demo_person *people, size_t count, const char *hashes[]);
/* Adds an account inside the caller's write transaction. */
enum rc demo_add(struct cx *cx, const struct demo_person *person, const char *hash, struct user *user);

#endif
