// SPDX-License-Identifier: MIT
// The way between the pages of settings, people and teams, above each of them: those that one may read.

import { useLocation } from "preact-iso/router";
import { Tabs } from "../ui/tabs";
import { can, has } from "./session";
import { type Key, t } from "./words";

const PLACES: { path: string; label: Key; route: string; module?: "pipeline" }[] = [
    { path: "/settings/company", label: "settings.company", route: "GET /api/settings" },
    { path: "/settings/documents", label: "settings.documents", route: "GET /api/settings" },
    { path: "/settings/einvoicing", label: "einvoicing.title", route: "GET /api/settings" },
    { path: "/settings/catalogue", label: "catalogue.title", route: "GET /api/catalogue" },
    { path: "/import", label: "import.title", route: "GET /api/imports" },
    { path: "/people", label: "people.title", route: "GET /api/users" },
    { path: "/teams", label: "teams.title", route: "GET /api/users" },
    { path: "/coefficients", label: "coefficients.title", route: "GET /api/coefficients", module: "pipeline" },
];

export function SettingsNav() {
    const { path, route } = useLocation();
    const tabs = PLACES.filter((place) => can(place.route) && (!place.module || has(place.module))).map((place) => ({
        key: place.path,
        text: t(place.label),
        href: place.path,
    }));
    const here = tabs.find((tab) => path === tab.href || path.startsWith(`${tab.href}/`))?.key ?? "";
    return (
        <div class="settings-nav">
            <Tabs label={t("settings.title")} tabs={tabs} chosen={here} onChoose={(href) => route(href)} />
        </div>
    );
}
