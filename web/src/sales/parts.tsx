// SPDX-License-Identifier: MIT
// Small things that the pages of the pipeline share; and the way between the dashboards that one may read: one's own, those of the
// teams that one leads, the company's.

import { useQuery } from "@tanstack/preact-query";
import { useLocation } from "preact-iso/router";
import { keys } from "../api/keys";
import { readTeams, type TeamRow } from "../api/teams";
import { can, me } from "../app/session";
import { money, t } from "../app/words";
import { Chip } from "../ui/chip";
import { Tabs } from "../ui/tabs";
import { dealStatusTone, statusWord } from "./deal-words";

/** Deals are of whole euros, mostly: cents are shown where there are some. */
export const amount = (value: number | null | undefined): string =>
    money(value ?? 0, me.value?.tenant.currency).replace(/[.,]00(?=\D*$)/, "");

export function DealStatus({ status }: { status: string }) {
    return <Chip tone={dealStatusTone(status)}>{statusWord(status)}</Chip>;
}

interface Sleeper {
    needs_followup?: boolean | null;
    closing_date?: string | null;
    last_activity_at?: string | null;
}

const DAY_MS = 86_400_000;

/** Why somebody should look at it, in words: late, or how long nothing happened. */
export function Sleeping({ deal, today }: { deal: Sleeper; today: string }) {
    if (!deal.needs_followup) {
        return null;
    }
    if ((deal.closing_date ?? today) < today) {
        return <Chip tone="bad">{t("deal.late")}</Chip>;
    }
    const days = Math.floor((Date.now() - new Date(deal.last_activity_at ?? 0).getTime()) / DAY_MS);
    return <Chip tone="warn">{t("deal.quiet", { count: days })}</Chip>;
}

const TEAM = /^\/dashboard\/teams\/([0-9a-f-]+)$/;
const leads = () => can("GET /api/dashboard/team/{id}");
export const seesAll = () => can("GET /api/dashboard/global");

/** Those whose dashboards one may read: one's own and those that one leads, or all. Undefined while they are read. */
export function useLedTeams(): TeamRow[] | undefined {
    const { data } = useQuery({ queryKey: keys.list("teams", {}), queryFn: ({ signal }) => readTeams(signal), enabled: leads() });
    const { team_id, manages } = me.value?.user ?? {};
    return data?.filter((team) => seesAll() || team.id === team_id || manages?.some((id) => id === team.id));
}

export function DashboardNav() {
    const { path, route } = useLocation();
    const here = TEAM.exec(path)?.[1];
    const teams = useLedTeams() ?? [];
    if (!leads()) {
        return null;
    }
    // Whoever sees all of them finds the others on the company's page.
    const shown = teams.filter((team) => !seesAll() || team.id === here);
    const tabs = [
        { key: "/dashboard/me", text: t("my.title") },
        ...(seesAll() ? [{ key: "/dashboard/company", text: t("company.title") }] : []),
        ...shown.map((team) => ({ key: `/dashboard/teams/${team.id}`, text: team.name })),
    ].map((tab) => ({ ...tab, href: tab.key }));
    return (
        <div class="settings-nav">
            <Tabs label={t("dashboards.title")} tabs={tabs} chosen={path} onChoose={(href) => route(href)} />
        </div>
    );
}
