#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""ocr.py FOLDER...: how many of a folder's pictures of registration certificates are read right, by degradation, and what that
costs. A folder holds <vehicle>-<degradation>.jpg and truth.json: {file: {"E": VIN, "A": plate, "B": "DD/MM/YYYY", "D.1": make,
"D.3": model, "P.3": fuel, "P.6": power, "C.1": last name, "C.1b": first name, "C.3": [street, town]}}. Also prints, of the
fields of each confidence, how many were right: what "confidence" means. CPU is that of the child that reads."""

import collections
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "api"))

from harness import another, stop_all  # noqa: E402
from test_ocr import form  # noqa: E402

FIELDS = ("vin", "license_plate", "first_registration", "make", "model", "fuel", "fiscal_power", "owner_name", "owner_address")
ACCENTS = str.maketrans("ËŠ", "ES")


def expected(truth):
    day, month, year = truth["B"].split("/")
    return (truth["E"], truth["A"], f"{year}-{month}-{day}", truth["D.1"], truth["D.3"], truth["P.3"], truth["P.6"],
            f"{truth['C.1b']} {truth['C.1']}", ", ".join(truth["C.3"][:2]))


def children_cpu(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def main(folders):
    instance = another(slow_workers=1, rate_limit_scale=0)
    client = instance.sign_up()
    worker, = instance.workers("slow")
    right = collections.defaultdict(collections.Counter)
    number = collections.Counter()
    cpu = collections.defaultdict(list)
    trust = {name: collections.defaultdict(lambda: [0, 0]) for name in FIELDS}
    for folder in map(Path, folders):
        for name, truth in json.loads((folder / "truth.json").read_text()).items():
            before = children_cpu(worker)
            answer = client.request("POST", "/api/vehicles/ocr", raw=form((folder / name).read_bytes()),
                                    headers={"Content-Type": "multipart/form-data; boundary=frontier"}).expect(200)
            kind = name.split("-")[1].split(".")[0]
            cpu[kind].append(children_cpu(worker) - before)
            number[kind] += 1
            for field, wanted in zip(FIELDS, expected(truth)):
                came = answer.json["data"][field]
                fits = str(came).upper().translate(ACCENTS) == wanted
                right[kind][field] += fits
                if came is not None:
                    sure = float(answer.json["data"]["confidences"][field])
                    count = trust[field][">= 0.9" if sure >= 0.9 else ">= 0.8" if sure >= 0.8 else "< 0.8"]
                    count[0] += fits
                    count[1] += 1
    print("| degradation | pictures |", " | ".join(FIELDS), "| CPU mean, max (s) |")
    print("| --- " * (len(FIELDS) + 3) + "|")
    for kind, count in number.items():
        print(f"| {kind} | {count} |", " | ".join(str(right[kind][field]) for field in FIELDS),
              f"| {sum(cpu[kind]) / count:.2f}, {max(cpu[kind]):.2f} |")
    total = sum(number.values())
    print(f"| all | {total} |", " | ".join(f"{100 * sum(right[kind][field] for kind in number) / total:.0f} %" for field in FIELDS),
          f"| {sum(map(sum, cpu.values())) / total:.2f}, {max(map(max, cpu.values())):.2f} |")
    for field in FIELDS:
        print(field, ", ".join(f"{level}: {a} of {b}" for level, (a, b) in sorted(trust[field].items(), reverse=True)))
    stop_all()


if __name__ == "__main__":
    main(sys.argv[1:])
