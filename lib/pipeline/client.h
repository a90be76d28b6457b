/* SPDX-License-Identifier: MIT
 *
 * Clients: companies of the pipeline, apart from the workshop's contacts (pipeline API, section 9). */
#ifndef PIPELINE_CLIENT_H
#define PIPELINE_CLIENT_H

#include "pipeline/access.h"
#include "resource/resource.h"

struct client {
    const char *id;
    const char *name;
    const char *industry;
    const char *relationship_tier;
    const char *contact_person;
    const char *email;
    const char *phone; /* as typed */
    const char *address;
    const char *notes;
    int64_t opportunity_count; /* of the deals that the asking user sees */
    int64_t total_value;       /* their amounts, cents */
    const char *created_by;
    int64_t created_at;
    int64_t version; /* one more at each write */
    int64_t updated_at;
};

extern const struct record client_record;
extern const struct resource client_resource;
extern const struct record client_row_record;
extern const struct record client_brief_record; /* as a deal names its own */
extern const struct list_spec client_list;      /* takes ACCESS_ARGS */

/* RC_CONFLICT while a deal names it, whoever may see that. */
enum rc client_delete(struct cx *cx, const char *id);

#endif
