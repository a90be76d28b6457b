#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""agreement.py PAPERS: what the pages reckon of quotes (PAPERS, by agreement.ts) is what the API answers, to the cent."""

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


def main(papers):
    instance = harness.another()
    owner = instance.sign_up()
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
    problems = harness.stop_all() + [f"no paper in {mode}" for mode, count in modes.items() if not count]
    print(*problems, sep="\n", end="\n" if problems else "")
    print(f"agreement: {len(papers) - wrong} passed, {wrong + len(problems)} failed")
    return 1 if wrong or problems else 0


sys.exit(main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
