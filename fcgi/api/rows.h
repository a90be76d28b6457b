/* SPDX-License-Identifier: MIT
 *
 * The usual rows of the route table. Each file of this folder is one noun: its handlers, their inputs, and at its end a group of
 * rows, which fcgi/routes.c lists. */
#ifndef API_ROWS_H
#define API_ROWS_H

#include "fcgi/serve/answer.h"
#include "fcgi/serve/crud.h"
#include "fcgi/serve/route.h"

/* The usual rows of the workshop API: signed in, one read or write transaction, fast pool. */
#define ROW(m, p, h, text, who, transaction, class)                                                                            \
    .method = (m), .path = (p), .handler = (h), .about = (text), .dialect = DIALECT_WORKSHOP, .perm = (who),                   \
    .tx = (transaction), .rate = (class)
#define READ(p, h, text) ROW("GET", p, h, text, PERM_USER, TX_READ, RATE_READ)
#define WRITE(m, p, h, text) ROW(m, p, h, text, PERM_USER, TX_WRITE, RATE_WRITE)
#define FOR_MANAGERS(m, p, h, text, transaction, class) ROW(m, p, h, text, PERM_MANAGER, transaction, class)
#define CREATE(p, h, text) WRITE("POST", p, h, text), .flags = ROUTE_CREATED
#define TAKE_BACK(p, h, text) ROW("POST", p, h, text, PERM_MANAGER, TX_WRITE, RATE_WRITE), .flags = ROUTE_CREATED
#define REMOVE(p, h, text) ROW("DELETE", p, h, text, PERM_MANAGER, TX_WRITE, RATE_WRITE)
#define RESTORE(p, h, text) ROW("POST", p, h, text, PERM_MANAGER, TX_WRITE, RATE_WRITE)
#define PAPER(p, h, text) READ(p, h, text), .pool = POOL_HEAVY, .query = paper_query, .flags = ROUTE_FILE
#define DATA_FILE(p, h, text) READ(p, h, text), .pool = POOL_HEAVY, .flags = ROUTE_FILE | ROUTE_XML

/* Waits for a model, where one is set; the handler opens its transactions. */
#define ASK(p, h, text) ROW("POST", p, h, text, PERM_USER, TX_NONE, RATE_WRITE), .pool = POOL_SLOW

/* The usual rows of the pipeline API. */
#define DEAL_ROW(m, p, h, text, who, transaction, class)                                                                       \
    .method = (m), .path = (p), .handler = (h), .about = (text), .dialect = DIALECT_PIPELINE, .perm = (who),                   \
    .tx = (transaction), .rate = (class)
#define DEAL_READ(p, h, text) DEAL_ROW("GET", p, h, text, PERM_USER, TX_READ, RATE_READ)
#define DEAL_WRITE(m, p, h, text) DEAL_ROW(m, p, h, text, PERM_USER, TX_WRITE, RATE_WRITE)
#define DEAL_CREATE(p, h, text) DEAL_WRITE("POST", p, h, text), .flags = ROUTE_CREATED

#endif
