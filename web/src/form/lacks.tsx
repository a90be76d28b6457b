// SPDX-License-Identifier: MIT
// What a platform would refuse of an electronic invoice, one line a fault, with the way to where it is mended.

import { useQuery } from "@tanstack/preact-query";
import type { Noun } from "../api/keys";
import { type ReadinessRow, readContactReadiness, readInvoiceReadiness, readQuoteReadiness, readSettingsReadiness } from "../api/readiness";
import { can } from "../app/session";
import { serverWords } from "../app/words";

const ON_DOCUMENTS = ["late_penalty_text", "recovery_text", "discount_text"];
const ON_EINVOICING = ["vat_regime", "platform_name", "electronic_address.value"];

function addressOf({ field, record: { type, id } }: ReadinessRow): string | undefined {
    if (type !== "settings") {
        return id ? `/${type}s/${id}?edit=1` : undefined;
    }
    const page = ON_DOCUMENTS.includes(field) ? "documents" : ON_EINVOICING.includes(field) ? "einvoicing" : "company";
    return can("PATCH /api/settings") ? `/settings/${page}?field=${field}` : undefined;
}

const textOf = (row: ReadinessRow): string => serverWords(row.code, (row.params ?? {}) as Record<string, number>) ?? row.message;

/** An address is one thing to complete, whatever of it is missing. */
function distinct(rows: ReadinessRow[]): ReadinessRow[] {
    const said = rows.map((row) => `${row.record.type} ${textOf(row)}`);
    return rows.filter((_, index) => said.indexOf(said[index] as string) === index);
}

function Row({ row }: { row: ReadinessRow }) {
    const text = textOf(row);
    const href = addressOf(row);
    return <li>{href ? <a href={href}>{text}</a> : text}</li>;
}

const READERS = {
    settings: (_: string, signal: AbortSignal) => readSettingsReadiness(signal),
    contacts: readContactReadiness,
    quotes: readQuoteReadiness,
    invoices: readInvoiceReadiness,
};

interface LacksProps {
    noun: keyof typeof READERS & Noun;
    id: string;
    /** How it is headed when all is there: nothing is shown without. */
    ready?: string;
    heading: (passed: number, checked: number, missing: number) => string;
    open?: boolean;
}

export function Lacks({ noun, id, ready, heading, open }: LacksProps) {
    const { data } = useQuery({ queryKey: [noun, "readiness", id], queryFn: ({ signal }) => READERS[noun](id, signal) });
    if (!data || (data.ready && !ready)) {
        return null;
    }
    return data.ready ? (
        <p class="note good">{ready}</p>
    ) : (
        <details class="note warn lacks" open={open}>
            <summary>{heading(data.passed, data.checked, distinct(data.rows).length)}</summary>
            <ul class="bullets">
                {distinct(data.rows).map((row) => (
                    <Row key={`${row.record.type}.${row.field}.${row.code}`} row={row} />
                ))}
            </ul>
        </details>
    );
}
