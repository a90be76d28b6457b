# SPDX-License-Identifier: MIT
"""The systemd units as they are shipped: their own lines are run here, with other folders."""

import re
import shlex
import shutil
import signal
import ssl
import subprocess
import socket
import unittest

from harness import NGINX, ROOT, another
from probe import wait_until

ANALYZE = shutil.which("systemd-analyze")


def lines(unit, key):
    text = (ROOT / "scripts" / unit).read_text()
    return re.findall(rf"^{key}=(.*)$", text, re.M)


class Settings(unittest.TestCase):
    @unittest.skipUnless(ANALYZE, "systemd-analyze is not installed")
    def test_system_calls(self):
        """What the workers need is let through: setpriority stands in a set that the unit denies."""
        def members(word):
            if not word.startswith("@"):
                return {word}
            listing = subprocess.run([ANALYZE, "--no-pager", "syscall-filter", word], capture_output=True, text=True, check=True)
            words = [line.strip() for line in listing.stdout.splitlines()[1:]]
            return set().union(*(members(each) for each in words if each and not each.startswith("#")))

        def allowed(settings):
            calls = set()
            for setting in settings:
                words = set().union(*(members(word) for word in setting.lstrip("~").split()))
                calls = calls - words if setting.startswith("~") else calls | words
            return calls

        settings = lines("visioncrm.service", "SystemCallFilter")
        self.assertLessEqual({"setpriority", "execve", "sendmsg", "prctl", "fork", "clone", "kill"}, allowed(settings))
        self.assertNotIn("setpriority", allowed(settings[:2]))  # positive control
        self.assertNotIn("mount", allowed(settings))

    @unittest.skipUnless(ANALYZE, "systemd-analyze is not installed")
    def test_they_are_well_formed(self):
        for unit in ("visioncrm.service", "visioncrm-nginx.service"):
            done = subprocess.run([ANALYZE, "verify", ROOT / "scripts" / unit], capture_output=True, text=True)
            found = [line for line in done.stderr.splitlines() if f"/{unit}:" in line]
            self.assertEqual(found, [])

    def test_who_may_go_out(self):
        """The unit lets out whom the sandbox lets out (tests/api/test_sandbox.py tries it), over the same kinds of sockets; nothing
        of it listens on a network."""
        source = (ROOT / "lib/base/sandbox.c").read_text()
        families = re.search(r"socket_families\[\] = \{(.*?)\}", source, re.S)[1].replace(",", "").split()
        self.assertEqual(set(lines("visioncrm.service", "RestrictAddressFamilies")[0].split()), set(families))
        self.assertEqual(lines("visioncrm.service", "SocketBindDeny"), ["any"])
        self.assertEqual(lines("visioncrm.service", "IPAddressDeny"), ["link-local multicast"])
        self.assertEqual(lines("visioncrm.service", "PrivateNetwork"), [])
        self.assertEqual(lines("visioncrm.service", "Environment"), [])  # nothing turns the sandbox off
        shown = (ROOT / "docs/operations.md").read_text()
        for setting in ("PrivateNetwork=yes", "RestrictAddressFamilies=AF_UNIX"):
            self.assertIn(setting, shown)

    def test_a_restart_of_one_is_none_of_the_other(self):
        self.assertEqual(lines("visioncrm-nginx.service", "Requires"), [])
        self.assertEqual(lines("visioncrm.service", "Type"), ["notify"])
        self.assertGreaterEqual(int(lines("visioncrm.service", "FileDescriptorStoreMax")[0]), 257)


class Reload(unittest.TestCase):
    """`systemctl reload` runs the lines of ExecReload one after the other and fails with the first that fails."""

    def run_lines(self, instance, unit, key, pid, leave_out=None):
        """The exit code of the first line that fails, and what was said; (0, …) if none does."""
        said = ""
        for text in lines(unit, key):
            if leave_out and leave_out in text:
                continue
            for old, new in (("/usr/local/bin/visioncrm", str(instance.binary)), ("/usr/sbin/nginx", NGINX),
                             ("/run/visioncrm-nginx", str(instance.folder)), ("$MAINPID", str(pid))):
                text = text.replace(old, new)
            done = subprocess.run(shlex.split(text), env=instance.env, cwd=instance.folder, capture_output=True, text=True,
                                  timeout=30)
            said += done.stderr
            if done.returncode:
                return done.returncode, said
        return 0, said

    def served(self, instance):
        """The certificate that nginx shows."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection(("127.0.0.1", instance.https_port), 10) as plain, \
                context.wrap_socket(plain, server_hostname="visioncrm.localhost") as tls:
            return tls.getpeercert(binary_form=True)

    def test_a_bad_certificate_is_an_error_one_sees(self):
        instance = another()
        instance.expect_alarm(r"PEM|certificate|cert\.pem|emerg")
        first = self.served(instance)
        cert, key = instance.folder / "cert.pem", instance.folder / "key.pem"

        def certify():
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                            "-days", "3", "-subj", "/CN=visioncrm.localhost", "-keyout", key, "-out", cert], check=True,
                           capture_output=True)

        certify()
        instance.env["VISIONCRM_TLS_CERT"], instance.env["VISIONCRM_TLS_KEY"] = str(cert), str(key)
        good = cert.read_text()
        nginx = instance.nginx.pid
        for content in ("no certificate", good[: len(good) // 2], good.replace("A", "B"), ""):
            with self.subTest(certificate=content[:20]):
                cert.write_text(content)
                code, said = self.run_lines(instance, "visioncrm-nginx.service", "ExecReload", nginx)
                self.assertNotEqual(code, 0)
                self.assertIn("cert", said)
                self.assertEqual(self.served(instance), first)
        code, _ = self.run_lines(instance, "visioncrm-nginx.service", "ExecReload", nginx, leave_out="nginx -t")
        self.assertEqual(code, 0)  # positive control: nobody would see it
        cert.write_text(good)
        self.assertEqual(self.run_lines(instance, "visioncrm-nginx.service", "ExecReload", nginx)[0], 0)
        wait_until(lambda: self.served(instance) != first, "the new certificate", 20)
        instance.cert = cert
        instance.client(None).get("/api/health").expect(200)

    def test_a_bad_configuration_is_an_error_one_sees(self):
        instance = another()
        instance.expect_alarm(r"mail")
        before = set(instance.workers())
        mail = instance.env.get("VISIONCRM_MAIL")
        instance.env["VISIONCRM_MAIL"] = "nonsense"
        code, said = self.run_lines(instance, "visioncrm.service", "ExecReload", instance.server.pid)
        self.assertNotEqual(code, 0)
        self.assertIn("mail", said)
        self.assertEqual(set(instance.workers()), before)
        instance.env.pop("VISIONCRM_MAIL")
        if mail:
            instance.env["VISIONCRM_MAIL"] = mail
        self.assertEqual(self.run_lines(instance, "visioncrm.service", "ExecReload", instance.server.pid)[0], 0)
        wait_until(lambda: set(instance.workers()) - before, "new workers", 30)

    def test_nginx_ends_soon(self):
        """A client that holds its connection does not delay it."""
        instance = another()
        instance.expect_alarm(r"\[alert\].*(open socket|aborting)")
        with socket.create_connection(("127.0.0.1", instance.http_port), 10) as slow:
            slow.sendall(b"POST /api/contacts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
            instance.client(None).get("/api/health").expect(200)
            code, _ = self.run_lines(instance, "visioncrm-nginx.service", "ExecStop", instance.nginx.pid)
            self.assertEqual(code, 0)
            instance.nginx.send_signal(signal.SIGTERM)  # as systemd does next
            self.assertEqual(instance.nginx.wait(5), 0)
        instance.nginx = None
