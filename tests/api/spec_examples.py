# SPDX-License-Identifier: MIT
"""Reads the examples out of the workshop specification: what is requested and what is answered, exactly as printed.

The specification lies in ../shared/specs beside the repository, in the folder that VISIONCRM_SPECS names, or, wherever
neither exists, as a verbatim copy in tests/api/specs. test_spec_workshop.py replays what this module finds."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from harness import ROOT, parse_json

HERE = Path(__file__).resolve().parent

# A comment, or a string in which what looks like a comment is text.
COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|/\*.*?\*/|//[^\n]*', re.S)
BLOCK = re.compile(r"^\*\*(?P<title>Request|Response|Error)(?: \((?P<status>\d{3})[^)]*\))?:\*\*\s*"
                   r"^```(?P<kind>\w+)\n(?P<text>.*?)^```", re.S | re.M)
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


if __name__ == "__main__":
    for example in workshop():
        print(example.name, example.target, [answer.status for answer in example.answers], len(example.body))
