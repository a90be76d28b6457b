# SPDX-License-Identifier: MIT
"""/api/openapi.json as tests hold it against real requests and answers."""

import re
from decimal import Decimal

from harness import DATE, UUID, ApiCase

JSON_TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float, Decimal)}
FORMATS = {
    "uuid": UUID, "date": DATE, "email": re.compile(r"[^@\s]+@[^@\s]+"),
    "date-time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z"),
}


class Document:
    """An OpenAPI document, and a validator for as much of JSON Schema as it uses."""

    def __init__(self, document):
        self.json = document

    def operations(self):
        return {(method.upper(), path): operation for path, methods in self.json["paths"].items()
                for method, operation in methods.items()}

    def resolve(self, node):
        while "$ref" in node:
            reference, node = node["$ref"], self.json
            for step in reference.removeprefix("#/").split("/"):
                node = node[step]
        return node

    def references(self, node):
        if isinstance(node, dict):
            if "$ref" in node:
                yield node
            for member in node.values():
                yield from self.references(member)
        elif isinstance(node, list):
            for member in node:
                yield from self.references(member)

    def flat(self, schema):
        """A schema with its references and allOf merged into one object."""
        schema = self.resolve(schema)
        if "allOf" not in schema:
            return schema
        merged = {"type": "object", "properties": {}, "required": []}
        for part in map(self.flat, schema["allOf"]):
            merged["properties"].update(part.get("properties", {}))
            merged["required"] += part.get("required", [])
        return merged

    def problems(self, schema, value, path="$"):
        """Where `value` is not what the schema says; a member that the schema does not name is a problem too."""
        schema = self.flat(schema)
        if "oneOf" in schema:
            tries = [self.problems(one, value, path) for one in schema["oneOf"]]
            return [] if sum(not found for found in tries) == 1 else [f"{path}: fits not one of the choices: {tries}"]
        types = schema.get("type", [])
        types = [types] if isinstance(types, str) else types
        if value is None:
            return [] if not types or "null" in types else [f"{path}: null"]
        if types and not any(self.fits(kind, value) for kind in types):
            return [f"{path}: {value!r} is no {types}"]
        if "enum" in schema and value not in schema["enum"] or "const" in schema and value != schema["const"]:
            return [f"{path}: {value!r} is not listed"]
        if "format" in schema and not FORMATS[schema["format"]].fullmatch(value):
            return [f"{path}: {value!r} is no {schema['format']}"]
        found = []
        if isinstance(value, list) and "items" in schema:
            for index, item in enumerate(value):
                found += self.problems(schema["items"], item, f"{path}[{index}]")
        if isinstance(value, dict) and "properties" in schema:
            found += [f"{path}.{name}: missing" for name in schema.get("required", []) if name not in value]
            for name, member in value.items():
                known = schema["properties"].get(name)
                found += [f"{path}.{name}: not documented"] if known is None else self.problems(known, member, f"{path}.{name}")
        return found

    @staticmethod
    def fits(kind, value):
        return kind != "null" and isinstance(value, JSON_TYPES[kind]) and (kind == "boolean") == isinstance(value, bool)


class DescribedCase(ApiCase):
    """A tenant, and its API's description."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = Document(cls.owner.get("/api/openapi.json").expect(200).json)

    def call(self, method, path, body=None, client=None, failure=None, ids=(), **query):
        """Sends a request and holds it and its answer against the operation; `failure` is the status of an expected one."""
        operation = self.document.operations()[method, path]
        names = {self.document.resolve(parameter)["name"] for parameter in operation["parameters"]}
        self.assertLessEqual(query.keys(), names)
        if body is not None and failure is None:
            content = operation["requestBody"]["content"]["application/json"]
            self.assertEqual(self.document.problems(content["schema"], body), [], f"{method} {path}: body")
        values = iter(ids)
        url = re.sub(r"\{\w+\}", lambda _: next(values), path)
        answer = (client or self.owner).request(method, url, body, query=query)
        wanted = str(failure) if failure else next(iter(operation["responses"]))
        self.assertEqual(str(answer.status), wanted, f"{method} {path}: {answer.raw[:300]}")
        contents = self.document.resolve(operation["responses"][wanted])["content"]
        kind = answer.headers["Content-Type"].split(";")[0]
        self.assertIn(kind, contents)
        content = contents[kind]
        if kind != "application/json":
            return answer
        self.assertEqual(self.document.problems(content["schema"], answer.json), [], f"{method} {path}")
        return answer.json.get("data", answer.json) if "success" in answer.json else answer.json
