/* SPDX-License-Identifier: MIT
 *
 * The journal as an admin reads it (contract, section 8). */
#ifndef RESOURCE_AUDIT_H
#define RESOURCE_AUDIT_H

#include "resource/resource.h"

struct audit_row {
    const char *id;
    const char *user_id; /* NULL: nobody was signed in */
    const char *user_name;
    const char *entity;    /* "CONTACT" */
    const char *entity_id; /* NULL: the one record of its kind */
    const char *operation; /* JOURNAL_… */
    const char *before;    /* JSON of the fields that changed; NULL: there was none */
    const char *after;
    const char *source; /* JOURNAL_…; NULL: a request */
    int64_t at;
};

/* A list only, the newest first; filters entity, id (of the record), operation, user, from and to (days of the tenant). */
extern const struct resource audit_resource;

#endif
