# SPDX-License-Identifier: MIT
"""What an electronic invoice says, read by other means than the product's: ElementTree and Decimal, path by path.

    python3 tests/api/supplier_xml.py > tests/data/einvoice/read.tsv
"""

import sys
import xml.etree.ElementTree as tree
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data/einvoice"
SAMPLES = sorted(DATA.glob("samples/*.xml")) + sorted(DATA.glob("ubl/*.xml"))
COLUMNS = ("file", "supplier", "siren", "number", "type", "issued", "due_on", "net", "vat", "total", "due", "lines", "differences")

CENT = Decimal("0.01")


def plain(element):
    """The tree without its namespaces."""
    for one in element.iter():
        one.tag = one.tag.split("}")[-1]
    return element


def cents(text):
    return "" if text is None else str(int(Decimal(text).quantize(CENT, ROUND_HALF_UP) * 100))


def number(text):
    return Decimal(text or 0)


def rounded(value):
    return value.quantize(CENT, ROUND_HALF_UP)


def differing(pairs):
    """Whoever says one amount of two says nothing wrong."""
    return [code for code, given, expected in pairs if given is not None and Decimal(given) != expected]


def line_differences(lines):
    found = []
    for net, price, base, quantity, allowances in lines:
        if None not in (net, price, quantity):
            found += differing([("LINE", net, rounded(Decimal(price) * Decimal(quantity) / Decimal(base or 1)) - allowances)])
    return found


def sums(lines, rates, lines_net, allowances, charges, net, vat, total, prepaid, rounding, due):
    """Codes of what does not add up, in the order in which it is told."""
    said = [Decimal(line[0]) for line in lines if line[0] is not None]
    found = line_differences(lines)
    found += differing([("LINES", lines_net, sum(said, Decimal(0))),
                        ("NET", net, number(lines_net) - number(allowances) + number(charges))])
    found += differing([("RATE", tax, rounded(Decimal(base) * Decimal(rate) / 100)) for rate, base, tax in rates if rate])
    if rates:
        found += differing([("BASE", net, sum(Decimal(base) for _, base, _ in rates)),
                            ("VAT", vat, sum(Decimal(tax) for _, _, tax in rates))])
    found += differing([("TOTAL", total, number(net) + number(vat)),
                        ("DUE", due, number(total) - number(prepaid) + number(rounding))])
    return found


def kind(code):
    return {"381": "CREDIT_NOTE", "386": "DEPOSIT"}.get(code, "INVOICE")


def charged(items, sign, amount):
    """What allowances take away; charges count negative."""
    return sum((Decimal(one.findtext(amount)) * (-1 if one.findtext(sign) == "true" else 1) for one in items), Decimal(0))


def day(text):
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if text else ""


def cii(root):
    trade = root.find("SupplyChainTradeTransaction")
    settled = trade.find("ApplicableHeaderTradeSettlement")
    totals = settled.find("SpecifiedTradeSettlementHeaderMonetarySummation")
    seller = trade.find("ApplicableHeaderTradeAgreement/SellerTradeParty")
    of = totals.findtext
    lines = []
    for line in trade.findall("IncludedSupplyChainTradeLineItem"):
        price = line.find("SpecifiedLineTradeAgreement/NetPriceProductTradePrice")
        rest = line.find("SpecifiedLineTradeSettlement")
        lines.append((rest.findtext("SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"), price.findtext("ChargeAmount"),
                      price.findtext("BasisQuantity"), line.findtext("SpecifiedLineTradeDelivery/BilledQuantity"),
                      charged(rest.findall("SpecifiedTradeAllowanceCharge"), "ChargeIndicator/Indicator", "ActualAmount")))
    rates = [(tax.findtext("RateApplicablePercent"), tax.findtext("BasisAmount"), tax.findtext("CalculatedAmount"))
             for tax in settled.findall("ApplicableTradeTax")]
    found = sums(lines, rates, of("LineTotalAmount"), of("AllowanceTotalAmount"), of("ChargeTotalAmount"), of("TaxBasisTotalAmount"),
                 of("TaxTotalAmount"), of("GrandTotalAmount"), of("TotalPrepaidAmount"), of("RoundingAmount"), of("DuePayableAmount"))
    return [seller.findtext("Name"), seller.findtext("SpecifiedLegalOrganization/ID"), root.findtext("ExchangedDocument/ID"),
            kind(root.findtext("ExchangedDocument/TypeCode")), day(root.findtext("ExchangedDocument/IssueDateTime/DateTimeString")),
            day(settled.findtext("SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString")), cents(of("TaxBasisTotalAmount")),
            cents(of("TaxTotalAmount")), cents(of("GrandTotalAmount")), cents(of("DuePayableAmount")), str(len(lines)), " ".join(found)]


def ubl(root):
    credit = root.tag == "CreditNote"
    totals = root.find("LegalMonetaryTotal")
    party = root.find("AccountingSupplierParty/Party/PartyLegalEntity")
    of = totals.findtext
    lines = [(line.findtext("LineExtensionAmount"), line.findtext("Price/PriceAmount"), line.findtext("Price/BaseQuantity"),
              line.findtext("CreditedQuantity" if credit else "InvoicedQuantity"),
              charged(line.findall("AllowanceCharge"), "ChargeIndicator", "Amount"))
             for line in root.findall("CreditNoteLine" if credit else "InvoiceLine")]
    rates = [(tax.findtext("TaxCategory/Percent"), tax.findtext("TaxableAmount"), tax.findtext("TaxAmount"))
             for tax in root.findall("TaxTotal/TaxSubtotal")]
    vat = root.findtext("TaxTotal/TaxAmount")
    found = sums(lines, rates, of("LineExtensionAmount"), of("AllowanceTotalAmount"), of("ChargeTotalAmount"), of("TaxExclusiveAmount"),
                 vat, of("TaxInclusiveAmount"), of("PrepaidAmount"), of("PayableRoundingAmount"), of("PayableAmount"))
    return [party.findtext("RegistrationName"), party.findtext("CompanyID"), root.findtext("ID"),
            kind(root.findtext("CreditNoteTypeCode" if credit else "InvoiceTypeCode")), root.findtext("IssueDate"),
            root.findtext("DueDate") or root.findtext("PaymentMeans/PaymentDueDate") or "", cents(of("TaxExclusiveAmount")), cents(vat),
            cents(of("TaxInclusiveAmount")), cents(of("PayableAmount")), str(len(lines)), " ".join(found)]


def facts(path):
    """A row of COLUMNS; amounts in cents, "" for what is not said."""
    root = plain(tree.fromstring(path.read_bytes()))
    read = cii(root) if root.tag == "CrossIndustryInvoice" else ubl(root)
    return [path.relative_to(DATA).as_posix(), *(value or "" for value in read)]


if __name__ == "__main__":
    sys.stdout.write("".join("\t".join(row) + "\n" for row in [COLUMNS, *map(facts, SAMPLES)]))
