#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs the tests of tests/web/e2e in Debian's Chromium against one instance: the real binary behind a real nginx.

  run.py [--web FOLDER] [--update] [--serve] [--speed [--strict]] [ARGUMENT OF PLAYWRIGHT]...    e.g. run.py -g palette, run.py e2e/signin.spec.ts
--web names the built front end (build/web-check), --update makes the pictures of tests/web/shots anew, --serve only starts the
instance and says where it is, --speed measures (speed.mjs) in place of testing, with a tenant of 10,000 customers. VISIONCRM_BIN names another server. What the logs hold at the end counts as a failure.

Two tenants: one with a year of business, which tests only read, and one with next to nothing, which they write to. The server's
clock begins at a fixed instant, so that the first shows the same at each run.
"""

import argparse
import http.server
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT / "tests/api"))
sys.dont_write_bytecode = True

import harness  # noqa: E402

NOW_MS = 2065591800000  # 2035-06-16T07:30Z: ahead of any machine's clock, or browsers would drop the session's cookie as expired
RESULTS = ROOT / "build/web-e2e"
# A worker that a test kills: nginx says that it lost it, the server that it ended.
EXPECTED = (r"prematurely closed", r"recv\(\) failed", r"upstream", r"worker \d+ .*(kill|signal|ended)")


class Control(http.server.BaseHTTPRequestHandler):
    """What a test may ask for beside the product: POST /kill ends one worker as a crash would."""

    instance = None

    def do_POST(self):
        killed = 0
        if self.path == "/kill":
            workers = self.instance.workers()
            killed = workers[0] if workers else 0
            if killed:
                os.kill(killed, signal.SIGKILL)
        body = json.dumps({"killed": killed, "workers": self.instance.workers()}).encode()
        self.send_response(200 if killed else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def origin(instance, tenant):
    return f"https://{tenant}.{harness.DOMAIN}:{instance.https_port}"


def make_world(instance):
    """What the tests are told: addresses and accounts."""
    made = json.loads(instance.cli("demo", "--tenant", "garage", "--contacts", "240", "--opportunities", "20", "--json").stdout)
    owner = instance.sign_up("atelier", name="Atelier Martin", email="owner@atelier.fr", person="Odile Owner")
    owner.close()
    people = {"owner": "owner@atelier.fr"}
    for role, name in (("manager", "Manon Manager"), ("sales", "Serge Sales")):
        people[role] = f"{role}@atelier.fr"
        instance.add_user("atelier", role, people[role], name).close()
    return {
        "now": NOW_MS,
        "garage": {"origin": origin(instance, "garage"), "people": {user["role"]: {"email": user["email"], "password": user["password"]}
                                                                    for user in made["users"][:3]}},
        "atelier": {"origin": origin(instance, "atelier"),
                    "people": {role: {"email": email, "password": harness.PASSWORD} for role, email in people.items()}},
    }


def make_crowd(instance):
    """The tenant that speed is measured with."""
    made = json.loads(instance.cli("demo", "--tenant", "vitesse", "--contacts", "10000", "--opportunities", "20", "--json").stdout)
    owner = made["users"][0]
    return {"origin": origin(instance, "vitesse"), "people": {"owner": {"email": owner["email"], "password": owner["password"]}}}


def measure(world, options):
    """True: it came to its end, and with --strict within the budgets."""
    env = {**os.environ, "VISIONCRM_E2E": json.dumps(world)}
    return subprocess.run(["node", str(HERE / "speed.mjs"), *options], cwd=HERE, env=env, check=False).returncode == 0


def count(report):
    """Passed and failed of Playwright's own report; nothing there: it failed."""
    try:
        stats = json.loads(report.read_text())["stats"]
    except (OSError, ValueError):
        return 0, 1
    return stats["expected"], stats["unexpected"] + stats["flaky"]


def playwright(world, options):
    report = RESULTS / "report.json"
    report.unlink(missing_ok=True)
    command = ["node", str(HERE / "node_modules/@playwright/test/cli.js"), "test", "--config", str(HERE / "playwright.config.ts"), *options]
    env = {**os.environ, "VISIONCRM_E2E": json.dumps(world), "PLAYWRIGHT_JSON_OUTPUT_NAME": str(report), "FORCE_COLOR": "0",
           "VISIONCRM_SHOTS": "update" if "--update-snapshots" in options else ""}
    status = subprocess.run(command, cwd=HERE, env=env, check=False).returncode
    passed, failed = count(report)
    return passed, failed or int(status != 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--web", type=Path, default=ROOT / "build/web-check")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--serve", action="store_true")
    parser.add_argument("--speed", action="store_true")
    options, rest = parser.parse_known_args()
    RESULTS.mkdir(parents=True, exist_ok=True)
    instance = harness.Instance(web=options.web.resolve(), test_now=NOW_MS, signup="open").start()
    for pattern in EXPECTED:
        instance.expect_alarm(pattern)
    control = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Control)
    Control.instance = instance
    threading.Thread(target=control.serve_forever, daemon=True).start()
    passed = failed = 0
    try:
        world = {**make_world(instance), "control": f"http://127.0.0.1:{control.server_port}"}
        if options.serve:
            print(json.dumps(world, indent=4), flush=True)
            signal.pause()
        elif options.speed:
            failed = int(not measure({**world, "vitesse": make_crowd(instance)}, rest))
            passed = 1 - failed
        else:
            passed, failed = playwright(world, [*rest, *(["--update-snapshots"] if options.update else [])])
    except KeyboardInterrupt:
        pass
    finally:
        control.shutdown()
        alarms = instance.stop()
        instance.remove()
    for alarm in alarms:
        print(f"LOG {alarm}")
    print(f"e2e: {passed} passed, {failed + bool(alarms)} failed")
    return 1 if failed or alarms else 0


if __name__ == "__main__":
    sys.exit(main())
