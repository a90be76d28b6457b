#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""verify_archive.py FILE: whether an archive of VisionCRM's ledger is whole, with nothing but Python's own library.

Checks the hash of the file, the chain of its entries, and that each closing is the sum of what was recorded in its period and goes
on from the closing before. Prints what it found; exit code 0: all is well, 1: it is not."""
import hashlib
import json
import sys

SUMS = {"invoiced": ("invoice_count", "INVOICE"), "credited": ("credit_note_count", "CREDIT_NOTE"),
        "paid": ("payment_count", "PAYMENT"), "reversed": ("reversal_count", "REVERSAL", "REFUND")}


def worth(entry):  # its amount; of an invoice its total, less the deposits that it deducts
    return abs(entry.get("amount", entry.get("total"))) - sum(part["net"] + part["vat"] for part in entry.get("deposits", []))


def check(data):
    body, foot = data[: data.rstrip(b"\n").rfind(b"\n") + 1], json.loads(data.rstrip(b"\n").rsplit(b"\n", 1)[1])
    if hashlib.sha256(body).hexdigest() != foot["sha256"]:
        raise ValueError("the file does not fit its hash")
    head, *entries = [json.loads(line) for line in body.splitlines()]
    if len(entries) != foot["entries"]:
        raise ValueError("entries are missing")
    previous, before, closings = "0" * 64, {}, 0
    unclosed = {"DAY": [], "MONTH": [], "YEAR": []}  # what no closing of a kind has counted yet
    for number, row in enumerate(entries, 1):
        text = row["entry"]
        if row["seq"] != number or row["previous_hash"] != previous:
            raise ValueError(f"entry {number}: the chain is broken")
        previous = hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
        if row["hash"] != previous:
            raise ValueError(f"entry {number}: its text does not fit its hash")
        entry = json.loads(text)
        if entry.get("issued_at", entry.get("created_at")) != row["created_at"]:
            raise ValueError(f"entry {number}: the time of its recording is another one")
        if row["kind"] == "CLOSING":
            closings += 1
            last = before.get(entry["kind"], {})
            span = [one for one in unclosed[entry["kind"]] if entry["from_at"] <= one[0] < entry["to_at"]]
            unclosed[entry["kind"]] = [one for one in unclosed[entry["kind"]] if one[0] >= entry["to_at"]]
            for total, (count, *kinds) in SUMS.items():
                period = [amount for _, kind, amount in span if kind in kinds]
                perpetual = f"perpetual_{total}"
                if (entry[count], entry[total], entry[perpetual]) != (len(period), sum(period), last.get(perpetual, 0) + sum(period)):
                    raise ValueError(f"entry {number}: the closing differs from what was recorded")
            before[entry["kind"]] = entry
        elif row["kind"] != "EVENT":
            for waiting in unclosed.values():
                waiting.append((row["created_at"], row["kind"], worth(entry)))
    return f"{head['name']}: whole, {len(entries)} entries, {closings} closings, last hash {previous}"


if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
    sys.exit(__doc__)
try:
    print(check(open(sys.argv[1], "rb").read()))
except OSError as problem:
    sys.exit(f"cannot read it: {problem}")
except (ValueError, KeyError, IndexError, TypeError) as problem:
    sys.exit(f"NOT WHOLE: {problem}")
