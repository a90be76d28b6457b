// SPDX-License-Identifier: MIT
// What every test begins with: where the product is and who may sign in (tests/web/run.py), a page whose console must stay silent,
// and the questions that are asked of each page.

import { test as base, expect, type Page, type Request } from "@playwright/test";
import axe from "axe-core";

interface Tenant {
    origin: string;
    people: Record<"owner" | "manager" | "sales", { email: string; password: string }>;
}

export type Role = keyof Tenant["people"];

interface World {
    now: number;
    control: string;
    /** A year of business, only read. */
    garage: Tenant;
    /** Next to nothing in it: for tests that write. */
    atelier: Tenant;
}

export const world = JSON.parse(process.env.VISIONCRM_E2E ?? "{}") as World;

/** Listens to pages: what their consoles say, and which requests are under way. */
export class Watch {
    private said: string[] = [];
    private expected: RegExp[] = [];
    readonly open = new Set<Request>();

    add(page: Page): void {
        page.on("console", (message) => {
            if (["error", "warning"].includes(message.type())) {
                this.said.push(`${message.type()}: ${message.text()} (${message.location().url})`);
            }
        });
        page.on("pageerror", (error) => this.said.push(`thrown: ${error.stack ?? error.message}`));
        page.on("request", (request) => this.open.add(request));
        page.on("requestfinished", (request) => this.open.delete(request));
        page.on("requestfailed", (request) => this.open.delete(request));
    }

    /** What a test brings about on purpose. */
    expect(pattern: RegExp): void {
        this.expected.push(pattern);
    }

    /** Nothing else was said since the last time. */
    silent(): void {
        const heard = this.said.filter((line) => !this.expected.some((pattern) => pattern.test(line)));
        this.said = [];
        this.expected = [];
        expect(heard, "the console is silent").toEqual([]);
    }
}

export const test = base.extend<{ watch: Watch }>({
    watch: [
        async ({ context }, use) => {
            const watch = new Watch();
            context.on("page", (page) => watch.add(page));
            await use(watch);
            watch.silent();
        },
        { auto: true },
    ],
});

export { expect };

/** Signs in through the page and waits for the home page. */
export async function signIn(page: Page, tenant: "garage" | "atelier" = "atelier", role: Role = "owner", path = "/"): Promise<void> {
    const { origin, people } = world[tenant];
    await page.goto(`${origin}/signin${path === "/" ? "" : `?next=${encodeURIComponent(path)}`}`);
    await page.locator('input[name="email"]').fill(people[role].email);
    await page.locator('input[name="password"]').fill(people[role].password);
    await page.locator('button[type="submit"]').click();
    await page.waitForURL((url) => url.pathname + url.search === path);
    await expect(page.locator("nav.bar")).toBeVisible();
}

/** As somebody else, on a page that asks for nothing of the former's any more. */
export async function signInAs(page: Page, role: Role, path = "/"): Promise<void> {
    await page.goto("about:blank");
    await page.context().clearCookies();
    await signIn(page, "atelier", role, path);
}

/** Nothing is under way, the words and the type are there, and what was asked for is drawn. */
export async function settled(page: Page, watch: Watch): Promise<void> {
    await expect(page.locator("h1").first()).toBeVisible();
    await expect(async () => {
        expect([...watch.open].filter((request) => request.frame().page() === page).map((request) => request.url())).toEqual([]);
        expect(await page.locator("main [aria-busy=true]").count()).toBe(0);
    }).toPass({ intervals: [20, 50, 100] });
    await page.evaluate(async () => {
        await document.fonts.ready;
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    });
}

/** WCAG 2.2 AA and what axe thinks is good practice, as far as a program can tell. */
export async function accessible(page: Page, where: string): Promise<void> {
    if (!(await page.evaluate(() => "axe" in window))) {
        await page.evaluate(axe.source);
    }
    const violations = await page.evaluate(async () => {
        const tool = (window as unknown as { axe: typeof axe }).axe;
        const { violations: found } = await tool.run(document, {
            resultTypes: ["violations"],
            rules: { "target-size": { enabled: true } },
        });
        return found.map(({ id, help, nodes }) => ({
            id,
            help,
            nodes: nodes.map((node) => `${node.html.slice(0, 200)}: ${node.failureSummary ?? ""}`),
        }));
    });
    expect(violations, `axe: ${where}`).toEqual([]);
}

/** One heading of the first rank, a title of its own, nothing beyond the right edge. */
export async function wellFormed(page: Page, width: number, where: string): Promise<void> {
    expect(await page.locator("h1:visible").count(), `h1: ${where}`).toBe(1);
    await expect(page, `title: ${where}`).toHaveTitle(/^\S.* – VisionCRM$/);
    const wide = await page.evaluate((most) => {
        const over = [...document.querySelectorAll("main *")].find((element) => element.getBoundingClientRect().right > most + 1);
        return { page: document.documentElement.scrollWidth, over: over?.outerHTML.slice(0, 200) };
    }, width);
    expect(wide.page, `sideways scroll: ${where}: ${wide.over}`).toBeLessThanOrEqual(width);
}

/** Where the focus is: never nowhere. */
export function focused(page: Page): Promise<string> {
    return page.evaluate(() => {
        const element = document.activeElement;
        return element && element !== document.body ? element.tagName.toLowerCase() : "nowhere";
    });
}

/** The API as the page would ask it, for what a test must know beside what it sees. */
export function api<T>(page: Page, path: string, init: RequestInit = {}): Promise<T> {
    return page.evaluate(async ([address, options]) => (await fetch(address as string, options as RequestInit)).json(), [
        path,
        init,
    ] as const);
}

/** Of the first POST to such an address; the server has done what it asked for. */
export async function loseAnswer(page: Page, pattern: string): Promise<void> {
    await page.addInitScript((wanted) => {
        const real = window.fetch.bind(window);
        let lost = false;
        window.fetch = async (input, init) => {
            const answer = await real(input, init);
            const request = input instanceof Request ? input : new Request(input, init);
            if (!lost && request.method === "POST" && new RegExp(wanted).test(new URL(request.url).pathname)) {
                lost = true;
                throw new TypeError("the answer is lost");
            }
            return answer;
        };
    }, pattern);
}
