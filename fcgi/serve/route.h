/* SPDX-License-Identifier: MIT
 *
 * What a route says about itself. The rows stand in fcgi/api/, in groups that fcgi/routes.c lists; dispatch.c, dialect.c,
 * crud.c, openapi.c and the command line read them. */
#ifndef SERVE_ROUTE_H
#define SERVE_ROUTE_H

#include "auth/user.h"
#include "resource/resource.h"

struct export; /* documents/sheet/export.h */

enum dialect { DIALECT_WORKSHOP, DIALECT_PIPELINE };
enum pool_kind {
    POOL_API,
    POOL_HEAVY, /* takes long by itself: passwords, documents, many rows */
    POOL_SLOW,  /* waits for somebody else's server, or looks at a picture; stands in front of no sign-in and no paper */
};
enum rate_class {
    RATE_NONE,
    RATE_READ,
    RATE_WRITE,
    RATE_AUTH,
    RATE_PULSE, /* a cheap read that pages send by themselves: apart, so that neither it nor the others stop each other */
    RATE_CLASS_COUNT
};

enum route_flag {
    ROUTE_ANYWHERE = 1 << 0,   /* answers on every host, the apex and unknown tenants included */
    ROUTE_CREDENTIAL = 1 << 1, /* public, but a credential that came along is resolved */
    ROUTE_RAW = 1 << 2,        /* the body is not checked to be JSON (upload, signed webhook) */
    ROUTE_PAGED = 1 << 3,      /* no list, but its answer holds rows of one, page by page */
    ROUTE_FILE = 1 << 4,       /* answers a document, not JSON */
    ROUTE_BEARER = 1 << 5,     /* only for a bearer token; the same path has another row for the cookie */
    ROUTE_CREATED = 1 << 6,    /* success is 201, not 200 (for OpenAPI) */
    ROUTE_UPLOAD = 1 << 7,     /* a body of up to REQUEST_MAX_UPLOAD */
    ROUTE_WHOLE = 1 << 8,      /* `out` is the whole answer, not the `data` in it */
    ROUTE_ROWS = 1 << 9,       /* no list of a resource, but a page of `out` */
    ROUTE_NOTHING = 1 << 10,   /* success is 204 */
    ROUTE_PICTURE = 1 << 11,   /* the ROUTE_FILE is a PNG */
    ROUTE_XML = 1 << 12,       /* the ROUTE_FILE is XML */
    ROUTE_ANY_FILE = 1 << 13,  /* the ROUTE_FILE is what was uploaded */
    ROUTE_LINES = 1 << 14,     /* the ROUTE_FILE is JSON, a line each */
};

struct route {
    const char *method;
    const char *path; /* "/api/contacts/{id}" */
    enum dialect dialect;
    enum perm perm; /* least role */
    enum db_tx tx;  /* transaction that dispatch opens around the handler */
    enum pool_kind pool;
    enum rate_class rate;
    enum rc (*handler)(struct cx *cx);
    const struct resource *resource; /* for the generic handlers of crud.h; NULL otherwise */
    const struct list_spec *list;    /* whose rows are answered with ROUTE_ROWS or ROUTE_PAGED; NULL: the resource's, or none */
    const struct record *in;         /* body, for OpenAPI; NULL: none, or the resource's record */
    const struct record *out;        /* `data`, for OpenAPI; NULL: a message, a file, or the resource's record */
    const struct field *query;       /* query parameters of no list, for OpenAPI; ends with name NULL; may be NULL */
    const struct export *export;     /* what the list is as a file (export_list()) */
    const char *label;               /* "Contact": in "Contact not found" for a malformed id; NULL: the resource's name */
    const char *about;               /* one sentence */
    const char *upload;              /* what the file of a ROUTE_UPLOAD may be; for OpenAPI */
    unsigned flags;                  /* enum route_flag */
};

/* The rows of one noun. */
struct route_group {
    const char *name;           /* of its section in the description: "Credit notes" */
    const char *about;          /* one or two sentences; NULL: another group of that name says it */
    const struct route *routes; /* ends with method NULL */
};

extern const struct route_group *const route_groups[]; /* ends with NULL */

/* All rows, one after the other: the one after `route`, the first for NULL, NULL after the last. */
const struct route *route_next(const struct route *route);
const struct route_group *route_group(const struct route *route);
/* The row that serves the same method and path for a bearer token; NULL: this one does. */
const struct route *route_for_bearer(const struct route *route);

/* "manager", "write", "workshop": as `visioncrm routes` and the description say them. */
const char *perm_name(enum perm perm);
const char *rate_name(enum rate_class rate);
const char *dialect_name(enum dialect dialect);

/* Finds the row of method and path, fills request->ids. NULL: *allow is the list of methods that exist on this
 * path ("GET, HEAD, POST", on the arena) or NULL if the path is unknown. HEAD is answered by GET's row. */
const struct route *route_match(struct cx *cx, const char *method, const char **allow);

/* True: something on this path takes a body of up to REQUEST_MAX_UPLOAD. */
bool route_takes_upload(const char *path);

/* The name of what {id} names, for "… not found". */
const char *route_label(const struct route *route);

/* The route that serves this exchange; NULL outside of one. */
const struct route *route_of(const struct cx *cx);

#endif
