# SPDX-License-Identifier: MIT
"""No member of an answer is left undescribed: JSON that a statement or a function built has its record too, so that types made of
/api/openapi.json are exact."""

import copy
import unittest

from description import DescribedCase
from harness import line, unique
from test_opportunities import DEAL


def undescribed(node, path="$"):
    """Schemas that leave open what may stand in them without saying so."""
    found = []
    if isinstance(node, list):
        for index, one in enumerate(node):
            found += undescribed(one, f"{path}[{index}]")
    if not isinstance(node, dict):
        return found
    for name, one in node.get("properties", {}).items() if isinstance(node.get("properties"), dict) else ():
        if not one.keys() & {"type", "$ref", "oneOf", "allOf"}:
            found.append(f"{path}.{name}: says nothing")
    types = node.get("type", [])
    if "object" in types and not node.keys() & {"properties", "additionalProperties"}:
        found.append(f"{path}: an object of what?")
    if "array" in types and not node.get("items"):
        found.append(f"{path}: an array of what?")
    for name, one in node.items():
        found += undescribed(one, f"{path}.{name}")
    return found


def places(value, path=()):
    """Where the members of objects stand."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        if isinstance(value, dict):
            yield (*path, key)
        yield from places(member, (*path, key))


def at(value, path):
    for key in path:
        value = value[key]
    return value


class Everything(DescribedCase):
    def test_every_schema_says_what_it_holds(self):
        self.assertEqual(undescribed({"paths": self.document.json["paths"], "components": self.document.json["components"]["schemas"]}), [])

    def test_a_schema_that_does_not_is_found(self):
        for broken in ({}, {"description": "x"}, {"type": "object"}, {"type": ["array", "null"]}):
            schemas = copy.deepcopy(self.document.json["components"]["schemas"])
            schemas["Invoice"]["properties"]["seller"] = broken
            self.assertEqual(len(undescribed(schemas)), 1, broken)


class Built(DescribedCase):
    """The parts that SQL builds and that are copied, as they are answered: whole, and empty."""

    def hold(self, method, path, *members, empty=(), **options):
        """A real answer fits (description.py); what stands in the named members is described to the last member of it."""
        answer = self.call(method, path, **options)
        row = answer["items"][0] if "has_next" in answer else answer[0] if isinstance(answer, list) else answer
        for name in empty:
            self.assertIn(row[name], (None, []), name)
        content = self.document.operations()[method, path]["responses"]["201" if path in self.created else "200"]["content"]
        schema = self.document.flat(content["application/json"]["schema"])
        inside = schema["properties"].get("data") or (schema["properties"]["items"] if "has_next" in answer else schema)
        schema = self.document.flat(inside["items"] if inside.get("type") == "array" else inside)
        for name in members:
            self.assertTrue(row[name], name)
            self.control(schema["properties"][name], row[name], f"{method} {path} {name}")
        return answer

    created = {"/api/opportunities", "/api/teams", "/api/vehicles/{id}/service-records"}

    def control(self, schema, value, what):
        """Each member in it is missed when it is gone, and refused when it is of another kind or has another name."""
        self.assertEqual(self.document.problems(schema, value), [], what)
        for place in list(places(value)):
            for change in ("gone", "kind", "name"):
                wrong = copy.deepcopy(value)
                parent = at(wrong, place[:-1])
                member = parent.pop(place[-1])
                if change != "gone":
                    parent[place[-1] if change == "kind" else "surplus"] = {"of": 1} if change == "kind" else member
                if not self.document.flat(schema).get("additionalProperties"):
                    with self.subTest(what=what, place=place, change=change):
                        self.assertTrue(self.document.problems(schema, wrong))

    def team(self, **fields):
        return self.call("POST", "/api/teams", {"name": unique("team"), **fields})["id"]

    def test_deals(self):
        team = self.team()
        owner = self.instance.add_user(self.subdomain, "manager").user["id"]
        self.call("PUT", "/api/users/{id}", {"team_id": team}, ids=[owner])
        client = self.call("POST", "/api/clients", {"name": "ACME", "industry": "Energy"})["id"]
        whole = self.hold("POST", "/api/opportunities", "owner", "team", "client",
                          body={**DEAL, "owner_id": owner, "client_id": client})["id"]
        self.hold("GET", "/api/opportunities/{id}", "owner", "team", "client", ids=[whole])
        bare = self.hold("POST", "/api/opportunities", "owner", empty=("team", "client"), body=DEAL)["id"]
        self.hold("PUT", "/api/opportunities/{id}", "owner", empty=("team", "client"), body={"update_notes": "x"}, ids=[bare])
        self.hold("PUT", "/api/opportunities/{id}/status", "owner", ids=[whole], body={"status": "Won"})
        history = self.call("GET", "/api/opportunities/{id}/activities", ids=[whole])["items"]
        self.assertEqual(history[0]["old_value"].keys(), {"status"})
        self.assertNotIn("old_value", history[-1])
        self.call("GET", "/api/opportunities", limit=5)

    def test_people_and_teams(self):
        manager = self.instance.add_user(self.subdomain, "manager").user["id"]
        team = self.hold("POST", "/api/teams", "manager", "members",
                         body={"name": unique("team"), "manager_id": manager, "member_ids": [manager]})["id"]
        self.hold("GET", "/api/teams/{id}", "manager", "members", ids=[team])
        self.hold("GET", "/api/teams/{id}", empty=("manager", "members"), ids=[self.team()])
        self.hold("PUT", "/api/teams/{id}", "members", body={"description": "x"}, ids=[team])
        rows = self.call("GET", "/api/teams")["items"]
        self.assertFalse(rows[0].keys() & {"manager", "members"})
        self.hold("GET", "/api/users/{id}", "team", ids=[manager])
        self.hold("GET", "/api/users/me", empty=("team",))
        self.call("GET", "/api/users", team_id=team)

    def test_papers(self):
        contact = self.contact(address={"city": "Paris"})["id"]
        self.call("PATCH", "/api/settings", {"address": {"street": "1 rue A", "city": "Lyon"}, "siret": "73282932000074"})
        body = {"contact_id": contact, "vehicle_id": self.vehicle(contact)["id"], "items": [line(100)]}
        invoice = self.call("POST", "/api/invoices", body)["id"]
        self.hold("GET", "/api/invoices/{id}", "contact", "vehicle", empty=("seller", "buyer"), ids=[invoice])
        self.call("PATCH", "/api/invoices/{id}/status", {"status": "SENT"}, ids=[invoice])
        self.hold("GET", "/api/invoices/{id}", "seller", "buyer", "vehicle", ids=[invoice])
        bare = self.invoice(issued=True)["id"]
        self.hold("GET", "/api/invoices/{id}", "seller", "buyer", empty=("vehicle",), ids=[bare])

    def test_service_records(self):
        vehicle = self.vehicle()["id"]
        parts = [{"name": "Huile", "quantity": 4, "unit_price": 9}, {"name": "Filtre", "quantity": 1, "unit_price": 12}]
        self.hold("POST", "/api/vehicles/{id}/service-records", "parts", ids=[vehicle],
                  body={"date": "2026-01-02", "description": "Vidange", "parts": parts})
        history = self.call("GET", "/api/vehicles/{id}/history", ids=[vehicle])
        self.assertEqual(len(history["service_records"][0]["parts"]), 2)
        self.hold("POST", "/api/vehicles/{id}/service-records", empty=("parts",), ids=[vehicle],
                  body={"date": "2026-01-02", "description": "Pneus"})

    def test_messages_and_the_journal(self):
        contact = self.contact(email="client@garage.fr")["id"]
        paper = {"url": f"/api/quotes/{self.quote(contact)['id']}/pdf"}
        letter = {"to": "client@garage.fr", "subject": "x", "body": "x"}
        self.call("POST", "/api/communications/email", letter)
        self.hold("GET", "/api/communications", empty=("attachments",))
        self.call("POST", "/api/communications/email", {**letter, "attachments": [paper]})
        self.hold("GET", "/api/communications", "attachments")
        message = self.owner.read("/api/communications")[0]["id"]
        self.hold("GET", "/api/communications/{id}", "attachments", ids=[message])
        self.hold("GET", "/api/audit", empty=("before",), entity="contact")
        self.owner.patch(f"/api/contacts/{contact}", {"company": "X"}).expect(200)
        self.hold("GET", "/api/audit", "before", "after", entity="contact")


if __name__ == "__main__":
    unittest.main()
