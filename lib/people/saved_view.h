/* SPDX-License-Identifier: MIT
 *
 * Views of lists that people keep under a name, for themselves or for their team: what a page's address says behind its `?`, in the
 * page's own words. What of it the page does not know (any more) it passes over, as in every address. */
#ifndef PEOPLE_SAVED_VIEW_H
#define PEOPLE_SAVED_VIEW_H

#include "resource/resource.h"

#define SAVED_VIEW_QUERY_MAX 2048 /* bytes */
#define SAVED_VIEW_PAIRS_MAX 40   /* names with a value in it */

struct saved_view {
    const char *id;
    const char *user_id, *user_name; /* who keeps it */
    const char *noun;                /* whose list: "quotes" */
    const char *name;
    const char *query;
    int64_t shared;
    int64_t created_at, updated_at, version;
};

/* One's own, and those that others share with one. They alone who keep one change it: RC_FORBIDDEN. */
extern const struct resource saved_view_resource;

/* RC_FORBIDDEN for whoever neither keeps it nor is an admin; RC_NOT_FOUND as resource_get(). Inside the caller's transaction. */
enum rc saved_view_may_go(struct cx *cx, const char *id);

#endif
