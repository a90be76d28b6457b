#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""agreement.py FIGURES: what the pages reckon of quotes and deals (FIGURES, by agreement.ts) is what the API answers, to the cent."""

import json
import sys
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/api"))
sys.dont_write_bytecode = True

import harness  # noqa: E402


def cents(amount):
    return int(Decimal(str(amount)) * 100)


def wrong_papers(owner, papers):
    contact = owner.create("/api/contacts", {"last_name": "Dupont"})["id"]
    wrong = 0
    modes = {"NET": 0, "GROSS": 0}
    for paper in papers:
        quote = owner.create("/api/quotes", {"contact_id": contact, **paper["body"]})
        found = [cents(row["total"]) for row in quote["items"]], [cents(quote[key]) for key in ("subtotal", "vat_amount", "total")]
        modes[quote["price_mode"]] += 1
        if found != (paper["lines"], paper["sums"]):
            wrong += 1
            print(f"{paper['body']}\n  the page: {paper['lines']} {paper['sums']}\n  the API:  {found}")
    return wrong, [f"no paper in {mode}" for mode, count in modes.items() if not count]


def share(number):
    return int(Decimal(str(number)) * 10000)


def wrong_deals(owner, deals):
    wrong = 0
    for number, deal in enumerate(deals):
        made = owner.post("/api/opportunities", {"project_name": f"Deal {number}", **deal["body"]}).expect(201).json
        years = owner.get(f"/api/opportunities/{made['id']}/revenue-distribution").expect(200).json["yearly_summary"]
        found = ([share(made["probability_breakdown"]["final"]), share(made["probability_score"]), cents(made["weighted_amount"]),
                  cents(made["gross_margin_amount"])],
                 [[row["year"], row["months"], cents(row["sales_amount"]), cents(row["gross_margin_amount"])] for row in years])
        if found != (deal["weight"], deal["years"]):
            wrong += 1
            print(f"{deal['body']}\n  the page: {deal['weight']} {deal['years']}\n  the API:  {found}")
    return wrong


def main(figures):
    owner = harness.another().sign_up()
    wrong, lacking = wrong_papers(owner, figures["papers"])
    wrong += wrong_deals(owner, figures["deals"])
    problems = harness.stop_all() + lacking
    print(*problems, sep="\n", end="\n" if problems else "")
    print(f"agreement: {len(figures['papers']) + len(figures['deals']) - wrong} passed, {wrong + len(problems)} failed")
    return 1 if wrong or problems else 0


sys.exit(main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
