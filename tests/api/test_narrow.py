# SPDX-License-Identifier: MIT
"""The API reference on a telephone, in a headless Chromium where one is installed: nothing is wider than the screen."""

import contextlib
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
import unittest

from harness import SANITIZED, ApiCase
from probe import wait_until

CHROMIUM = shutil.which("chromium")
WIDTHS = (390,)
WIDER = """[...document.querySelectorAll('body *')].filter(each => each.getBoundingClientRect().width > 0
    && each.getBoundingClientRect().right > innerWidth + 1
    && !each.parentElement.closest('.opblock-body, .models, pre')).map(each => each.tagName + '.' + each.className).slice(0, 5)"""


class Browser:
    """Speaks the DevTools protocol over two pipes."""

    def __init__(self, folder):
        (theirs_in, self.out), (self.into, theirs_out) = os.pipe(), os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (theirs_in, theirs_out)]
        self.child = subprocess.Popen(
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--remote-debugging-pipe",
             f"--user-data-dir={folder}", "about:blank"], pass_fds=(3, 4), stderr=subprocess.DEVNULL,
            preexec_fn=lambda: (os.dup2(ends[0], 3), os.dup2(ends[1], 4)))
        self.session, self.count, self.read = None, 0, b""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def ask(self, method, **params):
        self.count += 1
        message = {"id": self.count, "method": method, "params": params} | ({"sessionId": self.session} if self.session else {})
        os.write(self.out, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + 180  # a page of a thousand schemas, on a busy machine
        while True:
            while b"\0" not in self.read:
                if not select.select([self.into], [], [], max(0, deadline - time.monotonic()))[0]:
                    raise TimeoutError(method)
                self.read += os.read(self.into, 65536)
            text, self.read = self.read.split(b"\0", 1)
            answer = json.loads(text)
            if answer.get("id") == self.count:
                return answer["result"]

    def value(self, script):
        return self.ask("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def close(self):
        self.child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.child.wait(20)
        self.child.kill()


@unittest.skipIf(SANITIZED, "it is about a page")
@unittest.skipUnless(CHROMIUM, "chromium is not installed")
class Narrow(ApiCase):
    def test_nothing_is_wider_than_the_screen(self):
        folder = tempfile.mkdtemp(prefix="vcrm-browser-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        browser = Browser(folder)
        self.addCleanup(browser.close)
        for width in WIDTHS:
            browser.ask("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=True)
            browser.ask("Page.navigate", url=f"http://localhost:{self.instance.http_port}/docs/")
            wait_until(lambda: (browser.value("document.querySelectorAll('.opblock-tag').length") or 0) > 20, "the reference", 180)
            browser.value("document.querySelectorAll('.opblock-tag').forEach((each, n) => n % 3 == 0 && each.click())")
            wait_until(lambda: (browser.value("document.querySelectorAll('.opblock').length") or 0) > 20, "operations", 180)
            browser.value("document.querySelectorAll('.opblock-summary-control')"
                          ".forEach((each, n, all) => n % Math.ceil(all.length / 6) == 1 && each.click())")  # each takes seconds
            wait_until(lambda: (browser.value("document.querySelectorAll('.opblock-body').length") or 0) > 3, "its operations", 180)
            with self.subTest(width):
                self.assertEqual(browser.value(WIDER), [])
                self.assertLessEqual(browser.value("document.documentElement.scrollWidth"), width)
            browser.value("document.body.innerHTML += '<p style=\"width: 2000px\">x</p>'")  # positive control
            self.assertGreater(browser.value("document.documentElement.scrollWidth"), width)
