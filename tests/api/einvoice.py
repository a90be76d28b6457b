# SPDX-License-Identifier: MIT
"""An independent reader of electronic invoices (CII): the French rules as a table, and every sum reckoned anew."""

import datetime
import re
import xml.etree.ElementTree as ElementTree
from decimal import ROUND_HALF_UP, Decimal

NAMES = {prefix: f"urn:un:unece:uncefact:data:standard:{name}:100" for prefix, name in (
    ("rsm", "CrossIndustryInvoice"), ("ram", "ReusableAggregateBusinessInformationEntity"),
    ("udt", "UnqualifiedDataType"), ("qdt", "QualifiedDataType"))}
CENT = Decimal("0.01")
RATES = {Decimal(rate) for rate in "0 10 13 20 8.5 19.6 2.1 5.5 7 20.6 1.05 0.9 1.75 9.2 9.6".split()}


def cents(value):
    """Rounded half away from zero."""
    return value.quantize(CENT, ROUND_HALF_UP)


class Node:
    """An element, asked by paths without prefixes."""

    def __init__(self, element):
        self.element = element

    def all(self, path):
        return [Node(found) for found in self.element.findall("/".join("{*}" + step for step in path.split("/")))]

    def one(self, path):
        found = self.all(path)
        return found[0] if found else None

    def text(self, path="", attribute=None):
        node = self.one(path) if path else self
        if node is None:
            return None
        return node.element.get(attribute) if attribute else node.element.text or ""

    def number(self, path):
        text = self.text(path)
        return None if text is None else Decimal(text)


class Document:
    def __init__(self, raw):
        self.root = Node(ElementTree.fromstring(raw))
        self.head = self.root.one("ExchangedDocument")
        body = self.root.one("SupplyChainTradeTransaction")
        self.lines = body.all("IncludedSupplyChainTradeLineItem")
        self.seller = body.one("ApplicableHeaderTradeAgreement/SellerTradeParty")
        self.buyer = body.one("ApplicableHeaderTradeAgreement/BuyerTradeParty")
        self.settlement = body.one("ApplicableHeaderTradeSettlement")
        self.sums = self.settlement.one("SpecifiedTradeSettlementHeaderMonetarySummation")
        self.number = self.head.text("ID")
        self.type = self.head.text("TypeCode")
        self.issued = self.head.text("IssueDateTime/DateTimeString")
        self.due = self.settlement.text("SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString")
        self.frame = self.root.text("ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID") or ""
        self.taxes = self.settlement.all("ApplicableTradeTax")
        self.references = self.settlement.all("InvoiceReferencedDocument")

    def notes(self, subject):
        return [note.text("Content") for note in self.head.all("IncludedNote") if note.text("SubjectCode") == subject]

    def rates(self):
        taxes = self.taxes + [line.one("SpecifiedLineTradeSettlement/ApplicableTradeTax") for line in self.lines]
        return [rate for tax in taxes if (rate := tax.text("RateApplicablePercent")) is not None]

    def price(self, line):
        return line.text("SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount")

    def quantity(self, line):
        return line.text("SpecifiedLineTradeDelivery/BilledQuantity")

    def net(self, line):
        return line.number("SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount")

    def discount(self, line):
        """What is taken off a line; less than nothing where it is added."""
        off = Decimal(0)
        for part in line.all("SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge"):
            off += part.number("ActualAmount") * (-1 if part.text("ChargeIndicator/Indicator") == "true" else 1)
        return off

    def allowances(self):
        return self.settlement.all("SpecifiedTradeAllowanceCharge")


def siren(party):
    return party.text("SpecifiedLegalOrganization/ID") or ""


def siret_fits(party):
    siret = party.text("GlobalID")
    return siret is None or bool(re.fullmatch(r"\d{14}", siret)) and siret[:9] == siren(party)


def is_date(text):
    try:
        return bool(re.fullmatch(r"20\d{6}", text)) and bool(datetime.datetime.strptime(text, "%Y%m%d"))
    except (TypeError, ValueError):
        return False


def endpoint(party, attribute=None):
    return party.text("URIUniversalCommunication/URIID", attribute) or ""


def business(document):
    return document.notes("BAR") == ["B2B"]


def is_number(text, places):
    return bool(re.fullmatch(rf"-?\d{{1,19}}(\.\d{{1,{places}}})?", text)) and len(text.replace(".", "")) <= 19


# What the French platforms refuse (BR-FR-…, version 1.4.0): the rules that concern what is written here.
FRENCH = {
    "BR-FR-01": lambda d: len(d.number) <= 35,
    "BR-FR-02": lambda d: bool(re.fullmatch(r"[A-Za-z0-9+_/-]+", d.number)),
    "BR-FR-03": lambda d: all(is_date(day) for day in [d.issued, *([d.due] if d.due else [])]),
    "BR-FR-04": lambda d: d.type in "380 389 393 501 386 500 384 471 472 473 261 262 381 396 502 503".split(),
    "BR-FR-05": lambda d: all(d.notes(subject) for subject in ("PMT", "PMD", "AAB")),
    "BR-FR-06": lambda d: all(len(d.notes(subject)) <= 1 for subject in ("PMT", "PMD", "AAB", "TXD")),
    "BR-FR-08": lambda d: d.frame in "B1 S1 M1 B2 S2 M2 S3 B4 S4 M4 S5 S6 B7 S7 B8 S8 M8 B9 S9 M9".split(),
    "BR-FR-09": lambda d: siret_fits(d.seller) and siret_fits(d.buyer),
    "BR-FR-10": lambda d: bool(re.fullmatch(r"\d{9}", siren(d.seller))),
    "BR-FR-11": lambda d: not business(d) or bool(re.fullmatch(r"\d{9}", siren(d.buyer))),
    "BR-FR-12": lambda d: endpoint(d.buyer) != "",
    "BR-FR-13": lambda d: endpoint(d.seller) != "",
    "BR-FR-16": lambda d: all(re.fullmatch(r"\d+(\.\d{1,2})?", rate) and Decimal(rate) in RATES for rate in d.rates()),
    "BR-FR-20": lambda d: all(note in "B2B B2BINT B2C B2CINT OUTOFSCOPE ARCHIVEONLY".split() for note in d.notes("BAR")),
    "BR-FR-21": lambda d: not business(d) or endpoint(d.buyer, "schemeID") == "0225" and endpoint(d.buyer).startswith(siren(d.buyer)),
    "BR-FR-23": lambda d: all(re.fullmatch(r"[A-Za-z0-9+_.-]+", endpoint(party)) for party in (d.seller, d.buyer)
                              if endpoint(party, "schemeID") == "0225"),
    "BR-FR-25": lambda d: all(len(endpoint(party)) <= 125 for party in (d.seller, d.buyer)),
    "BR-FR-31": lambda d: len(d.notes("BAR")) <= 1,
    "BR-FR-DEC-02": lambda d: all(is_number(d.quantity(line), 4) for line in d.lines),
    "BR-FR-DEC-03": lambda d: all(is_number(d.price(line), 6) and d.price(line)[0] != "-" for line in d.lines),
    "BR-FR-DEC-04": lambda d: all(is_number(rate, 2) and len(rate.replace(".", "")) <= 4 for rate in d.rates()),
    "BR-FR-CO-05": lambda d: d.type != "381" or any(reference.text("IssuerAssignedID") and is_date(
        reference.text("FormattedIssueDateTime/DateTimeString")) for reference in d.references),
    "BR-FR-CO-07": lambda d: not d.due or d.frame[1:] == "2" or d.due >= d.issued,
    "BR-FR-CO-08": lambda d: d.frame[1:] != "4" or d.type not in ("386", "500", "503"),
    "BR-FR-CO-09": lambda d: d.frame[1:] != "2" or bool(d.due) and d.sums.number("DuePayableAmount") == 0 and d.sums.number(
        "TotalPrepaidAmount") == d.sums.number("GrandTotalAmount"),
}

# Of EN 16931, what its own tests tell apart in the samples.
STANDARD = {
    "BR-27": lambda d: all(Decimal(d.price(line)) >= 0 for line in d.lines),
    "BR-33": lambda d: all(part.text("Reason") or part.text("ReasonCode") for part in d.allowances()),
    "BR-CO-10": lambda d: d.sums.number("LineTotalAmount") == sum(d.net(line) for line in d.lines),
    "BR-CL-06": lambda d: all(tax.text("DueDateTypeCode") in (None, "5", "29", "72") for tax in d.taxes),
    "BR-E-02": lambda d: "E" not in categories(d) or d.seller.one("SpecifiedTaxRegistration/ID") is not None,
    "BR-O-11": lambda d: "O" not in categories(d) or len(d.taxes) == 1,
    "CII-SR-470": lambda d: all(means.text("TypeCode") not in ("30", "58") or means.text("PayeePartyCreditorFinancialAccount/IBANID")
                                for means in d.settlement.all("SpecifiedTradeSettlementPaymentMeans")),
}


def categories(document):
    return {tax.text("CategoryCode") for tax in document.taxes}


def broken(document, rules):
    return {name for name, rule in rules.items() if not rule(document)}


# --- what no official rule looks at

def empty_elements(document):
    return [node.tag for node in document.root.element.iter() if not len(node) and not (node.text or "").strip()]


def line_faults(document, paper):
    """Each line against the paper's, and its net against its price."""
    faults = []
    gross = paper["price_mode"] == "GROSS"
    if len(document.lines) != len(paper["items"]):
        return [f"{len(document.lines)} lines"]
    for position, (line, item) in enumerate(zip(document.lines, paper["items"]), 1):
        quantity, price, net = Decimal(document.quantity(line)), Decimal(document.price(line)), document.net(line)
        slack = abs(quantity) * Decimal("0.0000005") + Decimal("0.005") if gross else 0
        reckoned = quantity * price if gross else cents(quantity * price)
        tax = line.one("SpecifiedLineTradeSettlement/ApplicableTradeTax")
        checks = {
            "position": line.text("AssociatedDocumentLineDocument/LineID") == str(position),
            "price times quantity": abs(reckoned - document.discount(line) - net) <= slack,
            "net": net == item["net_total"],
            "quantity": abs(quantity) == abs(item["quantity"]),
            "price": gross or price == abs(item["unit_price"]),
            "rate": Decimal(tax.text("RateApplicablePercent")) == item["vat_rate"],
            "category": tax.text("CategoryCode") == ("S" if item["vat_rate"] else "E"),
            "reference": line.text("SpecifiedTradeProduct/SellerAssignedID") == item["reference"],
        }
        faults += [f"line {position}: {name}" for name, right in checks.items() if not right]
    return faults


def sum_faults(document, paper):
    """Sums against each other and against the paper; VAT by rate against the lines, to the cent."""
    value = document.sums.number
    net_by_rate, faults = {}, []
    for line in document.lines:
        rate = Decimal(line.text("SpecifiedLineTradeSettlement/ApplicableTradeTax/RateApplicablePercent"))
        net_by_rate[rate] = net_by_rate.get(rate, 0) + document.net(line)
    written = {tax.number("RateApplicablePercent"): (tax.number("BasisAmount"), tax.number("CalculatedAmount"))
               for tax in document.taxes}
    checks = {
        "BT-106": value("LineTotalAmount") == sum(document.net(line) for line in document.lines) == paper["subtotal"],
        "BT-109": value("TaxBasisTotalAmount") == value("LineTotalAmount"),
        "BT-110": value("TaxTotalAmount") == sum(vat for _, vat in written.values()) == paper["vat_amount"],
        "BT-112": value("GrandTotalAmount") == value("TaxBasisTotalAmount") + value("TaxTotalAmount") == paper["total"],
        "BT-115": value("DuePayableAmount") == value("GrandTotalAmount") - (value("TotalPrepaidAmount") or 0),
        "BT-113": (value("TotalPrepaidAmount") or 0) == paper.get("amount_deposited", 0),
        "BG-23": {rate: net for rate, (net, _) in written.items()} == net_by_rate and len(written) == len(document.taxes),
        "positive": value("GrandTotalAmount") >= 0,
        "why no VAT": all(bool(tax.text("ExemptionReason")) == (tax.text("CategoryCode") == "E") for tax in document.taxes),
    }
    faults += [name for name, right in checks.items() if not right]
    if document.type == "380":
        faults += [f"VAT at {rate}" for rate, (net, vat) in written.items() if vat != vat_of(paper, rate, net)]
    return faults


def vat_of(paper, rate, net):
    if paper["price_mode"] == "NET":
        return cents(net * rate / 100)
    gross = sum(item["total"] for item in paper["items"] if item["vat_rate"] == rate)
    return cents(gross * rate / (100 + rate))


def faults(raw, paper):
    """All that is wrong with the XML of a paper as the API answers it."""
    document = Document(raw)
    return sorted(broken(document, FRENCH) | broken(document, STANDARD)) + [
        f"empty {tag}" for tag in empty_elements(document)] + line_faults(document, paper) + sum_faults(document, paper)
