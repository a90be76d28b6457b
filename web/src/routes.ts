// SPDX-License-Identifier: MIT
// THE table of addresses. The bar, the palette, titles, the build's list of addresses (nginx answers 404 with the shell to any
// other) and the crawl of the tests read it. One line a page; a page's chunk is loaded when it is first opened.

import type { ComponentType } from "preact";
import type { Level } from "./api/permissions";
import type { Key } from "./app/words";
import type { IconName } from "./ui/icon";

export type World = "both" | "garage" | "pipeline" | "outside";

/** What a page is given: the values of `:names` in its path. */
export interface PageProps {
    params: Record<string, string>;
}

/** A page, and what it reads first, for whoever is about to open it. */
export interface Chunk {
    default: ComponentType<PageProps>;
    ahead?: (
        params: PageProps["params"],
        query: Record<string, string>,
    ) => {
        queryKey: readonly unknown[];
        queryFn: (context: { signal: AbortSignal }) => Promise<unknown>;
    };
}

export interface Route {
    path: string;
    title: Key;
    world: World;
    least: Level;
    load: () => Promise<Chunk>;
    /** An entry of the bar, and the letter after `g` that goes there. */
    bar?: { icon: IconName; letter: string };
    /** The path of the bar's entry that stands for it. */
    under?: string;
}

// biome-ignore format: one line a page
export const routes: Route[] = [
    { path: "/", title: "home.title", world: "both", least: "user", load: () => import("./app/home"), bar: { icon: "house", letter: "a" } },
    { path: "/reception", title: "reception.title", world: "garage", least: "user", load: () => import("./garage/reception"), bar: { icon: "wrench", letter: "e" } },
    { path: "/contacts", title: "contacts.title", world: "garage", least: "user", load: () => import("./garage/contacts"), bar: { icon: "users", letter: "c" } },
    { path: "/contacts/new", title: "contact.new", world: "garage", least: "user", load: () => import("./garage/contact-new") },
    { path: "/contacts/:id", title: "contact.title", world: "garage", least: "user", load: () => import("./garage/contact") },
    { path: "/vehicles", title: "vehicles.title", world: "garage", least: "user", load: () => import("./garage/vehicles"), bar: { icon: "car", letter: "v" } },
    { path: "/vehicles/new", title: "vehicle.new", world: "garage", least: "user", load: () => import("./garage/vehicle-new") },
    { path: "/vehicles/:id", title: "vehicle.title", world: "garage", least: "user", load: () => import("./garage/vehicle") },
    { path: "/quotes", title: "quotes.title", world: "garage", least: "user", load: () => import("./garage/quotes"), bar: { icon: "file-text", letter: "d" } },
    { path: "/quotes/new", title: "quote.new", world: "garage", least: "user", load: () => import("./garage/quote-new") },
    { path: "/quotes/:id", title: "quote.title", world: "garage", least: "user", load: () => import("./garage/quote") },
    { path: "/invoices", title: "invoices.title", world: "garage", least: "user", load: () => import("./garage/invoices"), bar: { icon: "receipt", letter: "f" } },
    { path: "/invoices/new", title: "invoice.new", world: "garage", least: "user", load: () => import("./garage/invoice-new") },
    { path: "/invoices/:id", title: "invoice.title", world: "garage", least: "user", load: () => import("./garage/invoice") },
    { path: "/supplier-invoices", title: "suppliers.title", world: "garage", least: "manager", load: () => import("./garage/supplier-invoices"), bar: { icon: "inbox", letter: "l" } },
    { path: "/supplier-invoices/new", title: "supplier.receive", world: "garage", least: "manager", load: () => import("./garage/supplier-invoice-new") },
    { path: "/supplier-invoices/:id", title: "supplier.title", world: "garage", least: "manager", load: () => import("./garage/supplier-invoice") },
    { path: "/reports/revenue", title: "reports.title", world: "garage", least: "user", load: () => import("./garage/report-revenue"), bar: { icon: "chart-column", letter: "p" } },
    { path: "/payments", title: "payments.title", world: "garage", least: "user", load: () => import("./garage/payments"), under: "/reports/revenue" },
    { path: "/reports/quotes", title: "report.quotes", world: "garage", least: "user", load: () => import("./garage/report-quotes"), under: "/reports/revenue" },
    { path: "/closings", title: "closings.title", world: "garage", least: "manager", load: () => import("./garage/closings"), under: "/reports/revenue" },
    { path: "/reports/accounting", title: "books.title", world: "garage", least: "manager", load: () => import("./garage/report-accounting"), under: "/reports/revenue" },
    { path: "/reports/declarations", title: "declarations.title", world: "garage", least: "manager", load: () => import("./garage/report-declarations"), under: "/reports/revenue" },
    { path: "/tasks", title: "tasks.title", world: "both", least: "user", load: () => import("./work/tasks"), bar: { icon: "list-checks", letter: "t" } },
    { path: "/tasks/new", title: "task.new", world: "both", least: "user", load: () => import("./work/task-new") },
    { path: "/tasks/:id", title: "task.title", world: "both", least: "user", load: () => import("./work/task") },
    { path: "/opportunities", title: "deals.title", world: "pipeline", least: "user", load: () => import("./sales/opportunities"), bar: { icon: "handshake", letter: "o" } },
    { path: "/opportunities/new", title: "deal.new", world: "pipeline", least: "user", load: () => import("./sales/opportunity-new") },
    { path: "/opportunities/:id", title: "deal.title", world: "pipeline", least: "user", load: () => import("./sales/opportunity") },
    { path: "/clients", title: "clients.title", world: "pipeline", least: "user", load: () => import("./sales/clients"), bar: { icon: "building", letter: "s" } },
    { path: "/clients/new", title: "client.new", world: "pipeline", least: "user", load: () => import("./sales/client-new") },
    { path: "/clients/:id", title: "client.title", world: "pipeline", least: "user", load: () => import("./sales/client") },
    { path: "/dashboard/me", title: "my.title", world: "pipeline", least: "user", load: () => import("./sales/my-dashboard"), bar: { icon: "gauge", letter: "b" } },
    { path: "/dashboard/company", title: "company.title", world: "pipeline", least: "admin", load: () => import("./sales/company-dashboard"), under: "/dashboard/me" },
    { path: "/dashboard/teams", title: "team_boards.title", world: "pipeline", least: "manager", load: () => import("./sales/team-boards"), bar: { icon: "users", letter: "u" } },
    { path: "/dashboard/teams/:id", title: "team.title", world: "pipeline", least: "manager", load: () => import("./sales/team-dashboard") },
    { path: "/forecast", title: "forecast.title", world: "pipeline", least: "user", load: () => import("./sales/forecast"), bar: { icon: "calendar", letter: "x" } },
    { path: "/reports/pipeline", title: "deal_reports.pipeline", world: "pipeline", least: "user", load: () => import("./sales/reports"), bar: { icon: "archive", letter: "m" } },
    { path: "/reports/pipeline/:id", title: "deal_report.title", world: "pipeline", least: "user", load: () => import("./sales/report") },
    { path: "/coefficients", title: "coefficients.title", world: "pipeline", least: "user", load: () => import("./sales/coefficients"), under: "/settings/company" },
    { path: "/assistant", title: "assistant.title", world: "both", least: "user", load: () => import("./work/assistant"), bar: { icon: "sparkles", letter: "i" } },
    { path: "/assistant/letters", title: "letters.title", world: "garage", least: "user", load: () => import("./garage/letters"), under: "/assistant" },
    { path: "/settings/company", title: "settings.title", world: "both", least: "manager", load: () => import("./admin/company"), bar: { icon: "settings", letter: "r" } },
    { path: "/settings/documents", title: "settings.documents", world: "both", least: "manager", load: () => import("./admin/documents"), under: "/settings/company" },
    { path: "/settings/einvoicing", title: "einvoicing.title", world: "both", least: "manager", load: () => import("./admin/einvoicing"), under: "/settings/company" },
    { path: "/settings/catalogue", title: "catalogue.title", world: "garage", least: "user", load: () => import("./admin/catalogue"), under: "/settings/company" },
    { path: "/settings/catalogue/new", title: "catalogue.new", world: "garage", least: "manager", load: () => import("./admin/catalogue-new"), under: "/settings/company" },
    { path: "/settings/catalogue/:id", title: "catalogue.facts", world: "garage", least: "user", load: () => import("./admin/catalogue-item"), under: "/settings/company" },
    { path: "/people", title: "people.title", world: "both", least: "manager", load: () => import("./admin/people"), under: "/settings/company" },
    { path: "/people/new", title: "person.new", world: "both", least: "admin", load: () => import("./admin/person-new"), under: "/settings/company" },
    { path: "/people/:id", title: "person.title", world: "both", least: "manager", load: () => import("./admin/person"), under: "/settings/company" },
    { path: "/teams", title: "teams.title", world: "both", least: "manager", load: () => import("./admin/teams"), under: "/settings/company" },
    { path: "/teams/new", title: "team.new", world: "both", least: "admin", load: () => import("./admin/team-new"), under: "/settings/company" },
    { path: "/teams/:id", title: "team.title", world: "both", least: "manager", load: () => import("./admin/team"), under: "/settings/company" },
    { path: "/import", title: "import.title", world: "garage", least: "manager", load: () => import("./admin/imports"), under: "/settings/company" },
    { path: "/import/:id", title: "import.shown", world: "garage", least: "manager", load: () => import("./admin/import"), under: "/settings/company" },
    { path: "/me", title: "me.title", world: "both", least: "user", load: () => import("./app/me") },
    { path: "/signin", title: "signin.title", world: "outside", least: "user", load: () => import("./app/outside/signin") },
    { path: "/signup", title: "signup.title", world: "outside", least: "user", load: () => import("./app/outside/signup") },
    { path: "/register", title: "register.title", world: "outside", least: "user", load: () => import("./app/outside/register") },
    { path: "/forgot-password", title: "forgot.title", world: "outside", least: "user", load: () => import("./app/outside/forgot") },
    { path: "/reset-password", title: "reset.title", world: "outside", least: "user", load: () => import("./app/outside/reset") },
];

function matches(pattern: string, path: string): boolean {
    const wanted = pattern.split("/");
    const given = path.split("/");
    return wanted.length === given.length && wanted.every((part, index) => part.startsWith(":") || part === given[index]);
}

/** The route of an address, without its query; undefined: there is none. */
export function routeAt(path: string): Route | undefined {
    return routes.find((route) => route.path === path) ?? routes.find((route) => matches(route.path, path));
}
