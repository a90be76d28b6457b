// SPDX-License-Identifier: MIT
// What is done with the rows that were chosen: the bar below the list, and a dialog that does one thing with each of them, shows
// how far it is, and says of which it was refused and why. Whoever tries again sends only what failed, under its key.

import { useQueryClient } from "@tanstack/preact-query";
import { useRef, useState } from "preact/hooks";
import { type Noun, outdate } from "../api/keys";
import { toast } from "../app/toasts";
import { type Key, t } from "../app/words";
import { AreaField } from "../form/field";
import { Form, problemText, useForm } from "../form/form";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import type { IconName } from "../ui/icon";
import type { Selection } from "./selection";

export interface Bulk<Row> {
    label: Key;
    icon: IconName;
    /** Least right. */
    route: string;
    /** Those of the chosen rows that it can be done with. */
    fits: (row: Row) => boolean;
    /** What a row is called. */
    name: (row: Row) => string;
    /** Once for each, `message` as it was typed. */
    run: (row: Row, message: string, key: string) => Promise<void>;
    /** After the last. */
    done: Key;
}

interface Refused<Row> {
    row: Row;
    why: string;
}

/** One after another: a garage's line and a server's limits bear no hundred at once. */
function useEach<Row extends { id: string }>(bulk: Bulk<Row>, rows: Row[]) {
    const [done, setDone] = useState(0);
    const [refused, setRefused] = useState<Refused<Row>[] | null>(null);
    const keys = useRef(new Map<string, string>());
    const left = useRef(rows);
    const run = async (message: string): Promise<boolean> => {
        setRefused(null);
        const failed: Refused<Row>[] = [];
        for (const row of left.current) {
            const key = keys.current.get(row.id) ?? crypto.randomUUID();
            keys.current.set(row.id, key);
            try {
                await bulk.run(row, message, key);
                setDone((count) => count + 1);
            } catch (error) {
                failed.push({ row, why: problemText(error) });
            }
        }
        left.current = failed.map(({ row }) => row);
        setRefused(failed);
        return failed.length === 0;
    };
    return { done, refused, run };
}

interface BulkProps<Row> {
    bulk: Bulk<Row>;
    rows: Row[];
    onDone: () => void;
    onClose: () => void;
}

function BulkDialog<Row extends { id: string }>({ bulk, rows, onDone, onClose }: BulkProps<Row>) {
    const [fitting] = useState(() => rows.filter(bulk.fits));
    const { done, refused, run } = useEach(bulk, fitting);
    const form = useForm({ message: "" }, async ({ message }) => {
        if (await run(message.trim())) {
            onDone();
        }
    });
    return (
        <Dialog title={t(bulk.label)} closeLabel={t("close")} onClose={() => !form.busy && onClose()}>
            <Form form={form}>
                <p>{t("bulk.count", { count: fitting.length })}</p>
                {fitting.length < rows.length && <p class="quiet">{t("bulk.left_out", { count: rows.length - fitting.length })}</p>}
                {fitting.length > 0 && (
                    <AreaField {...form.field("message")} label={t("mail.message")} hint={t("mail.message_hint")} rows={3} />
                )}
                <p role="status" class="hint">
                    {form.busy || done > 0 ? t("bulk.done", { count: done, total: fitting.length }) : ""}
                </p>
                {refused && refused.length > 0 && (
                    <ul class="note bad" role="alert">
                        {refused.map(({ row, why }) => (
                            <li key={row.id}>{t("bulk.refused", { name: bulk.name(row), why })}</li>
                        ))}
                    </ul>
                )}
                <p class="actions">
                    {fitting.length > 0 && (
                        <Button type="submit" kind="primary" icon={bulk.icon} busy={form.busy} autofocus>
                            {t(refused?.length ? "retry" : "mail.send")}
                        </Button>
                    )}
                    <Button onClick={() => !form.busy && onClose()}>{t(done > 0 ? "close" : "cancel")}</Button>
                </p>
            </Form>
        </Dialog>
    );
}

interface BarProps {
    // biome-ignore lint/suspicious/noExplicitAny: rows of whatever list; each list's own are told apart by its spec
    bulks: readonly Bulk<any>[];
    selection: Pick<Selection<{ id: string }>, "rows" | "clear">;
    /** Whose lists are old afterwards. */
    noun: Noun;
}

export function BulkBar({ bulks, selection, noun }: BarProps) {
    const client = useQueryClient();
    const [asked, ask] = useState<Bulk<{ id: string }> | null>(null);
    const { rows, clear } = selection;
    return (
        <section class="actions bulk" aria-label={t("bulk.bar")}>
            <strong role="status">{t("bulk.chosen", { count: rows.size })}</strong>
            {bulks.map((bulk) => (
                <Button key={bulk.label} kind="primary" icon={bulk.icon} onClick={() => ask(bulk)}>
                    {t(bulk.label)}
                </Button>
            ))}
            <Button onClick={clear}>{t("bulk.clear")}</Button>
            {asked && (
                <BulkDialog
                    bulk={asked}
                    rows={[...rows.values()]}
                    onDone={() => {
                        ask(null);
                        clear();
                        outdate(client, noun);
                        toast(t(asked.done));
                    }}
                    onClose={() => ask(null)}
                />
            )}
        </section>
    );
}
