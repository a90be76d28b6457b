# SPDX-License-Identifier: MIT
"""Reads an XLSX file with nothing but zipfile and an XML parser: an independent reader of what libxlsxwriter wrote."""

import datetime
import decimal
import io
import re
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Cell:
    """kind: "text", "number", "bool". value: str, Decimal, bool. format: the number format, None where there is none."""

    def __init__(self, kind, value, style, formula):
        self.kind, self.value, self.formula = kind, value, formula
        self.format, self.bold = style

    @property
    def date(self):
        """What a number with a date's format shows: serials count a 29 February 1900 that never was."""
        start = datetime.datetime(1899, 12, 31 if self.value < 60 else 30)
        return start + datetime.timedelta(seconds=round(float(self.value) * 86400))


class Sheet:
    """cells: {(row, column): Cell}, from 0."""

    def __init__(self, root, strings, styles):
        self.cells = {}
        for node in root.iter(f"{MAIN}c"):
            cell = self.read(node, strings, styles)
            if cell:
                self.cells[self.place(node.get("r"))] = cell
        pane = root.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
        self.frozen_rows = int(pane.get("ySplit", 0)) if pane is not None and pane.get("state") == "frozen" else 0
        filtered = root.find(f"{MAIN}autoFilter")
        self.filter = filtered.get("ref") if filtered is not None else None
        self.widths = {index: float(column.get("width")) for column in root.iter(f"{MAIN}col")
                       for index in range(int(column.get("min")) - 1, int(column.get("max")))}
        self.height = 1 + max((row for row, _ in self.cells), default=-1)
        self.titles = [self.cells[0, column].value for column in range(1 + max(c for r, c in self.cells if r == 0))]

    @staticmethod
    def place(reference):
        letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        return int(digits) - 1, column - 1

    @staticmethod
    def read(node, strings, styles):
        style, kind = styles[int(node.get("s", 0))], node.get("t", "n")
        value, formula = node.find(f"{MAIN}v"), node.find(f"{MAIN}f") is not None
        if kind == "inlineStr":
            text = "".join(part.text or "" for part in node.iter(f"{MAIN}t"))
            return Cell("text", re.sub(r"_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), text), style, formula)
        if value is None:
            return None
        if kind == "s":
            return Cell("text", strings[int(value.text)], style, formula)
        if kind == "b":
            return Cell("bool", value.text == "1", style, formula)
        return Cell("number", decimal.Decimal(repr(float(value.text))), style, formula)  # a double, as every spreadsheet reads it

    def row(self, number):
        """{title: Cell} of one row."""
        return {title: self.cells[number, column] for column, title in enumerate(self.titles) if (number, column) in self.cells}

    def rows(self, totals=True):
        """All rows below the titles; without the last where that holds the totals."""
        return [self.row(number) for number in range(1, self.height - (1 if totals else 0))]


def styles_of(archive):
    """[(number format, bold)] by the index that cells name."""
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    formats = {node.get("numFmtId"): node.get("formatCode") for node in root.iter(f"{MAIN}numFmt")}
    builtin = {"0": None, "1": "0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "14": "mm-dd-yy"}
    fonts = [font.find(f"{MAIN}b") is not None for font in root.find(f"{MAIN}fonts")]
    return [({**builtin, **formats}.get(xf.get("numFmtId")), fonts[int(xf.get("fontId"))]) for xf in root.find(f"{MAIN}cellXfs")]


def read_book(content):
    """{name: Sheet} in the order of the file; the archive's checksums are verified."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    if archive.testzip():
        raise AssertionError(f"damaged: {archive.testzip()}")
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = {node.get("Id"): node.get("Target") for node in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
    strings = []
    if "xl/sharedStrings.xml" in archive.namelist():
        shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        strings = ["".join(part.text or "" for part in item.iter(f"{MAIN}t")) for item in shared.iter(f"{MAIN}si")]
    styles = styles_of(archive)
    return {node.get("name"): Sheet(ElementTree.fromstring(archive.read(f"xl/{links[node.get(LINK)]}")), strings, styles)
            for node in book.find(f"{MAIN}sheets")}
