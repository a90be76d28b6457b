// SPDX-License-Identifier: MIT
// The way between the reports, above each of them.

import { useLocation } from "preact-iso/router";
import { can } from "../app/session";
import { t } from "../app/words";
import { Tabs } from "../ui/tabs";

export function ReportsNav() {
    const { path, route } = useLocation();
    const tabs = [
        { key: "/reports/revenue", text: t("report.revenue"), href: "/reports/revenue" },
        { key: "/payments", text: t("payments.title"), href: "/payments" },
        { key: "/reports/quotes", text: t("report.quotes"), href: "/reports/quotes" },
        ...(can("GET /api/closings") ? [{ key: "/closings", text: t("closings.title"), href: "/closings" }] : []),
        ...(can("GET /api/accounting") ? [{ key: "/reports/accounting", text: t("books.title"), href: "/reports/accounting" }] : []),
        ...(can("GET /api/e-reports")
            ? [{ key: "/reports/declarations", text: t("declarations.title"), href: "/reports/declarations" }]
            : []),
    ];
    return (
        <div class="settings-nav">
            <Tabs label={t("reports.title")} tabs={tabs} chosen={path} onChoose={(href) => route(href)} />
        </div>
    );
}
