# SPDX-License-Identifier: MIT
"""A mail server on loopback for tests of outgoing mail, on Debian's aiosmtpd: STARTTLS, a login, and refusals on demand.

The recipient's local part says what happens: `no-550` and `later-451` are refused at RCPT, `bad-554` and `busy-452` after the letter,
`slow` keeps the client waiting for the answer to RCPT."""

import asyncio
import email
import email.policy
import ssl
import threading

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    def __init__(self, receiver):
        self.receiver = receiver

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        local = address.partition("@")[0]
        if local.startswith(("no-", "later-")):
            return f"{local[-3:]} 5.1.1 {local}: as the test wants it"
        if local == "slow":
            await asyncio.sleep(self.receiver.delay)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        local = envelope.rcpt_tos[0].partition("@")[0]
        if local.startswith(("bad-", "busy-")):
            return f"{local[-3:]} {local}: as the test wants it"
        self.receiver.letters.append({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None, "login": session.authenticated,
            "helo": session.host_name, "raw": envelope.original_content,
            "message": email.message_from_bytes(envelope.original_content, policy=email.policy.default)})
        return "250 OK: queued"


class SmtpReceiver:
    """`certificate`: STARTTLS is there, or TLS from the start (`implicit`). `login`: (user, password), asked for after that."""

    def __init__(self, certificate=None, login=None, implicit=False):
        self.letters = []
        self.logins = []
        self.delay = 0
        self.login = login
        self.implicit = implicit
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*certificate)
        self.loop = asyncio.new_event_loop()
        starting = self.loop.create_server(self.connection, "127.0.0.1", 0, ssl=self.context if implicit else None)
        self.port = self.loop.run_until_complete(starting).sockets[0].getsockname()[1]
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()

    def connection(self):
        starttls = None if self.implicit else self.context
        return SMTP(Handler(self), hostname="receiver.test", tls_context=starttls, require_starttls=starttls is not None,
                    authenticator=self.check, auth_required=self.login is not None, auth_require_tls=not self.implicit,
                    loop=self.loop)

    def check(self, server, session, envelope, mechanism, data):
        given = data.login.decode(), data.password.decode()
        self.logins.append((mechanism, *given))
        return AuthResult(success=given == self.login, handled=False)

    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
