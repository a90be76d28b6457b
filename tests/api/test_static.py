# SPDX-License-Identifier: MIT
"""Static files as nginx serves them: a built front end with names that change with their content, the addresses of its pages, and
what stands for it where there is none."""

import gzip
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from harness import BINARY, ROOT, ApiCase, another

ROUTES = "# pages\n/\n/contacts\n/contacts/new\n/contacts/:id\n/credit-notes/:id\n/dashboard/me\n\n"
SCRIPT = b"export const answer = 42;\n" * 200
FOREVER = "public, max-age=31536000, immutable"
CHECKED = "private, no-cache"


def build(folder, routes=ROUTES):
    """What a build of the front end leaves behind."""
    folder = Path(folder)
    (folder / "app").mkdir(parents=True)
    (folder / "docs").mkdir()
    (folder / "index.html").write_text("<!DOCTYPE html><title>shell</title>")
    (folder / "docs/index.html").write_text("<!DOCTYPE html><title>reference</title>")
    (folder / "app/main-A1B2.js").write_bytes(SCRIPT)
    (folder / "app/main-A1B2.js.gz").write_bytes(gzip.compress(SCRIPT, 9, mtime=0))
    (folder / "app/style-C3D4.css").write_text("body{margin:0}")
    (folder / "app/type-E5F6.woff2").write_bytes(b"wOF2" + b"\0" * 3000)
    if routes is not None:
        (folder / "routes.txt").write_text(routes)
    return folder


class StaticCase(ApiCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="vcrm-web-"))
        cls.addClassCleanup(subprocess.run, ["rm", "-r", cls.folder], check=True)
        cls.folder.chmod(0o755)
        cls.instance = another(web=build(cls.folder / "web", cls.routes))
        cls.client = cls.instance.client("demo")

    @classmethod
    def tearDownClass(cls):
        cls.client.close()

    routes = ROUTES


class Built(StaticCase):
    def test_built_files_stay_with_the_browser(self):
        for name, kind in (("main-A1B2.js", "application/javascript"), ("style-C3D4.css", "text/css"), ("type-E5F6.woff2", "font/woff2")):
            for headers in ({}, {"Accept-Encoding": "gzip"}, {"Range": "bytes=0-9"}):
                answer = self.client.get(f"/app/{name}", headers=headers).expect(206 if "Range" in headers else 200)
                self.assertEqual(answer.headers["Content-Type"].split(";")[0], kind)
                self.assertEqual(answer.headers.get_all("Cache-Control"), [FOREVER])
            same = self.client.get(f"/app/{name}", headers={"If-None-Match": answer.headers["ETag"]}).expect(304)
            self.assertEqual(same.headers.get_all("Cache-Control"), [FOREVER])

    def test_what_is_missing_does_not(self):
        for path in ("/app/missing-A1B2.js", "/app/missing.css?x=1", "/app/..%2findex.html.js", "/app/missing-A1B2.js.gz"):
            answer = self.client.get(path)
            self.assertEqual((answer.status, answer.headers.get_all("Cache-Control")), (404, [CHECKED]), path)
            self.assertEqual(answer.json["code"], "NOT_FOUND")
        for path in ("/app/", "/app/missing", "/app"):
            answer = self.client.get(path)
            self.assertEqual((answer.status, answer.headers.get_all("Cache-Control")), (404, [CHECKED]), path)

    def test_all_else_is_asked_for_again(self):
        for path in ("/", "/index.html", "/contacts", "/docs/", "/routes.txt", "/api/health"):
            answer = self.client.get(path).expect(200)
            self.assertEqual(len(answer.headers.get_all("Cache-Control")), 1)
            self.assertNotIn("immutable", answer.headers["Cache-Control"])
        self.client.get("/", headers={"If-None-Match": self.client.get("/").headers["ETag"]}).expect(304)

    def test_the_pressed_file_is_sent_as_it_is(self):
        path = "/app/main-A1B2.js"
        pressed = self.client.get(path, headers={"Accept-Encoding": "gzip"}).expect(200)
        self.assertEqual(pressed.raw, (self.folder / "web" / path[1:]).with_suffix(".js.gz").read_bytes())
        self.assertEqual((pressed.headers["Content-Encoding"], pressed.headers["Vary"]), ("gzip", "Accept-Encoding"))
        self.assertEqual(int(pressed.headers["Content-Length"]), len(pressed.raw))
        plain = self.client.get(path).expect(200)
        self.assertEqual((plain.raw, plain.headers["Content-Encoding"]), (SCRIPT, None))

    def test_policy(self):
        """Only the viewer of the reference writes styles into its page."""
        for path, inline in (("/", False), ("/contacts", False), ("/nowhere", False), ("/app/main-A1B2.js", False), ("/api/health", False),
                             ("/docs", True), ("/docs/", True)):
            policy = self.client.get(path).headers.get_all("Content-Security-Policy")
            self.assertEqual(len(policy), 1)
            self.assertEqual("style-src 'self' 'unsafe-inline'" in policy[0], inline, path)
            self.assertEqual(policy[0].count("unsafe"), int(inline))
            self.assertTrue(policy[0].startswith("default-src 'self'; "), policy)
            self.assertIn("frame-ancestors 'none'", policy[0])

    def test_an_office_loads_it_at_once(self):
        """Files are counted apart from writes, and let more of one address be under way."""
        (self.folder / "web/app/large-0000.js").write_bytes(b"x" * 8_000_000)
        self.assertEqual(self.slowly("/app/large-0000.js", 100), [200] * 100)

    def slowly(self, path, count):
        """The statuses of as many answers at once, of which only the beginning is read until all are there."""
        clients = [self.instance.client("demo") for _ in range(count)]
        connections = [client._connect() for client in clients]
        try:
            for client, connection in zip(clients, connections):
                connection.request("GET", path, headers={"Host": client.host})
            return [connection.getresponse().status for connection in connections]
        finally:
            for connection in connections:
                connection.close()


class Pages(StaticCase):
    def test_addresses_of_the_table(self):
        for path in ("/", "/?next=1", "/contacts", "/contacts?tab=quotes&q=a.b", "/contacts/new", "/dashboard/me",
                     "/contacts/0192f3a0-7c1a-7d2b-9b3c-4d5e6f708192", "/credit-notes/Ab-1?x"):
            answer = self.client.get(path)
            self.assertEqual((answer.status, answer.headers["Content-Type"]), (200, "text/html; charset=utf-8"), path)
            self.assertIn("<title>shell", answer.text)

    def test_any_other_gets_the_page_as_well_and_says_so(self):
        for path in ("/nowhere", "/contacts/", "/contacts/1/", "/contacts/1/2", "/contacts//1", "/contact", "/credit-notes", "/dashboard",
                     "/contacts/a_b", "/Contacts", "/nowhere?x=1.2", "/apix"):
            answer = self.client.get(path, headers={"If-None-Match": self.client.get("/").headers["ETag"]})
            self.assertEqual((answer.status, answer.headers["Content-Type"]), (404, "text/html; charset=utf-8"), path)
            self.assertIn("<title>shell", answer.text)
            self.assertEqual(answer.headers.get_all("Cache-Control"), [CHECKED])
            head = self.client.request("HEAD", path).expect(404)
            self.assertEqual((head.raw, head.headers["Content-Type"]), (b"", "text/html; charset=utf-8"))

    def test_what_no_page_is_called_is_an_error(self):
        for path in ("/x.html", "/contacts/a.b", "/contacts/%61", "/.installed", "/api"):
            answer = self.client.get(path).expect(404)
            self.assertEqual(answer.json["code"], "NOT_FOUND", path)
        bearer = self.client.get("/x.html", headers={"Authorization": "Bearer x"}).expect(404)
        self.assertEqual(bearer.json["error"]["code"], "NOT_FOUND")
        self.assertEqual(self.client.post("/contacts", {}).status, 405)
        self.assertEqual(self.client.post("/nowhere", {}).expect(404).json["code"], "NOT_FOUND")

    def test_on_every_host(self):
        for client in (self.instance.client(None), self.instance.client(None, secure=False)):
            if not client.secure:
                client.host = "localhost"
            client.get("/contacts").expect(200)
            client.get("/nowhere").expect(404)


class WithoutTable(StaticCase):
    routes = None

    def test_whatever_may_be_a_page_is_one(self):
        for path in ("/", "/contacts", "/nowhere/at/all", "/a_b?c=d"):
            self.assertIn("<title>shell", self.client.get(path).expect(200).text)
        self.client.get("/nowhere.html").expect(404)


class Rendering(ApiCase):
    def render(self, web, **more):
        env = {**self.instance.env, **more}
        env.pop("VISIONCRM_WEB", None)
        if web:
            env["VISIONCRM_WEB"] = str(web)
        return subprocess.run([BINARY, "config", "--nginx"], env=env, cwd=self.instance.folder, capture_output=True, text=True)

    def test_table_is_checked(self):
        folder = Path(tempfile.mkdtemp(dir=self.instance.folder))
        for number, line in enumerate(("contacts", "/contacts/", "//", "/:", "/a b", "/a.b", "/a{b}", '/a"; }', "/*", "/a/:id?", "/é",
                                       "/" + "a" * 300, "/contacts/:id x")):
            with self.subTest(line):
                web = build(folder / str(number), f"/\n{line}\n")
                done = self.render(web)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(f"{web}/routes.txt:2: ", done.stderr)
        web = build(folder / "many", "/a\n" * 1001)
        self.assertIn("routes.txt:1001: ", self.render(web).stderr)
        web = build(folder / "most", "/a\n" * 1000)
        self.assertEqual(self.render(web).stdout.count('"~^/a(\\?|$)" /index.html;'), 1000)

    def test_folder(self):
        """The built front end where it is, otherwise the static files alone; what is said is taken as it is."""
        home = Path(tempfile.mkdtemp(dir=self.instance.folder))
        (home / "nginx").mkdir()
        for file in (ROOT / "nginx").iterdir():
            (home / "nginx" / file.name).write_bytes(file.read_bytes())
        template = {"VISIONCRM_TEMPLATE": str(home / "nginx/nginx.conf.in")}

        def root(web=None):
            return re.search(r"^    root (.*);$", self.render(web, **template).stdout, re.M)[1]
        build(home / "web")
        self.assertEqual(root(), str((home / "web").resolve()))
        build(home / "build/web")
        self.assertEqual(root(), str((home / "build/web").resolve()))
        (home / "build/web/index.html").unlink()  # a build that was cut short
        self.assertEqual(root(), str((home / "web").resolve()))
        self.assertEqual(root(home / "build/web"), str((home / "build/web").resolve()))


if __name__ == "__main__":
    unittest.main()
