# SPDX-License-Identifier: MIT
"""What a worker may still do when it is taken over, tried from inside of each kind of worker; with the sandbox off as control.

Test builds try it themselves when they have entered it (lib/base/sandbox_probe.c) and log the errno of each try."""

import contextlib
import errno
import re
import signal
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from harness import BINARY, ApiCase, Instance, another, pdf_text
from test_ocr import form

KINDS = ("api", "heavy", "slow", "courier")
REFUSED = {errno.EPERM, errno.EACCES}


def landlock():
    """Whether this kernel has it; without, files are kept by their modes alone."""
    import ctypes
    return ctypes.CDLL(None, use_errno=True).syscall(444, None, 0, 1) >= 2


class Probed:
    """An instance whose workers try what they must not, with a file outside of its data and a port that listens."""

    def __init__(self, **settings):
        self.secret = Path(tempfile.mkdtemp(prefix="vcrm-outside-")) / "secret"
        self.secret.write_text("secret")
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.instance = another(test_probe=f"{self.secret}:{self.listener.getsockname()[1]}", **settings)

    def read_a_picture(self):
        client = self.instance.sign_up()
        client.request("POST", "/api/vehicles/ocr", raw=form(b"%PDF-1.4"),
                       headers={"Content-Type": "multipart/form-data; boundary=frontier"}).expect(422)

    def results(self, count=1, kinds=KINDS):
        """{kind: {what was tried: errno}} once each kind has reported `count` times; the latest stands."""
        deadline = time.monotonic() + 20
        while True:
            found = re.findall(r"sandbox probe (\w+): ([^\"]+)", self.instance.server_log.read_text(errors="replace"))
            if all(sum(kind == name for name, _ in found) >= count for kind in kinds):
                return {kind: {key: int(value) for key, value in (pair.split("=") for pair in tried.split())}
                        for kind, tried in found}
            if time.monotonic() > deadline:
                raise AssertionError(f"not every kind of worker has reported: {found}")
            time.sleep(0.05)

    def close(self):
        self.listener.close()
        for path in self.secret.parent.iterdir():
            path.unlink()
        self.secret.parent.rmdir()


class Denied(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.probed = Probed()
        cls.probed.read_a_picture()
        cls.results = cls.probed.results(kinds=(*KINDS, "picture"))

    @classmethod
    def tearDownClass(cls):
        cls.probed.close()

    def test_nothing_is_executed_forked_traced_or_signalled(self):
        for kind in KINDS:
            forks = kind == "slow" or "build/san" in str(BINARY)
            for what in ("exec", "ptrace", "kill", "listen") + (() if forks else ("fork",)):
                if "build/san" in str(BINARY) and what in ("ptrace", "kill"):
                    continue  # the sanitizer's own needs
                with self.subTest(kind=kind, what=what):
                    self.assertIn(self.results[kind][what], REFUSED)

    def test_only_those_connect_who_have_to(self):
        for kind in ("api", "heavy"):
            self.assertIn(self.results[kind]["connect"], REFUSED)
        for kind in ("slow", "courier"):
            self.assertEqual(self.results[kind]["connect"], 0)

    def test_only_those_fork_who_have_pictures_read(self):
        self.assertEqual(self.results["slow"]["fork"], 0)

    def test_who_looks_at_a_picture_may_nothing_but_read(self):
        tried = self.results["picture"]
        for what in ("exec", "fork", "connect", "listen", "ptrace", "kill", "shadow", "write", "data"):
            with self.subTest(what=what):
                self.assertIn(tried[what], REFUSED)
        self.assertEqual(tried["zone"], 0)
        if landlock():
            self.assertIn(tried["read"], REFUSED)

    @unittest.skipUnless(landlock(), "no Landlock in this kernel")
    def test_files_outside_cannot_be_read_or_made(self):
        for kind in KINDS:
            for what in ("shadow", "read", "write"):
                with self.subTest(kind=kind, what=what):
                    self.assertEqual(self.results[kind][what], errno.EACCES)

    def test_what_work_needs_goes_on(self):
        for kind in KINDS:
            with self.subTest(kind=kind):
                self.assertEqual((self.results[kind]["data"], self.results[kind]["zone"]), (0, 0))

    def test_as_the_kernel_says(self):
        for kind in KINDS:
            for pid in self.probed.instance.workers(kind):
                status = Path(f"/proc/{pid}/status").read_text()
                self.assertRegex(status, r"NoNewPrivs:\s+1")
                self.assertRegex(status, r"Seccomp:\s+2")
        supervisor = Path(f"/proc/{self.probed.instance.server.pid}/status").read_text()
        self.assertRegex(supervisor, r"Seccomp:\s+0", "the supervisor has to fork and execute")

    def test_successors_are_confined_as_well(self):
        self.probed.instance.server.send_signal(signal.SIGHUP)
        after = self.probed.results(count=2)
        self.assertIn(after["api"]["connect"], REFUSED)
        self.assertEqual(self.probed.instance.client(None).get("/api/health").status, 200)


class Control(unittest.TestCase):
    """With the sandbox off the same tries succeed: it is the sandbox that refuses them."""

    def test_off(self):
        probed = Probed(sandbox="off")
        try:
            probed.read_a_picture()
            results = probed.results(kinds=(*KINDS, "picture"))
        finally:
            probed.close()
        for kind in results:
            with self.subTest(kind=kind):
                tried = results[kind]
                self.assertEqual((tried["read"], tried["write"], tried["fork"], tried["connect"], tried["listen"]), (0,) * 5)
                self.assertEqual(tried["exec"], errno.ENOENT)


class AtWork(ApiCase):
    """Everything that touches files, sockets and other processes, in one go, under the sandbox."""

    def test_documents_exports_and_a_log_that_grows(self):
        invoice = self.invoice(issued=True)
        self.assertIn("Vidange", pdf_text(self.owner.get(f"/api/invoices/{invoice['id']}/pdf").expect(200).raw))
        self.owner.get("/api/opportunities/export", format="excel").expect(200)
        self.owner.get("/api/opportunities/export", format="csv").expect(200)
        for zone in ("America/Martinique", "Pacific/Noumea"):
            self.owner.change("/api/settings", {"timezone": zone})
            self.owner.read("/api/contacts")

    def test_a_log_file_and_a_key_elsewhere(self):
        folder = Path(tempfile.mkdtemp(prefix="vcrm-log-"))
        instance = another(log=folder / "visioncrm.log", secret_file=folder / "keys.txt")
        client = instance.create_tenant()
        client.post("/api/auth/forgot-password", {"email": "owner@garage.fr"}).expect(200, 202, 204)
        self.assertIn("serving", (folder / "visioncrm.log").read_text())
        instance.expect_alarm("no such thing")


class Alone(unittest.TestCase):
    def test_on_descriptor_0_it_is_confined_too(self):
        folder = Path(tempfile.mkdtemp(prefix="vcrm-alone-"))
        instance = Instance(data=folder / "data")
        instance.cli("tenant", "create", "demo", "--name", "X", "--owner-email", "a@b.fr", "--owner-name", "A B",
                     "--password-stdin", text="Correct-Horse-42")
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(folder / "fcgi.sock"))
        listener.listen()
        with open(folder / "log", "wb") as log:
            child = subprocess.Popen([BINARY, "serve"], env={**instance.env, "VISIONCRM_TEST_PROBE": f"{folder}/none:1"},
                                     stdin=listener, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 20
            while "sandbox probe" not in (folder / "log").read_text() and time.monotonic() < deadline:
                time.sleep(0.05)
            self.assertRegex(Path(f"/proc/{child.pid}/status").read_text(), r"Seccomp:\s+2")
            self.assertIn("exec=1 ", (folder / "log").read_text())
        finally:
            child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(20)
            listener.close()
            instance.remove()


if __name__ == "__main__":
    unittest.main()
