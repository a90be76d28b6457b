// SPDX-License-Identifier: MIT
// One's own reports of the pipeline, newest first, and making one.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { makeReport, REPORTS_KEPT, type ReportHead, readReports } from "../api/deal-reports";
import { keys, outdate } from "../api/keys";
import { readTeams } from "../api/teams";
import { floats, ReadProblem } from "../app/record";
import { timezone, today } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { moment, t } from "../app/words";
import { useForm } from "../form/form";
import { FormDialog } from "../form/form-dialog";
import { DateField } from "../form/read-field";
import { SelectField } from "../form/select";
import { readDay } from "../rules/date";
import { Button } from "../ui/button";
import { reportSubject } from "./report-words";

function MakeDialog({ onClose }: { onClose: () => void }) {
    const client = useQueryClient();
    const { route } = useLocation();
    const { data } = useQuery({ queryKey: keys.list("teams", {}), queryFn: ({ signal }) => readTeams(signal) });
    const form = useForm({ team_id: "", start_date: "", end_date: "" }, async (typed) => {
        const dayOf = (text: string) => (text.trim() ? (readDay(text, today()) ?? text.trim()) : "");
        const made = await makeReport({ team: typed.team_id, from: dayOf(typed.start_date), to: dayOf(typed.end_date) });
        outdate(client, "pipeline_reports");
        onClose();
        route(`/reports/pipeline/${made.report_id}`);
    });
    const teams = (data ?? []).map((team) => ({ value: team.id, label: team.name }));
    return (
        <FormDialog title={t("deal_report.new")} form={form} confirm={t("deal_report.make")} onClose={onClose}>
            <p class="hint">{t("deal_report.hint")}</p>
            <SelectField
                {...form.field("team_id")}
                label={t("deal.team")}
                options={[{ value: "", label: t("deal_report.all_teams") }, ...teams]}
                autofocus
            />
            <DateField {...form.field("start_date")} label={t("deal_report.created_from")} />
            <DateField {...form.field("end_date")} label={t("deal_report.created_to")} />
        </FormDialog>
    );
}

function Rows({ reports }: { reports: readonly ReportHead[] }) {
    return (
        <ul class="related">
            {reports.map((report) => (
                <li key={report.report_id} class="related-row">
                    <a href={`/reports/pipeline/${report.report_id}`}>
                        <span class="main">{reportSubject(report)}</span>
                        <span class="quiet">{moment(report.generated_at, timezone())}</span>
                    </a>
                </li>
            ))}
        </ul>
    );
}

export default function Reports() {
    const [making, make] = useState(false);
    const query = useQuery({ queryKey: keys.list("pipeline_reports", {}), queryFn: ({ signal }) => readReports(signal) });
    const { data, error } = query;
    useShortcuts([{ keys: "n", label: "deal_report.new", run: () => (floats() ? false : make(true)) }]);
    const create = (
        <Button kind="primary" icon="plus" onClick={() => make(true)}>
            {t("deal_report.new")}
        </Button>
    );
    return (
        <>
            <header class="page-head">
                <h1>{t("deal_reports.pipeline")}</h1>
                <div class="actions">{create}</div>
            </header>
            <ReadProblem query={query} />
            {!data && !error && <div class="related waits" aria-busy="true" />}
            {data?.length === 0 && <p class="empty">{t("deal_reports.empty")}</p>}
            {data && data.length > 0 && (
                <>
                    <Rows reports={data} />
                    <p class="hint">{t("deal_reports.kept", { count: REPORTS_KEPT })}</p>
                </>
            )}
            {making && <MakeDialog onClose={() => make(false)} />}
        </>
    );
}
