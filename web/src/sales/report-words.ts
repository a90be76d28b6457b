// SPDX-License-Identifier: MIT
// What a report is about, in words.

import type { ReportHead } from "../api/deal-reports";
import { day, t } from "../app/words";

export function reportSubject({ parameters: { team_name, start_date, end_date } }: Pick<ReportHead, "parameters">): string {
    const days =
        start_date && end_date
            ? t("deal_report.between", { from: day(start_date), to: day(end_date) })
            : start_date
              ? t("deal_report.from", { day: day(start_date) })
              : end_date
                ? t("deal_report.to", { day: day(end_date) })
                : t("deal_report.always");
    return [team_name ?? t("deal_report.all_teams"), days].join(" · ");
}
