# SPDX-License-Identifier: MIT
"""Reads the examples out of the two specifications: what is requested and what is answered, exactly as printed; and
compares a printed answer with the one that came.

The specifications lie in ../shared/specs beside the repository, in the folder that VISIONCRM_SPECS names, or, wherever
neither exists, as verbatim copies in tests/api/specs. test_spec_workshop.py and test_spec_pipeline.py replay what this
module finds."""

import decimal
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from harness import DATE, INSTANT, MONEY, ROOT, UUID, parse_json

HERE = Path(__file__).resolve().parent

# A comment, or a string in which what looks like a comment is text.
COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|/\*.*?\*/|//[^\n]*', re.S)
BLOCK = re.compile(r"^\*\*(?P<title>Request|Response|Error)(?: \((?P<status>\d{3})[^)]*\))?:\*\*\s*"
                   r"^```(?P<kind>\w+)\n(?P<text>.*?)^```", re.S | re.M)
# The pipeline specification: one block an example, with its parts under words of their own.
DEAL_BLOCK = re.compile(r"^### (?P<number>\d+\.\d+) (?P<title>[^\n]+)\n```http\n(?P<text>.*?)^```", re.S | re.M)
DEAL_PART = re.compile(r"^(?=(?:Request|Response|Errors|[A-Z][a-z]+ (?:Parameters|Types)):)", re.M)
ELLIPSIS = re.compile(r"//[^\n\"]*\.\.\.[^\n\"]*")
DANGLING = re.compile(r",(?=\s*[}\]])")
HEADING = re.compile(r"^### (?P<method>GET|POST|PATCH|PUT|DELETE) (?P<path>/\S+)$", re.M)


@dataclass
class Answer:
    status: int
    headers: dict = field(default_factory=dict)
    json: object = None       # None: the body is no JSON (a document)
    abbreviated: set = field(default_factory=set)  # keys whose value the specification leaves out: { /* ... */ }


@dataclass
class Example:
    method: str
    route: str                # as in the heading: /api/contacts/:id
    target: str               # as requested: /api/contacts/uuid-contact-1?page=1
    headers: dict
    body: str                 # the request's JSON text without comments, "" if there is none
    answers: list             # of Answer: what is answered, then the printed errors
    # The pipeline specification's own:
    number: str = ""          # of its section: 4.2
    errors: list = field(default_factory=list)   # of (status, text): 409, "Email/username already exists"
    lists: dict = field(default_factory=dict)    # "Query Parameters" -> [(name, text)]
    ellipses: list = field(default_factory=list)  # what the answer leaves out: "... more months"

    @property
    def name(self):
        return f"{self.method} {self.route}"

    def answer(self, status):
        return next(answer for answer in self.answers if answer.status == status)


def folder():
    candidates = [os.environ.get("VISIONCRM_SPECS"), ROOT.parent / "shared/specs", HERE / "specs"]
    return next(Path(path) for path in candidates if path and (Path(path) / "workshop-api.md").exists())


def without_comments(text):
    return COMMENT.sub(lambda match: match[0] if match[0].startswith('"') else "", text)


def abbreviated_keys(text):
    return set(re.findall(r'"(\w+)": [\[{] /\*', text))


def head_and_body(text):
    """Header lines, and what follows the empty line."""
    head, _, body = text.partition("\n\n")
    pairs = (line.split(":", 1) for line in head.splitlines() if ":" in line)
    return {name.strip(): value.strip() for name, value in pairs}, body.strip()


def read_request(text):
    first, _, rest = text.partition("\n")
    method, target = first.split()
    headers, body = head_and_body(rest)
    return method, target, headers, without_comments(body).strip()


def read_answer(match):
    text = match["text"]
    if match["kind"] == "http":
        return Answer(int(match["status"]), headers=head_and_body(text)[0])
    return Answer(int(match["status"]), json=parse_json(without_comments(text)), abbreviated=abbreviated_keys(text))


def parse(text):
    examples = []
    headings = list(HEADING.finditer(text))
    for index, heading in enumerate(headings):
        end = headings[index + 1].start() if index + 1 < len(headings) else len(text)
        section = re.split(r"^## ", text[heading.end():end], maxsplit=1, flags=re.M)[0]
        blocks = list(BLOCK.finditer(section))
        request = next(block for block in blocks if block["title"] == "Request")
        method, target, headers, body = read_request(request["text"])
        examples.append(Example(method, heading["path"], target, headers, body,
                                [read_answer(block) for block in blocks if block["title"] != "Request"]))
    return examples


def workshop():
    return parse((folder() / "workshop-api.md").read_text(encoding="utf-8"))


# --- the pipeline specification


def read_deal_json(text):
    text = DANGLING.sub("", without_comments(text)).strip()
    return text if text.startswith("{") else ""


def read_deal_answer(text):
    first, _, rest = text.partition("\n")
    body = read_deal_json(rest)
    return Answer(int(first.split()[0]), headers={} if body else head_and_body(rest)[0],
                  json=parse_json(body) if body else None)


def read_list(text):
    """The rows "- name: text" or "- name"."""
    rows = (line[2:].partition(": ") for line in text.splitlines() if line.startswith("- "))
    return [(name.strip(), about.strip()) for name, _, about in rows]


def read_deal(match):
    head, *parts = DEAL_PART.split(match["text"])
    first, _, rest = head.partition("\n")
    method, target = first.split()
    route = re.sub(r"\{[^}]*\}", "{id}", target.partition("?")[0])
    example = Example(method, route, target, head_and_body(rest)[0], "", [], number=match["number"])
    for part in parts:
        word, _, text = part.partition(":")
        if word == "Request":
            example.body = read_deal_json(text)
        elif word == "Response":
            example.answers.append(read_deal_answer(text.strip()))
            example.ellipses = [found.strip("/ ") for found in ELLIPSIS.findall(text)]
        elif word == "Errors":
            example.errors = [(int(line[:3]), line.partition(" - ")[2]) for line in text.strip().splitlines()]
        else:
            example.lists[word] = read_list(text)
    return example


def pipeline_text():
    return (folder() / "pipeline-api.md").read_text(encoding="utf-8")


def pipeline():
    return [read_deal(match) for match in DEAL_BLOCK.finditer(pipeline_text())]


# --- comparing


def type_of(value):
    if isinstance(value, (int, decimal.Decimal)) and not isinstance(value, bool):
        return "number"
    return type(value).__name__


class Comparison:
    """One printed answer against the one that came. What is wrong gathers in `wrong`."""

    placeholder = re.compile(r"uuid-[a-z]+(?:-\w+)*")
    instant = INSTANT
    clock_keys = {"created_at", "updated_at", "deleted_at", "expires", "reset_at"}
    money_keys = {"amount", "average_deal_size", "average_invoice", "cost", "revenue", "subtotal", "total_pipeline_value",
                  "total_revenue", "total_value", "unit_price", "vat_amount"}

    def __init__(self, bound=None, replaced=None, abbreviated=()):
        self.bound = dict(bound or {})        # placeholder -> the id it stands for
        self.replaced = replaced or {}        # path in the answer -> the value expected instead of the printed one
        self.abbreviated = abbreviated        # keys whose value the specification leaves out
        self.wrong = []

    def complain(self, path, text):
        self.wrong.append(f"{path}: {text}")

    def compare(self, printed, came, path="$", key=""):
        if type_of(printed) != type_of(came):
            self.complain(path, f"printed {printed!r}, came {came!r}")
        elif key in self.abbreviated:
            return
        elif isinstance(printed, dict):
            for name, value in printed.items():
                if name in came:
                    self.compare(value, came[name], f"{path}.{name}", name)
                else:
                    self.complain(path, f"{name} is missing; there are {', '.join(came)}")
        elif isinstance(printed, list):
            if len(came) < len(printed):
                self.complain(path, f"{len(came)} elements, printed are {len(printed)}")
            for index, (one, other) in enumerate(zip(printed, came)):
                self.compare(one, other, f"{path}[{index}]", key)
        else:
            self.compare_scalar(printed, came, path, key)

    def wanted(self, printed, path):
        return self.replaced.get(path, printed)

    def compare_scalar(self, printed, came, path, key):
        self.compare_form(printed, came, path, key)
        if key in self.clock_keys:
            return
        wanted = self.wanted(printed, path)
        if isinstance(printed, str) and self.placeholder.fullmatch(printed):
            wanted = self.bound.setdefault(printed, came)
        if came != wanted:
            self.complain(path, f"{came!r}, expected {wanted!r}")

    def compare_form(self, printed, came, path, key):
        """Ids, instants, dates and money look as printed, whatever their value."""
        if isinstance(printed, str):
            for pattern in (self.instant, DATE):
                if pattern.fullmatch(printed) and not pattern.fullmatch(came):
                    self.complain(path, f"{came!r} is not of the form {printed!r}")
            if self.placeholder.fullmatch(printed) and not UUID.fullmatch(came):
                self.complain(path, f"{came!r} is no UUIDv7")
        elif key in self.money_keys or (key == "total" and isinstance(printed, decimal.Decimal)):
            if not MONEY.fullmatch(str(came)) or not isinstance(came, decimal.Decimal):
                self.complain(path, f"{came} is not printed with two decimals")
        elif type(printed) is int and type(came) is not int:
            self.complain(path, f"{came} is no integer")


if __name__ == "__main__":
    for example in [*workshop(), *pipeline()]:
        print(example.number, example.name, example.target, [answer.status for answer in example.answers], len(example.body),
              *example.errors, *example.ellipses, *example.lists)
