/* SPDX-License-Identifier: MIT
 *
 * The context that every function above lib/base receives: where memory comes from, what went wrong,
 * what to release, what time it is, and which tenant and user the work is for.
 * It holds the upper floors' objects only as opaque pointers. */
#ifndef BASE_CX_H
#define BASE_CX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/problem.h"

enum rc {
    RC_OK = 0,
    RC_INVALID,      /* 400: the input is wrong; details name the fields */
    RC_UNAUTHORIZED, /* 401 */
    RC_FORBIDDEN,    /* 403 */
    RC_NOT_FOUND,    /* 404 */
    RC_METHOD,       /* 405 */
    RC_CONFLICT,     /* 409 */
    RC_PRECONDITION, /* 412 */
    RC_TOO_LARGE,    /* 413 */
    RC_MEDIA_TYPE,   /* 415 */
    RC_UNREADABLE,   /* 422: the request is right, but nothing comes of the file in it */
    RC_RATE_LIMITED, /* 429 */
    RC_INTERNAL,     /* 500: a bug or a broken file; logged */
    RC_UNAVAILABLE,  /* 503: deadline, lock wait too long, corrupt tenant; retry later */
    RC_NO_SPACE,     /* 507: the disk is full, or takes no writes */
    RC_BUSY,         /* never leaves dispatch: the tenant's write lock is held, park the request */
    RC_END,          /* never leaves lib/store's callers: no further row */
};

/* Returns from the calling function with any result but RC_OK. The only hidden return in the tree. */
#define TRY(expr)                                                                                                              \
    do {                                                                                                                       \
        enum rc try_rc = (expr);                                                                                               \
        if (try_rc != RC_OK)                                                                                                   \
            return try_rc;                                                                                                     \
    } while (0)

/* One row of `details`. */
struct fault_field {
    const char *field;
    struct problem problem;
    struct fault_field *next;
};

/* What went wrong, told once. */
struct fault {
    enum rc rc;                 /* RC_OK: nothing yet */
    const char *code;           /* machine-readable; NULL: the standard one of rc */
    const char *message;        /* for people; NULL: the standard one of rc */
    struct fault_field *fields; /* in the order they were found */
    struct fault_field **tail;  /* where the next field goes */
    struct fault_field **scope; /* the names from here on are of one object: no two rows of it name the same field */
    const char *details_json;   /* ready-made JSON for `details` instead of fields; usually NULL */
    int64_t retry_after_s;      /* 0: none */
    const char *allow;          /* for 405: the methods that exist */
};

#define WARNING_ABOUT 2

/* One row of `warnings`: the write succeeds although something is missing. */
struct warning {
    const char *code;
    const char *field; /* NULL: none */
    const char *message;
    struct {
        const char *name;   /* NULL: no (further) one */
        const char *json;   /* NULL: null */
    } about[WARNING_ABOUT]; /* members beside these: which record it speaks of, and what that is recognised by */
    struct warning *next;
};

struct defer {
    void (*fn)(void *);
    void *ptr;
    struct defer *next;
};

struct db;
struct tenant;
struct user;
struct request;
struct response;
struct exchange;

struct cx {
    struct arena *arena;
    struct fault fault;
    struct warning *warnings;    /* in the order they were found; the dialect prints them beside the answer */
    struct defer *defers;        /* newest first */
    bool foreign;                /* a page of another site asks with a cookie: nothing may be stored */
    bool committed;              /* something that it wrote is on disk, whatever comes */
    int64_t now_ms;              /* wall clock when the request began, UTC, milliseconds since 1970 */
    struct db *registry;         /* open registry; NULL in tests that need none */
    struct db *db;               /* the tenant's open file; NULL on the apex */
    const struct tenant *tenant; /* NULL on the apex */
    const struct user *user;     /* who asks; NULL: nobody signed in */
    const char *source;          /* what writes come from, in the words of the journal; NULL: a request */
    const char *agent;           /* how the program that asks calls itself; NULL: it does not say */
    const char *zone;            /* the tenant's time zone, e.g. "Europe/Paris" */
    struct request *request;     /* set by fcgi only */
    struct response *response;   /* set by fcgi only */
    struct exchange *exchange;   /* set by fcgi only */
};

/* A context for one request, command or test. `arena` stays the caller's. Reads the clock. */
void cx_init(struct cx *cx, struct arena *arena);

/* Runs `fn(ptr)` when the context ends, newest first. Register the moment the resource exists. */
void cx_defer(struct cx *cx, void (*fn)(void *), void *ptr);
void cx_end(struct cx *cx);

/* After an escape (arena.h): releases what was deferred, ends every scratch and forgets the fault. The context goes on with
 * its own arena. */
void cx_unwind(struct cx *cx);

/* Flat memory for work in many steps: from begin to end cx->arena is one of its own, which a reset empties. What is deferred
 * in between is released at the next reset or end. The fault is kept; whatever else is to stay is copied to `kept`. Every
 * begin needs its end: no TRY() in between. */
struct scratch {
    struct arena *kept;   /* the context's own arena */
    struct defer *defers; /* those of before */
};
void cx_scratch_begin(struct cx *cx, struct scratch *scratch);
void cx_scratch_reset(struct cx *cx, struct scratch *scratch);
void cx_scratch_end(struct cx *cx, struct scratch *scratch);

/* What a failed write means: RC_NO_SPACE when the disk is full (a quota and a limit count) or takes no writes, else RC_INTERNAL. */
enum rc rc_of_errno(int error);

/* Records what went wrong and returns `rc`. `code` and `message` may be NULL (the standard ones of rc).
 * A fault already recorded is replaced, its field rows kept. */
enum rc fault_set(struct cx *cx, enum rc rc, const char *code, const char *message);
enum rc fault_printf(struct cx *cx, enum rc rc, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds one row of `details`, unless the field has one already (the first is nearest to the cause), and records RC_INVALID with
 * code VALIDATION_ERROR; returns RC_INVALID. Strings are copied. */
enum rc fault_field(struct cx *cx, const char *field, enum problem_code code, const char *message);
/* The same of a problem with parameters. */
enum rc fault_problem(struct cx *cx, const char *field, const struct problem *problem);

/* The same for what is told at the top as well, code and message, where nothing else is wrong. */
enum rc fault_coded(struct cx *cx, enum problem_code code, const char *field, const char *message);

/* What is taken already: RC_CONFLICT with the message at the top while nothing else is wrong, one row more otherwise. Two of them
 * are still a conflict. */
enum rc fault_taken(struct cx *cx, const char *field, enum problem_code code, const char *message);

/* True if a row names the field already. */
bool fault_names(const struct cx *cx, const char *field);
/* True when a field, or something within it ("items[2].quantity" of "items"), has a row already. */
bool fault_within(const struct cx *cx, const char *field);

/* RC_INVALID (or RC_CONFLICT) when any field row was added, RC_OK otherwise: ends a run of checks that collect all errors at once. */
enum rc fault_check(const struct cx *cx);

/* Forgets the fault, for code that tries one thing and then another. */
void fault_clear(struct cx *cx);

/* RC_NOT_FOUND with "<label> not found". */
enum rc fault_not_found(struct cx *cx, const char *label);

/* Adds one row of `warnings`; they are told only if the request succeeds. `field` may be NULL. Strings are copied; not for work
 * in a scratch. */
void warning_add(struct cx *cx, const char *code, const char *field, const char *message);
/* The same with what it is about; `next` is not looked at. */
void warning_tell(struct cx *cx, const struct warning *warning);

#endif
