# SPDX-License-Identifier: MIT
"""The README's tour, run as printed: every sh block, against the demo tenant on the loopback port."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import harness

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"


class Tour(unittest.TestCase):
    def test_works_as_printed(self):
        blocks = re.findall(r"^```sh\n(.*?)^```$", README.read_text(encoding="utf-8"), re.S | re.M)
        self.assertGreaterEqual(len(blocks), 2)
        instance = harness.another()
        instance.cli("user", "create", "demo", "--email", "owner@garage-dupont.fr", "--name", "Marc Dupont", "--role", "admin",
                     "--password-stdin", text="SecurePassword123!")
        script = "set -eu\n" + "\n".join(blocks).replace("http://localhost:8000", f"http://localhost:{instance.http_port}")
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(README.parent / "tests", os.path.join(folder, "tests"))
            ran = subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
            self.assertEqual(ran.returncode, 0, ran.stderr)
            with open(os.path.join(folder, "facture.pdf"), "rb") as pdf:
                self.assertEqual(pdf.read(5), b"%PDF-")
            with open(os.path.join(folder, "opportunities.xlsx"), "rb") as sheet:
                self.assertEqual(sheet.read(2), b"PK")
        self.assertLess(max(map(len, ran.stdout.splitlines())), 250)  # answers for people
        self.assertIn('"amount_due":260.00', ran.stdout)
        self.assertIn('"license_plate":"PF-580-ZH"', ran.stdout)
        self.assertIn("Invalid email format", ran.stdout)
        self.assertIn('"final":0.236', ran.stdout)
        self.assertIn('"sales_amount":118055.56', ran.stdout)
        self.assertIn("Phone number must start with +", ran.stdout)


if __name__ == "__main__":
    unittest.main()
