/* SPDX-License-Identifier: MIT
 *
 * Payments and their reversals: append-only rows, each an entry of the chain; the invoice keeps the derived sums. */
#include "workshop/payment.h"

#include "auth/user.h"
#include "base/money.h"
#include "base/str.h"
#include "base/time.h"
#include "workshop/activity.h"

static const struct field payment_fields[] = {
    FIELD_UUID(struct payment, id, F_READONLY),
    FIELD_UUID(struct payment, invoice_id, F_READONLY | F_DETAIL),
    FIELD_DECIMAL(struct payment, amount, 0, 2, 2, 0, 0),
    FIELD_ENUM(struct payment, payment_method, 0, payment_methods),
    FIELD_TIME(struct payment, paid_at, 0),
    FIELD_TEXT(struct payment, till, 0, 0, 0),
    FIELD_UUID(struct payment, reversal_of, F_READONLY),
    FIELD_UUID(struct payment, reversed_by, F_READONLY),
    FIELD_TEXT(struct payment, reason, 0, 0, 500),
    FIELD_UUID(struct payment, created_by, F_READONLY),
    FIELD_TIME(struct payment, created_at, F_READONLY),
    FIELD_INT(struct payment, version, F_READONLY, 0, 0),
};
RECORD(payment_record, "Payment", struct payment, payment_fields, NULL);

static const struct field payment_input_fields[] = {
    FIELD_DECIMAL(struct payment, amount, F_REQUIRED, 2, 2, 1, MONEY_MAX_CENTS),
    FIELD_ENUM(struct payment, payment_method, F_REQUIRED, payment_methods),
    FIELD_TIME(struct payment, paid_at, 0),
    FIELD_TEXT(struct payment, till, 0, 1, 20),
    FIELD_TEXT(struct payment, reason, 0, 1, 500),
};
RECORD(payment_input_record, "PaymentInput", struct payment, payment_input_fields, NULL);

static const struct field invoice_status_fields[] = {
    FIELD_STATUS(struct invoice_status_change, status, F_REQUIRED, &invoice_machine),
    FIELD_ENUM(struct invoice_status_change, payment_method, 0, payment_methods),
    FIELD_TIME(struct invoice_status_change, paid_at, 0),
};
RECORD(invoice_status_record, "InvoiceStatus", struct invoice_status_change, invoice_status_fields, NULL);

/* The status that follows from the sums: credited in full, paid (also where a credit note left more paid than is asked for),
 * or open again. */
static const char *status_of(struct cx *cx, const struct invoice *invoice)
{
    int64_t due = 0;
    if (invoice->amount_credited == invoice->total && invoice->total > 0) {
        return "CREDITED";
    }
    if (invoice->amount_due <= 0) {
        return "PAID";
    }
    bool late = date_parse(invoice->due_date, &due) && due < zone_date(cx->zone, cx->now_ms);
    return late ? "OVERDUE" : "SENT";
}

static enum rc log_paid(struct cx *cx, const struct invoice *invoice)
{
    const char *metadata =
        arena_printf(cx->arena, "{\"invoice_id\":\"%s\",\"invoice_number\":\"%s\"}", invoice->id, invoice->invoice_number);
    const char *description = arena_printf(cx->arena, "Facture %s payée", invoice->invoice_number);
    return activity_log(cx, "INVOICE_PAID", invoice->contact_id, description, metadata);
}

enum rc invoice_settle(struct cx *cx, struct invoice *invoice)
{
    bool was_open = status_is(&invoice_machine, invoice->status, PHASE_OPEN);
    invoice->amount_due =
        invoice->total - invoice->amount_deposited - invoice->amount_credited - invoice->amount_paid + invoice->amount_refunded;
    invoice->status = status_of(cx, invoice);
    bool paid = status_succeeded(&invoice_machine, invoice->status);
    if (!paid) {
        invoice->paid_at = INT_NULL;
    } else if (invoice->paid_at == INT_NULL) {
        invoice->paid_at = cx->now_ms;
    }
    invoice->updated_at = cx->now_ms;
    TRY(resource_write(cx, &invoice_resource, invoice->id, SQL_INVOICE_SETTLE, ARGS(ARG_R(&invoice_record, invoice)), NULL));
    return paid && was_open ? log_paid(cx, invoice) : RC_OK;
}

static enum rc ledger_entry(struct cx *cx, struct json *json, const char *id)
{
    struct payment payment;
    TRY(db_get(cx, SQL_PAYMENT_GET, ARGS(ARG_T("id", id)), &payment_record, &payment));
    json_kv_text(json, "invoice_id", payment.invoice_id);
    json_kv_int(json, "amount", payment.amount);
    json_kv_text(json, "payment_method", payment.payment_method);
    json_kv_int(json, "paid_at", payment.paid_at);
    if (payment.till) { /* entries from before there were any stay as they are */
        json_kv_text(json, "till", payment.till);
    }
    json_kv_text(json, "reversal_of", payment.reversal_of);
    json_kv_text(json, "reason", payment.reason);
    json_kv_text(json, "created_by", payment.created_by);
    json_kv_int(json, "created_at", payment.created_at);
    return RC_OK;
}

const struct ledger_kind payment_ledger = {.name = "PAYMENT", .entry = ledger_entry};
const struct ledger_kind reversal_ledger = {.name = "REVERSAL", .entry = ledger_entry};

static enum rc payment_insert(struct cx *cx, struct payment *payment, const struct ledger_kind *kind)
{
    TRY(resource_insert(cx, &payment_record, SQL_PAYMENT_INSERT, payment));
    return ledger_append(cx, kind, payment->id);
}

enum rc invoice_pay(struct cx *cx, struct invoice *invoice, struct payment *payment)
{
    if (!transition_find(&invoice_machine, INVOICE_BY_PAYMENT, invoice->status, NULL)) {
        TRY(fault_check(cx));
        return machine_allow(cx, &invoice_machine, INVOICE_BY_PAYMENT, invoice->status, NULL);
    }
    if (payment->amount > invoice->amount_due) {
        char due[DECIMAL_TEXT];
        decimal_format(invoice->amount_due, 2, 2, due);
        fault_problem(cx, "amount",
                      problem_new(cx->arena, PROBLEM_MORE_THAN_DUE, arena_printf(cx->arena, "{\"max\":%s}", due),
                                  arena_printf(cx->arena, "Must not be more than the amount due (%s)", due)));
    }
    TRY(fault_check(cx));
    payment->invoice_id = invoice->id;
    payment->paid_at = payment->paid_at == INT_NULL ? cx->now_ms : payment->paid_at;
    TRY(payment_insert(cx, payment, &payment_ledger));
    invoice->amount_paid += payment->amount;
    invoice->payment_method = payment->payment_method;
    invoice->paid_at = payment->paid_at;
    return invoice_settle(cx, invoice);
}

static enum rc reversible(struct cx *cx, const struct invoice *invoice, const char *payment_id, struct payment *payment)
{
    enum rc rc = db_get(cx, SQL_PAYMENT_GET, ARGS(ARG_T("id", payment_id)), &payment_record, payment);
    if (rc == RC_NOT_FOUND || (rc == RC_OK && !str_eq(payment->invoice_id, invoice->id))) {
        return fault_not_found(cx, "Payment");
    }
    TRY(rc);
    if (payment->reversal_of) {
        return fault_set(cx, RC_CONFLICT, NULL, "A reversal cannot be reversed: record the payment again");
    }
    if (payment->reversed_by) {
        return fault_set(cx, RC_CONFLICT, NULL, "This payment was already reversed");
    }
    return RC_OK;
}

enum rc invoice_reverse(struct cx *cx, struct invoice *invoice, const char *payment_id, const char *reason,
                        struct payment *reversal)
{
    struct payment payment;
    TRY(reversible(cx, invoice, payment_id, &payment));
    *reversal = (struct payment){
        .invoice_id = invoice->id,
        .amount = -payment.amount,
        .payment_method = payment.payment_method,
        .paid_at = cx->now_ms,
        .till = payment.till,
        .reversal_of = payment.id,
        .reason = reason,
    };
    TRY(payment_insert(cx, reversal, &reversal_ledger));
    invoice->amount_paid -= payment.amount;
    return invoice_settle(cx, invoice);
}

/* ---- the status machine ---- */

static enum rc issue(struct cx *cx, void *record, const void *input)
{
    const struct invoice *invoice = record;
    (void)input;
    return invoice_issue(cx, invoice->id);
}

static enum rc pay_remainder(struct cx *cx, void *record, const void *input)
{
    struct invoice *invoice = record;
    const struct invoice_status_change *change = input;
    const char *method = change->payment_method ? change->payment_method : invoice->payment_method;
    struct payment payment = {
        .amount = invoice->amount_due,
        .payment_method = method ? method : "OTHER",
        .paid_at = change->paid_at == INT_NULL ? cx->now_ms : change->paid_at,
    };
    return invoice_pay(cx, invoice, &payment);
}

static const struct status invoice_statuses[] = {
    {"DRAFT", PHASE_DRAFT, false},  {"SENT", PHASE_OPEN, false},       {"PAID", PHASE_CLOSED, true},
    {"OVERDUE", PHASE_OPEN, false}, {"CREDITED", PHASE_CLOSED, false},
};

/* A payment, what undoes one, and a note of a part may leave the status as it is. */
static const struct transition invoice_transitions[] = {
    {"DRAFT", "SENT", INVOICE_BY_STATUS, issue},
    {"DRAFT", "PAID", INVOICE_BY_STATUS, NULL},    /* of nothing */
    {"DRAFT", "OVERDUE", INVOICE_BY_STATUS, NULL}, /* after its own date */
    {"SENT", "PAID", INVOICE_BY_STATUS, pay_remainder},
    {"OVERDUE", "PAID", INVOICE_BY_STATUS, pay_remainder},
    {"SENT", "OVERDUE", NULL, NULL},
    {"SENT", "SENT", INVOICE_BY_PAYMENT, NULL},
    {"SENT", "PAID", INVOICE_BY_PAYMENT, NULL},
    {"OVERDUE", "OVERDUE", INVOICE_BY_PAYMENT, NULL},
    {"OVERDUE", "PAID", INVOICE_BY_PAYMENT, NULL},
    {"SENT", "SENT", INVOICE_BY_REVERSAL, NULL},
    {"OVERDUE", "OVERDUE", INVOICE_BY_REVERSAL, NULL},
    {"PAID", "SENT", INVOICE_BY_REVERSAL, NULL},
    {"PAID", "OVERDUE", INVOICE_BY_REVERSAL, NULL},
    {"PAID", "PAID", INVOICE_BY_REVERSAL, NULL},
    {"CREDITED", "CREDITED", INVOICE_BY_REVERSAL, NULL},
    {"SENT", "SENT", INVOICE_BY_CREDIT, NULL},
    {"SENT", "PAID", INVOICE_BY_CREDIT, NULL},
    {"SENT", "CREDITED", INVOICE_BY_CREDIT, NULL},
    {"OVERDUE", "OVERDUE", INVOICE_BY_CREDIT, NULL},
    {"OVERDUE", "PAID", INVOICE_BY_CREDIT, NULL},
    {"OVERDUE", "CREDITED", INVOICE_BY_CREDIT, NULL},
    {"PAID", "PAID", INVOICE_BY_CREDIT, NULL},
    {"PAID", "CREDITED", INVOICE_BY_CREDIT, NULL},
    {"SENT", "SENT", INVOICE_BY_LETTER, NULL},
    {"OVERDUE", "OVERDUE", INVOICE_BY_LETTER, NULL},
    {"PAID", "PAID", INVOICE_BY_LETTER, NULL},
    {"CREDITED", "CREDITED", INVOICE_BY_LETTER, NULL},
};

static const struct refusal invoice_refusals[] = {
    {INVOICE_BY_PAYMENT, "An invoice in status %s takes no payment"},
    {INVOICE_BY_CREDIT, "A draft is changed or deleted, not credited"},
    {INVOICE_BY_LETTER, "A draft cannot be sent: issue the invoice first"},
    {NULL, NULL},
};

MACHINE(invoice_machine, "invoice_status", "An invoice", invoice_statuses, invoice_transitions, invoice_refusals);

enum rc invoice_set_status(struct cx *cx, struct invoice *invoice, const struct invoice_status_change *change)
{
    const struct transition wanted = {invoice->status, change->status, INVOICE_BY_STATUS, NULL};
    return machine_move(cx, &invoice_machine, &wanted, invoice, change);
}
