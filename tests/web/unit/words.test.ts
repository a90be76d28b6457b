// SPDX-License-Identifier: MIT
// The words: English says what French says, every message is used and none is missing, what the first page says is loaded with it,
// every code of the server has its sentence, and no text stands in a page's source.

import assert from "node:assert/strict";
import { test } from "node:test";
import ts from "typescript";
import { routes } from "../../../web/src/routes";
import { closure, outputOf, reach, sourcesOf } from "./bundle";
import { files, GEN, json, read } from "./files";

type Message = string | { one: string; other: string };
type Catalogue = Record<string, Message>;

const first = { fr: json<Catalogue>("web/i18n/fr.json"), en: json<Catalogue>("web/i18n/en.json") };
const ofPages = (name: string) => ({ fr: json<Catalogue>(`web/i18n/fr.${name}.json`), en: json<Catalogue>(`web/i18n/en.${name}.json`) });
const further = { pages: ofPages("pages"), garage: ofPages("garage"), sales: ofPages("sales") };
const catalogues = [first, ...Object.values(further)];
const fr = Object.assign({}, ...catalogues.map((each) => each.fr)) as Catalogue;
const en = Object.assign({}, ...catalogues.map((each) => each.en)) as Catalogue;
const server = json<Record<string, { fr: string; en: string }>>("web/i18n/server.json");
const sources = files("web/src", /\.tsx?$/).filter((path) => !path.endsWith("ui/icons.ts"));

function placeholders(text: string): string[] {
    return [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] as string).sort();
}

/** Shape and placeholders of a message, for comparison. */
function shape(message: Message | undefined): unknown {
    return typeof message === "string"
        ? placeholders(message)
        : message && Object.fromEntries(Object.entries(message).map(([form, text]) => [form, placeholders(text)]));
}

test("English has the keys, placeholders and plurals of French", () => {
    for (const each of catalogues) {
        assert.deepEqual(Object.keys(each.en), Object.keys(each.fr));
    }
    for (const key of Object.keys(fr)) {
        assert.deepEqual(shape(en[key]), shape(fr[key]), key);
    }
});

test("keys are sorted and named noun.thing", () => {
    for (const catalogue of [...catalogues.flatMap((each) => [each.fr, each.en]), server]) {
        const keys = Object.keys(catalogue);
        assert.deepEqual(
            keys.filter((key, index) => index > 0 && (keys[index - 1] as string) >= key),
            [],
            "out of order",
        );
    }
    for (const key of Object.keys(fr)) {
        assert.match(key, /^[a-z][a-z0-9_]*(\.([a-z0-9_]+|[A-Z][A-Z_]*))*$/);
    }
});

test("a plural has one and other, and says how many", () => {
    for (const [key, message] of [...Object.entries(fr), ...Object.entries(en)]) {
        if (typeof message !== "string") {
            assert.deepEqual(Object.keys(message), ["one", "other"], key);
            assert.ok(placeholders(message.other).includes("count"), `${key}: other without {count}`);
        }
    }
});

/** String literals of all sources, and the fixed beginnings of template literals. */
function literals(paths = sources): { whole: Set<string>; beginnings: string[] } {
    const whole = new Set<string>();
    const beginnings: string[] = [];
    const visit = (node: ts.Node): void => {
        if (ts.isStringLiteralLike(node)) {
            whole.add(node.text);
        } else if (ts.isTemplateExpression(node) && node.head.text.includes(".")) {
            beginnings.push(node.head.text);
        }
        node.forEachChild(visit);
    };
    for (const path of paths) {
        visit(parse(path));
    }
    return { whole, beginnings };
}

function parse(path: string): ts.SourceFile {
    return ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true, path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
}

/** Whether sources say a message. */
function sayer(paths?: string[]): (key: string) => boolean {
    const { whole, beginnings } = literals(paths);
    return (key) => whole.has(key) || beginnings.some((beginning) => key.startsWith(beginning));
}

test("every message is used", () => {
    const isSaid = sayer();
    assert.deepEqual(
        Object.keys(fr).filter((key) => !isSaid(key)),
        [],
    );
});

test("fr.json is what the first page says, the other catalogues the rest", () => {
    const isSaid = sayer(sourcesOf([...closure(outputOf("web/src/main.tsx")), ...closure(outputOf("web/src/app/home.tsx"))]));
    assert.deepEqual(
        Object.keys(first.fr).filter((key) => !isSaid(key)),
        [],
        "belongs to the pages",
    );
    const rest = Object.values(further).flatMap((each) => Object.keys(each.fr));
    assert.deepEqual(rest.filter(isSaid), [], "is said before it is loaded");
    assert.equal(rest.length + Object.keys(first.fr).length, Object.keys(fr).length, "a key is in two catalogues");
});

/** World and file of each page. */
const pages = [...read("web/src/routes.ts").matchAll(/world: "(\w+)".*?import\("\.\/([^"]+)"\)/g)].map(([, world, page]) => ({
    world,
    path: outputOf(`web/src/${page}.tsx`),
}));

test("fr.garage.json is what only pages of the garage say, fr.sales.json what only those of sales do", () => {
    assert.equal(pages.length, routes.length);
    const entries = new Set(pages.map(({ path }) => path));
    const shell = reach(outputOf("web/src/main.tsx"), new Set(entries));
    for (const page of entries) {
        shell.delete(page);
    }
    const saidBy = (...worlds: string[]) => {
        const seen = new Set(shell);
        for (const { path } of pages.filter(({ world }) => worlds.includes(world as string))) {
            reach(path, seen);
        }
        return sayer(sourcesOf([...seen].filter((path) => !shell.has(path))));
    };
    const [byShell, byAll, byGarage, bySales] = [
        sayer(sourcesOf([...shell])),
        saidBy("both", "outside"),
        saidBy("garage"),
        saidBy("pipeline"),
    ];
    const belongs = (key: string) => {
        const isShared = byShell(key) || byAll(key) || (byGarage(key) && bySales(key)) || !(byGarage(key) || bySales(key));
        return isShared ? "pages" : byGarage(key) ? "garage" : "sales";
    };
    const wrong = Object.entries(further).flatMap(([name, { fr: words }]) =>
        Object.keys(words)
            .filter((key) => belongs(key) !== name)
            .map((key) => `${key} is in ${name}, belongs to ${belongs(key)}`),
    );
    assert.deepEqual(wrong, []);
});

test("no message is missing", () => {
    const missing: string[] = [];
    for (const path of sources) {
        const visit = (node: ts.Node): void => {
            if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "t") {
                const key = node.arguments[0];
                if (key && ts.isStringLiteralLike(key) && !(key.text in fr)) {
                    missing.push(`${path}: ${key.text}`);
                }
            }
            node.forEachChild(visit);
        };
        visit(parse(path));
    }
    assert.deepEqual(missing, []);
});

// ---- what the server says ----

interface Schema {
    enum?: string[];
    properties?: Record<string, Schema>;
    items?: Schema;
}

interface Description {
    components: { schemas: Record<string, Schema>; responses: Record<string, { content: Record<string, { example: unknown }> }> };
}

const description = json<Description>(`${GEN}/openapi.json`);

/** Codes of fields, of warnings, and of whole answers as the description shows them. */
function serverCodes(): string[] {
    const { schemas, responses } = description.components;
    const told = ["FailureDetails", "Warnings"].flatMap((name) => schemas[name]?.items?.properties?.code?.enum ?? []);
    const shown = Object.values(responses).flatMap((response) =>
        Object.values(response.content).map((content) => {
            const example = content.example as { code?: string; error?: { code?: string } };
            return example.code ?? example.error?.code ?? "";
        }),
    );
    return [...new Set([...told, ...shown])].sort();
}

test("every code of the server has a sentence in both languages", () => {
    const codes = serverCodes();
    assert.ok(codes.length > 60, `only ${codes.length} codes found`);
    assert.deepEqual(
        codes.filter((code) => !server[code]?.fr || !server[code]?.en),
        [],
    );
});

/** What `params` of a code holds, as lib/base/problem.h says. */
function paramsOf(): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    for (const [, code, comment] of read("lib/base/problem.h").matchAll(/X\((\w+)\)(?: \/\* (.*?) \*\/)?/g)) {
        found[code as string] = [...(comment ?? "").matchAll(/`params\.(\w+)`/g)].map((param) => param[1] as string).sort();
    }
    return found;
}

/** Names of the API, not words of the reader's. */
const UNSPEAKABLE = ["known", "type", "values"];

test("the server's sentences say the numbers that they are given, and no others", () => {
    const params = paramsOf();
    assert.ok(Object.keys(params).length > 60);
    for (const [code, sentence] of Object.entries(server)) {
        const said = placeholders(sentence.fr);
        assert.deepEqual(placeholders(sentence.en), said, code);
        assert.deepEqual(
            said,
            (params[code] ?? []).filter((name) => !UNSPEAKABLE.includes(name)),
            code,
        );
    }
});

// ---- texts in sources ----

/** Names that are the same in every language. */
const NAMES = /^(VisionCRM|Ctrl|Ctrl K|Esc|Tab|·)$/;
const SPOKEN = ["alt", "aria-label", "aria-description", "aria-roledescription", "closeLabel", "hint", "label", "placeholder", "title"];

test("no text stands in a source", () => {
    const found: string[] = [];
    for (const path of sources) {
        const source = parse(path);
        const note = (node: ts.Node, text: string) => {
            const trimmed = text.trim();
            if (/\p{L}/u.test(trimmed) && !NAMES.test(trimmed)) {
                found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${trimmed}`);
            }
        };
        const visit = (node: ts.Node): void => {
            if (ts.isJsxText(node)) {
                note(node, node.text);
            } else if (
                ts.isJsxAttribute(node) &&
                SPOKEN.includes(node.name.getText()) &&
                node.initializer &&
                ts.isStringLiteral(node.initializer)
            ) {
                note(node, node.initializer.text);
            } else if (
                ts.isJsxExpression(node) &&
                node.expression &&
                ts.isStringLiteralLike(node.expression) &&
                !ts.isJsxAttribute(node.parent)
            ) {
                note(node, node.expression.text);
            }
            node.forEachChild(visit);
        };
        visit(source);
    }
    assert.deepEqual(found, []);
});
