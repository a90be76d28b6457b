# SPDX-License-Identifier: MIT
"""The harness itself: it notices what the tests rely on it to notice."""

import os
import signal
import unittest

from harness import NGINX_ALARMS, SERVER_ALARMS, Instance, Response, parse_json


class Alarms(unittest.TestCase):
    def test_what_counts(self):
        for text in ("==7==ERROR: AddressSanitizer: heap-use-after-free", "x.c:1:2: runtime error: signed integer overflow",
                     '{"time":"t","level":"error","pid":1,"message":"m"}', "ERROR: LeakSanitizer: detected memory leaks"):
            self.assertRegex(text, SERVER_ALARMS)
        self.assertNotRegex('{"time":"t","level":"info","pid":1,"message":"worker 7 started (api)"}', SERVER_ALARMS)
        self.assertRegex("2026/01/01 [error] 7#7: *1 upstream prematurely closed FastCGI stdout", NGINX_ALARMS)

    def test_a_server_that_died_is_reported(self):
        instance = Instance().start()
        os.kill(instance.server.pid, signal.SIGKILL)
        instance.server.wait()
        with open(instance.server_log, "a", encoding="utf-8") as log:
            log.write("==7==ERROR: AddressSanitizer: heap-use-after-free\n")
        problems = instance.stop()
        instance.remove()
        self.assertIn("visioncrm serve had ended with -9", problems)
        self.assertIn("AddressSanitizer", str(problems))


class Json(unittest.TestCase):
    def test_what_is_no_json(self):
        for text in ('{"a":1,"a":2}', '{"a":NaN}', "{'a':1}"):
            with self.assertRaises(ValueError):
                parse_json(text)
        self.assertEqual(str(parse_json('{"total":360.00}')["total"]), "360.00")


class Expectations(unittest.TestCase):
    def response(self, status, text):
        response = Response.__new__(Response)
        response.what, response.status, response.raw = "GET /", status, text.encode()
        return response

    def test_dialects_are_told_apart(self):
        workshop = self.response(404, '{"success":false,"error":"Not found","code":"NOT_FOUND"}')
        pipeline = self.response(404,
                                 '{"error":{"code":"NOT_FOUND","message":"m"},"timestamp":"t","path":"/","request_id":"r"}')
        workshop.fault(404, "NOT_FOUND")
        pipeline.pipeline_fault(404, "NOT_FOUND")
        for wrong in (lambda: workshop.pipeline_fault(404), lambda: pipeline.fault(404), lambda: workshop.fault(400),
                      lambda: workshop.fault(404, "CONFLICT"), lambda: workshop.expect(200)):
            self.assertRaises(AssertionError, wrong)
