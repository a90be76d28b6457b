/* SPDX-License-Identifier: MIT
 *
 * Refunds: append-only rows; the invoice keeps their sum. */
#include "workshop/refund.h"

#include "auth/user.h"
#include "base/money.h"
#include "base/time.h"
#include "documents/french.h"
#include "workshop/activity.h"
#include "workshop/payment.h"

static const struct field refund_fields[] = {
    FIELD_UUID(struct refund, id, F_READONLY),
    FIELD_UUID(struct refund, credit_note_id, F_READONLY),
    FIELD_UUID(struct refund, invoice_id, F_READONLY),
    FIELD_DECIMAL(struct refund, amount, 0, 2, 2, 0, 0),
    FIELD_ENUM(struct refund, payment_method, 0, payment_methods),
    FIELD_TIME(struct refund, paid_at, 0),
    FIELD_TEXT(struct refund, till, 0, 0, 0),
    FIELD_TEXT(struct refund, reason, 0, 0, 500),
    FIELD_UUID(struct refund, created_by, F_READONLY),
    FIELD_TIME(struct refund, created_at, F_READONLY),
    FIELD_INT(struct refund, version, F_READONLY, 0, 0),
};
RECORD(refund_record, "Refund", struct refund, refund_fields, NULL);

static const struct field refund_input_fields[] = {
    FIELD_DECIMAL(struct refund, amount, F_REQUIRED, 2, 2, 1, MONEY_MAX_CENTS),
    FIELD_ENUM(struct refund, payment_method, F_REQUIRED, payment_methods),
    FIELD_TIME(struct refund, paid_at, 0),
    FIELD_TEXT(struct refund, till, 0, 1, 20),
    FIELD_TEXT(struct refund, reason, 0, 1, 500),
};
RECORD(refund_input_record, "RefundInput", struct refund, refund_input_fields, NULL);

static enum rc ledger_entry(struct cx *cx, struct json *json, const char *id)
{
    struct refund refund;
    TRY(db_get(cx, SQL_REFUND_GET, ARGS(ARG_T("id", id)), &refund_record, &refund));
    json_kv_text(json, "credit_note_id", refund.credit_note_id);
    json_kv_text(json, "invoice_id", refund.invoice_id);
    json_kv_int(json, "amount", refund.amount);
    json_kv_text(json, "payment_method", refund.payment_method);
    json_kv_int(json, "paid_at", refund.paid_at);
    json_kv_text(json, "till", refund.till);
    json_kv_text(json, "reason", refund.reason);
    json_kv_text(json, "created_by", refund.created_by);
    json_kv_int(json, "created_at", refund.created_at);
    return RC_OK;
}

const struct ledger_kind refund_ledger = {.name = "REFUND", .entry = ledger_entry};

/* What may be given back: what is owed of the invoice, and not more than the note is worth. */
static enum rc owed_back(struct cx *cx, const struct credit_note *note, const struct invoice *invoice, int64_t *owed)
{
    int64_t given = 0;
    TRY(db_int(cx, SQL_REFUND_OF_NOTE, ARGS(ARG_T("credit_note_id", note->id)), &given));
    int64_t left = note->total - given;
    *owed = -invoice->amount_due < left ? -invoice->amount_due : left;
    *owed = *owed < 0 ? 0 : *owed;
    return RC_OK;
}

static enum rc log_refund(struct cx *cx, const struct credit_note *note, const struct invoice *invoice,
                          const struct refund *refund)
{
    const char *metadata = arena_printf(cx->arena, "{\"credit_note_id\":\"%s\",\"invoice_id\":\"%s\"}", note->id, invoice->id);
    const char *description = arena_printf(cx->arena, "%s remboursés sur l'avoir %s", french_money(cx->arena, refund->amount),
                                           note->credit_note_number);
    return activity_log(cx, "NOTE", invoice->contact_id, description, metadata);
}

enum rc refund_give(struct cx *cx, const struct credit_note *note, struct invoice *invoice, struct refund *refund)
{
    int64_t owed = 0;
    char most[DECIMAL_TEXT];
    TRY(owed_back(cx, note, invoice, &owed));
    if (refund->amount > owed) {
        decimal_format(owed, 2, 2, most);
        fault_problem(cx, "amount",
                      problem_new(cx->arena, PROBLEM_MORE_THAN_DUE, arena_printf(cx->arena, "{\"max\":%s}", most),
                                  arena_printf(cx->arena, "Must not be more than is owed back (%s)", most)));
    }
    TRY(fault_check(cx));
    refund->credit_note_id = note->id;
    refund->invoice_id = invoice->id;
    refund->paid_at = refund->paid_at == INT_NULL ? cx->now_ms : refund->paid_at;
    TRY(resource_insert(cx, &refund_record, SQL_REFUND_INSERT, refund));
    TRY(ledger_append(cx, &refund_ledger, refund->id));
    invoice->amount_refunded += refund->amount;
    TRY(log_refund(cx, note, invoice, refund));
    return invoice_settle(cx, invoice);
}
