/* SPDX-License-Identifier: MIT
 *
 * The context's life and its fault. What the standard code and message of a result are, the dialect knows. */
#include "base/cx.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/time.h"

void cx_init(struct cx *cx, struct arena *arena)
{
    memset(cx, 0, sizeof *cx);
    cx->arena = arena;
    cx->now_ms = time_now_ms();
    cx->zone = "Europe/Paris";
    fault_clear(cx);
}

void cx_defer(struct cx *cx, void (*fn)(void *), void *ptr)
{
    jmp_buf *escape = arena_escape(cx->arena, NULL); /* or what exists already would never be released */
    struct defer *defer = arena_alloc(cx->arena, sizeof *defer);
    arena_escape(cx->arena, escape);
    defer->fn = fn;
    defer->ptr = ptr;
    defer->next = cx->defers;
    cx->defers = defer;
}

/* Runs what was deferred after `first`. */
static void release(struct cx *cx, const struct defer *first)
{
    while (cx->defers != first) {
        struct defer *defer = cx->defers;
        cx->defers = defer->next;
        defer->fn(defer->ptr);
    }
}

void cx_end(struct cx *cx)
{
    release(cx, NULL);
}

void cx_unwind(struct cx *cx)
{
    cx_end(cx);
    for (struct arena *kept; (kept = arena_kept(cx->arena)) != NULL; cx->arena = kept) {
        arena_free(cx->arena);
    }
    fault_clear(cx); /* its rows may have been half written */
}

void cx_scratch_begin(struct cx *cx, struct scratch *scratch)
{
    *scratch = (struct scratch){cx->arena, cx->defers};
    cx->arena = arena_scratch(cx->arena);
}

static struct problem copy_problem(struct arena *arena, const struct problem *problem)
{
    return (struct problem){problem->code, arena_strdup(arena, problem->message), arena_strdup(arena, problem->params)};
}

/* Copies what went wrong to where it outlives the scratch. */
static void keep_fault(struct cx *cx, struct arena *kept)
{
    struct fault *fault = &cx->fault;
    fault->code = arena_strdup(kept, fault->code);
    fault->message = arena_strdup(kept, fault->message);
    fault->details_json = arena_strdup(kept, fault->details_json);
    fault->allow = arena_strdup(kept, fault->allow);
    fault->tail = &fault->fields;
    fault->scope = &fault->fields;
    for (const struct fault_field *field = fault->fields; field; field = field->next) {
        struct fault_field *copy = arena_alloc(kept, sizeof *copy);
        copy->field = arena_strdup(kept, field->field);
        copy->problem = copy_problem(kept, &field->problem);
        *fault->tail = copy;
        fault->tail = &copy->next;
    }
}

void cx_scratch_reset(struct cx *cx, struct scratch *scratch)
{
    release(cx, scratch->defers);
    if (cx->fault.rc != RC_OK) {
        keep_fault(cx, scratch->kept);
    }
    arena_reset(cx->arena);
}

void cx_scratch_end(struct cx *cx, struct scratch *scratch)
{
    cx_scratch_reset(cx, scratch);
    arena_free(cx->arena);
    cx->arena = scratch->kept;
}

enum rc rc_of_errno(int error)
{
    return error == ENOSPC || error == EDQUOT || error == EFBIG || error == EROFS ? RC_NO_SPACE : RC_INTERNAL;
}

enum rc fault_set(struct cx *cx, enum rc rc, const char *code, const char *message)
{
    struct fault *fault = &cx->fault;
    fault->rc = rc;
    fault->code = code;
    fault->message = arena_strdup(cx->arena, message);
    fault->details_json = NULL;
    fault->retry_after_s = 0;
    fault->allow = NULL;
    return rc;
}

enum rc fault_printf(struct cx *cx, enum rc rc, const char *code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *message = arena_vprintf(cx->arena, format, args);
    va_end(args);
    return fault_set(cx, rc, code, message);
}

bool fault_names(const struct cx *cx, const char *field)
{
    const struct fault_field *row = *cx->fault.scope;
    while (row && strcmp(row->field, field) != 0) {
        row = row->next;
    }
    return row != NULL;
}

enum rc fault_problem(struct cx *cx, const char *field, const struct problem *problem)
{
    if (!fault_names(cx, field)) {
        struct fault_field *row = arena_alloc(cx->arena, sizeof *row);
        row->field = arena_strdup(cx->arena, field);
        row->problem = copy_problem(cx->arena, problem);
        *cx->fault.tail = row;
        cx->fault.tail = &row->next;
    }
    return fault_set(cx, RC_INVALID, "VALIDATION_ERROR", NULL);
}

enum rc fault_field(struct cx *cx, const char *field, enum problem_code code, const char *message)
{
    return fault_problem(cx, field, &(const struct problem){.code = code, .message = message});
}

bool fault_within(const struct cx *cx, const char *field)
{
    size_t len = strlen(field);
    for (const struct fault_field *row = cx->fault.fields; row; row = row->next) {
        if (strncmp(row->field, field, len) == 0 && strchr("[.", row->field[len])) {
            return true; /* strchr finds the end of the name as well */
        }
    }
    return false;
}

enum rc fault_coded(struct cx *cx, enum problem_code code, const char *field, const char *message)
{
    bool alone = fault_check(cx) == RC_OK;
    fault_field(cx, field, code, message);
    return alone ? fault_set(cx, RC_INVALID, problem_name(code), message) : RC_INVALID;
}

enum rc fault_taken(struct cx *cx, const char *field, enum problem_code code, const char *message)
{
    bool conflict = cx->fault.rc == RC_CONFLICT;
    const char *first = conflict ? cx->fault.message : message;
    conflict = conflict || fault_check(cx) == RC_OK;
    fault_field(cx, field, code, message);
    return conflict ? fault_set(cx, RC_CONFLICT, NULL, first) : RC_INVALID;
}

enum rc fault_check(const struct cx *cx)
{
    return cx->fault.fields ? cx->fault.rc : RC_OK;
}

void fault_clear(struct cx *cx)
{
    memset(&cx->fault, 0, sizeof cx->fault);
    cx->fault.tail = &cx->fault.fields;
    cx->fault.scope = &cx->fault.fields;
}

enum rc fault_not_found(struct cx *cx, const char *label)
{
    return fault_printf(cx, RC_NOT_FOUND, NULL, "%s not found", label);
}

void warning_add(struct cx *cx, const char *code, const char *field, const char *message)
{
    warning_tell(cx, &(struct warning){.code = code, .field = field, .message = message});
}

void warning_tell(struct cx *cx, const struct warning *warning)
{
    struct warning *row = arena_alloc(cx->arena, sizeof *row);
    struct warning **tail = &cx->warnings;
    *row = (struct warning){.code = arena_strdup(cx->arena, warning->code),
                            .field = arena_strdup(cx->arena, warning->field),
                            .message = arena_strdup(cx->arena, warning->message)};
    for (size_t i = 0; i < WARNING_ABOUT; i++) {
        row->about[i].name = arena_strdup(cx->arena, warning->about[i].name);
        row->about[i].json = arena_strdup(cx->arena, warning->about[i].json);
    }
    while (*tail) {
        tail = &(*tail)->next;
    }
    *tail = row;
}
