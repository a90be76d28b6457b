# SPDX-License-Identifier: MIT
"""Stripe's webhook through nginx, as it sends it: raw body, its own header, to the apex."""

import hashlib
import hmac
import json
import time

from harness import ApiCase, random_id
from test_http import MALFORMED

SECRET = "whsec_test_secret"  # as in harness.py


def signed(body, age=0, secret=SECRET):
    at = int(time.time()) - age
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return {"Stripe-Signature": f"t={at},v1={digest}", "Content-Type": "application/json; charset=utf-8"}


class Webhook(ApiCase):
    def setUp(self):
        self.apex = self.instance.client("")
        self.tenant_id = self.owner.user["tenantId"]
        self.customer = f"cus_{self.tenant_id[-12:]}"

    def deliver(self, event, **options):
        body = json.dumps(event).encode()
        return self.apex.post("/api/webhooks/stripe", raw=body, headers=signed(body, **options))

    def event(self, kind, **fields):
        return {"id": f"evt_{random_id()}", "object": "event", "type": kind, "created": int(time.time()),
                "data": {"object": {"customer": self.customer, **fields}}}

    def plan(self):
        for tenant in json.loads(self.instance.cli("tenant", "list", "--json").stdout):
            if tenant["id"] == self.tenant_id:
                return tenant["plan"], tenant["status"]
        raise AssertionError("the tenant is not listed")

    def test_a_subscription(self):
        self.assertEqual(self.plan(), ("FREE", "active"))
        event = self.event("checkout.session.completed", client_reference_id=self.tenant_id, subscription="sub_1",
                           metadata={"plan": "PRO"})
        self.assertEqual(self.deliver(event).expect(200).json, {"received": True})
        self.assertEqual(self.plan(), ("PRO", "active"))
        self.deliver(self.event("customer.subscription.updated", id="sub_1", status="past_due",
                                items={"data": [{"price": {"id": "price_pro"}}]})).expect(200)
        self.assertEqual(self.plan(), ("PRO", "past_due"))
        self.owner.get("/api/contacts").expect(200)
        self.deliver(self.event("customer.subscription.deleted", id="sub_1", status="canceled")).expect(200)
        self.assertEqual(self.plan(), ("FREE", "active"))
        self.deliver(event).expect(200)  # once more: it was processed
        self.assertEqual(self.plan(), ("FREE", "active"))

    def test_the_example_of_the_specification(self):
        event = {"id": "evt_x", "type": "checkout.session.completed",
                 "data": {"object": {"customer": "cus_xxx", "subscription": "sub_xxx"}}}
        self.assertEqual(self.deliver(event).expect(200).json, {"received": True})
        self.assertEqual(self.deliver(self.event("a.type.of.tomorrow")).expect(200).json, {"received": True})

    def test_what_is_refused(self):
        event = self.event("checkout.session.completed", client_reference_id=self.tenant_id, metadata={"plan": "BUSINESS"})
        body = json.dumps(event).encode()
        for headers in ({}, {"Stripe-Signature": "t=1,v1=00"}, signed(body, 301), signed(body, secret="whsec_other"),
                        signed(body + b" ")):
            self.apex.post("/api/webhooks/stripe", raw=body, headers=headers).fault(400, "INVALID_SIGNATURE")
        for raw in MALFORMED:
            self.apex.post("/api/webhooks/stripe", raw=raw, headers=signed(raw)).fault(400)
        self.assertEqual(self.plan()[0], "FREE")
        self.deliver(event, age=290).expect(200)  # positive control
        self.assertEqual(self.plan()[0], "BUSINESS")

    def test_a_stranger_is_no_webhook(self):
        self.owner.post("/api/webhooks/stripe", {"id": "evt"}).fault(400, "INVALID_SIGNATURE")
        self.assertNotIn("stripe_webhook_secret = whsec", self.instance.cli("config").stdout)
