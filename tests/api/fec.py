# SPDX-License-Identifier: MIT
"""An independent reader of the accountant's file: the published rules (LPF art. A47 A-1, and what the tax office's own tester looks
at), and that it balances."""

import datetime
import re
from decimal import Decimal

COLUMNS = ("JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate "
           "EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise Idevise").split()
NEEDED = "JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib PieceRef PieceDate EcritureLib ValidDate".split()


def amount(text):
    return Decimal(text.replace(",", "."))


def name_faults(name):
    found = re.fullmatch(r"(\d{9})FEC(\d{8})\.txt", name)
    return [] if found and is_day(found[2]) else [f"name {name}"]


def is_day(text):
    try:
        return bool(re.fullmatch(r"\d{8}", text)) and bool(datetime.datetime.strptime(text, "%Y%m%d"))
    except ValueError:
        return False


def row_faults(row):
    faults = [f"{name} is empty" for name in NEEDED if not row[name].strip(" /")]
    faults += [f"{name} {row[name]}" for name in ("EcritureDate", "PieceDate", "ValidDate") if not is_day(row[name])]
    faults += [f"{name} {row[name]}" for name in ("Debit", "Credit") if not re.fullmatch(r"\d+,\d{2}", row[name])]
    if faults:
        return faults
    if (amount(row["Debit"]) == 0) == (amount(row["Credit"]) == 0):
        faults.append("one of debit and credit is nothing, and one is not")
    if not re.match(r"\d{3}", row["CompteNum"]):
        faults.append(f"account {row['CompteNum']}")
    if bool(row["CompAuxNum"]) != bool(row["CompAuxLib"]):
        faults.append("half an auxiliary account")
    if bool(row["EcritureLet"]) != bool(row["DateLet"]) or (row["DateLet"] and not is_day(row["DateLet"])):
        faults.append(f"letter {row['EcritureLet']} of {row['DateLet']}")
    return faults


def letters(rows):
    """Letter: account, day and sum of what bears it, which is nothing where it began and ended within the rows."""
    found = {}
    for row in rows:
        if row["EcritureLet"]:
            key = (row["CompteNum"], row["DateLet"])
            sums = found.setdefault(row["EcritureLet"], {})
            sums[key] = sums.get(key, 0) + amount(row["Debit"]) - amount(row["Credit"])
    return found


def read(content):
    """Rows, and what is wrong with the file."""
    text = content.decode("iso-8859-15")
    lines = text.split("\r\n")
    separator = "\t" if "\t" in lines[0] else "|"
    faults = [] if lines[-1] == "" and "\n" not in text.replace("\r\n", "") else ["ends of lines"]
    if lines[0].split(separator) != COLUMNS:
        faults.append("heading")
    cells = [line.split(separator) for line in lines[1:-1]]
    faults += [f"line {number}: {len(row)} fields" for number, row in enumerate(cells, 2) if len(row) != len(COLUMNS)]
    if faults:
        return [], faults
    rows = [dict(zip(COLUMNS, row)) for row in cells]
    for number, row in enumerate(rows, 2):
        faults += [f"line {number}: {fault}" for fault in row_faults(row)]
    return rows, faults + ([] if faults else entry_faults(rows))


def entry_faults(rows):
    """Every entry stands together, balances, is of one journal and day; numbers go up by one; an account has one name."""
    faults, names, entries = [], {}, {}
    for row in rows:
        entries.setdefault(int(row["EcritureNum"]), []).append(row)
        if names.setdefault(row["CompteNum"], row["CompteLib"]) != row["CompteLib"]:
            faults.append(f"two names of {row['CompteNum']}")
    numbers = [int(row["EcritureNum"]) for row in rows]
    if numbers != sorted(numbers):
        faults.append("order")
    if sorted(entries) != list(range(min(entries, default=1), min(entries, default=1) + len(entries))):
        faults.append("a gap between numbers")
    for number, entry in entries.items():
        if sum(amount(row["Debit"]) - amount(row["Credit"]) for row in entry) != 0:
            faults.append(f"entry {number} does not balance")
        if len({(row["JournalCode"], row["EcritureDate"], row["PieceRef"]) for row in entry}) != 1:
            faults.append(f"entry {number} is of several journals, days or pieces")
    return faults
