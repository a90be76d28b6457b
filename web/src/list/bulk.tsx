// SPDX-License-Identifier: MIT
// What is done with the rows that were chosen: the bar below the list, and a dialog that does one thing with each of them, shows
// how far it is, and says of which it was refused and why. Whoever tries again sends only what failed, under its key.

import { useQueryClient } from "@tanstack/preact-query";
import type { ComponentType } from "preact";
import { useRef, useState } from "preact/hooks";
import { ApiError } from "../api/error";
import { type Noun, outdate } from "../api/keys";
import { Late } from "../app/record";
import { toast } from "../app/toasts";
import { type Key, t } from "../app/words";
import { AreaField } from "../form/field";
import { Form, problemText, useForm } from "../form/form";
import { patiently } from "../form/save";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import type { IconName } from "../ui/icon";
import type { Selection } from "./selection";

interface BulkBase {
    label: Key;
    icon: IconName;
    /** Least right. */
    route: string;
}

/** A message for each of the chosen rows. */
export interface BulkMail<Row> extends BulkBase {
    /** Those of the chosen rows that it can be done with. */
    fits: (row: Row) => boolean;
    /** What a row is called. */
    name: (row: Row) => string;
    /** Once for each, `message` as it was typed. */
    run: (row: Row, message: string, key: string) => Promise<void>;
    /** After the last. */
    done: Key;
}

export interface BulkDialogProps<Row> {
    rows: Row[];
    /** `done`: of which it was done; `all`: of all of them. */
    onClose: (done: ReadonlySet<string>, all: boolean) => void;
}

/** Something that has a dialog of its own, which tells the end itself. */
export interface BulkChange<Row> extends BulkBase {
    dialog: () => Promise<ComponentType<BulkDialogProps<Row>>>;
}

export type Bulk<Row> = BulkMail<Row> | BulkChange<Row>;

interface Refused<Row> {
    row: Row;
    why: string;
}

/** What was sent and got no answer: it is sent again as it was, under its key. */
type Open = Map<string, { key: string; message: string }>;

/** One after another: a garage's line and a server's limits bear no hundred at once. */
function useEach<Row extends { id: string }>(bulk: BulkMail<Row>, rows: Row[], open: Open) {
    const [done, setDone] = useState<ReadonlySet<string>>(new Set());
    const [refused, setRefused] = useState<Refused<Row>[]>([]);
    const sent = useRef(new Set<string>());
    const stopped = useRef(false);
    const sendOne = async (row: Row, typed: string): Promise<string | undefined> => {
        const { key, message } = open.get(row.id) ?? { key: crypto.randomUUID(), message: typed };
        open.set(row.id, { key, message });
        try {
            await patiently(() => bulk.run(row, message, key));
        } catch (error) {
            if (!(error instanceof ApiError && error.unanswered)) {
                open.delete(row.id);
            }
            return problemText(error);
        }
        open.delete(row.id);
        sent.current.add(row.id);
        setDone(new Set(sent.current));
        return undefined;
    };
    /** True: all of them. */
    const run = async (message: string): Promise<boolean> => {
        stopped.current = false;
        setRefused([]);
        for (const row of rows) {
            if (stopped.current) {
                return false;
            }
            const why = sent.current.has(row.id) ? undefined : await sendOne(row, message);
            if (why) {
                setRefused((before) => [...before, { row, why }]);
            }
        }
        return sent.current.size === rows.length;
    };
    return { done, refused, run, stop: () => (stopped.current = true) };
}

interface BulkProps<Row> extends BulkDialogProps<Row> {
    bulk: BulkMail<Row>;
    open: Open;
}

function RefusedRows<Row extends { id: string }>({ bulk, refused }: { bulk: BulkMail<Row>; refused: Refused<Row>[] }) {
    return refused.length ? (
        <ul class="note bad" role="alert">
            {refused.map(({ row, why }) => (
                <li key={row.id}>{t("bulk.refused", { name: bulk.name(row), why })}</li>
            ))}
        </ul>
    ) : null;
}

function BulkDialog<Row extends { id: string }>({ bulk, rows, open, onClose }: BulkProps<Row>) {
    const [fitting] = useState(() => rows.filter(bulk.fits));
    const { done, refused, run, stop } = useEach(bulk, fitting, open);
    const form = useForm({ message: "" }, async ({ message }) => {
        if (await run(message.trim())) {
            onClose(new Set(fitting.map(({ id }) => id)), true);
        }
    });
    const close = () => (form.busy ? stop() : onClose(done, false));
    return (
        <Dialog title={t(bulk.label)} closeLabel={t("close")} onClose={close}>
            <Form form={form}>
                <p>{t("bulk.count", { count: fitting.length })}</p>
                {fitting.length < rows.length && <p class="quiet">{t("bulk.left_out", { count: rows.length - fitting.length })}</p>}
                {fitting.length > 0 && (
                    <AreaField {...form.field("message")} label={t("mail.message")} hint={t("mail.message_hint")} rows={3} />
                )}
                <p role="status" class="hint">
                    {form.busy || done.size > 0 ? t("bulk.done", { count: done.size, total: fitting.length }) : ""}
                </p>
                <RefusedRows bulk={bulk} refused={refused} />
                <p class="actions">
                    {fitting.length > 0 && (
                        <Button type="submit" kind="primary" icon={bulk.icon} busy={form.busy} autofocus>
                            {t(refused.length && !form.busy ? "retry" : "mail.send")}
                        </Button>
                    )}
                    <Button onClick={close}>{t(form.busy ? "bulk.stop" : done.size > 0 ? "close" : "cancel")}</Button>
                </p>
            </Form>
        </Dialog>
    );
}

interface BarProps {
    // biome-ignore lint/suspicious/noExplicitAny: rows of whatever list; each list's own are told apart by its spec
    bulks: readonly Bulk<any>[];
    selection: Pick<Selection<{ id: string }>, "rows" | "clear" | "drop">;
    /** Whose lists are old afterwards. */
    noun: Noun;
}

export function BulkBar({ bulks, selection, noun }: BarProps) {
    const client = useQueryClient();
    const [asked, ask] = useState<Bulk<{ id: string }> | null>(null);
    const open = useRef<Open>(new Map());
    const { rows, clear, drop } = selection;
    const close = (bulk: Bulk<{ id: string }>, done: ReadonlySet<string>, all: boolean) => {
        ask(null);
        if (done.size) {
            outdate(client, noun);
        }
        if (all) {
            clear();
            if ("done" in bulk) {
                toast(t(bulk.done));
            }
        } else {
            drop(done); // or they would get a second one
        }
    };
    const dialogOf = (bulk: Bulk<{ id: string }>): BulkDialogProps<{ id: string }> => ({
        rows: [...rows.values()],
        onClose: (done, all) => close(bulk, done, all),
    });
    return (
        <section class="actions bulk" aria-label={t("bulk.bar")}>
            <strong role="status">{t("bulk.chosen", { count: rows.size })}</strong>
            {bulks.map((bulk) => (
                <Button key={bulk.label} kind="primary" icon={bulk.icon} onClick={() => ask(bulk)}>
                    {t(bulk.label)}
                </Button>
            ))}
            <Button onClick={clear}>{t("bulk.clear")}</Button>
            {asked && "done" in asked && <BulkDialog bulk={asked} open={open.current} {...dialogOf(asked)} />}
            {asked && "dialog" in asked && <Late load={asked.dialog} props={dialogOf(asked)} />}
        </section>
    );
}
