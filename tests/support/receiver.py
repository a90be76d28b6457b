# SPDX-License-Identifier: MIT
"""An HTTP server on loopback for tests of outgoing requests.

As a module: Receiver(answer) keeps every request and lets a function answer it.
As a program: `receiver.py [FOLDER]` prints its port and serves what tests/unit/test_http.c asks for, until its input ends; with
FOLDER it speaks TLS with a certificate for localhost that it makes there (cert.pem)."""

import http.server
import json
import subprocess
import sys
import ssl
import threading
import time


class Receiver(http.server.ThreadingHTTPServer):
    """`answer(request)` gets {"method", "path", "headers" (lower case), "body" (bytes)} and returns (status, headers, body)."""

    daemon_threads = True

    def __init__(self, answer, certificate=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        self.requests = []
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.port = self.server_address[1]
        self.url = f"{'https' if certificate else 'http'}://{'localhost' if certificate else '127.0.0.1'}:{self.port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # a caller that has gone is what some tests are about

    def close(self):
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = {"method": self.command, "path": self.path, "body": body,
                   "headers": {name.lower(): value for name, value in self.headers.items()}}
        self.server.requests.append(request)
        status, headers, text = self.server.answer(request)
        body = text.encode() if isinstance(text, str) else text
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = serve

    def log_message(self, *_):
        pass


def make_certificate(folder):
    paths = f"{folder}/cert.pem", f"{folder}/key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "3",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                    "-out", paths[0], "-keyout", paths[1]], check=True, capture_output=True)
    return paths


counts = {}
last = {}

# What the services answered when their official clients were recorded.
ANSWERS = {
    "resend_ok": '{"id":"49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"}',
    "resend_409": '{"statusCode":409,"name":"invalid_idempotent_request",'
                  '"message":"Same idempotency key used with a different request payload"}',
    "resend_twin": '{"statusCode":409,"name":"concurrent_idempotent_requests","message":"Under way"}',
    "resend_429": '{"statusCode":429,"name":"rate_limit_exceeded","message":"Too many requests"}',
    "twilio_ok": '{"sid":"SMbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","status":"queued"}',
    "twilio_63016": '{"status":400,"code":63016,'
                    '"message":"Failed to send freeform message because you are outside the allowed window."}',
    "none": "<html>",
}


def scripted(request):
    """What the path says: /echo, /status/503, /bytes/100000, /headers/5000, /slow/20, /redirect, /flaky/<name>/<status>/<n>/<wait>."""
    word, *rest = request["path"].split("?")[0].strip("/").split("/")
    if word == "echo":
        return 200, {"X-Seen": "yes", "x-seen-twice": "a"}, json.dumps({**request, "body": request["body"].decode("latin-1")})
    if word == "status":
        return int(rest[0]), {}, "{}"
    if word == "bytes":
        return 200, {}, b"x" * int(rest[0])
    if word == "headers":
        return 200, {f"X-{number}": "y" * 100 for number in range(int(rest[0]))}, ""
    if word == "slow":
        time.sleep(float(rest[0]))
        return 200, {}, "late"
    if word == "redirect":
        return 302, {"Location": "/echo"}, ""
    if word == "answer":  # /answer/<status>/<name>/<Retry-After>/…: and the request is kept for /last
        last.update(request, body=request["body"].decode())
        name = rest[1]
        if name == "twilio_window":  # templates only
            rest[0], name = (201, "twilio_ok") if "ContentSid=" in last["body"] else (400, "twilio_63016")
        return int(rest[0]), {"Retry-After": rest[2]} if rest[2] != "-" else {}, ANSWERS[name]
    if word == "last":
        return 200, {}, json.dumps(last)
    if word == "flaky":  # n times that status, then 200 with the number of requests so far
        name, status, times, wait = rest
        counts[name] = counts.get(name, 0) + 1
        headers = {} if wait == "-" else {"Retry-After": wait.replace("_", " ")}
        return (int(status), headers, "") if counts[name] <= int(times) else (200, {}, str(counts[name]))
    return 404, {}, ""


def main():
    certificate = make_certificate(sys.argv[1]) if len(sys.argv) > 1 else None
    receiver = Receiver(scripted, certificate)
    print(receiver.port, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
