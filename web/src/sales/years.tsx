// SPDX-License-Identifier: MIT
// What a deal brings in which year: a table; months on demand.

import type { Opportunity } from "../api/opportunities";
import { currentLanguage, number, t } from "../app/words";
import type { YearShare } from "../rules/probability";
import { cents } from "./chain";
import { amount } from "./parts";

const MONTHS = (language: string) => new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-IE", { month: "long", timeZone: "UTC" });

function Months({ of }: { of: Opportunity["revenue_distribution"] }) {
    const names = MONTHS(currentLanguage());
    return (
        <details>
            <summary>{t("deal.months", { count: of.length })}</summary>
            <div class="scrolls">
                <table class="figures">
                    <thead>
                        <tr>
                            <th scope="col">{t("deal.month")}</th>
                            <th scope="col">{t("deal.weighted")}</th>
                            <th scope="col">{t("deal.margin")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {of.map((row) => (
                            <tr key={`${row.year}-${row.month}`}>
                                <th scope="row">
                                    {names.format(Date.UTC(row.year, row.month - 1, 1))} {row.year}
                                </th>
                                <td class="end">{amount(row.sales_amount)}</td>
                                <td class="end">{amount(row.gross_margin_amount)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </details>
    );
}

export function Years({ years, months }: { years: readonly YearShare[]; months?: Opportunity["revenue_distribution"] }) {
    return (
        <>
            <div class="scrolls">
                <table class="figures">
                    <caption class="for-readers">{t("deal.years")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t("deal.year")}</th>
                            <th scope="col" class="end">
                                {t("deal.month_count")}
                            </th>
                            <th scope="col" class="end">
                                {t("deal.weighted")}
                            </th>
                            <th scope="col" class="end">
                                {t("deal.margin")}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {years.map((row) => (
                            <tr key={row.year}>
                                <th scope="row">{String(row.year)}</th>
                                <td class="end">{number(row.months)}</td>
                                <td class="end">{cents(row.sales)}</td>
                                <td class="end">{cents(row.margin)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            {months && <Months of={months} />}
        </>
    );
}
