# SPDX-License-Identifier: MIT
"""The product under test and a client for it.

Instance: the real binary behind a real nginx over TLS, in a temporary folder, on free loopback ports.
Client:   one browser-like caller of one host: keep-alive, cookies, JSON in and out.
ApiCase:  a test class with a tenant of its own, made by sign-up.

Numbers with a decimal point are read as Decimal, so that a test sees how money was printed. Python's standard library only.
"""

import contextlib
import datetime
import decimal
import functools
import http.client
import itertools
import json
import os
import random
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse
import uuid
import zoneinfo
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BINARY = Path(os.environ.get("VISIONCRM_BIN", ROOT / "build/test/visioncrm")).resolve()
SANITIZED = BINARY.parent.name == "san"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
DOMAIN = "visioncrm.localhost"
PASSWORD = "Correct-Horse-42"
START_SECONDS = 20
STOP_SECONDS = 15

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
MONEY = re.compile(r"-?(0|[1-9]\d*)\.\d\d")

# What no run may leave in the logs: sanitizer reports, crashes, and errors of the program itself.
SERVER_ALARMS = re.compile(r"(Address|Leak|UndefinedBehavior)Sanitizer|runtime error:|\"level\": ?\"error\"|assertion", re.I)
NGINX_ALARMS = re.compile(r"\[(emerg|alert|crit)\]|prematurely closed|recv\(\) failed|upstream sent")

_counter = itertools.count(1)


def unique(prefix="garage"):
    """A subdomain nobody else uses, across processes as well."""
    return f"{prefix}-{os.getpid()}-{next(_counter)}"


def fresh_minute():
    """A clock for `test_now` at which a minute has just begun: what is counted by the minute is not begun anew before a test is over."""
    return (int(time.time()) // 60 + 1) * 60000 + 1000


_ports = set()
_lane, _lanes = 0, 1


def take_lane(lane, lanes):
    """Of several processes with tests this is one: their ports never meet, nor what they draw by lot."""
    global _lane, _lanes
    _lane, _lanes = lane, lanes
    random.seed()


def free_port():
    """Below the ports that the kernel gives to callers: one of thousands of those may be taken again before nginx listens. None
    twice: an instance asks for two before either is in use."""
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    while True:
        port = random.randrange(lowest - 20000 + _lane, lowest, _lanes) if lowest > 30000 else 0
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("", port))
            port = probe.getsockname()[1]
            if port not in _ports:
                _ports.add(port)
                return port


def unique_keys(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("the answer repeats a key: " + ", ".join(key for key, _ in pairs))
    return members


def not_json(constant):
    raise ValueError(f"{constant} is no JSON")


def parse_json(text):
    return json.loads(text, parse_float=decimal.Decimal, parse_constant=not_json, object_pairs_hook=unique_keys)


def to_json(value):
    return json.dumps(value, ensure_ascii=False, default=float).encode()


def certificate():
    """A throwaway certificate for every host of the domain, made once a machine and boot."""
    folder = Path(tempfile.gettempdir()) / f"visioncrm-test-tls-{os.getuid()}"
    cert, key = folder / "cert.pem", folder / "key.pem"
    if cert.exists() and key.exists() and time.time() - cert.stat().st_mtime < 86400:
        return cert, key
    folder.mkdir(mode=0o700, exist_ok=True)
    fresh = tempfile.mkdtemp(dir=folder)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3",
         "-subj", f"/CN={DOMAIN}", "-addext", f"subjectAltName=DNS:{DOMAIN},DNS:*.{DOMAIN},DNS:localhost,IP:127.0.0.1",
         "-keyout", f"{fresh}/key.pem", "-out", f"{fresh}/cert.pem"],
        check=True, capture_output=True)
    os.replace(f"{fresh}/key.pem", key)
    os.replace(f"{fresh}/cert.pem", cert)
    os.rmdir(fresh)
    return cert, key


class Instance:
    """One running product. Keyword arguments are further settings, e.g. Instance(rate_limit_scale=1, signup="closed")."""

    def __init__(self, **settings):
        if not BINARY.exists():
            raise RuntimeError(f"{BINARY} does not exist: build it, or name it in VISIONCRM_BIN")
        self.binary = BINARY
        self.folder = Path(tempfile.mkdtemp(prefix="vcrm-"))
        self.https_port, self.http_port = free_port(), free_port()
        self.cert, key = certificate()
        self.env = {name: value for name, value in os.environ.items() if not name.startswith("VISIONCRM_")}
        defaults = {
            "data": self.folder / "data", "https_port": self.https_port, "http_port": self.http_port, "domain": DOMAIN,
            "tls_cert": self.cert, "tls_key": key, "password_cost": 10, "rate_limit_scale": 0,
            "stripe_webhook_secret": "whsec_test_secret", "stripe_prices": "price_pro=PRO,price_business=BUSINESS",
            "workers": 2, "heavy_workers": 2, "slow_workers": 1, "stop_wait_ms": 10000, "template": ROOT / "nginx/nginx.conf.in",
        }
        if not (ROOT / "build/web/index.html").exists():
            defaults["web"] = ROOT / "web"  # the reference alone: tests of the front end want `make build/web/index.html`
        for name, value in {**defaults, **settings}.items():
            self.env["VISIONCRM_" + name.upper()] = str(value)
        self.env.setdefault("ASAN_OPTIONS", "detect_leaks=1:abort_on_error=0")
        self.env.setdefault("UBSAN_OPTIONS", "print_stacktrace=1")
        self.server = self.nginx = None
        self.expected = []
        self.server_log = self.folder / "server.log"
        self.nginx_log = self.folder / "nginx.log"

    # --- processes

    def start(self):
        try:
            self._start()
        except BaseException as error:
            self.stop()
            logs = self.logs()
            self.remove()
            raise SystemExit(f"the product does not start: {error}\n{logs}") from error
        return self

    def _start(self):
        self.cli("tenant", "create", "demo", "--name", "Garage Démo", "--owner-email", "demo@garage-demo.fr",
                 "--owner-name", "Dominique Démo", "--password-stdin", text=PASSWORD)
        conf = self.folder / "nginx.conf"
        conf.write_text(self.cli("config", "--nginx").stdout)
        self._launch()

    def _launch(self):
        with open(self.server_log, "ab") as log:
            self.server = subprocess.Popen([self.binary, "serve"], env=self.env, cwd=self.folder, stdin=subprocess.DEVNULL,
                                           stdout=log, stderr=log)
        with open(self.nginx_log, "ab") as log:
            self.nginx = subprocess.Popen([NGINX, "-e", str(self.nginx_log), "-c", str(self.folder / "nginx.conf")],
                                          env=self.env, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                          umask=0o077)
        self._wait_for_health()

    def restart(self, **settings):
        """Ends both and starts them again with other settings. None takes a setting away."""
        problems = [problem for problem in (self._end(self.nginx, "nginx"), self._end(self.server, "visioncrm serve"))
                    if problem]
        if problems:
            raise AssertionError(problems)
        for name, value in settings.items():
            self.env.pop("VISIONCRM_" + name.upper(), None)
            if value is not None:
                self.env["VISIONCRM_" + name.upper()] = str(value)
        self._launch()

    def workers(self, kind="api"):
        """Process ids of the workers that run now: "api", "heavy" or "slow"."""
        started = re.findall(rf"worker (\d+) started \({kind}\)", self.server_log.read_text(errors="replace"))
        return [pid for pid in map(int, started) if self._is_child(pid)]

    def _is_child(self, pid):
        with contextlib.suppress(OSError):
            state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
            return state != "Z" and int(parent) == self.server.pid
        return False

    def _wait_for_health(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for child, name in ((self.server, "visioncrm serve"), (self.nginx, "nginx")):
                if child.poll() is not None:
                    raise RuntimeError(f"{name} ended with {child.returncode}")
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.client(None).get("/api/health").status == 200:
                    return
            time.sleep(0.05)
        raise RuntimeError("/api/health did not answer")

    def stop(self):
        """Ends both children and returns what their logs should not contain."""
        endings = [self._end(self.nginx, "nginx"), self._end(self.server, "visioncrm serve")]
        return [problem for problem in endings if problem] + self.alarms()

    @staticmethod
    def _end(child, name):
        if child is None or child.poll() is not None:
            return f"{name} had ended with {child.returncode}" if child is not None else None
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            return f"{name} did not end within {STOP_SECONDS} s of TERM"
        return f"{name} ended with {child.returncode}" if child.returncode else None

    def expect_alarm(self, pattern):
        """Lines of the logs that match are what a test brings about, no problem."""
        self.expected.append(re.compile(pattern))

    def alarms(self):
        found = []
        for path, pattern in ((self.server_log, SERVER_ALARMS), (self.nginx_log, NGINX_ALARMS),
                              (self.folder / "data/run/nginx-error.log", NGINX_ALARMS)):
            if path.exists():
                lines = path.read_text(errors="replace").splitlines()
                found += [f"{path.name}: {line[:2000]}" for line in lines
                          if pattern.search(line) and not any(expected.search(line) for expected in self.expected)]
        return found

    def logs(self):
        return "".join(f"--- {path.name}\n{path.read_text(errors='replace')[-4000:]}\n"
                       for path in (self.server_log, self.nginx_log) if path.exists())

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    # --- command line

    def cli(self, *args, text=None, check=True):
        done = subprocess.run([BINARY, *args], env=self.env, cwd=self.folder, input=None if text is None else text + "\n",
                              stdin=subprocess.DEVNULL if text is None else None, capture_output=True, text=True, timeout=60)
        if check and done.returncode != 0:
            raise RuntimeError(f"visioncrm {' '.join(map(str, args))}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    # --- callers

    def client(self, tenant, **options):
        """A caller of a tenant's host, or of the apex for None."""
        return Client(self, f"{tenant}.{DOMAIN}" if tenant else DOMAIN, **options)

    def create_tenant(self, tenant=None, name="Garage X", email="owner@garage.fr", person="Marc Dupont"):
        """A tenant by command line, and its owner signed in."""
        tenant = tenant or unique()
        self.cli("tenant", "create", tenant, "--name", name, "--owner-email", email, "--owner-name", person,
                 "--password-stdin", text=PASSWORD)
        return self.client(tenant).signin(email)

    def sign_up(self, tenant=None, name="Garage X", email="owner@garage.fr", person="Marc Dupont"):
        """A tenant by sign-up, and its owner signed in."""
        tenant = tenant or unique()
        client = self.client(tenant)
        client.post("/api/auth/signup", {"email": email, "password": PASSWORD, "name": person, "subdomain": tenant,
                                         "tenantName": name}).expect(201)
        return client.signin(email)

    def add_user(self, tenant, role, email=None, name="Ursule User"):
        """A further person of a tenant by command line, signed in."""
        email = email or f"{role}-{next(_counter)}@garage.fr"
        self.cli("user", "create", tenant, "--email", email, "--name", name, "--role", role, "--password-stdin", text=PASSWORD)
        return self.client(tenant).signin(email)

    def raw(self, request, host=DOMAIN, timeout=10):
        """Sends bytes as they are over TLS and returns all bytes that come back until the server closes or falls silent."""
        context = ssl.create_default_context(cafile=self.cert)
        context.check_hostname = False
        answer = b""
        with socket.create_connection(("127.0.0.1", self.https_port), timeout) as plain:
            with context.wrap_socket(plain, server_hostname=host) as tls:
                tls.sendall(request)
                tls.settimeout(timeout)
                with contextlib.suppress(TimeoutError, ConnectionError, ssl.SSLError):
                    while chunk := tls.recv(65536):
                        answer += chunk
        return answer


class Connection(http.client.HTTPSConnection):
    """TLS to loopback whatever the host name; SNI and Host say the name."""

    def connect(self):
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout, self.source_address)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


class Response:
    def __init__(self, method, path, answer):
        self.what = f"{method} {path}"
        self.status = answer.status
        self.headers = answer.headers
        self.raw = answer.read()

    @property
    def text(self):
        return self.raw.decode("utf-8")

    @property
    def json(self):
        return parse_json(self.text)

    @property
    def data(self):
        return self.json["data"]

    def expect(self, *statuses):
        if self.status not in statuses:
            wanted = " or ".join(map(str, statuses))
            raise AssertionError(f"{self.what}: {self.status}, expected {wanted}: {self.raw[:800]!r}")
        return self

    def fault(self, status, code=None):
        """Expects an error of the workshop dialect and returns its `details`."""
        self.expect(status)
        body = self.json
        if body.get("success") is not False or not isinstance(body.get("error"), str) or not isinstance(body.get("code"), str):
            raise AssertionError(f"{self.what}: {status} is no error of the workshop dialect: {self.text[:800]}")
        if code and body["code"] != code:
            raise AssertionError(f"{self.what}: code {body['code']}, expected {code}: {self.text[:800]}")
        self.coded(body.get("details"))
        return body.get("details")

    def pipeline_fault(self, status, code=None):
        """Expects an error of the pipeline dialect and returns its `error`."""
        self.expect(status)
        body = self.json
        error = body.get("error")
        if not isinstance(error, dict) or not {"code", "message"} <= error.keys() or \
                not {"timestamp", "path", "request_id"} <= body.keys():
            raise AssertionError(f"{self.what}: {status} is no error of the pipeline dialect: {self.text[:800]}")
        if code and error["code"] != code:
            raise AssertionError(f"{self.what}: code {error['code']}, expected {code}: {self.text[:800]}")
        self.coded(error.get("details"))
        return error

    def coded(self, rows):
        """Rows of `details` say in a code what they say in words."""
        for row in rows if isinstance(rows, list) else []:
            if not re.fullmatch("[A-Z][A-Z_]+", row.get("code", "")) or not isinstance(row.get("params", {}), dict):
                raise AssertionError(f"{self.what}: a row without its code: {self.text[:800]}")

    def invalid(self, *fields):
        """Expects 400 VALIDATION_ERROR with one row for each of `fields`, and returns {field: message}."""
        rows = self.fault(400, "VALIDATION_ERROR")
        if not isinstance(rows, list) or not all(isinstance(row, dict) and {"field", "message"} <= row.keys() for row in rows):
            raise AssertionError(f"{self.what}: details are no list of field and message: {self.text[:800]}")
        messages = {row["field"]: row["message"] for row in rows}
        missing = [field for field in fields if field not in messages]
        if missing:
            raise AssertionError(f"{self.what}: details do not name {', '.join(missing)}: {self.text[:800]}")
        return messages


class Client:
    def __init__(self, instance, host, secure=True, port=None, source=None):
        self.instance, self.host, self.secure, self.source = instance, host, secure, source
        self.port = port or (instance.https_port if secure else instance.http_port)
        self.cookies = {}
        self.headers = {}
        self.user = None
        self.connection = None

    @property
    def tenant(self):
        return self.host.split(".")[0]

    @property
    def origin(self):
        return f"{'https' if self.secure else 'http'}://{self.host}:{self.port}"

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None

    def request(self, method, path, body=None, headers=None, raw=None, query=None):
        """`body` goes out as JSON; `raw` as it is. A header of value None is left out."""
        if query:
            path += ("&" if "?" in path else "?") + urllib.parse.urlencode(query, doseq=True)
        path = urllib.parse.quote(path, safe="/?=&%+:,;@!$'()*~#[]-._")
        sent = dict(self.headers)
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        payload = raw
        if body is not None:
            payload = to_json(body)
        if payload is not None:
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        sent = {name: value for name, value in sent.items() if value is not None}
        response = Response(method, path, self._send(method, path, payload, sent))
        self._remember(response)
        return response

    def _send(self, method, path, payload, headers):
        for last in (False, True):
            fresh = self.connection is None
            try:
                if fresh:
                    self.connection = self._connect()
                self.connection.request(method, path, payload, headers)
                return self.connection.getresponse()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError, ssl.SSLEOFError, http.client.CannotSendRequest):
                self.close()
                if fresh or last:  # only a kept connection may have been closed in between
                    raise
        return None

    def _connect(self):
        if not self.secure:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            connection.host = self.host
            connection.sock = socket.create_connection(("127.0.0.1", self.port), 60)
            return connection
        context = ssl.create_default_context(cafile=self.instance.cert)
        context.check_hostname = False
        return Connection(self.host, self.port, context=context, timeout=60, source_address=self.source and (self.source, 0))

    def _remember(self, response):
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].strip().partition("=")
            if value and not re.search(r"max-age=0(;|$)", line, re.I):
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)

    def get(self, path, headers=None, **query):
        return self.request("GET", path, headers=headers, query=query)

    def post(self, path, body=None, **options):
        return self.request("POST", path, {} if body is None and "raw" not in options else body, **options)

    def put(self, path, body=None, **options):
        return self.request("PUT", path, {} if body is None and "raw" not in options else body, **options)

    def patch(self, path, body=None, **options):
        return self.request("PATCH", path, {} if body is None and "raw" not in options else body, **options)

    def delete(self, path, **options):
        return self.request("DELETE", path, **options)

    def create(self, path, body=None, **options):
        """POST that must succeed; returns `data`."""
        return self.post(path, body, **options).expect(201).data

    def read(self, path, **query):
        """GET that must succeed; returns `data`."""
        return self.get(path, **query).expect(200).data

    def change(self, path, body):
        """PATCH that must succeed; returns `data`."""
        return self.patch(path, body).expect(200).data

    def signin(self, email, password=PASSWORD):
        """Opens a session; `self.user` is what the answer says of the caller."""
        self.user = self.post("/api/auth/signin", {"email": email, "password": password}).expect(200).json["user"]
        return self

    def twin(self):
        """Another connection of the same session, for concurrent requests."""
        other = Client(self.instance, self.host, self.secure, self.port, self.source)
        other.cookies, other.headers, other.user = dict(self.cookies), dict(self.headers), self.user
        return other


_instances = []


def another(**settings):
    """An instance with settings of its own, stopped and examined at the end of its file, as the shared one at the end of all."""
    instance = Instance(**settings).start()
    _instances.append(instance)
    return instance


@functools.cache
def shared():
    """The instance that the tests of this process share."""
    return another()


@functools.cache
def alone():
    """One instance for all classes of a test file, seen by no other file."""
    return another()


def stop_all(keep=None):
    """Ends every instance but `keep`: dozens of them at once want more memory than a machine has."""
    problems = []
    ending = [instance for instance in _instances if instance is not keep]
    _instances[:] = [instance for instance in _instances if instance is keep]
    alone.cache_clear()
    for instance in ending:
        found = instance.stop()
        problems += found
        if found and os.environ.get("VISIONCRM_KEEP"):
            sys.stderr.write(f"kept: {instance.folder}\n")
        else:
            instance.remove()
    return problems


class ApiCase(unittest.TestCase):
    """A test class whose tenant is its own; `self.owner` is signed in as Marc Dupont."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.instance = shared()
        cls.owner = cls.instance.sign_up()
        cls.subdomain = cls.owner.tenant

    @classmethod
    def tearDownClass(cls):
        cls.owner.close()

    # --- records, each with what a test usually needs

    def contact(self, client=None, **fields):
        return (client or self.owner).create("/api/contacts", {"first_name": "Marc", "last_name": "Dupont", **fields})

    def vehicle(self, owner_id=None, **fields):
        owner_id = owner_id or self.contact()["id"]
        return self.owner.create("/api/vehicles", {"owner_id": owner_id, "make": "Renault", "model": "Clio", **fields})

    def quote(self, contact_id=None, items=None, status=None, **fields):
        body = {"contact_id": contact_id or self.contact()["id"], "valid_until": days_from_now(30),
                "items": items or [line(100)], "vat_rate": 20.0, **fields}
        quote = self.owner.create("/api/quotes", body)
        for step in {"SENT": ["SENT"], "ACCEPTED": ["SENT", "ACCEPTED"], "REJECTED": ["SENT", "REJECTED"]}.get(status, []):
            self.owner.change(f"/api/quotes/{quote['id']}/status", {"status": step})
        return quote

    def invoice(self, contact_id=None, items=None, issued=False, **fields):
        body = {"contact_id": contact_id or self.contact()["id"], "due_date": days_from_now(30),
                "items": items or [line(100)], "vat_rate": 20.0, **fields}
        invoice = self.owner.create("/api/invoices", body)
        if issued:
            self.owner.change(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"})
            invoice = self.owner.read(f"/api/invoices/{invoice['id']}")
        return invoice

    def read_invoice(self, invoice):
        return self.owner.read(f"/api/invoices/{invoice['id']}")

    def pay(self, invoice, amount, expect=201, **fields):
        body = {"amount": amount, "payment_method": "CARD", "paid_at": "2026-01-01T14:30:00.000Z", **fields}
        return self.owner.post(f"/api/invoices/{invoice['id']}/payments", body).expect(expect)

    # --- assertions

    def assertMoney(self, response, key, value):
        """`key` stands somewhere in the raw answer as `value` with exactly two decimals."""
        pattern = rf'"{re.escape(key)}": ?{re.escape(value)}(?=[,}}\]\s])'
        self.assertRegex(response.text, pattern)

    def assertAllMoney(self, value, keys, path="$"):
        """Every member named in `keys`, at any depth, has exactly two decimals."""
        if isinstance(value, dict):
            for key, member in value.items():
                if key in keys and member is not None and not isinstance(member, (dict, list)):
                    self.assertIsInstance(member, decimal.Decimal, f"{path}.{key} is printed as {member}")
                    self.assertRegex(str(member), rf"^{MONEY.pattern}$", f"{path}.{key}")
                self.assertAllMoney(member, keys, f"{path}.{key}")
        elif isinstance(value, list):
            for index, member in enumerate(value):
                self.assertAllMoney(member, keys, f"{path}[{index}]")

    def ids(self, path, **query):
        return [row["id"] for row in self.owner.read(path, **query)]


# A drawing by hand: a PNG of 12 by 6 pixels, in base64.
DRAWING = ("iVBORw0KGgoAAAANSUhEUgAAAAwAAAAGCAAAAADShSBdAAAAG0lEQVR42mNg+I8ADGCE4CC4DMgUA7ISBmTtAAHZQb/z8UAr"
           "AAAAAElFTkSuQmCC")


def line(price, quantity=1, description="Vidange moteur", **fields):
    return {"description": description, "quantity": quantity, "unit_price": price, **fields}


def today(zone="Europe/Paris"):
    return datetime.datetime.now(zoneinfo.ZoneInfo(zone)).date()


def days_from_now(days):
    return (today() + datetime.timedelta(days=days)).isoformat()


def random_id():
    """A well-formed id (version 7) that no record has."""
    text = str(uuid.uuid4())
    return f"{text[:14]}7{text[15:19]}8{text[20:]}"


def pdf_text(content):
    """The text of a PDF, blanks of every kind made plain."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return re.sub(r"[\u00a0\u202f\u2009 ]+", " ", done.stdout.decode())
