/* SPDX-License-Identifier: MIT
 *
 * The statuses of suppliers' invoices, what leads from one to the other, and what each asks for. */
#include <string.h>

#include "base/str.h"
#include "base/time.h"
#include "workshop/invoice.h"
#include "workshop/supplier_invoice.h"
#include "workshop/supplier_reasons.h"

/* ---- reasons ---- */

const char *const supplier_reason_codes[] = {
    "CMD_ERR",    "SIRET_ERR",        "CODE_ROUTAGE_ERR", "REF_CT_ABSENT", "REF_ERR",     "PU_ERR",     "REM_ERR",
    "QTE_ERR",    "ART_ERR",          "MODPAI_ERR",       "QUALITE_ERR",   "LIVR_INCOMP", "JUSTIF_ABS", "COORD_BANC_ERR",
    "TX_TVA_ERR", "MONTANTTOTAL_ERR", "CALCUL_ERR",       "NON_CONFORME",  "DOUBLON",     "DEST_ERR",   "TRANSAC_INC",
    "EMMET_INC",  "CONTRAT_TERM",     "DOUBLE_FACT",      "ADR_ERR",       "AUTRE",       NULL};

static const char *const partly[] = {"AUTRE",       "CMD_ERR", "SIRET_ERR", "CODE_ROUTAGE_ERR", "REF_CT_ABSENT", "REF_ERR",
                                     "PU_ERR",      "REM_ERR", "QTE_ERR",   "ART_ERR",          "MODPAI_ERR",    "QUALITE_ERR",
                                     "LIVR_INCOMP", NULL};
static const char *const suspended[] = {"JUSTIF_ABS",       "COORD_BANC_ERR", "CMD_ERR", "SIRET_ERR",
                                        "CODE_ROUTAGE_ERR", "REF_CT_ABSENT",  "REF_ERR", NULL};
static const char *const refused[] = {
    "TX_TVA_ERR", "MONTANTTOTAL_ERR", "CALCUL_ERR",  "NON_CONFORME", "DOUBLON", "DEST_ERR",      "TRANSAC_INC",
    "EMMET_INC",  "CONTRAT_TERM",     "DOUBLE_FACT", "CMD_ERR",      "ADR_ERR", "REF_CT_ABSENT", NULL};

const char *const *supplier_reasons_of(const char *status)
{
    return str_eq(status, "PARTLY_APPROVED") ? partly
           : str_eq(status, "SUSPENDED")     ? suspended
           : str_eq(status, "REFUSED")       ? refused
                                             : NULL;
}

/* ---- what a transition does ---- */

static void require(struct cx *cx, const char *field, bool said)
{
    if (!said) {
        fault_field(cx, field, PROBLEM_REQUIRED, "Required");
    }
}

static void take_reason(struct cx *cx, struct supplier_invoice *invoice, const struct supplier_status_change *change)
{
    const char *const *codes = supplier_reasons_of(change->status);
    bool known = !codes || !change->reason_code;
    invoice->reason_code = codes ? change->reason_code : NULL;
    invoice->reason = change->reason;
    for (size_t i = 0; codes && change->reason_code && codes[i]; i++) {
        known = known || str_eq(codes[i], change->reason_code);
    }
    if (codes) {
        require(cx, "reason_code", change->reason_code);
    } else if (str_eq(change->status, "DISPUTED")) {
        require(cx, "reason", change->reason);
    }
    if (!known) {
        fault_field(cx, "reason_code", PROBLEM_NOT_APPLICABLE, "Not a reason for this status");
    }
}

/* Nobody approves or pays what nobody has typed yet. */
static void require_whole(struct cx *cx, const struct supplier_invoice *invoice)
{
    require(cx, "supplier_name", invoice->supplier_name);
    require(cx, "invoice_number", invoice->invoice_number);
    require(cx, "issue_date", invoice->issue_date);
    require(cx, "total", invoice->total != INT_NULL);
}

static enum rc answer(struct cx *cx, void *record, const void *input)
{
    struct supplier_invoice *invoice = record;
    const struct supplier_status_change *change = input;
    invoice->status = change->status;
    invoice->paid_on = invoice->payment_method = NULL;
    take_reason(cx, invoice, change);
    return fault_check(cx);
}

static enum rc approve(struct cx *cx, void *record, const void *input)
{
    require_whole(cx, record);
    return answer(cx, record, input);
}

static enum rc pay(struct cx *cx, void *record, const void *input)
{
    struct supplier_invoice *invoice = record;
    const struct supplier_status_change *change = input;
    const char *today = zone_today(cx->arena, cx->zone, cx->now_ms);
    require_whole(cx, invoice);
    TRY(answer(cx, record, input));
    invoice->paid_on = change->paid_on ? change->paid_on : today;
    invoice->payment_method = change->payment_method;
    if (strcmp(invoice->paid_on, today) > 0) {
        fault_field(cx, "paid_on", PROBLEM_OUT_OF_RANGE, "Must not be in the future");
    }
    require(cx, "payment_method", invoice->payment_method);
    return fault_check(cx);
}

/* ---- the machine ---- */

static const struct status statuses[] = {
    {"RECEIVED", PHASE_DRAFT, false}, {"APPROVED", PHASE_OPEN, false},  {"PARTLY_APPROVED", PHASE_OPEN, false},
    {"DISPUTED", PHASE_OPEN, false},  {"SUSPENDED", PHASE_OPEN, false}, {"REFUSED", PHASE_CLOSED, false},
    {"PAID", PHASE_CLOSED, true},
};

#define MOVE(from, to, act)                                                                                                    \
    {                                                                                                                          \
        from, to, SUPPLIER_INVOICE_BY_STATUS, act                                                                              \
    }
static const struct transition transitions[] = {
    MOVE("RECEIVED", "APPROVED", approve),
    MOVE("RECEIVED", "PARTLY_APPROVED", approve),
    MOVE("RECEIVED", "DISPUTED", answer),
    MOVE("RECEIVED", "SUSPENDED", answer),
    MOVE("RECEIVED", "REFUSED", answer),
    MOVE("RECEIVED", "PAID", pay),
    MOVE("APPROVED", "DISPUTED", answer),
    MOVE("APPROVED", "PAID", pay),
    MOVE("PARTLY_APPROVED", "APPROVED", approve),
    MOVE("PARTLY_APPROVED", "DISPUTED", answer),
    MOVE("PARTLY_APPROVED", "PAID", pay),
    MOVE("DISPUTED", "APPROVED", approve),
    MOVE("DISPUTED", "PARTLY_APPROVED", approve),
    MOVE("DISPUTED", "REFUSED", answer),
    MOVE("SUSPENDED", "APPROVED", approve),
    MOVE("SUSPENDED", "PARTLY_APPROVED", approve),
    MOVE("SUSPENDED", "DISPUTED", answer),
    MOVE("SUSPENDED", "REFUSED", answer),
    MOVE("PAID", "APPROVED", approve), /* the payment was noted by mistake */
};
MACHINE(supplier_invoice_machine, "supplier_invoice_status", "A supplier's invoice", statuses, transitions, NULL);

static const struct field change_fields[] = {
    FIELD_STATUS(struct supplier_status_change, status, F_REQUIRED, &supplier_invoice_machine),
    {.name = "reason_code",
     .type = FT_ENUM,
     .offset = offsetof(struct supplier_status_change, reason_code),
     .values = supplier_reason_codes,
     .about = "Of PARTLY_APPROVED, SUSPENDED and REFUSED: required, and one of those that the status takes"},
    {.name = "reason",
     .type = FT_TEXT,
     .offset = offsetof(struct supplier_status_change, reason),
     .min = 1,
     .max = 1000,
     .about = "In words; required of DISPUTED"},
    {.name = "paid_on",
     .type = FT_DATE,
     .offset = offsetof(struct supplier_status_change, paid_on),
     .about = "Of PAID: today when left out"},
    FIELD_ENUM(struct supplier_status_change, payment_method, 0, payment_methods),
};
RECORD(supplier_status_record, "SupplierInvoiceStatus", struct supplier_status_change, change_fields, NULL);

enum rc supplier_invoice_move(struct cx *cx, const struct supplier_invoice *before, const struct supplier_status_change *change)
{
    struct supplier_invoice now = *before;
    const struct transition wanted = {before->status, change->status, SUPPLIER_INVOICE_BY_STATUS, NULL};
    TRY(machine_move(cx, &supplier_invoice_machine, &wanted, &now, change));
    return resource_change(cx, &supplier_invoice_resource, before, &now);
}
