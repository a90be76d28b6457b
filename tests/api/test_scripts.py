# SPDX-License-Identifier: MIT
"""scripts/: run.sh builds what nginx can read; check.sh tells where it is and ends with the failures; setup.sh starts nothing; gen_sql.sh puts fragments in;
check_layers.sh finds what it is for. In folders of their own, where make, apt and the tests are stand-ins."""

import gzip
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from harness import ROOT, SANITIZED


@unittest.skipIf(SANITIZED, "it is about scripts")
class ScriptCase(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="vcrm-scripts-"))
        self.addCleanup(shutil.rmtree, self.folder)
        shutil.copytree(ROOT / "scripts", self.folder / "scripts")
        (self.folder / "bin").mkdir()

    def stand_in(self, name, body):
        path = self.folder / "bin" / name
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def run_script(self, *args, **variables):
        env = {**os.environ, "PATH": f"{self.folder}/bin:{os.environ['PATH']}", **variables}
        return subprocess.run(args, cwd=self.folder, env=env, capture_output=True, text=True, timeout=120)


class CheckTest(ScriptCase):
    def setUp(self):
        super().setUp()
        (self.folder / "scripts/setup.sh").write_text("#!/bin/sh\nexit 0\n")
        (self.folder / "scripts/check_web.sh").write_text("#!/bin/sh\necho 'unit: 5 passed, 0 failed'\necho 'web: 7 passed, 0 failed'\n")
        self.stand_in("make", """case "$*" in
            *clang*) echo compiling; exit 2 ;;
            *build/san*) echo CC first.o; sleep 4; echo CC last.o ;;
            *fuzz*) echo "fuzz: 2 passed, 0 failed" ;;
        esac""")
        for build in ("test", "san"):
            (self.folder / "build" / build).mkdir(parents=True)
            unit = self.folder / "build" / build / "unit"
            unit.write_text('#!/bin/sh\necho "tests/unit/test_$1.c:7:F:case:name:0: wrong"\necho "unit: 3 passed, 1 failed"\nexit 1\n'
                            if build == "san" else '#!/bin/sh\necho "unit: 4 passed, 0 failed"\n')
            unit.chmod(0o755)
        (self.folder / "tests/unit").mkdir(parents=True)
        (self.folder / "tests/unit/test_one.c").touch()
        (self.folder / "tests/api").mkdir()
        (self.folder / "tests/api/run.py").write_text(
            "import sys\n"
            "print('test_a: 5 passed, 0 failed (1.0 s)')\n"
            "print('FAILED test_b (test_b.Case.test_b)\\n  test_b.py:3: self.fail()\\n  because\\n')\n"
            "print('test_b: 1 passed, 1 failed (1.0 s)')\nprint('6 passed, 1 failed')\nsys.exit(1)\n")

    def test_whole(self):
        done = self.run_script("scripts/check.sh", CHECK_PATIENCE="1")
        self.assertEqual(done.returncode, 1, done.stderr)
        shown, failures = done.stdout.split("\n---- ", 1)
        named = re.findall(r"^([a-z-]+) +(\d+) passed, (\d+) failed  \(\d+ s\)$", shown, re.M)
        self.assertEqual(named, [("setup", "1", "0"), ("build", "1", "0"), ("floors", "1", "0"), ("build-san", "1", "0"),
                                 ("build-clang", "0", "1"), ("unit", "4", "0"), ("unit-san", "3", "1"), ("web", "7", "0"), ("api", "6", "1"), ("lint", "1", "0"),
                                 ("api-san", "6", "1"), ("fuzz", "2", "0")])
        self.assertRegex(shown, r"(?m)^  build-san +\d+ s: CC first\.o$")  # a long part says where it is
        self.assertNotIn("because", shown)
        self.assertNotIn("test_a", failures)  # what passed is not among the failures
        for wanted in ("build-clang: 1 failed", "compiling", "test_one.c:7:F:case:name", "test_b.py:3: self.fail()", "because"):
            self.assertIn(wanted, failures)
        self.assertTrue(failures.endswith("\n33 passed, 4 failed\n"), failures)
        self.assertEqual((self.folder / "build/check/summary").read_text(), "33 passed, 4 failed\n")

    def test_web(self):
        """Which test of the browser failed, and why, is said at the end."""
        real = self.folder / "scripts/real_web.sh"
        shutil.copy(ROOT / "scripts/check_web.sh", real)
        (self.folder / "scripts/check_web.sh").write_text("#!/bin/sh\nexec scripts/real_web.sh format\n")
        biome = self.folder / "web/node_modules/.bin/biome"
        biome.parent.mkdir(parents=True)
        biome.write_text("#!/bin/sh\nprintf '  ✓  1 a.spec.ts:3 › goes\\n  ✘  2 a.spec.ts:9 › breaks\\n\\n    Error: because\\n'\nexit 1\n")
        biome.chmod(0o755)
        done = self.run_script("scripts/check.sh", "web")
        failures = done.stdout.split("\n---- ", 1)[1]
        self.assertIn("2 a.spec.ts:9 › breaks\n    Error: because\n", failures)
        self.assertNotIn("goes", failures)

    def test_parts(self):
        done = self.run_script("scripts/check.sh", "unit", "fuzz")
        self.assertEqual((done.returncode, done.stdout.splitlines()[-1]), (0, "6 passed, 0 failed"))
        self.assertNotIn("api", done.stdout)
        done = self.run_script("scripts/check.sh", "units")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("no part units", done.stderr)


class RunTest(ScriptCase):
    def test_what_is_built_can_be_read_by_nginx(self):
        """Root's data are for root alone; what make builds is served by an account."""
        (self.folder / "scripts/setup.sh").write_text("#!/bin/sh\n")
        self.stand_in("make", "mkdir -p build/web/app; echo x > build/web/index.html")
        self.run_script("scripts/run.sh")  # ends for want of the program
        for path in ("build", "build/web", "build/web/app", "build/web/index.html"):
            mode = (self.folder / path).stat().st_mode
            self.assertTrue(mode & 0o004 and (mode & 0o001 or not (self.folder / path).is_dir()), f"{path}: {mode:o}")


class SetupTest(ScriptCase):
    def test_no_service_is_started(self):
        policy = self.folder / "policy-rc.d"
        setup = self.folder / "scripts/setup.sh"
        setup.write_text(setup.read_text().replace("/usr/sbin/policy-rc.d", str(policy)))
        self.stand_in("dpkg-query", 'echo "installed gcc"')
        self.stand_in("id", "echo 0")
        self.stand_in("apt-get", f'case "$*" in *install*) {policy} nginx start; echo "policy says $?"; echo "$@" ;; esac')
        self.stand_in("systemctl", 'echo "systemctl $*" >> systemctl.log')
        done = self.run_script("scripts/setup.sh")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("policy says 101", done.stdout)  # what asks is told not to start anything
        self.assertIn("--no-install-recommends", done.stdout)
        self.assertFalse(policy.exists())
        self.assertEqual((self.folder / "systemctl.log").read_text(), "systemctl disable nginx.service\n")

    def test_what_a_package_provides_is_there(self):
        """The nodejs of nodesource has its own npm, which Debian's would not go with."""
        setup = self.folder / "scripts/setup.sh"
        setup.write_text(setup.read_text().replace("/usr/sbin/policy-rc.d", str(self.folder / "policy-rc.d")))
        (self.folder / "scripts/packages.txt").write_text("gcc\nnginx-light|nginx\n")
        (self.folder / "scripts/packages-dev.txt").write_text("nodejs\nnpm\n")
        for provided, wanted in (("nodejs-dev (= 20.1), npm, nodejs-doc", []), ("nodejs-dev (= 20.1)", ["npm"])):
            self.stand_in("dpkg-query", f'echo "installed gcc c-compiler"; echo "installed nginx-full nginx"; echo "installed nodejs {provided}"')
            self.stand_in("id", "echo 0")
            self.stand_in("apt-get", 'case "$*" in *install*) echo "$@" ;; esac')
            done = self.run_script("scripts/setup.sh", "--dev")
            self.assertEqual((done.returncode, re.findall(r"^Installing: (.*?) *$", done.stdout, re.M)), (0, wanted), done.stderr)

    def test_elsewhere(self):
        """No dpkg: what is needed is looked for, and what is missing is named."""
        tools = self.folder / "tools"
        tools.mkdir()
        for name in ("sh", "cat", "dirname", "id", "awk"):
            (tools / name).symlink_to(shutil.which(name))
        for name in ("gcc", "make", "pkg-config", "esbuild", "nginx", "openssl", "curl"):
            (tools / name).symlink_to(shutil.which("true"))
        self.assertEqual(self.run_script("/bin/sh", "scripts/setup.sh", PATH=str(tools)).returncode, 0)
        (tools / "curl").unlink()
        (tools / "gcc").unlink()
        (tools / "gcc").symlink_to(shutil.which("false"))
        setup = self.folder / "scripts/setup.sh"
        setup.write_text(setup.read_text().replace("PATH=$PATH:/usr/sbin:/usr/local/sbin ", ""))
        done = self.run_script("/bin/sh", "scripts/setup.sh", PATH=str(tools))
        self.assertEqual(done.returncode, 1)
        for missing in ("curl", "fcgiapp.h", "sqlite3.h"):
            self.assertIn(missing, done.stderr)


class SqlTest(ScriptCase):
    """Fragments of statements, put in where they are used."""

    FRAGMENTS = """-- fragment: dog_fields
-- What clients write.
name, breed,
    born_on

-- fragment: dog_columns
$.id, {dog_fields $}, $.weight * 10 AS grams, '{}' AS more

-- fragment: dog_walks
-- c-ok: lists are sorted by it
(SELECT count(*) FROM walk w WHERE w.dog = $.id AND w.how <> "a\\")
"""

    def setUp(self):
        super().setUp()
        (self.folder / "sql/tenant/queries").mkdir(parents=True)

    def generate(self, statements, fragments=FRAGMENTS):
        """Statements lie before the file of the fragments, which need not come first."""
        (self.folder / "sql/tenant/queries/a.sql").write_text(statements)
        (self.folder / "sql/tenant/queries/z.sql").write_text(fragments)
        return self.run_script("scripts/gen_sql.sh", "out")

    def text_of(self, name):
        table = (self.folder / "out/sql_catalogue.c").read_text()
        rows = re.search(rf'\[SQL_{name.upper()}\] = .*\n((?:    ".*"\n)*)', table)[1]
        return " ".join(row.strip()[1:-3] for row in rows.splitlines())

    def test_fragments_are_put_in(self):
        done = self.generate("""-- name: dog_insert
INSERT INTO dog (id, {dog_fields}) VALUES (:id, {dog_fields :})
-- name: dog_update
UPDATE dog SET {dog_fields =}, weight = :weight WHERE id = :id;
-- name: dog_get
SELECT {dog_columns} FROM dog
WHERE id = :id
-- name: dog_list
SELECT {dog_columns d}, {dog_walks d} AS walks /*from*/ FROM dog d WHERE 1 /*filters*/
""")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.text_of("dog_insert"), "INSERT INTO dog (id, name, breed, born_on) VALUES (:id, :name, :breed, :born_on)")
        self.assertEqual(self.text_of("dog_update"), "UPDATE dog SET name = :name, breed = :breed, born_on = :born_on, "
                                                     "weight = :weight WHERE id = :id")
        self.assertEqual(self.text_of("dog_get"), "SELECT id, name, breed, born_on, weight * 10 AS grams, '{}' AS more FROM dog "
                                                  "WHERE id = :id")
        self.assertEqual(self.text_of("dog_list"),
                         "SELECT d.id, d.name, d.breed, d.born_on, d.weight * 10 AS grams, '{}' AS more, "
                         "(SELECT count(*) FROM walk w WHERE w.dog = d.id AND w.how <> \\\"a\\\\\\\") AS walks "
                         "/*from*/ FROM dog d WHERE 1 /*filters*/")
        macro = re.findall(r"^#define (\w+)\(alias\) (.*)$", (self.folder / "out/sql_catalogue.h").read_text(), re.M)
        self.assertEqual(macro, [("SQL_FRAGMENT_DOG_WALKS", '"(SELECT count(*) FROM walk w WHERE w.dog = " alias ".id '
                                                            'AND w.how <> \\"a\\\\\\")"')])

    def test_mistakes_are_told(self):
        walks = "SELECT {dog_walks}, {dog_columns} FROM dog"
        for statement, fragments, told in (
                (f"{walks} WHERE {{cat_columns}}", self.FRAGMENTS, 'no fragment "cat_columns"'),
                (f"{walks}, {{dog_fields D}}", self.FRAGMENTS, "no use of a fragment: {dog_fields D}"),
                (f"{walks}, {{dog_columns :}}", self.FRAGMENTS, '"dog_columns" is no list of names'),
                ("SELECT {dog_walks} FROM dog", self.FRAGMENTS, '"dog_fields" is used by no statement'),
                (walks, self.FRAGMENTS + "-- fragment: dog_walks\n1\n", '"dog_walks" is there already'),
                (walks, self.FRAGMENTS + "-- fragment: Dog\n1\n", "not a name"),
                ("SELECT {a}", "-- fragment: a\n{b}, 1\n-- fragment: b\n{a}, 2\n", "within itself"),
                ("SELECT {a}", "-- fragment: a\n-- nothing\n", '"a" is empty')):
            with self.subTest(told):
                done = self.generate(f"-- name: dogs\n{statement}\n", fragments)
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(told, done.stderr)
                self.assertFalse((self.folder / "out/sql_catalogue.c").exists())


class LayersTest(ScriptCase):
    """check_layers.sh over a copy of the sources, as they are and with one more line."""

    def setUp(self):
        super().setUp()
        for name in ("lib", "fcgi", "cli", "sql", "web/src"):
            shutil.copytree(ROOT / name, self.folder / name)

    def told(self, path, text):
        """With `text` at the end of a file."""
        file = self.folder / path
        before = file.read_text()
        file.write_text(before + text + "\n")
        done = self.run_script("scripts/check_layers.sh")
        file.write_text(before)
        self.assertEqual(done.returncode, 1, text)
        return done.stdout

    def test_the_sources_pass(self):
        done = self.run_script("scripts/check_layers.sh")
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_sql_in_c(self):
        for text in ('"SELECT id FROM contact"', '"(SELECT count(*) " OF', '"x IN (SELECT 1)"', '"UPDATE contact SET a"', '"(DELETE FROM a"'):
            self.assertIn("lib/workshop/contact.c:", self.told("lib/workshop/contact.c", f"#define A {text}"))
            self.assertIn("SQL outside", self.told("fcgi/api/quote.c", f"#define A {text}"))

    def test_includes(self):
        self.assertIn("upwards", self.told("lib/base/str.c", '#include "store/db.h"'))
        self.assertIn("sideways", self.told("lib/pipeline/client.c", '#include "workshop/contact.h"'))
        self.assertIn("only store includes", self.told("lib/workshop/contact.c", "#include <sqlite3.h>"))

    def test_imports_of_the_front_end(self):
        for path, text, complaint in (
            ("ui/button.tsx", 'import { t } from "../app/words";', "ui must not import app/words (upwards)"),
            ("rules/fold.ts", 'import { Icon } from "../ui/icon";', "rules must not import ui/icon (sideways)"),
            ("api/keys.ts", 'import { me } from "../app/session";', "api must not import app/session (upwards)"),
            ("app/words.ts", 'import { x } from "../garage/parts";', "app must not import garage/parts (upwards)"),
            ("garage/vehicle.tsx", 'import Contact from "./contact";', "a page is imported: garage/contact"),
            ("app/shell.tsx", 'const x = () => import("../garage/contact");', "a page is imported: garage/contact"),
            ("garage/vehicle.tsx", 'import { api } from "openapi-fetch";', "only api/ imports openapi-fetch"),
            ("garage/vehicle.tsx", 'import fr from "../../i18n/fr.json";', "only app/words imports"),
            ("app/me.tsx", 'const x = await fetch("/api/health");', "the network is for api/ alone"),
            ("form/form.tsx", "const x = window.indexedDB;", "IndexedDB is for form/draft.ts alone"),
            ("garage/vehicle.tsx", 'import { x } from "../strange/y";', "strange/y belongs to no layer"),
        ):
            self.assertIn(f"{complaint}", self.told(f"web/src/{path}", text))

    def test_leave_that_nobody_needs(self):
        for file in (self.folder / "lib/assistant").iterdir():
            file.write_text(file.read_text().replace('#include "workshop/', '// "'))
        done = self.run_script("scripts/check_layers.sh")
        self.assertEqual((done.returncode, done.stdout), (1, "scripts/check_layers.sh: nothing needs the leave of assistant:workshop\n"))

    def test_fragment_that_no_c_uses(self):
        self.assertIn("SQL_FRAGMENT_CONTACT_AGE", self.told("sql/tenant/queries/contact.sql", "-- fragment: contact_age\n-- c-ok: old\n1"))


class VersionTest(ScriptCase):
    def version(self):
        done = self.run_script("scripts/gen_version.sh")
        self.assertEqual(done.returncode, 0, done.stderr)
        return re.fullmatch(r'#define GEN_VERSION "(.*)"\n', done.stdout)[1]

    def git(self, *args):
        return subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *args], cwd=self.folder, check=True,
                              capture_output=True).stdout

    def test_version(self):
        """From git, from git's own archive, and from a plain folder."""
        (self.folder / "CHANGELOG.md").write_text("# Changes\n\n## 7.8.9\n\nNew.\n\n## 7.8.8\n")
        shutil.copy(ROOT / ".gitattributes", self.folder)
        self.assertEqual(self.version(), "7.8.9")
        self.git("init", "-q")
        self.git("add", "-A")
        self.git("commit", "-qm", "First")
        commit = self.git("rev-parse", "HEAD").decode()[:7]
        self.assertRegex(self.version(), rf"^7\.8\.9\+{commit}[0-9a-f]?$")
        (self.folder / "CHANGELOG.md").write_text("# Changes\n\n## 7.8.9\n\nNewer.\n")
        self.assertRegex(self.version(), rf"^7\.8\.9\+{commit}[0-9a-f]?\.dirty$")
        self.git("checkout", "-q", ".")
        archive = self.git("archive", "HEAD")
        self.git("tag", "v7.8.9")
        self.assertEqual(self.version(), "7.8.9")
        shutil.rmtree(self.folder / ".git")
        subprocess.run(["tar", "-xf", "-"], input=archive, cwd=self.folder, check=True)
        self.assertRegex(self.version(), rf"^7\.8\.9\+{commit}[0-9a-f]*$")


class InstallWebTest(ScriptCase):
    """Static files are copied beside those of before, whose pages are still open."""

    def build(self, *names):
        web = self.folder / "build/web"
        shutil.rmtree(web, ignore_errors=True)
        (web / "app").mkdir(parents=True)
        (web / "index.html").write_text(" ".join(names))
        (web / "index.html.gz").write_bytes(gzip.compress(" ".join(names).encode()))
        for name in names:
            (web / "app" / name).write_text(name)

    def install(self, days=0):
        """As if the last one were so many days ago."""
        for path in self.folder.glob("to/**/*"):
            old = path.stat().st_mtime - days * 86400
            os.utime(path, (old, old))
        self.assertEqual(self.run_script("scripts/install_web.sh", "to").returncode, 0)
        return sorted(path.name for path in self.folder.glob("to/app/*"))

    def test_files_of_open_pages_stay(self):
        self.build("a.js", "b.js")
        self.assertEqual(self.install(), ["a.js", "b.js"])
        self.build("b.js", "c.js")
        self.assertEqual(self.install(days=100), ["a.js", "b.js", "c.js"])  # a.js was in use until now, for 100 days
        self.build("d.js")
        self.assertEqual(self.install(days=20), ["a.js", "b.js", "c.js", "d.js"])
        self.assertEqual(self.install(days=20), ["b.js", "c.js", "d.js"])
        self.assertEqual(self.install(days=20), ["d.js"])
        self.assertEqual((self.folder / "to/index.html").read_text(), "d.js")
        self.assertEqual(gzip.decompress((self.folder / "to/index.html.gz").read_bytes()), b"d.js")
        (self.folder / "build/web/index.html.gz").unlink()
        self.install()
        self.assertFalse((self.folder / "to/index.html.gz").exists())

    def test_static_files_without_a_build(self):
        (self.folder / "web/docs").mkdir(parents=True)
        (self.folder / "web/index.html").write_text("plain")
        (self.folder / "web/docs/a b.txt").write_text("x")
        self.assertEqual(self.run_script("scripts/install_web.sh", "to").returncode, 0)
        self.assertEqual((self.folder / "to/index.html").read_text(), "plain")
        self.assertEqual((self.folder / "to/docs/a b.txt").stat().st_mode & 0o444, 0o444)
        (self.folder / "web/docs/a b.txt").chmod(0o600)
        self.assertEqual(self.run_script("scripts/install_web.sh", "to").returncode, 0)
        self.assertEqual((self.folder / "to/docs/a b.txt").stat().st_mode & 0o444, 0o444)
