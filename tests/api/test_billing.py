# SPDX-License-Identifier: MIT
"""Stripe's webhook through nginx, as it sends it: raw body, its own header, to the apex."""

import hashlib
import hmac
import json
import os
import shutil
import subprocess
import sys
import time
import unittest
import urllib.parse

from harness import ROOT, ApiCase, another, parse_json, random_id
from test_http import MALFORMED

sys.path.insert(0, str(ROOT / "tests/support"))
from receiver import Receiver

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


class Pages(unittest.TestCase):
    """Checkout and portal against a receiver; what is asked for is what Stripe's own library (stripe-node 23.1.0) was recorded with."""

    CHECKOUT = ("mode=subscription&customer=cus_1&client_reference_id=42&line_items[0][price]=price_pro&line_items[0][quantity]=1"
                "&success_url=https%3A%2F%2Fg.example%2Fok%3Fs%3D%7BCHECKOUT_SESSION_ID%7D&cancel_url=https%3A%2F%2Fg.example%2Fno"
                "&subscription_data[metadata][tenant]=42")
    PORTAL = "customer=cus_1&return_url=https%3A%2F%2Fg.example%2Fabonnement"

    @classmethod
    def setUpClass(cls):
        cls.answers = []
        cls.receiver = Receiver(lambda request: cls.answers.pop(0))
        cls.instance = another(stripe_url=cls.receiver.url, stripe_key="sk_test_FAKE")

    @classmethod
    def tearDownClass(cls):
        cls.receiver.close()

    def setUp(self):
        self.owner = self.instance.sign_up()
        self.customer = f"cus_{self.owner.user['tenantId'][-12:]}"
        self.receiver.requests.clear()

    def answer(self, *answers):
        type(self).answers = list(answers)

    def subscribe(self, **fields):
        tenant = self.owner.user["tenantId"]
        body = json.dumps({"id": f"evt_{random_id()}", "type": "checkout.session.completed", "created": int(time.time()),
                           "data": {"object": {"client_reference_id": tenant, "customer": self.customer, **fields}}}).encode()
        self.instance.client(None).post("/api/webhooks/stripe", raw=body, headers=signed(body)).expect(200)

    def like(self, recorded, **ours):
        """The recorded form with our values in it."""
        return "&".join(f"{name}={urllib.parse.quote(ours[name], safe='') if name in ours else value}"
                        for name, _, value in (field.partition("=") for field in recorded.split("&")))

    def check_headers(self, request, path):
        self.assertEqual((request["method"], request["path"]), ("POST", path))
        self.assertEqual(request["headers"]["authorization"], "Bearer sk_test_FAKE")
        self.assertEqual(request["headers"]["stripe-version"], "2026-10-28.endive")
        self.assertEqual(request["headers"]["content-type"], "application/x-www-form-urlencoded")
        self.assertEqual(request["headers"]["accept"], "application/json")
        self.assertRegex(request["headers"]["idempotency-key"], "^[0-9a-f-]{36}$")

    def test_checkout(self):
        self.subscribe(payment_status="unpaid")
        self.answer((200, {}, '{"id":"cs_1","url":"https://checkout.stripe.test/c/1"}'))
        answer = self.owner.post("/api/billing/checkout", {"plan": "PRO"}).expect(200)
        self.assertEqual(answer.data, {"url": "https://checkout.stripe.test/c/1"})
        request, = self.receiver.requests
        self.check_headers(request, "/v1/checkout/sessions")
        origin, tenant = self.owner.origin, self.owner.user["tenantId"]
        self.assertEqual(request["body"].decode(), self.like(
            self.CHECKOUT, customer=self.customer, client_reference_id=tenant, success_url=f"{origin}/settings?checkout={{CHECKOUT_SESSION_ID}}",
            cancel_url=f"{origin}/settings", **{"subscription_data[metadata][tenant]": tenant}))

    def test_the_first_time_stripe_makes_the_customer(self):
        self.answer((200, {}, '{"url":"https://checkout.stripe.test/c/1"}'))
        self.owner.post("/api/billing/checkout", {"plan": "BUSINESS"}).expect(200)
        sent = dict(urllib.parse.parse_qsl(self.receiver.requests[0]["body"].decode()))
        self.assertEqual((sent["customer_email"], sent["line_items[0][price]"]), ("owner@garage.fr", "price_business"))
        self.assertNotIn("customer", sent)
        self.owner.post("/api/billing/portal").fault(409, "NO_SUBSCRIPTION")

    def test_portal(self):
        self.subscribe(subscription="sub_1")
        self.answer((200, {}, '{"url":"https://billing.stripe.test/p/1"}'))
        self.assertEqual(self.owner.post("/api/billing/portal").expect(200).data, {"url": "https://billing.stripe.test/p/1"})
        request, = self.receiver.requests
        self.check_headers(request, "/v1/billing_portal/sessions")
        self.assertEqual(request["body"].decode(), self.like(self.PORTAL, customer=self.customer, return_url=f"{self.owner.origin}/settings"))
        self.owner.post("/api/billing/checkout", {"plan": "PRO"}).fault(409, "SUBSCRIPTION_EXISTS")
        self.assertEqual(len(self.receiver.requests), 1)

    def test_a_request_that_breaks_is_repeated_under_its_key(self):
        self.answer((500, {}, "{}"), (429, {"Retry-After": "0"}, "{}"), (200, {}, '{"url":"https://checkout.stripe.test/c/1"}'))
        self.owner.post("/api/billing/checkout", {"plan": "PRO"}).expect(200)
        self.assertEqual(len(self.receiver.requests), 3)
        self.assertEqual(len({request["headers"]["idempotency-key"] for request in self.receiver.requests}), 1)

    def sent_keys(self):
        return [request["headers"]["idempotency-key"] for request in self.receiver.requests]

    def test_a_key_has_its_effect_once(self):
        key = {"Idempotency-Key": "once"}
        self.answer(*[(200, {}, f'{{"url":"https://checkout.stripe.test/c/{number}"}}') for number in range(5)])
        first = self.owner.post("/api/billing/checkout", {"plan": "PRO"}, headers=key).expect(200)
        again = self.owner.post("/api/billing/checkout", {"plan": "PRO"}, headers=key).expect(200)
        self.assertEqual((again.data, again.headers["idempotency-replayed"]), (first.data, "true"))
        self.owner.post("/api/billing/checkout", {"plan": "BUSINESS"}, headers=key).fault(409, "CONFLICT")
        self.assertEqual(len(self.receiver.requests), 1)
        for other in ({}, {"Idempotency-Key": "another"}):
            self.assertNotEqual(self.owner.post("/api/billing/checkout", {"plan": "PRO"}, headers=other).expect(200).data, first.data)
        self.assertEqual(len(set(self.sent_keys())), 3)

    def test_a_key_goes_on_to_stripe_and_is_the_tenants_own(self):
        """What is asked again after an answer was lost has the key that it had; another tenant's is another one."""
        key = {"Idempotency-Key": "once"}
        self.answer((402, {}, "{}"), *[(200, {}, '{"url":"https://checkout.stripe.test/c/1"}')] * 2)
        self.owner.post("/api/billing/checkout", {"plan": "PRO"}, headers=key).fault(503)
        self.owner.post("/api/billing/checkout", {"plan": "PRO"}, headers=key).expect(200)
        self.instance.sign_up().post("/api/billing/checkout", {"plan": "PRO"}, headers=key).expect(200)
        first, second, other = self.sent_keys()
        self.assertEqual(first, second)
        self.assertNotEqual(first, other)
        self.assertLessEqual(len(first), 255)

    def test_a_key_of_the_portal(self):
        self.subscribe(subscription="sub_key")
        key = {"Idempotency-Key": "once"}
        self.answer(*[(200, {}, '{"url":"https://billing.stripe.test/p/1"}')] * 2)
        for _ in range(2):
            self.owner.post("/api/billing/portal", headers=key).expect(200)
        self.assertEqual(len(self.receiver.requests), 1)

    def test_what_stripe_refuses(self):
        for answer in ((402, {}, '{"error":{"code":"card_declined","message":"Your card was declined."}}'), (400, {}, "<html>"),
                       (200, {}, '{"url":"javascript:alert(1)"}'), (200, {}, "{}"), (200, {}, "")):
            self.answer(answer)
            response = self.owner.post("/api/billing/checkout", {"plan": "PRO"})
            response.fault(503, "SERVICE_UNAVAILABLE")
            self.assertNotIn("declined", response.text)
        self.assertIn("Stripe answered 402", self.instance.server_log.read_text())
        self.assertNotIn("sk_test_FAKE", self.instance.server_log.read_text() + self.instance.cli("config").stdout)

    def test_who_may_and_what_for(self):
        for plan in ("FREE", "GOLD", None, 1):
            self.owner.post("/api/billing/checkout", {"plan": plan}).invalid("plan")
        manager = self.instance.add_user(self.owner.tenant, "manager")
        manager.post("/api/billing/checkout", {"plan": "PRO"}).fault(403)
        manager.post("/api/billing/portal").fault(403)
        self.assertEqual(self.receiver.requests, [])


class NotConfigured(ApiCase):
    def test_it_says_what_to_set(self):
        for path in ("checkout", "portal"):
            answer = self.owner.post(f"/api/billing/{path}", {"plan": "PRO"} if path == "checkout" else {})
            answer.fault(503, "BILLING_NOT_CONFIGURED")
            self.assertIn("stripe_key and stripe_prices are not set", answer.json["error"])


class OfficialLibrary(Webhook):
    """The events of Webhook, signed by Stripe's own library for Node."""

    @classmethod
    def setUpClass(cls):
        if not shutil.which("npm"):
            raise unittest.SkipTest("npm is missing: Stripe's own library is not tried")
        super().setUpClass()
        folder = ROOT / "build/npm"
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", "stripe_sign.mjs"):
            shutil.copy(ROOT / "tests/npm" / name, folder / name)
        if not (folder / "node_modules/stripe/package.json").exists():
            subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True, timeout=300,
                           capture_output=True, env={**os.environ, "CI": "1"})
        cls.signer = subprocess.Popen(["node", "stripe_sign.mjs"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    @classmethod
    def tearDownClass(cls):
        cls.signer.stdin.close()
        cls.signer.wait(20)
        cls.signer.stdout.close()
        super().tearDownClass()

    def deliver(self, event, age=0, secret=SECRET):
        wish = {"event": event, "secret": secret, "timestamp": int(time.time()) - age}
        self.signer.stdin.write(json.dumps(wish).encode() + b"\n")
        self.signer.stdin.flush()
        made = parse_json(self.signer.stdout.readline().decode())
        return self.apex.post("/api/webhooks/stripe", raw=made["payload"].encode(),
                              headers={"Stripe-Signature": made["header"], "Content-Type": "application/json; charset=utf-8"})

    def test_its_signatures_are_bound_to_secret_and_time(self):
        event = self.event("checkout.session.completed", client_reference_id=self.tenant_id)
        self.deliver(event, secret="whsec_other").fault(400, "INVALID_SIGNATURE")
        self.deliver(event, age=400).fault(400, "INVALID_SIGNATURE")
        self.deliver(event).expect(200)
