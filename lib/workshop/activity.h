/* SPDX-License-Identifier: MIT
 *
 * The timeline: what was done with or for a contact (workshop API, "Activities"). */
#ifndef WORKSHOP_ACTIVITY_H
#define WORKSHOP_ACTIVITY_H

#include "resource/resource.h"

struct activity {
    const char *id;
    const char *type;
    const char *description;
    const char *user_id; /* NULL: the system (sweep) */
    const char *contact_id;
    const char *metadata; /* JSON object */
    int64_t created_at;
    int64_t version;          /* one more at each write */
    const char *user_name;    /* lists only */
    const char *contact_name; /* lists only */
};

extern const struct record activity_record;     /* POST and its answer */
extern const struct record activity_row_record; /* lists: user and contact as objects */
extern const struct resource activity_resource;
extern const char *const activity_types[];

/* Logs an activity of the asking user inside the caller's transaction. `metadata` is a JSON object or NULL. */
enum rc activity_log(struct cx *cx, const char *type, const char *contact_id, const char *description, const char *metadata);
/* The same, and says its id. */
enum rc activity_add(struct cx *cx, const char *type, const char *contact_id, const char *description, const char *metadata,
                     const char **id);

#endif
