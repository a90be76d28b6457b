/* SPDX-License-Identifier: MIT
 *
 * Quotes and invoices on their way to the contact: who it goes to, what the letter says, and what becomes of the paper. */
#include "workshop/sending.h"

#include "base/str.h"
#include "documents/french.h"
#include "tenant/settings.h"
#include "workshop/attach.h"
#include "workshop/contact.h"
#include "workshop/deposit.h"

#define MESSAGE_MAX 20000

static const struct field quote_sending_fields[] = {
    FIELD_EMAIL(struct sending, to, 0),
    FIELD_TEXT(struct sending, subject, 0, 1, 200),
    FIELD_TEXT(struct sending, message, 0, 1, MESSAGE_MAX),
    FIELD_DATE(struct sending, valid_until, 0),
};
RECORD(quote_sending_record, "QuoteSending", struct sending, quote_sending_fields, NULL);

static const struct field invoice_sending_fields[] = {
    FIELD_EMAIL(struct sending, to, 0),
    FIELD_TEXT(struct sending, subject, 0, 1, 200),
    FIELD_TEXT(struct sending, message, 0, 1, MESSAGE_MAX),
};
RECORD(invoice_sending_record, "InvoiceSending", struct sending, invoice_sending_fields, NULL);

/* What both letters are made of. */
struct paper_letter {
    const char *contact_id;
    const char *title; /* "Devis 2026-001" */
    const char *about; /* the middle of the letter */
};

/* Fills what the request leaves out. */
static enum rc compose(struct cx *cx, const struct sending *sending, const struct paper_letter *letter, struct message *message)
{
    struct contact contact;
    struct settings settings;
    TRY(contact_get_any(cx, letter->contact_id, &contact));
    TRY(settings_get(cx, &settings));
    const char *to = sending->to ? sending->to : contact.email;
    if (!to) {
        return fault_field(cx, "to", PROBLEM_NO_ADDRESS, "The contact has no e-mail address: name one");
    }
    message->channel = "email";
    message->contact_id = letter->contact_id;
    message->recipient = to;
    message->subject = sending->subject ? sending->subject : arena_printf(cx->arena, "%s – %s", letter->title, settings.name);
    message->body = sending->message
                        ? sending->message
                        : arena_printf(cx->arena, "Bonjour%s%s,\n\n%s\n\nCordialement,\n%s\n", contact.name ? " " : "",
                                       contact.name ? contact.name : "", letter->about, settings.name);
    return RC_OK;
}

enum rc communication_quote(struct cx *cx, struct quote *quote, const struct sending *sending, struct receipt *receipt)
{
    struct quote_status_change change = QUOTE_CHANGE("SENT");
    change.valid_until = sending->valid_until;
    const char *until = sending->valid_until ? sending->valid_until : quote->valid_until;
    const struct paper_letter letter = {
        .contact_id = quote->contact_id,
        .title = arena_printf(cx->arena, "Devis %s", quote->quote_number),
        .about =
            arena_printf(cx->arena, "Veuillez trouver ci-joint notre devis n° %s d'un montant de %s TTC, valable jusqu'au %s.",
                         quote->quote_number, french_money(cx->arena, quote->total), french_date(cx->arena, until)),
    };
    struct posting posting = {.activity = "QUOTE_SENT"};
    bool moves = !transition_find(&quote_machine, QUOTE_BY_LETTER, quote->status, quote->status);
    if (!moves && !str_eq(until, quote->valid_until)) {
        return fault_field(cx, "valid_until", PROBLEM_DATE_IS_FIXED,
                           "A quote that was sent keeps its date: duplicate it to offer another one");
    }
    TRY(moves ? quote_move(cx, quote, &change) : RC_OK);
    TRY(compose(cx, sending, &letter, &posting.message));
    posting.message.purpose = "QUOTE";
    posting.message.files = attach_one(cx, arena_printf(cx->arena, "devis-%s.pdf", quote->quote_number), "quotes", quote->id);
    posting.description = arena_printf(cx->arena, "Devis %s envoyé par e-mail", quote->quote_number);
    posting.metadata = arena_printf(cx->arena, "\"quote_id\":\"%s\",\"quote_number\":\"%s\"", quote->id, quote->quote_number);
    return communication_post(cx, &posting, receipt);
}

static const char *what_is_due(struct cx *cx, const struct invoice *invoice)
{
    if (invoice->amount_credited == invoice->total && invoice->total > 0) {
        return "Elle est annulée par un avoir.";
    }
    if (invoice->amount_due <= 0) {
        return "Elle est réglée.";
    }
    return arena_printf(cx->arena, "Reste à régler : %s, au plus tard le %s.", french_money(cx->arena, invoice->amount_due),
                        french_date(cx->arena, invoice->due_date));
}

enum rc communication_invoice(struct cx *cx, const struct invoice *invoice, const struct sending *sending,
                              struct receipt *receipt)
{
    TRY(machine_allow(cx, &invoice_machine, INVOICE_BY_LETTER, invoice->status, NULL));
    const struct paper_letter letter = {
        .contact_id = invoice->contact_id,
        .title = arena_printf(cx->arena, "%s %s", deposit_name(invoice), invoice->invoice_number),
        .about = arena_printf(cx->arena, "Veuillez trouver ci-joint notre %s n° %s d'un montant de %s TTC. %s",
                              str_lower(cx->arena, deposit_name(invoice)), invoice->invoice_number,
                              french_money(cx->arena, invoice->total), what_is_due(cx, invoice)),
    };
    struct posting posting = {.activity = "INVOICE_SENT"};
    TRY(compose(cx, sending, &letter, &posting.message));
    posting.message.purpose = "INVOICE";
    posting.message.files =
        attach_one(cx, arena_printf(cx->arena, "facture-%s.pdf", invoice->invoice_number), "invoices", invoice->id);
    posting.description = arena_printf(cx->arena, "Facture %s envoyée par e-mail", invoice->invoice_number);
    posting.metadata =
        arena_printf(cx->arena, "\"invoice_id\":\"%s\",\"invoice_number\":\"%s\"", invoice->id, invoice->invoice_number);
    return communication_post(cx, &posting, receipt);
}
