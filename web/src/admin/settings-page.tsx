// SPDX-License-Identifier: MIT
// What the pages of settings share: the record read, its form always open, saved where it stands.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import type { Answer } from "../api/client";
import { type Settings, settings } from "../api/settings";
import { useTitle } from "../app/page";
import { RecordState, useRecord } from "../app/record";
import { SettingsNav } from "../app/settings-nav";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { writeDraft } from "../form/draft";
import type { Shape } from "../form/kinds";
import { type RecordForm, RecordFormSheet, useRecordForm } from "../form/record-form";

/** Moves to a field of the page by its name. */
export function focusField(name: string): void {
    document.querySelector<HTMLElement>(`main [name="${CSS.escape(name)}"]`)?.focus();
}

interface PageProps {
    /** "company", "documents". */
    page: string;
    title: string;
    shape: Shape;
    children: (of: RecordForm, record: Settings) => ComponentChildren;
    /** Beside the form: what is saved by itself. */
    beside?: (record: Settings) => ComponentChildren;
}

function Editor({ page, title, shape, children, record, onDone }: PageProps & { record: Answer<Settings>; onDone: () => void }) {
    const { query } = useLocation();
    const of = useRecordForm({
        resource: settings,
        shape,
        record,
        title: () => title,
        onSaved: () => {
            toast(t("save.saved"));
            onDone();
        },
    });
    const cancel = async () => {
        const dropped = await of.discard();
        onDone();
        if (dropped) {
            toast(t("draft.dropped"), () => writeDraft(dropped).then(onDone));
        }
    };
    useEffect(() => focusField(query.field ?? ""), [query.field, page]);
    return (
        <RecordFormSheet of={of} onCancel={cancel}>
            {children(of, record.body)}
        </RecordFormSheet>
    );
}

export function SettingsPage(props: PageProps) {
    const { page, title, beside } = props;
    const query = useRecord(settings, page);
    const [round, begin] = useState(0);
    useTitle(title);
    return (
        <>
            <SettingsNav />
            <RecordState query={query}>
                {(record) => (
                    <>
                        <header class="page-head">
                            <h1>{title}</h1>
                        </header>
                        <Editor key={round} {...props} record={record} onDone={() => begin((before) => before + 1)} />
                        {beside?.(record.body)}
                    </>
                )}
            </RecordState>
        </>
    );
}
