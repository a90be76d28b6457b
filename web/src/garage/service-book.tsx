// SPDX-License-Identifier: MIT
// What was done to a vehicle, newest first, with parts and hours.

import { useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { keys } from "../api/keys";
import { readHistory, type ServiceRecord } from "../api/vehicles";
import { Late } from "../app/record";
import { me } from "../app/session";
import { day, money, number, t } from "../app/words";
import { problemText } from "../form/form";
import { Button } from "../ui/button";

const loadAdd = () => import("./service-add").then((chunk) => chunk.ServiceAdd);

const currency = (): string => me.value?.tenant.currency ?? "EUR";

function Entry({ of }: { of: ServiceRecord }) {
    const parts = of.parts.map((part) => `${part.quantity === 1 ? "" : `${number(part.quantity)}\u00a0× `}${part.name}`);
    return (
        <li>
            <h3>
                <span>{of.date && day(of.date)}</span>
                {of.mileage !== null && <span class="quiet">{t("vehicle.km", { count: of.mileage })}</span>}
                {of.cost !== null && <span class="cost">{money(of.cost, currency())}</span>}
            </h3>
            <p class="text">{of.description}</p>
            {parts.length > 0 && (
                <p class="quiet">
                    {t("vehicle.parts")} : {parts.join(", ")}
                </p>
            )}
            {of.labor_hours !== null && <p class="quiet">{t("vehicle.hours", { count: of.labor_hours })}</p>}
        </li>
    );
}

export function ServiceBook({ id }: { id: string }) {
    const [pages, setPages] = useState(1);
    const [adding, add] = useState(false);
    const query = useQuery({
        queryKey: [...keys.one("vehicles", id), "history", pages],
        queryFn: async ({ signal }) => {
            const read = await Promise.all(Array.from({ length: pages }, (_, index) => readHistory(id, index + 1, signal)));
            return { rows: read.flatMap((page) => page.rows), total: read[0]?.total ?? 0 };
        },
        placeholderData: (before) => before,
    });
    const found = query.data;
    return (
        <section class="belongings" aria-labelledby="book">
            <header class="section-head">
                <h2 id="book">{t("vehicle.book")}</h2>
                <Button icon="wrench" onClick={() => add(true)}>
                    {t("service.add")}
                </Button>
            </header>
            {adding && <Late load={loadAdd} props={{ id, onClose: () => add(false) }} />}
            {query.error && (
                <p class="note bad actions" role="alert">
                    {problemText(query.error)}
                    <Button onClick={() => query.refetch()}>{t("retry")}</Button>
                </p>
            )}
            {!found && !query.error && <div class="related waits" aria-busy="true" />}
            {found?.total === 0 && <p class="quiet empty">{t("vehicle.book_empty")}</p>}
            <ul class="book">
                {found?.rows.map((row) => (
                    <Entry key={row.id} of={row} />
                ))}
            </ul>
            {found && found.total > found.rows.length && (
                <p class="actions">
                    <Button onClick={() => setPages(pages + 1)}>{t("vehicle.book_more")}</Button>
                    <span class="quiet">{t("record.more", { count: found.total })}</span>
                </p>
            )}
        </section>
    );
}
