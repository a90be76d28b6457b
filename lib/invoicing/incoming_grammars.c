/* SPDX-License-Identifier: MIT
 *
 * Where CII and UBL say what: the terms of EN 16931 that a garage looks at. */
#include "invoicing/incoming_parts.h"

#define HEAD "SupplyChainTradeTransaction/"
#define AGREEMENT HEAD "ApplicableHeaderTradeAgreement/"
#define SETTLEMENT HEAD "ApplicableHeaderTradeSettlement/"
#define SUMS SETTLEMENT "SpecifiedTradeSettlementHeaderMonetarySummation/"

/* A member of a member, which offsetof() takes in no parentheses. NOLINTBEGIN(bugprone-macro-parentheses) */
#define CII_PARTY(where, m)                                                                                                    \
    OF_DOCUMENT(where "/Name", NULL, RULE_TEXT, m.name), OF_DOCUMENT(where "/GlobalID", "0009", RULE_WORD, m.siret),           \
        OF_DOCUMENT(where "/SpecifiedLegalOrganization/ID", "0002", RULE_WORD, m.siren),                                       \
        OF_DOCUMENT(where "/SpecifiedTaxRegistration/ID", "VA", RULE_WORD, m.vat_number),                                      \
        OF_DOCUMENT(where "/PostalTradeAddress/LineOne", NULL, RULE_TEXT, m.street),                                           \
        OF_DOCUMENT(where "/PostalTradeAddress/PostcodeCode", NULL, RULE_TEXT, m.postal_code),                                 \
        OF_DOCUMENT(where "/PostalTradeAddress/CityName", NULL, RULE_TEXT, m.city),                                            \
        OF_DOCUMENT(where "/PostalTradeAddress/CountryID", NULL, RULE_WORD, m.country)

static const struct rule cii[] = {
    OF_DOCUMENT("ExchangedDocument/ID", NULL, RULE_TEXT, number),
    OF_DOCUMENT("ExchangedDocument/TypeCode", NULL, RULE_WORD, type_code),
    OF_DOCUMENT("ExchangedDocument/IssueDateTime/DateTimeString", NULL, RULE_DATE, issue_date),
    OF_DOCUMENT("ExchangedDocument/IncludedNote/Content", NULL, RULE_LINES, notes),
    {"ExchangedDocument/IncludedNote/SubjectCode", NULL, RULE_DOCUMENT, RULE_SUBJECT, 0, 0},
    CII_PARTY(AGREEMENT "SellerTradeParty", seller),
    CII_PARTY(AGREEMENT "BuyerTradeParty", buyer),
    OF_DOCUMENT(AGREEMENT "BuyerOrderReferencedDocument/IssuerAssignedID", NULL, RULE_TEXT, order),
    OF_DOCUMENT(SETTLEMENT "InvoiceCurrencyCode", NULL, RULE_WORD, currency),
    OF_DOCUMENT(SETTLEMENT "InvoiceReferencedDocument/IssuerAssignedID", NULL, RULE_TEXT, preceding),
    OF_DOCUMENT(SETTLEMENT "SpecifiedTradeSettlementPaymentMeans/TypeCode", NULL, RULE_WORD, means),
    OF_DOCUMENT(SETTLEMENT "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID", NULL, RULE_WORD,
                iban),
    OF_DOCUMENT(SETTLEMENT "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString", NULL, RULE_DATE, due_date),
    OF_DOCUMENT(SETTLEMENT "SpecifiedTradePaymentTerms/Description", NULL, RULE_LINES, terms),
    OF_DOCUMENT(SUMS "LineTotalAmount", NULL, RULE_AMOUNT, lines_net),
    OF_DOCUMENT(SUMS "ChargeTotalAmount", NULL, RULE_AMOUNT, charges),
    OF_DOCUMENT(SUMS "AllowanceTotalAmount", NULL, RULE_AMOUNT, allowances),
    OF_DOCUMENT(SUMS "TaxBasisTotalAmount", NULL, RULE_AMOUNT, net),
    OF_DOCUMENT(SUMS "TaxTotalAmount", "currency", RULE_AMOUNT, vat),
    OF_DOCUMENT(SUMS "RoundingAmount", NULL, RULE_AMOUNT, rounding),
    OF_DOCUMENT(SUMS "GrandTotalAmount", NULL, RULE_AMOUNT, total),
    OF_DOCUMENT(SUMS "TotalPrepaidAmount", NULL, RULE_AMOUNT, prepaid),
    OF_DOCUMENT(SUMS "DuePayableAmount", NULL, RULE_AMOUNT, due),
    OF_RATE("CalculatedAmount", RULE_AMOUNT, vat),
    OF_RATE("BasisAmount", RULE_AMOUNT, base),
    OF_RATE("CategoryCode", RULE_WORD, category),
    OF_RATE("RateApplicablePercent", RULE_DECIMAL, rate),
    OF_LINE("AssociatedDocumentLineDocument/LineID", RULE_TEXT, number),
    OF_SUM("AssociatedDocumentLineDocument/LineStatusReasonCode", RULE_PART),
    OF_LINE("SpecifiedTradeProduct/Name", RULE_TEXT, description),
    OF_LINE("SpecifiedTradeProduct/SellerAssignedID", RULE_TEXT, reference),
    OF_LINE("SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount", RULE_DECIMAL, unit_price),
    OF_SUM("SpecifiedLineTradeAgreement/NetPriceProductTradePrice/BasisQuantity", RULE_BASE),
    OF_LINE("SpecifiedLineTradeDelivery/BilledQuantity", RULE_UNIT, quantity),
    OF_LINE("SpecifiedLineTradeSettlement/ApplicableTradeTax/CategoryCode", RULE_WORD, vat_category),
    OF_LINE("SpecifiedLineTradeSettlement/ApplicableTradeTax/RateApplicablePercent", RULE_DECIMAL, vat_rate),
    OF_SUM("SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge/ChargeIndicator/Indicator", RULE_SIGN),
    OF_SUM("SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge/ActualAmount", RULE_ALLOWANCE),
    OF_LINE("SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount", RULE_AMOUNT, net),
};

#define UBL_PARTY(where, m)                                                                                                    \
    OF_DOCUMENT(where "/PartyLegalEntity/RegistrationName", NULL, RULE_TEXT, m.name),                                          \
        OF_DOCUMENT(where "/PartyName/Name", NULL, RULE_TEXT, m.name),                                                         \
        OF_DOCUMENT(where "/PartyIdentification/ID", "0009", RULE_WORD, m.siret),                                              \
        OF_DOCUMENT(where "/PartyLegalEntity/CompanyID", "0002", RULE_WORD, m.siren),                                          \
        OF_DOCUMENT(where "/PartyTaxScheme/CompanyID", NULL, RULE_WORD, m.vat_number),                                         \
        OF_DOCUMENT(where "/PostalAddress/StreetName", NULL, RULE_TEXT, m.street),                                             \
        OF_DOCUMENT(where "/PostalAddress/PostalZone", NULL, RULE_TEXT, m.postal_code),                                        \
        OF_DOCUMENT(where "/PostalAddress/CityName", NULL, RULE_TEXT, m.city),                                                 \
        OF_DOCUMENT(where "/PostalAddress/Country/IdentificationCode", NULL, RULE_WORD, m.country)
/* NOLINTEND(bugprone-macro-parentheses) */

/* Invoice and CreditNote differ in a few names. */
#define UBL(type, counted)                                                                                                     \
    OF_DOCUMENT("ID", NULL, RULE_TEXT, number), OF_DOCUMENT(type, NULL, RULE_WORD, type_code),                                 \
        OF_DOCUMENT("IssueDate", NULL, RULE_DATE, issue_date), OF_DOCUMENT("DueDate", NULL, RULE_DATE, due_date),              \
        OF_DOCUMENT("PaymentMeans/PaymentDueDate", NULL, RULE_DATE, due_date), OF_DOCUMENT("Note", NULL, RULE_LINES, notes),   \
        UBL_PARTY("AccountingSupplierParty/Party", seller), UBL_PARTY("AccountingCustomerParty/Party", buyer),                 \
        OF_DOCUMENT("OrderReference/ID", NULL, RULE_TEXT, order),                                                              \
        OF_DOCUMENT("DocumentCurrencyCode", NULL, RULE_WORD, currency),                                                        \
        OF_DOCUMENT("BillingReference/InvoiceDocumentReference/ID", NULL, RULE_TEXT, preceding),                               \
        OF_DOCUMENT("PaymentMeans/PaymentMeansCode", NULL, RULE_WORD, means),                                                  \
        OF_DOCUMENT("PaymentMeans/PayeeFinancialAccount/ID", NULL, RULE_WORD, iban),                                           \
        OF_DOCUMENT("PaymentTerms/Note", NULL, RULE_LINES, terms),                                                             \
        OF_DOCUMENT("LegalMonetaryTotal/LineExtensionAmount", NULL, RULE_AMOUNT, lines_net),                                   \
        OF_DOCUMENT("LegalMonetaryTotal/ChargeTotalAmount", NULL, RULE_AMOUNT, charges),                                       \
        OF_DOCUMENT("LegalMonetaryTotal/AllowanceTotalAmount", NULL, RULE_AMOUNT, allowances),                                 \
        OF_DOCUMENT("LegalMonetaryTotal/TaxExclusiveAmount", NULL, RULE_AMOUNT, net),                                          \
        OF_DOCUMENT("TaxTotal/TaxAmount", "currency", RULE_AMOUNT, vat),                                                       \
        OF_DOCUMENT("LegalMonetaryTotal/PayableRoundingAmount", NULL, RULE_AMOUNT, rounding),                                  \
        OF_DOCUMENT("LegalMonetaryTotal/TaxInclusiveAmount", NULL, RULE_AMOUNT, total),                                        \
        OF_DOCUMENT("LegalMonetaryTotal/PrepaidAmount", NULL, RULE_AMOUNT, prepaid),                                           \
        OF_DOCUMENT("LegalMonetaryTotal/PayableAmount", NULL, RULE_AMOUNT, due), OF_RATE("TaxAmount", RULE_AMOUNT, vat),       \
        OF_RATE("TaxableAmount", RULE_AMOUNT, base), OF_RATE("TaxCategory/ID", RULE_WORD, category),                           \
        OF_RATE("TaxCategory/Percent", RULE_DECIMAL, rate), OF_LINE("ID", RULE_TEXT, number),                                  \
        OF_LINE("Item/Name", RULE_TEXT, description), OF_LINE("Item/SellersItemIdentification/ID", RULE_TEXT, reference),      \
        OF_LINE("Price/PriceAmount", RULE_DECIMAL, unit_price), OF_SUM("Price/BaseQuantity", RULE_BASE),                       \
        OF_LINE(counted, RULE_UNIT, quantity), OF_LINE("Item/ClassifiedTaxCategory/ID", RULE_WORD, vat_category),              \
        OF_LINE("Item/ClassifiedTaxCategory/Percent", RULE_DECIMAL, vat_rate),                                                 \
        OF_SUM("AllowanceCharge/ChargeIndicator", RULE_SIGN), OF_SUM("AllowanceCharge/Amount", RULE_ALLOWANCE),                \
        OF_LINE("LineExtensionAmount", RULE_AMOUNT, net)

static const struct rule ubl_invoice[] = {UBL("InvoiceTypeCode", "InvoicedQuantity")};
static const struct rule ubl_credit_note[] = {UBL("CreditNoteTypeCode", "CreditedQuantity")};

#define UBL_SPACE(name) "urn:oasis:names:specification:ubl:schema:xsd:" name
#define RULES(array) array, sizeof(array) / sizeof *(array)

const struct grammar incoming_grammars[] = {
    {"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100", "CrossIndustryInvoice", INCOMING_CII,
     HEAD "IncludedSupplyChainTradeLineItem", SETTLEMENT "ApplicableTradeTax", RULES(cii)},
    {UBL_SPACE("Invoice-2"), "Invoice", INCOMING_UBL, "InvoiceLine", "TaxTotal/TaxSubtotal", RULES(ubl_invoice)},
    {UBL_SPACE("CreditNote-2"), "CreditNote", INCOMING_UBL, "CreditNoteLine", "TaxTotal/TaxSubtotal", RULES(ubl_credit_note)},
    {.space = NULL},
};
