/* SPDX-License-Identifier: MIT
 *
 * Papers and customers as the rules of readiness see them. */
#include "workshop/readiness.h"

#include "base/time.h"
#include "data/json_in.h"
#include "tenant/legal.h"
#include "workshop/invoice_copies.h"
#include "workshop/quote.h"

/* Whose invoice it is, and to whom. */
struct parties {
    struct settings seller;
    struct contact buyer;
};

/* What of a paper counts. */
struct paper_facts {
    const struct list *items; /* struct line */
    int64_t vat_rate;
    const char *vat_exemption;
    struct readiness_case about; /* the members that are the paper's */
};

static struct readiness_case seller_case(struct cx *cx, const struct settings *seller)
{
    return (struct readiness_case){.seller = seller,
                                   .seller_rules = true,
                                   .exempt = legal_vat_exempt(cx, seller),
                                   .seller_siren = siret_siren(cx->arena, seller->siret)};
}

static void check_paper(struct cx *cx, const struct parties *parties, const struct paper_facts *paper,
                        struct readiness *readiness)
{
    const struct line *lines = paper->items->rows;
    struct readiness_case of = seller_case(cx, &parties->seller);
    struct readiness_line *rows = arena_array(cx->arena, paper->items->count + 1, sizeof *rows);
    const char *said = invoice_exemption(cx, &parties->seller, paper->vat_exemption);
    for (size_t i = 0; i < paper->items->count; i++) {
        rows[i].vat_rate = lines[i].vat_rate == INT_NULL ? paper->vat_rate : lines[i].vat_rate;
        rows[i].vat_exemption = line_exemption(&lines[i], paper->vat_rate, said);
    }
    of.buyer_record = &contact_record;
    of.buyer = &parties->buyer;
    of.paper = paper->about.paper;
    of.paper_id = paper->about.paper_id;
    of.issue_date = paper->about.issue_date;
    of.due_date = paper->about.due_date;
    of.payment_method = paper->about.payment_method;
    of.lines = rows;
    of.line_count = paper->items->count;
    readiness_check(cx, &of, readiness);
}

static enum rc parties_now(struct cx *cx, const char *contact_id, struct parties *parties)
{
    TRY(settings_get(cx, &parties->seller));
    TRY(contact_get_any(cx, contact_id, &parties->buyer));
    invoice_parties(cx, &parties->seller, &parties->buyer);
    return RC_OK;
}

static struct paper_facts invoice_facts(struct cx *cx, const struct invoice *invoice)
{
    return (struct paper_facts){
        .items = &invoice->items,
        .vat_rate = invoice->vat_rate,
        .vat_exemption = invoice->vat_exemption,
        .about = {.paper = "invoice",
                  .paper_id = invoice->id,
                  .issue_date = invoice->issue_date ? invoice->issue_date : zone_today(cx->arena, cx->zone, cx->now_ms),
                  .due_date = invoice->due_date,
                  .payment_method = invoice->payment_method},
    };
}

enum rc ready_settings(struct cx *cx, struct readiness *readiness)
{
    struct parties parties;
    TRY(settings_get(cx, &parties.seller));
    record_clear(&contact_record, &parties.buyer);
    invoice_parties(cx, &parties.seller, &parties.buyer);
    const struct readiness_case of = seller_case(cx, &parties.seller);
    readiness_check(cx, &of, readiness);
    return RC_OK;
}

enum rc ready_contact(struct cx *cx, const char *id, struct readiness *readiness)
{
    struct parties parties;
    TRY(resource_get(cx, &contact_resource, id, &parties.buyer));
    TRY(parties_now(cx, id, &parties));
    struct readiness_case of = seller_case(cx, &parties.seller);
    of.seller_rules = false;
    of.buyer_record = &contact_record;
    of.buyer = &parties.buyer;
    readiness_check(cx, &of, readiness);
    return RC_OK;
}

enum rc ready_quote(struct cx *cx, const char *id, struct readiness *readiness)
{
    struct quote quote;
    struct parties parties;
    TRY(resource_get(cx, &quote_resource, id, &quote));
    TRY(quote_items(cx, id, &quote.items));
    TRY(parties_now(cx, quote.contact_id, &parties));
    const struct paper_facts paper = {.items = &quote.items,
                                      .vat_rate = quote.vat_rate,
                                      .vat_exemption = quote.vat_exemption,
                                      .about = {.paper = "quote", .paper_id = quote.id}};
    check_paper(cx, &parties, &paper, readiness);
    return RC_OK;
}

enum rc ready_invoice(struct cx *cx, const char *id, struct readiness *readiness)
{
    struct invoice invoice;
    struct parties parties;
    TRY(resource_get(cx, &invoice_resource, id, &invoice));
    TRY(invoice_items(cx, id, &invoice.items));
    TRY(parties_now(cx, invoice.contact_id, &parties));
    if (invoice.invoice_number) {
        const char *platform = parties.seller.platform_name;
        TRY(record_load(cx, &seller_record, invoice.seller, &parties.seller));
        TRY(record_load(cx, &buyer_record, invoice.buyer, &parties.buyer));
        parties.seller.platform_name = platform;
        invoice_parties(cx, &parties.seller, &parties.buyer); /* copies from before there were electronic addresses */
    }
    const struct paper_facts paper = invoice_facts(cx, &invoice);
    check_paper(cx, &parties, &paper, readiness);
    return RC_OK;
}

enum rc ready_issue(struct cx *cx, const struct settings *seller, const struct contact *buyer, const struct invoice *invoice)
{
    struct readiness readiness;
    const struct parties parties = {*seller, *buyer};
    const struct paper_facts paper = invoice_facts(cx, invoice);
    check_paper(cx, &parties, &paper, &readiness);
    return readiness_tell(cx, seller, &readiness);
}
