/* SPDX-License-Identifier: MIT
 *
 * Requests without nginx and without processes: a data folder of its own with one tenant, and dispatch() called directly.
 * The fixture's world holds one record of each kind, so that every route has something to act on. */
#ifndef REQUEST_FIXTURE_H
#define REQUEST_FIXTURE_H

#include "fcgi/serve/exchange.h"

#define STRIPE_SECRET "whsec_test_secret"

struct world {
    struct service service;
    struct exchange exchange; /* of the last request */
    int done;                 /* how often an exchange was */
    char folder[40];
    const char *cookie;        /* of the owner */
    const char *cookie_header; /* NULL: requests come without a cookie */
    const char *bearer;        /* access token of the next requests, or NULL */
    const char *tenant;        /* subdomain that requests go to */
    const char *test_fail;     /* X-Test-Fail of the next requests, or NULL */
    const char *idempotency_key;
    const char *if_match;
    const char *stripe_signature; /* NULL: the right one for the body */
    struct arena *arena;          /* what outlives a request */
    const char *names[48];        /* placeholders: "contact" -> an id */
    const char *ids[48];
    size_t name_count;
    bool used; /* a request was made, or the tenant's file entered: it is no longer as world_setup() left it */
};

extern struct world world;

/* For tcase_add_checked_fixture. The tenant is "garage", its owner owner@garage.test / correct-horse-1. The first test of a
 * program makes the world, and those after it begin with a copy of that (worlds_open()). */
void world_setup(void);
void world_teardown(void);

/* A folder for the worlds that tests begin with, and its end; for main(). false: it could not be made, or removed. */
bool worlds_open(void);
bool worlds_close(void);

/* A context on the tenant's file, behind the API's back, and its end. */
void world_enter(struct cx *cx, struct arena *arena);
void world_leave(struct cx *cx);

/* Fills the request of an exchange that has its arena, for dispatch(). */
void compose_request(struct exchange *exchange, const char *method, const char *path, const char *body);
/* Sends a request; {name} in path and body stands for a remembered id. Returns the status; the body is in
 * world.exchange.response.body until the next request. */
int send_request(const char *method, const char *path, const char *body);
const char *answer_body(void);
/* The first string value of a key anywhere in the last answer, or NULL. */
const char *answer_text(const char *key);
/* Remembers the "id" of the last answer under a name. */
void remember_id(const char *name);
/* The same for any string value of the last answer. */
void remember_text(const char *name, const char *key);

/* `{name}` in paths and bodies stands for the value from now on. */
void remember(const char *name, const char *value);

/* What stands for `{name}`. */
const char *remembered(const char *name);
/* Makes the records that the placeholders of samples.h name; a copy of those that an earlier test made, where the world is as
 * world_setup() left it. */
void world_populate(void);
/* A digest of every row of every table of the tenant, to see whether a request left anything behind. */
uint64_t world_digest(void);

/* Two contacts. */
#define SAMPLE_SHEET                                                                                                           \
    "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"clients.csv\"\r\n\r\n"                            \
    "Nom;T\303\251l\303\251phone\r\nMartin;06 12 34 56 78\r\nPetit;\r\n\r\n--frontier--\r\n"

/* An electronic invoice of one total, and as a form. */
#define SAMPLE_SUPPLIED(number)                                                                                                \
    "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xml\"\r\n\r\n"                                  \
    "<rsm:CrossIndustryInvoice xmlns:rsm='urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100'><ExchangedDocument>"   \
    "<ID>" number "</ID><TypeCode>380</TypeCode><IssueDateTime><DateTimeString>20261103</DateTimeString></IssueDateTime>"      \
    "</ExchangedDocument><SupplyChainTradeTransaction><ApplicableHeaderTradeAgreement><SellerTradeParty><Name>Pieces "         \
    "SA</Name>"                                                                                                                \
    "</SellerTradeParty></ApplicableHeaderTradeAgreement><ApplicableHeaderTradeSettlement>"                                    \
    "<SpecifiedTradeSettlementHeaderMonetarySummation><GrandTotalAmount>120.00</GrandTotalAmount>"                             \
    "</SpecifiedTradeSettlementHeaderMonetarySummation></ApplicableHeaderTradeSettlement></SupplyChainTradeTransaction>"       \
    "</rsm:CrossIndustryInvoice>\r\n--frontier--\r\n"

/* A drawing by hand: a PNG of 12 by 6 pixels, in base64. */
#define SAMPLE_DRAWING                                                                                                         \
    "iVBORw0KGgoAAAANSUhEUgAAAAwAAAAGCAAAAADShSBdAAAAG0lEQVR42mNg+I8ADGCE4CC4DMgUA7ISBmTtAAHZQb/z8UArAAAAAElFTkSuQmCC"

#endif
