# SPDX-License-Identifier: MIT
"""What the tests of bad luck and bad intentions share: a look into a tenant's file past the server, its write lock, and a
caller of a worker's own socket, where no nginx has looked at the request before."""

import contextlib
import fcntl
import http.client
import io
import itertools
import os
import resource
import signal
import socket
import sqlite3
import struct
import termios
import threading
import time
from pathlib import Path

from harness import Response, to_json


def tenant_folder(client):
    """The folder of the tenant that `client` is signed in to."""
    return client.instance.folder / "data/tenants" / client.user["tenantId"]


def tenant_file(client):
    return tenant_folder(client) / "tenant.db"


def unread(port):
    """How many connections to a port hold bytes that its server has not read."""
    with open("/proc/net/tcp", encoding="ascii") as table:
        rows = [line.split() for line in table.readlines()[1:]]
    return sum(row[1].endswith(f":{port:04X}") and not row[4].endswith(":00000000") for row in rows)


@contextlib.contextmanager
def reading(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)
    connection.row_factory = sqlite3.Row
    try:
        yield connection
    finally:
        connection.close()


def rows(path, sql, *values):
    """The rows of one statement as tuples."""
    with reading(path) as connection:
        return [tuple(row) for row in connection.execute(sql, values)]


def tables(path):
    """Tables with columns of their own: without those of full-text indexes."""
    names = rows(path, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                       "AND name NOT LIKE '%search%' AND name NOT LIKE '%fts%' ORDER BY name")
    return [name for name, in names]


def dump(path):
    """{table: its rows in order}"""
    return {table: sorted(rows(path, f"SELECT * FROM {table}"), key=repr) for table in tables(path)}


def commits(path):
    """How many the write-ahead log of a file holds: frames that say how long the file is after them (SQLite's "WAL Format")."""
    log = Path(f"{path}-wal").read_bytes()
    size, salts = struct.unpack_from(">8xI4x8s", log)
    frames = (struct.unpack_from(">4xI8s", log, at) for at in range(32, len(log), 24 + size))
    return sum(length > 0 for length, _ in itertools.takewhile(lambda frame: frame[1] == salts, frames))


# --- the write lock (lib/store/lock.c): byte 0 is the door, byte 1 the room

def lock_bytes(fd, kind, wait=False):
    # struct flock of 64-bit Linux; 37 and 38 are F_OFD_SETLK and F_OFD_SETLKW
    fcntl.fcntl(fd, 38 if wait else 37, struct.pack("hhqqi", kind, os.SEEK_SET, 0, 2, 0))


@contextlib.contextmanager
def write_lock(path):
    """Holds the write lock of a tenant's file as another process would."""
    fd = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        lock_bytes(fd, fcntl.F_WRLCK, wait=True)
        yield
    finally:
        os.close(fd)


def lock_free(path):
    """Whether nobody writes to a tenant's file."""
    fd = os.open(f"{path}.lock", os.O_RDWR | os.O_CLOEXEC)
    try:
        lock_bytes(fd, fcntl.F_WRLCK)
        return True
    except BlockingIOError:
        return False
    finally:
        os.close(fd)


# --- processes

def signal_all(pids, number):
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def kill_all(pids):
    signal_all(pids, signal.SIGKILL)


@contextlib.contextmanager
def frozen(pid):
    """What is sent meanwhile is all there when the process goes on."""
    signal_all([pid], signal.SIGSTOP)
    try:
        wait_until(lambda: Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T", "standstill")
        yield
    finally:
        signal_all([pid], signal.SIGCONT)


@contextlib.contextmanager
def full_disk(pid, size=0):
    """No file of the process grows beyond `size`."""
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))


class Background:
    """A function in a thread; `result()` waits for what it returned or raised."""

    def __init__(self, function, *arguments):
        self.outcome = self.error = None
        self.thread = threading.Thread(target=self._run, args=(function, arguments), daemon=True)
        self.thread.start()

    def _run(self, function, arguments):
        try:
            self.outcome = function(*arguments)
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits
            self.error = error

    def running(self):
        return self.thread.is_alive()

    def result(self, timeout=60):
        self.thread.join(timeout)
        if self.thread.is_alive():
            raise AssertionError("still running")
        if self.error:
            raise self.error
        return self.outcome


def wait_until(condition, what, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


# --- FastCGI

def _record(kind, content):
    return struct.pack(">BBHHBx", 1, kind, 1, len(content), 0) + content


def _size(text):
    return bytes([len(text)]) if len(text) < 128 else struct.pack(">I", len(text) | 1 << 31)


def _pair(name, value):
    name, value = name.encode(), value.encode()
    return _size(name) + _size(value) + name + value


def fastcgi_request(method="GET", uri="/api/contacts", body=None, client=None, **params):
    """The bytes of a request, as nginx sends it for a client that is signed in."""
    content = b"" if body is None else to_json(body)
    common = {"REQUEST_METHOD": method, "REQUEST_URI": uri, "QUERY_STRING": uri.partition("?")[2], "REMOTE_ADDR": "127.0.0.1"}
    if client:
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        common |= {"TENANT": client.tenant, "HTTPS": "on", "HTTP_HOST": client.host, "HTTP_COOKIE": cookies}
    if content:
        common |= {"CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(content))}
    pairs = b"".join(_pair(name, value) for name, value in (common | params).items())
    return (_record(1, struct.pack(">HB5x", 1, 1)) + _record(4, pairs) + _record(4, b"")
            + (_record(5, content) if content else b"") + _record(5, b""))


class _Answer:
    """What harness.Response reads of an answer of http.client."""

    def __init__(self, content):
        head, _, self.body = content.partition(b"\r\n\r\n")
        self.headers = http.client.parse_headers(io.BytesIO(head + b"\r\n\r\n"))
        self.status = int(self.headers.get("Status", "200")[:3])

    def read(self):
        return self.body


class Worker:
    """A caller of a worker's socket, one request after the other on a kept connection."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        self.socket.connect(str(path))
        self.sent = ("", "")  # method and address of the last request

    def close(self):
        self.socket.close()

    def _read(self, size):
        data = b""
        while len(data) < size:
            chunk = self.socket.recv(size - len(data))
            if not chunk:
                raise ConnectionError("the worker closed the connection")
            data += chunk
        return data

    def unread(self):
        """Bytes that the worker has not taken yet."""
        return struct.unpack("i", fcntl.ioctl(self.socket, termios.TIOCOUTQ, bytes(4)))[0]

    def send(self, method="GET", uri="/api/contacts", body=None, **params):
        """As fastcgi_request(); receive() takes the answer."""
        self.sent = (method, uri)
        self.socket.sendall(fastcgi_request(method, uri, body, **params))

    def receive(self):
        """A harness.Response."""
        answer = b""
        while True:
            _, kind, _, length, padding = struct.unpack(">BBHHBx", self._read(8))
            content = self._read(length + padding)[:length]
            if kind == 3:
                return Response(*self.sent, _Answer(answer))
            answer += content if kind == 6 else b""

    def request(self, *request, **params):
        """Status and body."""
        self.send(*request, **params)
        answer = self.receive()
        return answer.status, answer.raw
