# SPDX-License-Identifier: MIT
"""nginx as the settings want it: behind other proxies, and from HTTP to HTTPS. Each test renders a configuration of its own and
runs a second nginx with it in front of the workers that are there."""

import contextlib
import http.client
import socket
import ssl
import subprocess
import time
import unittest

from harness import BINARY, DOMAIN, NGINX, another, free_port, fresh_minute

READY_SECONDS = 20


class FrontCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """Five requests a minute and address; the minute begins with the server."""
        cls.instance = another(rate_limit_scale=0.05, test_now=fresh_minute())

    @contextlib.contextmanager
    def nginx(self, **settings):
        """The ports of an nginx of its own: (https, redirect)."""
        ports = {"https_port": free_port(), "http_port": free_port(), "http_redirect_port": free_port()}
        env = {**self.instance.env, **{f"VISIONCRM_{key.upper()}": str(value) for key, value in {**ports, **settings}.items()}}
        done = subprocess.run([BINARY, "config", "--nginx"], env=env, cwd=self.instance.folder, check=True,
                              capture_output=True, text=True)
        conf = self.instance.folder / f"front-{ports['https_port']}.conf"
        conf.write_text(done.stdout.replace("/run/nginx", f"/run/front{ports['https_port']}"))
        log = self.instance.folder / f"front-{ports['https_port']}.log"
        child = subprocess.Popen([NGINX, "-e", str(log), "-c", str(conf)], stdin=subprocess.DEVNULL, umask=0o077)
        try:
            self.wait_for(ports["https_port"], child, log)
            yield ports["https_port"], ports["http_redirect_port"]
        finally:
            child.terminate()
            child.wait(30)

    def wait_for(self, port, child, log):
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and child.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return
            time.sleep(0.05)
        self.fail(log.read_text())

    def status(self, port, path="/api/contacts", forwarded=None, before=b""):
        """Of one request over TLS; `before` is what the proxy says first, `forwarded` its header."""
        context = ssl.create_default_context(cafile=self.instance.cert)
        with socket.create_connection(("127.0.0.1", port), 20) as plain:
            plain.sendall(before)
            with context.wrap_socket(plain, server_hostname=f"demo.{DOMAIN}") as tls:
                header = f"X-Forwarded-For: {forwarded}\r\n" if forwarded else ""
                tls.sendall(f"GET {path} HTTP/1.1\r\nHost: demo.{DOMAIN}\r\nConnection: close\r\n{header}\r\n".encode())
                answer = http.client.HTTPResponse(tls)
                answer.begin()
                return answer.status

    def exhaust(self, **how):
        """Asks until the address has nothing left."""
        for _ in range(20):
            if self.status(**how) == 429:
                return
        self.fail("no limit")


class ProxyTest(FrontCase):
    def test_only_a_trusted_proxy_is_believed(self):
        with self.nginx(trusted_proxies="127.0.0.1, ::1") as (port, _):
            self.exhaust(port=port, forwarded="203.0.113.1")
            self.assertEqual(self.status(port, forwarded="203.0.113.2"), 401)
            # What the client wrote before the proxy's own entry is no proxy's word.
            self.assertEqual(self.status(port, forwarded="203.0.113.3, 203.0.113.1"), 429)
        with self.nginx(trusted_proxies="192.0.2.0/24") as (port, _):
            self.exhaust(port=port, forwarded="203.0.113.11")
            self.assertEqual(self.status(port, forwarded="203.0.113.12"), 429)

    def test_proxy_protocol(self):
        def said(address):
            return f"PROXY TCP4 {address} 127.0.0.1 40000 443\r\n".encode()
        with self.nginx(trusted_proxies="127.0.0.1", proxy_protocol="on") as (port, _):
            self.exhaust(port=port, before=said("203.0.113.21"))
            self.assertEqual(self.status(port, before=said("203.0.113.22")), 401)
            self.assertEqual(self.status(port, before=said("203.0.113.21"), forwarded="203.0.113.23"), 429)
            with self.assertRaises(OSError):
                self.status(port)  # and nothing else is understood


class RedirectTest(FrontCase):
    def plain(self, port, host, path):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", path, headers={"Host": host})
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Location"), answer.read()
        finally:
            connection.close()

    def test_redirect(self):
        with self.nginx() as (https, port):
            for host in (DOMAIN, f"demo.{DOMAIN}"):
                self.assertEqual(self.plain(port, host, "/a?b=%20c")[:2], (308, f"https://{host}:{https}/a?b=%20c"))
            for host in ("example.org", "127.0.0.1", f"a.b.{DOMAIN}"):
                with self.assertRaises((OSError, http.client.HTTPException)):
                    self.plain(port, host, "/")

    def test_acme(self):
        folder = self.instance.folder / "acme"
        (folder / ".well-known/acme-challenge").mkdir(parents=True)
        (folder / ".well-known/acme-challenge/token").write_text("proof")
        (folder / "secret").write_text("secret")
        with self.nginx(acme_folder=folder) as (_, port):
            self.assertEqual(self.plain(port, DOMAIN, "/.well-known/acme-challenge/token")[::2], (200, b"proof"))
            self.assertEqual(self.plain(port, DOMAIN, "/.well-known/acme-challenge/other")[0], 404)
            self.assertEqual(self.plain(port, DOMAIN, "/secret")[0], 308)
