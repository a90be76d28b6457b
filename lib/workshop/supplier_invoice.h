/* SPDX-License-Identifier: MIT
 *
 * Invoices that suppliers send. What an electronic one says stands as it says it and is never reckoned anew; of a plain PDF or picture
 * somebody types it. The file is kept as it came. Statuses are those that a buyer gives in the French life cycle. */
#ifndef WORKSHOP_SUPPLIER_INVOICE_H
#define WORKSHOP_SUPPLIER_INVOICE_H

#include "invoicing/incoming.h"
#include "resource/resource.h"

struct supplier_invoice {
    const char *id;
    const char *format, *type; /* CREDIT_NOTE: its amounts are what the supplier gives back */
    const char *status, *reason_code, *reason;
    const char *supplier_name, *supplier_siren, *supplier_vat_number;
    const char *buyer_siren; /* as the file says it */
    const char *invoice_number;
    const char *issue_date, *due_date, *currency;
    int64_t net_total, vat_amount, total, amount_due; /* cents; INT_NULL: not said */
    int64_t difference_count;                         /* sums that are not what they should be */
    const char *content;                              /* JSON of supplier_content_record; NULL: nothing was read */
    const char *notes;
    const char *paid_on, *payment_method;
    const char *file_name;
    int64_t file_size;
    const char *sha256;
    const char *created_by;
    int64_t created_at, updated_at, version;
};
extern const struct record supplier_invoice_record;
extern const struct record supplier_content_record;
extern const struct resource supplier_invoice_resource;
extern const struct machine supplier_invoice_machine;
#define SUPPLIER_INVOICE_BY_STATUS "supplier-invoices/status" /* the route that moves one */

/* As it is answered by itself. */
struct supplier_invoice_detail {
    struct supplier_invoice invoice;
    const char *twin_id;         /* another one of that supplier, number and year */
    int64_t addressed_elsewhere; /* 1: its buyer is another than the tenant, by their SIREN */
};
extern const struct record supplier_invoice_detail_record;

struct supplier_status_change {
    const char *status, *reason_code, *reason;
    const char *paid_on, *payment_method;
};
extern const struct record supplier_status_record;

/* A file that came, and what was read of it. */
struct supplier_file {
    const char *name; /* may be NULL */
    const void *bytes;
    size_t len;
    const struct incoming *incoming;
};

/* Keeps it, in a write transaction that this begins and leaves open. RC_CONFLICT ALREADY_RECEIVED: the same bytes came before. */
enum rc supplier_invoice_receive(struct cx *cx, const struct supplier_file *file, const char **id);

/* The rest in the caller's transaction. */
enum rc supplier_invoice_move(struct cx *cx, const struct supplier_invoice *before,
                              const struct supplier_status_change *change);
/* RC_CONFLICT but for one that is RECEIVED. */
enum rc supplier_invoice_remove(struct cx *cx, const char *id);
/* The file in `out`, which this begins. */
enum rc supplier_invoice_original(struct cx *cx, const char *id, struct buf *out);

#endif
