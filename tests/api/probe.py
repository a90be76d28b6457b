# SPDX-License-Identifier: MIT
"""What the tests of bad luck and bad intentions share: a look into a tenant's file past the server, its write lock, and a
caller of a worker's own socket, where no nginx has looked at the request before."""

import contextlib
import fcntl
import os
import signal
import socket
import sqlite3
import struct
import threading
import time


def tenant_folder(client):
    """The folder of the tenant that `client` is signed in to."""
    return client.instance.folder / "data/tenants" / client.user["tenantId"]


def tenant_file(client):
    return tenant_folder(client) / "tenant.db"


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
    """Tables with columns of their own: without those of the full-text index."""
    names = rows(path, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                       "AND name NOT LIKE '%search%' ORDER BY name")
    return [name for name, in names]


def dump(path):
    """{table: its rows in order}"""
    return {table: sorted(rows(path, f"SELECT * FROM {table}"), key=repr) for table in tables(path)}


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


# --- processes

def signal_all(pids, number):
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def kill_all(pids):
    signal_all(pids, signal.SIGKILL)


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


class Worker:
    """A caller of a worker's socket, one request after the other on a kept connection."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        self.socket.connect(str(path))

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

    def request(self, method="GET", uri="/api/contacts", **params):
        """Status and body."""
        params = {"REQUEST_METHOD": method, "REQUEST_URI": uri, "REMOTE_ADDR": "127.0.0.1", **params}
        content = b"".join(_pair(name, value) for name, value in params.items())
        self.socket.sendall(_record(1, struct.pack(">HB5x", 1, 1)) + _record(4, content) + _record(4, b"") + _record(5, b""))
        answer = b""
        while True:
            _, kind, _, length, padding = struct.unpack(">BBHHBx", self._read(8))
            content = self._read(length + padding)[:length]
            if kind == 3:
                break
            answer += content if kind == 6 else b""
        head, _, body = answer.partition(b"\r\n\r\n")
        return int(head.partition(b"Status: ")[2][:3] or 200), body
