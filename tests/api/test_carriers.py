# SPDX-License-Identifier: MIT
"""Mail and WhatsApp through other people's servers, from the sandboxed courier to receivers on loopback (tests/support)."""

import base64
import hashlib
import hmac
import json
import sys
import time
import unittest
import urllib.parse

from harness import DOMAIN, ROOT, another, certificate
from probe import rows, tenant_file, wait_until
from test_outbox import outbox, queue, rewrite, wake

sys.path.insert(0, str(ROOT / "tests/support"))
from receiver import Receiver
from smtp_receiver import SmtpReceiver

LOGIN = ("garage@host.fr", "s3cret-/word")


def send(owner, recipient, **options):
    """Queues one message and answers its row once the courier has tried."""
    before = len(outbox(owner))
    queue(owner, 1, recipient=recipient, **options)
    wake(owner)
    wait_until(lambda: outbox(owner)[before][0] == "sent" or outbox(owner)[before][4], "an attempt", 30)
    return outbox(owner)[before]


class Smtp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.receiver = SmtpReceiver(certificate(), LOGIN)
        cls.instance = another(mail=f"smtp://garage%40host.fr@localhost:{cls.receiver.port}", mail_password=LOGIN[1],
                               mail_from="courrier@host.fr", send_timeout_ms=4000, ca_file=certificate()[0])
        cls.owner = cls.instance.sign_up(name="Garage Été")
        cls.owner.change("/api/settings", {"email": "contact@garage.fr"})

    @classmethod
    def tearDownClass(cls):
        cls.receiver.stop()

    def test_starttls_login_and_the_letter(self):
        status, attempts, *_ = send(self.owner, "moreau@example.test", subject="Devis n° 7", body="Bonjour,\n.\n..\nété")
        self.assertEqual((status, attempts), ("sent", 1))
        received = self.receiver.letters[-1]
        self.assertEqual((received["from"], received["to"], received["tls"], received["helo"]),
                         ("courrier@host.fr", ["moreau@example.test"], True, DOMAIN))
        self.assertIn(self.receiver.logins[-1][0], ("PLAIN", "LOGIN"))
        self.assertEqual(self.receiver.logins[-1][1:], LOGIN)
        letter = received["message"]
        self.assertEqual(letter.defects, [])
        self.assertEqual(letter["From"].addresses[0].display_name, "Garage Été")
        self.assertEqual(letter["From"].addresses[0].addr_spec, "courrier@host.fr")
        self.assertEqual(letter["Reply-To"], "contact@garage.fr")
        self.assertEqual(letter["Subject"], "Devis n° 7 0")
        message_id, = rows(tenant_file(self.owner), "SELECT id FROM outbox ORDER BY seq DESC LIMIT 1")[0]
        self.assertEqual(letter["Message-ID"], f"<{message_id}@{DOMAIN}>")
        self.assertEqual(letter.get_body(("plain",)).get_content(), "Bonjour,\r\n.\r\n..\r\nété")
        self.assertIn("<p>Bonjour,<br>", letter.get_body(("html",)).get_content())

    def test_what_is_refused_now_and_for_good(self):
        for recipient, said in (("later-451@x.test", "does not take the letter now: 451"), ("busy-452@x.test", "now: 452"),
                                ("no-550@x.test", "refused the letter: 550"), ("bad-554@x.test", "refused the letter: 554")):
            with self.subTest(recipient=recipient):
                status, _, _, _, error = send(self.owner, recipient)
                self.assertIn(said, error)
                self.assertEqual(status, "queued" if "now" in said else "failed")

    def test_a_wrong_password_is_no_fault_of_the_letter(self):
        right = self.receiver.login
        self.receiver.login = ("somebody", "else")
        try:
            status, _, _, _, error = send(self.owner, "a@x.test")
        finally:
            self.receiver.login = right
        self.assertEqual(status, "queued")
        self.assertIn("refused the login", error)


    def test_an_attempt_that_was_cut_off_is_not_sent_again(self):
        """As a courier leaves it that is killed after the server took the letter: a new attempt follows, under its Message-ID."""
        send(self.owner, "cut@x.test")
        rewrite(self.owner, "UPDATE outbox SET status = 'sending', sent_at = NULL WHERE recipient = 'cut@x.test'")
        rewrite(self.owner, "UPDATE job SET state = 'running', done_at = NULL WHERE ref = (SELECT id FROM outbox WHERE recipient = "
                            "'cut@x.test')")
        taken = [letter for letter in self.receiver.letters if letter["to"] == ["cut@x.test"]]
        wake(self.owner)
        wait_until(lambda: "cut off" in (self.row("cut@x.test")[1] or ""), "the attempt is given up", 30)
        self.assertEqual([letter for letter in self.receiver.letters if letter["to"] == ["cut@x.test"]], taken)
        rewrite(self.owner, "UPDATE job SET due_at = 0 WHERE state = 'queued'")
        wake(self.owner)
        wait_until(lambda: self.row("cut@x.test")[0] == "sent", "another attempt", 30)
        first, second = (letter for letter in self.receiver.letters if letter["to"] == ["cut@x.test"])
        self.assertEqual(first["message"]["Message-ID"], second["message"]["Message-ID"])

    def row(self, recipient):
        return next(iter(rows(tenant_file(self.owner), f"SELECT status, last_error FROM outbox WHERE recipient = '{recipient}'")))

    def test_a_slow_server_has_its_time(self):
        self.receiver.delay = 30
        began = time.monotonic()
        status, _, _, _, error = send(self.owner, "slow@x.test")
        self.assertEqual((status, error), ("queued", "localhost did not answer in time"))
        self.assertLess(time.monotonic() - began, 25)


class SmtpOtherwise(unittest.TestCase):
    def test_implicit_tls(self):
        receiver = SmtpReceiver(certificate(), LOGIN, implicit=True)
        instance = another(mail=f"smtps://garage%40host.fr@localhost:{receiver.port}", mail_password=LOGIN[1],
                           ca_file=certificate()[0])
        self.assertEqual(send(instance.sign_up(), "a@x.test")[0], "sent")
        self.assertEqual(receiver.letters[-1]["from"], f"no-reply@{DOMAIN}")
        receiver.stop()

    def test_no_login_without_tls(self):
        """A server that offers no STARTTLS gets no password and no letter."""
        receiver = SmtpReceiver()
        instance = another(mail=f"smtp://garage@localhost:{receiver.port}", mail_password="secret")
        status, _, _, _, error = send(instance.sign_up(), "a@x.test")
        self.assertEqual(status, "queued")
        self.assertIn("No safe connection to localhost", error)
        self.assertEqual((receiver.letters, receiver.logins), ([], []))
        receiver.stop()

    def test_a_server_of_this_machine(self):
        receiver = SmtpReceiver()
        instance = another(mail=f"smtp://127.0.0.1:{receiver.port}")
        owner = instance.sign_up()
        self.assertEqual(send(owner, "a@x.test", body="x" * 300000)[0], "sent")
        self.assertEqual(receiver.letters[-1]["message"].get_body(("plain",)).get_content().strip(), "x" * 300000)
        receiver.stop()


class Services(unittest.TestCase):
    """Resend and Twilio: what the suite `carrier` shows request by request, here through the courier."""

    @classmethod
    def setUpClass(cls):
        cls.status, cls.headers = 200, {}
        cls.receiver = Receiver(lambda request: (cls.status, cls.headers, json.dumps({"id": "re_1", "sid": "SM1", "message": "No"})), certificate())
        cls.instance = another(mail="resend", resend_url=cls.receiver.url, resend_key="re_FAKE", ca_file=certificate()[0],
                               whatsapp="twilio", twilio_url=cls.receiver.url, twilio_account="AC1", twilio_token="t",
                               twilio_from="+14155238886", resend_webhook_secret="whsec_c2VjcmV0")
        cls.owner = cls.instance.sign_up()

    @classmethod
    def tearDownClass(cls):
        cls.receiver.close()

    def setUp(self):
        type(self).status, type(self).headers = 200, {}

    def carried(self):
        return rows(tenant_file(self.owner), "SELECT carrier_id FROM outbox ORDER BY seq DESC LIMIT 1")[0][0]

    def test_resend(self):
        status, _, attempt_id, *_ = send(self.owner, "moreau@example.test", body="Été")
        self.assertEqual(self.carried(), "re_1")
        self.assertEqual(status, "sent")
        request = self.receiver.requests[-1]
        self.assertEqual((request["method"], request["path"]), ("POST", "/emails"))
        self.assertEqual(request["headers"]["idempotency-key"], attempt_id)
        body = json.loads(request["body"])
        self.assertEqual((body["to"], body["text"]), (["moreau@example.test"], "Été"))
        self.assertEqual(body["tags"], [{"name": "tenant", "value": self.owner.user["tenantId"]}])
        self.assertNotIn("re_FAKE", self.instance.cli("config").stdout)

    def test_twilio(self):
        self.assertEqual(send(self.owner, "+33612345678", channel="whatsapp")[0], "sent")
        self.assertEqual(self.carried(), "SM1")
        request = self.receiver.requests[-1]
        self.assertEqual((request["method"], request["path"]), ("POST", "/2010-04-01/Accounts/AC1/Messages.json"))

    def delivery(self):
        return rows(tenant_file(self.owner), "SELECT delivery, delivery_error FROM outbox ORDER BY seq DESC LIMIT 1")[0]

    def resend_says(self, kind, email_id=None, age=0, at="2026-11-22T00:00:00.000Z", **data):
        body = json.dumps({"type": kind, "created_at": at,
                           "data": {"email_id": email_id or self.carried(), "tags": {"tenant": self.owner.user["tenantId"]}, **data}}).encode()
        second = int(time.time()) - age
        mac = base64.b64encode(hmac.new(b"secret", b"msg_1.%d." % second + body, hashlib.sha256).digest()).decode()
        return self.instance.client(None).post("/api/webhooks/resend", raw=body, headers={
            "svix-id": "msg_1", "svix-timestamp": str(second), "svix-signature": f"v1,{mac}"})

    def test_resend_reports(self):
        send(self.owner, "moreau@example.test")
        tags = {tag["name"]: tag["value"] for tag in json.loads(self.receiver.requests[-1]["body"])["tags"]}
        self.assertEqual(tags, {"tenant": self.owner.user["tenantId"]})
        self.resend_says("email.delivered", age=400).fault(400, "INVALID_SIGNATURE")
        self.assertEqual(self.delivery(), (None, None))
        self.assertEqual(self.resend_says("email.delivered").expect(200).json, {"received": True})
        self.assertEqual(self.delivery(), ("DELIVERED", None))
        self.resend_says("email.bounced", bounce={"message": "No such mailbox"}).expect(200)
        self.assertEqual(self.delivery(), ("BOUNCED", "No such mailbox"))

    def twilio_says(self, url, token=b"t", **fields):
        text = url + "".join(name + fields[name] for name in sorted(fields))
        mac = base64.b64encode(hmac.new(token, text.encode(), hashlib.sha1).digest()).decode()
        return self.instance.client(self.owner.tenant).request(
            "POST", url.removeprefix(self.owner.origin), raw=urllib.parse.urlencode(fields).encode(),
            headers={"X-Twilio-Signature": mac, "Content-Type": "application/x-www-form-urlencoded"})

    def callback(self, request):
        return dict(urllib.parse.parse_qsl(request["body"].decode()))["StatusCallback"]

    def test_twilio_reports_where_it_was_told_to(self):
        send(self.owner, "+33612345678", channel="whatsapp")
        url = self.callback(self.receiver.requests[-1])
        message_id, = rows(tenant_file(self.owner), "SELECT id FROM outbox ORDER BY seq DESC LIMIT 1")[0]
        self.assertEqual(url, f"{self.owner.origin}/api/webhooks/twilio?message={message_id}")
        fields = {"MessageSid": "SM1", "MessageStatus": "read", "Body": "été & plus"}
        self.twilio_says(url, b"other", **fields).fault(400, "INVALID_SIGNATURE")
        self.twilio_says(url, **fields).expect(200)
        self.assertEqual(self.delivery(), ("READ", None))

    def test_twilio_as_it_was_told_before(self):
        """Messages that left before addresses named them are known by Twilio's id."""
        send(self.owner, "+33612345678", channel="whatsapp")
        self.twilio_says(f"{self.owner.origin}/api/webhooks/twilio", MessageSid="SM1", MessageStatus="delivered").expect(200)
        self.assertEqual(self.delivery(), ("DELIVERED", None))

    def before_the_answer(self, say):
        """Lets `say` report on each message while its carrier has not answered yet; gives what it was answered."""
        answers = []
        usual = self.receiver.answer

        def answer(request):
            answers.append(say(request))
            return usual(request)
        self.receiver.answer = answer
        self.addCleanup(setattr, self.receiver, "answer", usual)
        return answers

    def test_a_report_of_twilio_that_overtakes_the_answer(self):
        answers = self.before_the_answer(
            lambda request: self.twilio_says(self.callback(request), MessageSid="SM1", MessageStatus="delivered"))
        send(self.owner, "+33612345678", channel="whatsapp")
        self.assertEqual([answer.status for answer in answers], [200])
        self.assertEqual((self.carried(), self.delivery()), ("SM1", ("DELIVERED", None)))

    def test_a_report_of_resend_that_overtakes_the_answer(self):
        rewrite(self.owner, "UPDATE outbox SET carrier_id = NULL")
        now = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
        answers = self.before_the_answer(lambda request: self.resend_says("email.delivered", email_id="re_1", at=now))
        send(self.owner, "moreau@example.test")
        early, = answers
        early.fault(503, "SERVICE_UNAVAILABLE")
        self.assertEqual((early.headers["retry-after"], self.delivery()), ("30", (None, None)))
        self.resend_says("email.delivered", email_id="re_1", at=now).expect(200)  # as Resend repeats it
        self.assertEqual(self.delivery(), ("DELIVERED", None))

    def test_what_fails_is_tried_again_with_another_key(self):
        type(self).status = 503
        status, _, attempt_id, _, error = send(self.owner, "moreau@example.test")
        self.assertEqual((status, error), ("queued", "Resend answered 503: No"))
        type(self).status = 422
        status, attempts, _, _, error = send(self.owner, "moreau@example.test")
        self.assertEqual((status, attempts, error), ("failed", 1, "Resend answered 422: No"))

    def test_the_wait_that_is_asked_for(self):
        type(self).status, type(self).headers = 429, {"Retry-After": "600"}
        self.assertEqual(send(self.owner, "moreau@example.test")[0], "queued")
        due_at, = rows(tenant_file(self.owner), "SELECT due_at FROM job ORDER BY seq DESC LIMIT 1")[0]
        self.assertAlmostEqual(due_at / 1000 - time.time(), 600, delta=30)


if __name__ == "__main__":
    unittest.main()
