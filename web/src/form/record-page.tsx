// SPDX-License-Identifier: MIT
// The pages of a record's form: a new one, and one that is changed. What is dropped can be had back, what was left is kept.

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { type Editing, floats, useBack, Waiting, warnOf } from "../app/record";
import { me } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { toast } from "../app/toasts";
import { type Key, t } from "../app/words";
import { Button } from "../ui/button";
import type { IconName } from "../ui/icon";
import { writeDraft } from "./draft";
import { type RecordForm, type RecordFormOptions, RecordFormSheet, useRecordForm } from "./record-form";

type Options<R> = Omit<RecordFormOptions<R>, "onSaved">;

/** What may follow at once: it is saved first, and the record's page begins with it. */
export interface Next {
    label: Key;
    icon: IconName;
    query: string;
}

interface NewProps<R> {
    options: Options<R>;
    /** Address of the list; a record's is `path/id`. */
    path: string;
    title: string;
    /** Said when it is made. */
    made: string;
    next?: readonly Next[];
    children: (of: RecordForm) => ComponentChildren;
}

interface SaveProps {
    next: readonly Next[];
    busy: boolean;
    /** Before the form is sent. */
    onWanted: (query: string) => void;
}

/** Ctrl+Enter and Enter press the first. */
export function SaveButtons({ next, busy, onWanted }: SaveProps) {
    return (
        <>
            {next.map(({ label, icon, query }, index) => (
                <Button
                    key={query}
                    type="submit"
                    kind={index === 0 ? "primary" : "plain"}
                    icon={icon}
                    busy={busy}
                    onClick={() => onWanted(query)}
                >
                    {t(label)}
                </Button>
            ))}
        </>
    );
}

/** What a new one begins with may depend on who begins it, and for which garage: that must be known. */
export function NewRecord<R extends { id: string }>(props: NewProps<R>) {
    return me.value ? <NewForm {...props} /> : <Waiting title={props.title} />;
}

function NewForm<R extends { id: string }>({ options, path, title, made, next = [], children }: NewProps<R>) {
    const { route } = useLocation();
    const back = useBack(path);
    const wanted = useRef("");
    const of = useRecordForm({
        ...options,
        onSaved: (record, warnings) => {
            warnOf(record.id, warnings);
            toast(made);
            route(`${path}/${record.id}${wanted.current}`, true);
        },
    });
    const leave = () => {
        if (of.dirty) {
            toast(t("draft.kept"));
        }
        back();
    };
    useShortcuts([{ keys: "Escape", label: "record.back", run: () => (floats() ? false : leave()) }]);
    return (
        <>
            <header class="page-head">
                <h1>{title}</h1>
            </header>
            <RecordFormSheet
                of={of}
                buttons={next.length > 0 && <SaveButtons next={next} busy={of.form.busy} onWanted={(query) => (wanted.current = query)} />}
                onCancel={() => of.discard().then(back)}
            >
                {children(of)}
            </RecordFormSheet>
        </>
    );
}

interface EditProps<R> {
    options: Options<R>;
    at: Editing;
    children: (of: RecordForm) => ComponentChildren;
}

export function EditRecord<R extends { id: string }>({ options, at, children }: EditProps<R>) {
    const of = useRecordForm({
        ...options,
        onSaved: (record, warnings) => {
            warnOf(record.id, warnings);
            toast(t("save.saved"));
            at.show();
        },
    });
    const cancel = async () => {
        const dropped = await of.discard();
        at.show();
        if (dropped) {
            toast(t("draft.dropped"), () => writeDraft(dropped).then(at.edit));
        }
    };
    return (
        <RecordFormSheet of={of} onCancel={cancel}>
            {children(of)}
        </RecordFormSheet>
    );
}
