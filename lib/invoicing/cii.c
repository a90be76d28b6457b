/* SPDX-License-Identifier: MIT
 *
 * The document as CrossIndustryInvoice, in the order of its schema. Names in comments are the terms of EN 16931. */
#include <string.h>

#include "base/money.h"
#include "base/str.h"
#include "documents/xml/xml.h"
#include "invoicing/terms.h"

#define LINE_BYTES 1200 /* about what a line has around its texts, and a document around its lines */
#define DOCUMENT_BYTES 6000

struct cii {
    struct xml xml;
    struct arena *arena;
    const struct einvoice *document;
};

/* ---- small pieces ---- */

static void decimal(struct cii *cii, const char *name, int64_t value, int scale)
{
    char text[DECIMAL_TEXT];
    decimal_format(value, scale, 2, text);
    xml_element(&cii->xml, name, text);
}

static void amount(struct cii *cii, const char *name, int64_t cents)
{
    decimal(cii, name, cents, 2);
}

/* <outer><inner attr="value">text</inner></outer>; nothing where there is no text. `outer` or `attr` may be NULL. */
static void identified(struct cii *cii, const char *outer, const char *inner, const char *attr, const char *value,
                       const char *text)
{
    if (str_empty(text)) {
        return;
    }
    if (outer) {
        xml_open(&cii->xml, outer);
    }
    xml_open(&cii->xml, inner);
    if (attr) {
        xml_attr(&cii->xml, attr, value);
    }
    xml_text(&cii->xml, text);
    xml_close(&cii->xml);
    if (outer) {
        xml_close(&cii->xml);
    }
}

/* YYYY-MM-DD as YYYYMMDD. */
static void date(struct cii *cii, const char *outer, const char *inner, const char *days)
{
    if (days && strlen(days) == 10) {
        const char *text = arena_printf(cii->arena, "%.4s%.2s%.2s", days, days + 5, days + 8);
        identified(cii, outer, inner, "format", "102", text);
    }
}

static void note(struct cii *cii, const char *text, const char *subject)
{
    if (str_empty(text)) {
        return;
    }
    xml_open(&cii->xml, "ram:IncludedNote");
    xml_element(&cii->xml, "ram:Content", text);
    xml_element(&cii->xml, "ram:SubjectCode", subject);
    xml_close(&cii->xml);
}

/* ---- the head ---- */

static void context(struct cii *cii)
{
    xml_open(&cii->xml, "rsm:ExchangedDocumentContext");
    identified(cii, "ram:BusinessProcessSpecifiedDocumentContextParameter", "ram:ID", NULL, NULL, terms_frame(cii->document));
    identified(cii, "ram:GuidelineSpecifiedDocumentContextParameter", "ram:ID", NULL, NULL, "urn:cen.eu:en16931:2017");
    xml_close(&cii->xml);
}

static void head(struct cii *cii)
{
    const struct einvoice *document = cii->document;
    struct terms_note notes[TERMS_NOTES];
    xml_open(&cii->xml, "rsm:ExchangedDocument");
    xml_element(&cii->xml, "ram:ID", document->number);
    xml_element(&cii->xml, "ram:TypeCode", terms_type(document));
    date(cii, "ram:IssueDateTime", "udt:DateTimeString", document->issue_date);
    note(cii, document->legal_form, "REG");
    note(cii, document->rcs, "ABL");
    terms_notes(document, notes);
    for (size_t i = 0; i < TERMS_NOTES; i++) {
        note(cii, notes[i].text, notes[i].subject);
    }
    note(cii, terms_treatment(document), "BAR");
    for (const char *const *text = document->notes; text && *text; text++) {
        note(cii, *text, NULL);
    }
    xml_close(&cii->xml);
}

/* ---- parties ---- */

static void address(struct cii *cii, const struct einvoice_party *party)
{
    xml_open(&cii->xml, "ram:PostalTradeAddress");
    xml_element(&cii->xml, "ram:PostcodeCode", party->postal_code);
    xml_element(&cii->xml, "ram:LineOne", party->street);
    xml_element(&cii->xml, "ram:CityName", party->city);
    xml_element(&cii->xml, "ram:CountryID", party->country ? party->country : "FR");
    xml_close(&cii->xml);
}

static void party(struct cii *cii, const char *name, const struct einvoice_party *party, const char *description,
                  struct endpoint endpoint)
{
    const struct einvoice *document = cii->document;
    bool franchise = party == &document->seller && document->vat_exempt && !party->vat_number;
    xml_open(&cii->xml, name);
    identified(cii, NULL, "ram:GlobalID", "schemeID", "0009", party->siret);
    xml_element(&cii->xml, "ram:Name", party->name);
    xml_element(&cii->xml, "ram:Description", description);
    xml_open(&cii->xml, "ram:SpecifiedLegalOrganization");
    identified(cii, NULL, "ram:ID", "schemeID", "0002", party->siren);
    xml_element(&cii->xml, "ram:TradingBusinessName", party->trade_name);
    xml_close(&cii->xml);
    address(cii, party);
    identified(cii, "ram:URIUniversalCommunication", "ram:URIID", "schemeID", endpoint.scheme, endpoint.id);
    identified(cii, "ram:SpecifiedTaxRegistration", "ram:ID", "schemeID", franchise ? "FC" : "VA",
               franchise ? party->siren : party->vat_number);
    xml_close(&cii->xml);
}

static void agreement(struct cii *cii)
{
    const struct einvoice *document = cii->document;
    xml_open(&cii->xml, "ram:ApplicableHeaderTradeAgreement");
    party(cii, "ram:SellerTradeParty", &document->seller, document->legal_form, terms_endpoint(document, &document->seller));
    party(cii, "ram:BuyerTradeParty", &document->buyer, NULL, terms_endpoint(document, &document->buyer));
    xml_close(&cii->xml);
}

/* Where the goods go; of a supply to another country of the Union it has to be said (BR-IC-12). NULL: nothing to say. */
static const struct einvoice_party *ship_to(const struct einvoice *document)
{
    if (document->delivery.name) {
        return &document->delivery;
    }
    for (size_t i = 0; i < document->line_count; i++) {
        if (str_eq(terms_category(&document->lines[i]), "K")) {
            return &document->buyer;
        }
    }
    return NULL;
}

static void delivery(struct cii *cii)
{
    const struct einvoice *document = cii->document;
    const struct einvoice_party *to = ship_to(document);
    xml_open(&cii->xml, "ram:ApplicableHeaderTradeDelivery");
    if (to) {
        xml_open(&cii->xml, "ram:ShipToTradeParty");
        xml_element(&cii->xml, "ram:Name", to->name);
        address(cii, to);
        xml_close(&cii->xml);
    }
    xml_open(&cii->xml, "ram:ActualDeliverySupplyChainEvent");
    date(cii, "ram:OccurrenceDateTime", "udt:DateTimeString",
         document->service_date ? document->service_date : document->issue_date);
    xml_close(&cii->xml);
    xml_close(&cii->xml);
}

/* ---- lines ---- */

/* BT-153 is the first line of what stands there, BT-154 the rest. */
static void product(struct cii *cii, const struct einvoice_line *line)
{
    const char *text = str_trim(cii->arena, line->description);
    size_t end = strcspn(text, "\r\n");
    xml_open(&cii->xml, "ram:SpecifiedTradeProduct");
    xml_element(&cii->xml, "ram:SellerAssignedID", line->reference);
    xml_element(&cii->xml, "ram:Name", arena_strndup(cii->arena, text, end));
    xml_element(&cii->xml, "ram:Description", str_trim(cii->arena, text + end));
    xml_close(&cii->xml);
}

static void line_tax(struct cii *cii, const struct einvoice_line *line)
{
    xml_open(&cii->xml, "ram:ApplicableTradeTax");
    xml_element(&cii->xml, "ram:TypeCode", "VAT");
    xml_element(&cii->xml, "ram:CategoryCode", terms_category(line));
    amount(cii, "ram:RateApplicablePercent", line->vat_rate);
    xml_close(&cii->xml);
}

/* BG-27, or BG-28 where the line itself takes something off. */
static void line_discount(struct cii *cii, const struct einvoice_line *line, const struct terms_price *price)
{
    char percent[DECIMAL_TEXT];
    if (price->off == 0) {
        return;
    }
    decimal_format(line->discount, 2, 0, percent);
    xml_open(&cii->xml, "ram:SpecifiedTradeAllowanceCharge");
    identified(cii, "ram:ChargeIndicator", "udt:Indicator", NULL, NULL, price->off < 0 ? "true" : "false");
    amount(cii, "ram:CalculationPercent", line->discount);
    amount(cii, "ram:BasisAmount", price->whole);
    amount(cii, "ram:ActualAmount", price->off < 0 ? -price->off : price->off);
    xml_element(&cii->xml, "ram:Reason", arena_printf(cii->arena, "Remise %s %%", percent));
    xml_close(&cii->xml);
}

static void quantity(struct cii *cii, const struct einvoice_line *line, const struct terms_price *price)
{
    char text[DECIMAL_TEXT];
    decimal_format(price->quantity, 3, 0, text);
    identified(cii, "ram:SpecifiedLineTradeDelivery", "ram:BilledQuantity", "unitCode", terms_unit(line->unit), text);
}

static bool line_item(struct cii *cii, const struct einvoice_line *line, size_t position)
{
    struct terms_price price;
    if (!terms_price(cii->document, line, &price)) {
        return false;
    }
    xml_open(&cii->xml, "ram:IncludedSupplyChainTradeLineItem");
    identified(cii, "ram:AssociatedDocumentLineDocument", "ram:LineID", NULL, NULL, arena_printf(cii->arena, "%zu", position));
    product(cii, line);
    xml_open(&cii->xml, "ram:SpecifiedLineTradeAgreement");
    xml_open(&cii->xml, "ram:NetPriceProductTradePrice");
    decimal(cii, "ram:ChargeAmount", price.price, 6);
    xml_close(&cii->xml);
    xml_close(&cii->xml);
    quantity(cii, line, &price);
    xml_open(&cii->xml, "ram:SpecifiedLineTradeSettlement");
    line_tax(cii, line);
    line_discount(cii, line, &price);
    xml_open(&cii->xml, "ram:SpecifiedTradeSettlementLineMonetarySummation");
    amount(cii, "ram:LineTotalAmount", line->net);
    xml_close(&cii->xml);
    xml_close(&cii->xml);
    xml_close(&cii->xml);
    return true;
}

/* ---- what is to be paid ---- */

static void payment_means(struct cii *cii)
{
    const char *means = terms_means(cii->document);
    if (!means) {
        return;
    }
    xml_open(&cii->xml, "ram:SpecifiedTradeSettlementPaymentMeans");
    xml_element(&cii->xml, "ram:TypeCode", means);
    identified(cii, "ram:PayeePartyCreditorFinancialAccount", "ram:IBANID", NULL, NULL,
               str_eq(means, "30") ? cii->document->iban : NULL);
    xml_close(&cii->xml);
}

static void tax(struct cii *cii, const struct breakdown *row)
{
    xml_open(&cii->xml, "ram:ApplicableTradeTax");
    amount(cii, "ram:CalculatedAmount", row->vat);
    xml_element(&cii->xml, "ram:TypeCode", "VAT");
    xml_element(&cii->xml, "ram:ExemptionReason", row->reason);
    amount(cii, "ram:BasisAmount", row->net);
    xml_element(&cii->xml, "ram:CategoryCode", row->category);
    xml_element(&cii->xml, "ram:ExemptionReasonCode", row->code);
    xml_element(&cii->xml, "ram:DueDateTypeCode", terms_tax_due(cii->document));
    amount(cii, "ram:RateApplicablePercent", row->rate);
    xml_close(&cii->xml);
}

/* A due date before the day of issue is refused as a date, and said in words; a credit note is owed to the buyer. */
static void payment_terms(struct cii *cii)
{
    const struct einvoice *document = cii->document;
    const char *due = document->due_date;
    xml_open(&cii->xml, "ram:SpecifiedTradePaymentTerms");
    if (terms_credit(document)) {
        xml_element(&cii->xml, "ram:Description", "Avoir à déduire de la facture ou à rembourser");
    } else if (due && strcmp(due, document->issue_date) < 0) {
        xml_element(&cii->xml, "ram:Description",
                    arena_printf(cii->arena, "Payable à réception, échéance du %.2s/%.2s/%.4s", due + 8, due + 5, due));
    } else {
        date(cii, "ram:DueDateDateTime", "udt:DateTimeString", due);
    }
    xml_close(&cii->xml);
}

static void summation(struct cii *cii)
{
    const struct einvoice *document = cii->document;
    char vat[DECIMAL_TEXT];
    decimal_format(document->vat, 2, 2, vat);
    xml_open(&cii->xml, "ram:SpecifiedTradeSettlementHeaderMonetarySummation");
    amount(cii, "ram:LineTotalAmount", document->subtotal);
    amount(cii, "ram:TaxBasisTotalAmount", document->subtotal);
    identified(cii, NULL, "ram:TaxTotalAmount", "currencyID", "EUR", vat);
    amount(cii, "ram:GrandTotalAmount", document->total);
    if (document->prepaid > 0) {
        amount(cii, "ram:TotalPrepaidAmount", document->prepaid);
    }
    amount(cii, "ram:DuePayableAmount", document->total - document->prepaid);
    xml_close(&cii->xml);
}

static void settlement(struct cii *cii)
{
    const struct einvoice *document = cii->document;
    struct breakdown rows[BREAKDOWN_MAX];
    xml_open(&cii->xml, "ram:ApplicableHeaderTradeSettlement");
    xml_element(&cii->xml, "ram:InvoiceCurrencyCode", "EUR");
    payment_means(cii);
    size_t count = terms_breakdown(cii->arena, document, rows);
    for (size_t i = 0; i < count; i++) {
        tax(cii, &rows[i]);
    }
    payment_terms(cii);
    summation(cii);
    for (size_t i = 0; i < document->reference_count; i++) {
        xml_open(&cii->xml, "ram:InvoiceReferencedDocument");
        xml_element(&cii->xml, "ram:IssuerAssignedID", document->references[i].number);
        date(cii, "ram:FormattedIssueDateTime", "qdt:DateTimeString", document->references[i].date);
        xml_close(&cii->xml);
    }
    xml_close(&cii->xml);
}

/* ---- the whole ---- */

static size_t size_hint(const struct einvoice *document)
{
    size_t size = DOCUMENT_BYTES + document->line_count * LINE_BYTES;
    for (size_t i = 0; i < document->line_count; i++) {
        size += strlen(document->lines[i].description);
    }
    return size;
}

enum rc einvoice_xml(struct cx *cx, const struct einvoice *document, struct buf *out)
{
    struct cii cii = {.arena = cx->arena, .document = document};
    bool fits = true;
    buf_init(out, cx->arena, size_hint(document));
    xml_begin(&cii.xml, out, EINVOICE_MAX);
    xml_open(&cii.xml, "rsm:CrossIndustryInvoice");
    xml_attr(&cii.xml, "xmlns:rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100");
    xml_attr(&cii.xml, "xmlns:ram", "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100");
    xml_attr(&cii.xml, "xmlns:udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100");
    xml_attr(&cii.xml, "xmlns:qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100");
    context(&cii);
    head(&cii);
    xml_open(&cii.xml, "rsm:SupplyChainTradeTransaction");
    for (size_t i = 0; i < document->line_count && fits; i++) {
        fits = line_item(&cii, &document->lines[i], i + 1);
    }
    agreement(&cii);
    delivery(&cii);
    settlement(&cii);
    xml_close(&cii.xml);
    xml_close(&cii.xml);
    return fits && xml_end(&cii.xml) ? RC_OK : fault_set(cx, RC_INTERNAL, NULL, "The electronic invoice is too large");
}
