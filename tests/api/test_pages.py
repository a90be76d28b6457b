# SPDX-License-Identifier: MIT
"""The pages *Adding …* of docs/, applied: what they print builds without a warning, and passes the tests that look at tables."""

import os
import re
import shutil
import unittest

import pages
from harness import ROOT, SANITIZED

PAGES = {"docs/adding-a-resource.md": 5, "docs/adding-a-field.md": 3, "docs/adding-a-status.md": 2}  # with the number of their steps
ROUTES = "/api/suppliers"  # what they add
FOLDER = ROOT / "build/pages"
SUITES = ("catalogue", "records", "list_fields", "states")


@unittest.skipIf(SANITIZED, "once is enough")
class PagesTest(unittest.TestCase):
    """All pages in one tree: they are built once."""

    @classmethod
    def setUpClass(cls):
        cls.tree = pages.read_sources()
        cls.touched = {page: pages.apply(cls.tree, page) for page in PAGES}
        pages.write(cls.tree, FOLDER)
        compiler = "ccache gcc" if shutil.which("ccache") else "gcc"
        cls.built = pages.run(FOLDER, "make", f"-j{os.cpu_count()}", f"CC={compiler}", "build/test/unit", "build/layers.ok")

    def test_they_build(self):
        self.assertEqual(self.built.returncode, 0, self.built.stdout[-2000:] + self.built.stderr[-4000:])

    def test_format(self):
        names = [name for touched in self.touched.values() for name in touched if name.endswith((".c", ".h"))]
        done = pages.run(FOLDER, "clang-format", "--dry-run", "-Werror", *names)
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])

    def test_steps(self):
        for page, steps in PAGES.items():
            text = (ROOT / page).read_text(encoding="utf-8")
            self.assertEqual(re.findall(r"^\*\*(\d+)\.", text, re.M), [str(i + 1) for i in range(steps)], page)
            blocks = re.findall(r"^```\w+", text, re.M)
            self.assertEqual(len(blocks), len(self.touched[page]), f"{page}: a block names no file")

    def test_suites(self):
        for suite in SUITES:
            done = pages.run(FOLDER, "build/test/unit", suite)
            self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr[-2000:])
            self.assertRegex(done.stdout, r"unit: [1-9]\d* passed, 0 failed")

    def test_routes(self):
        """Every route has a sample, and those of the new ones do what samples must."""
        for case, least in (("table", 2), ("samples", 30)):
            done = pages.run(FOLDER, "build/test/unit", "routes", CK_RUN_CASE=case, SAMPLES_OF=ROUTES)
            self.assertEqual(done.returncode, 0, done.stdout[-2000:])
            self.assertGreaterEqual(int(re.search(r"unit: (\d+) passed, 0 failed", done.stdout)[1]), least)

    def test_a_page_that_errs_is_found(self):
        """Positive controls: a place that is not there, or there twice; a file that is there already."""
        tree = dict(self.tree)
        for name, text in (("fcgi/routes.c", "X(no_routes)"), ("lib/workshop/vehicle.h", "const char")):
            with self.assertRaises(ValueError):
                pages.insert(tree, name, "", after=text)
        with self.assertRaises(ValueError):
            pages.apply(tree, "docs/adding-a-resource.md")
        self.assertEqual(pages.numbered({"sql/tenant/0041_a.sql": b""}, "sql/tenant/NNNN_b.sql"), "sql/tenant/0042_b.sql")


if __name__ == "__main__":
    unittest.main()
