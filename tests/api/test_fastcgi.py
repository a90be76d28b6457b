# SPDX-License-Identifier: MIT
"""A peer on a worker's socket that speaks FastCGI as nobody should: the connection ends, the worker lives."""

import random
import socket
import struct
import unittest

from harness import ApiCase
from probe import Worker, fastcgi_request

BEGIN, ABORT, PARAMS, STDIN, DATA, GET_VALUES = 1, 2, 4, 5, 8, 9
KEPT = struct.pack(">HB5x", 1, 1)


def record(kind, content=b"", number=1, version=1, padding=0, length=None):
    size = len(content) if length is None else length
    return struct.pack(">BBHHBx", version, kind, number, size, padding) + content + bytes(padding)


def long(length):
    return struct.pack(">I", length | 1 << 31)


class Hostile(ApiCase):
    def setUp(self):
        self.pids = [self.instance.workers(kind) for kind in ("api", "heavy", "slow")]

    def tearDown(self):
        self.assertEqual(self.pids, [self.instance.workers(kind) for kind in ("api", "heavy", "slow")], "a worker died")

    def paths(self):
        return [self.instance.folder / "data/run" / name for name in ("api-0.sock", "heavy.sock", "slow.sock")]

    def send(self, data):
        """What comes back from each kind of worker until it closes; both still answer others."""
        answers = []
        for path in self.paths():
            with socket.socket(socket.AF_UNIX) as peer:
                peer.settimeout(20)
                peer.connect(str(path))
                try:
                    peer.sendall(data)
                    peer.shutdown(socket.SHUT_WR)
                    answer = b""
                    while chunk := peer.recv(65536):
                        answer += chunk
                except (ConnectionError, BrokenPipeError):
                    answer = b""
                answers.append(answer)
            worker = Worker(path)
            self.assertEqual(worker.request("GET", "/api/health")[0], 200)
            worker.close()
        return answers

    def refused(self, data):
        self.assertEqual(self.send(data), [b"", b"", b""])

    def test_control(self):
        for answer in self.send(fastcgi_request("GET", "/api/health")):
            self.assertIn(b'"ok"', answer)
        padded = record(BEGIN, KEPT, padding=200) + fastcgi_request("GET", "/api/health")[16:]
        for answer in self.send(padded):
            self.assertIn(b'"ok"', answer)

    def test_lengths_of_pairs(self):
        for pair in (long(0x7fffffff) + long(0x7fffffff) + b"A", long(0x7fffffff) + b"\x00A", b"\x01" + long(0x7ffffffe) + b"A",
                     b"\x7f\x7fA", b"\x80", b"\x80\x00\x00", b"\x01", b"\xff\xff\xff\xff\xff\xff\xff\xff",
                     long(1 << 30) * 2 + b"x" * 1000, b"\x04\x04A\0B=abcd"):
            with self.subTest(pair=pair[:12]):
                self.refused(record(BEGIN, KEPT) + record(PARAMS, pair) + record(PARAMS) + record(STDIN))

    def test_too_many_and_too_much(self):
        self.refused(record(BEGIN, KEPT) + record(PARAMS, b"\0\0" * 30000) + record(PARAMS) + record(STDIN))
        self.refused(record(BEGIN, KEPT) + record(PARAMS, b"\x01\x01ab" * 16000) * 40 + record(PARAMS) + record(STDIN))

    def test_records(self):
        good = fastcgi_request("GET", "/api/health")
        for name, data in {
            "version": record(BEGIN, KEPT, version=2) + good[16:],
            "number 0": record(BEGIN, KEPT, number=0) + good[16:],
            "role": record(BEGIN, struct.pack(">HB5x", 3, 1)) + good[16:],
            "short begin": record(BEGIN, b"\0\1"),
            "management": record(GET_VALUES, b"\x0e\x00FCGI_MAX_CONNS" * 1000, number=0),
            "management within": record(BEGIN, KEPT) + record(GET_VALUES, long(0x7fffffff) * 2, number=0),
            "management in the body": good[:-8] + record(GET_VALUES, b"\x0e\x00FCGI_MAX_CONNS" * 100, number=0) + record(STDIN),
            "abort": record(BEGIN, KEPT) + record(ABORT),
            "two at once": good[:-8] + good,
            "another number": record(BEGIN, KEPT) + record(PARAMS, b"", number=2),
            "body first": record(BEGIN, KEPT) + record(STDIN),
            "data": good[:-8] + record(DATA, b"x") + record(STDIN),
            "unknown": record(77, b"x" * 65535),
            "more than said": record(BEGIN, KEPT) + record(PARAMS, b"\x01\x01ab", length=65535),
            "cut": good[:40],
            "after the end": good + b"\1",
            "nothing": b"",
        }.items():
            with self.subTest(name):
                self.refused(data)

    def test_a_body_shorter_than_announced(self):
        self.refused(fastcgi_request("POST", "/api/auth/signin", {"email": "a@b.fr"}, CONTENT_LENGTH="1000"))

    def test_noise(self):
        chance = random.Random(6)
        good = fastcgi_request("POST", "/api/contacts", {"last_name": "X"})
        for _ in range(150):
            data = bytearray(good)
            for _ in range(chance.randrange(1, 8)):
                data[chance.randrange(min(len(data), 60) if chance.random() < 0.7 else len(data))] = chance.randrange(256)
            self.send(bytes(data[:chance.randrange(1, len(data) + 1)] if chance.random() < 0.3 else data))


if __name__ == "__main__":
    unittest.main()
