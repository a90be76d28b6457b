/* SPDX-License-Identifier: MIT
 *
 * Overdue reminders: which are due, and what they say. */
#include "workshop/reminder.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/str.h"
#include "base/time.h"
#include "data/json_in.h"
#include "documents/french.h"
#include "tenant/settings.h"
#include "workshop/attach.h"
#include "workshop/communication.h"
#include "workshop/contact.h"
#include "workshop/invoice.h"
#include "workshop/invoice_copies.h"

#define LEVELS 3

/* An overdue invoice and the letter that is next. */
struct due_letter {
    int64_t seq;
    const char *id; /* of the invoice */
    const char *due_date;
    int64_t level;
    const char *last_day; /* of the letter before; NULL: none */
};

static const struct field due_letter_fields[] = {
    FIELD_INT(struct due_letter, seq, 0, 0, 0), FIELD_UUID(struct due_letter, id, 0),
    FIELD_DATE(struct due_letter, due_date, 0), FIELD_INT(struct due_letter, level, 0, 0, 0),
    FIELD_DATE(struct due_letter, last_day, 0),
};
static RECORD(due_letter_record, "DueLetter", struct due_letter, due_letter_fields, NULL);

/* What is the same for all letters of a run. */
struct run {
    char today[DATE_LEN];
    int64_t days[LEVELS]; /* after the due date; INT_NULL: no such letter */
};

static int64_t day_of(const char *date)
{
    int64_t days = 0;
    return date && date_parse(date, &days) ? days : INT_NULL;
}

static bool is_due(const struct run *run, const struct due_letter *letter)
{
    int64_t today = day_of(run->today);
    int64_t due = day_of(letter->due_date);
    int64_t wait = run->days[letter->level - 1];
    if (wait == INT_NULL || due == INT_NULL || today < due + wait) {
        return false;
    }
    int64_t before = day_of(letter->last_day);
    return letter->level == 1 || before == INT_NULL || run->days[letter->level - 2] == INT_NULL ||
           today >= before + wait - run->days[letter->level - 2];
}

/* ---- words ---- */

static const char *const titles[LEVELS] = {"Rappel", "Deuxième rappel", "Dernier rappel"};
static const char *const openings[LEVELS] = {
    "Sauf erreur de notre part, le règlement de la facture ci-jointe ne nous est pas encore parvenu.",
    "Malgré notre premier message, le règlement de la facture ci-jointe ne nous est toujours pas parvenu.",
    "Malgré nos deux messages précédents, la facture ci-jointe reste impayée. Ceci est notre dernier rappel.",
};
static const char *const requests[LEVELS] = {
    "Nous vous remercions de bien vouloir procéder au règlement.",
    "Nous vous prions de procéder au règlement sous huit jours, ou de nous dire ce qui l'empêche.",
    "Nous vous demandons de régler cette somme sous huit jours.",
};

/* What only a business owes (Code de commerce L441-10, D441-5), in the words of the invoice. */
static void add_penalties(struct buf *out, const struct settings *seller)
{
    if (seller->late_penalty_text) {
        buf_printf(out, "%s\n", seller->late_penalty_text);
    }
    if (seller->recovery_text) {
        buf_printf(out, "%s\n", seller->recovery_text);
    }
    if (seller->late_penalty_text || seller->recovery_text) {
        buf_char(out, '\n');
    }
}

static enum rc compose(struct cx *cx, const struct invoice *invoice, const struct contact *contact, int64_t level,
                       const char **text)
{
    struct settings seller; /* as at issue: the penalties are those of the invoice */
    struct contact buyer;
    struct buf out;
    TRY(record_load(cx, &seller_record, invoice->seller, &seller));
    TRY(record_load(cx, &buyer_record, invoice->buyer, &buyer));
    buf_init(&out, cx->arena, 1024);
    buf_printf(&out, "Bonjour%s%s,\n\n%s\n\n", contact->name ? " " : "", contact->name ? contact->name : "",
               openings[level - 1]);
    buf_printf(&out, "Facture n° %s du %s\nMontant : %s TTC\nÉchéance : %s\nReste à régler : %s\n\n", invoice->invoice_number,
               french_date(cx->arena, invoice->issue_date), french_money(cx->arena, invoice->total),
               french_date(cx->arena, invoice->due_date), french_money(cx->arena, invoice->amount_due));
    if (level > 1 && contact_is_business(&buyer)) {
        add_penalties(&out, &seller);
    }
    buf_printf(&out, "%s", requests[level - 1]);
    if (seller.iban) {
        buf_printf(&out, " Par virement : IBAN %s.", french_iban(cx->arena, seller.iban));
    }
    buf_printf(&out, "\n\nSi votre règlement est déjà en route, ne tenez pas compte de ce message.\n\nCordialement,\n%s\n",
               seller.name);
    *text = out.data;
    return RC_OK;
}

/* ---- writing ---- */

/* One letter with its row. *sent is false where there is nobody to write to. */
static enum rc post(struct cx *cx, const struct run *run, const struct invoice *invoice, int64_t level, bool *sent)
{
    struct contact contact;
    struct receipt receipt;
    struct posting posting = {.to_debtor = true, .activity = "EMAIL_SENT"};
    struct message *message = &posting.message;
    TRY(contact_get_any(cx, invoice->contact_id, &contact));
    if (!contact.email) {
        return RC_OK;
    }
    message->channel = "email";
    message->purpose = "REMINDER";
    message->contact_id = invoice->contact_id;
    message->recipient = contact.email;
    message->subject = arena_printf(cx->arena, "%s : facture %s", titles[level - 1], invoice->invoice_number);
    message->files =
        attach_one(cx, arena_printf(cx->arena, "facture-%s.pdf", invoice->invoice_number), "invoices", invoice->id);
    TRY(compose(cx, invoice, &contact, level, &message->body));
    posting.description =
        arena_printf(cx->arena, "Relance %lld envoyée pour la facture %s", (long long)level, invoice->invoice_number);
    posting.metadata = arena_printf(cx->arena, "\"invoice_id\":\"%s\",\"invoice_number\":\"%s\",\"level\":%lld", invoice->id,
                                    invoice->invoice_number, (long long)level);
    TRY(communication_post(cx, &posting, &receipt));
    *sent = true;
    return db_run(cx, SQL_REMINDER_INSERT,
                  ARGS(ARG_T("invoice_id", invoice->id), ARG_I("level", level), ARG_T("day", run->today),
                       ARG_T("message_id", receipt.message_id), ARG_I("now", cx->now_ms)));
}

/* Looks again under the lock: somebody may have paid, or written, meanwhile. */
static enum rc post_if_still_due(struct cx *cx, const struct run *run, const struct due_letter *letter, bool *sent)
{
    struct invoice invoice;
    int64_t last;
    TRY(resource_get(cx, &invoice_resource, letter->id, &invoice));
    TRY(db_int(cx, SQL_REMINDER_LAST_LEVEL, ARGS(ARG_T("invoice_id", letter->id)), &last));
    bool still = status_is(&invoice_machine, invoice.status, PHASE_OPEN) && invoice.amount_due > 0 && last == letter->level - 1;
    return still ? post(cx, run, &invoice, letter->level, sent) : RC_OK;
}

static enum rc write_one(struct cx *cx, const struct run *run, const struct due_letter *letter, int64_t *written)
{
    bool sent = false;
    cx->now_ms = time_now_ms();
    TRY(db_begin(cx, cx->db, TX_WRITE));
    TRY(db_end(cx, cx->db, post_if_still_due(cx, run, letter, &sent)));
    *written += sent;
    return RC_OK;
}

/* RC_END: no overdue invoice behind *after. */
static enum rc step(struct cx *cx, const struct run *run, int64_t *after, int64_t *written)
{
    struct due_letter letter;
    enum rc rc = db_get(cx, SQL_REMINDER_NEXT, ARGS(ARG_I("after", *after)), &due_letter_record, &letter);
    if (rc == RC_NOT_FOUND) {
        fault_clear(cx);
        return RC_END;
    }
    TRY(rc);
    *after = letter.seq;
    return is_due(run, &letter) ? write_one(cx, run, &letter, written) : RC_OK;
}

static enum rc prepare(struct cx *cx, const char *as_of, struct run *run)
{
    struct settings settings;
    TRY(settings_get(cx, &settings));
    cx->zone = settings.timezone;
    cx->now_ms = time_now_ms();
    snprintf(run->today, sizeof run->today, "%s", as_of ? as_of : zone_today(cx->arena, cx->zone, cx->now_ms));
    run->days[0] = settings.reminder_days_1;
    run->days[1] = settings.reminder_days_2;
    run->days[2] = settings.reminder_days_3;
    return RC_OK;
}

enum rc reminder_write(struct cx *cx, const char *as_of, int64_t *written)
{
    struct run run;
    struct scratch scratch;
    int64_t after = 0;
    enum rc rc;
    TRY(prepare(cx, as_of, &run));
    cx_scratch_begin(cx, &scratch);
    do {
        cx_scratch_reset(cx, &scratch);
        rc = step(cx, &run, &after, written);
    } while (rc == RC_OK);
    cx_scratch_end(cx, &scratch);
    if (rc == RC_RATE_LIMITED) { /* the rest goes tomorrow */
        fault_clear(cx);
        return RC_OK;
    }
    return rc == RC_END ? RC_OK : rc;
}
