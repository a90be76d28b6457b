// SPDX-License-Identifier: MIT
// The form of a record, new or changed: each keystroke is kept as a draft, a draft that waits is offered, and what is saved goes
// through useSave. Fields stand in the page; this is what is around them.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Change } from "../api/changes";
import type { Answer } from "../api/client";
import { ApiError, type FieldError } from "../api/error";
import type { Resource, Warning } from "../api/resource";
import { Others, useOthers } from "../app/changes";
import { me } from "../app/session";
import { t } from "../app/words";
import { changed, type Texts } from "../rules/merge";
import { Button } from "../ui/button";
import { type Draft, dropDraft, findDraft } from "./draft";
import { Form, type FormOf, useForm } from "./form";
import { useKeeper, Waiting } from "./keeper";
import { bodyOfTexts, type Shape, textsOf } from "./kinds";
import { StillEditing, useSave } from "./save";

export interface RecordFormOptions<R> {
    resource: Resource<R>;
    shape: Shape;
    /** None: a new one. */
    record?: Answer<R & { id: string }>;
    /** What a new one begins with; also names beside the shape, which are kept and not sent. */
    initial?: Texts;
    title: (values: Texts) => string;
    /** What new ones are about, where each of these has a draft of its own. */
    about?: string;
    /** What the page itself knows to be wrong. */
    check?: (values: Texts) => FieldError[];
    onSaved: (record: R, warnings: Warning[]) => void;
}

export interface RecordForm {
    form: FormOf<Texts>;
    /** A draft of another time, until it is taken up or dropped. */
    waiting: Draft | null;
    resume: () => void;
    abandon: () => void;
    /** Something was typed. */
    dirty: boolean;
    /** What somebody else did to the record meanwhile. */
    others: Change | null;
    /** Drops what was typed; gives the draft, so that it can be put back. */
    discard: () => Promise<Draft | null>;
}

function begun<R>({ resource, record, shape, initial, about }: RecordFormOptions<R>): Draft {
    const base = { ...textsOf(shape, record?.body), ...initial };
    return {
        user: me.value?.user.id ?? "",
        noun: resource.noun,
        id: record?.body.id ?? about ?? "new",
        key: crypto.randomUUID(),
        title: "",
        path: location.pathname + location.search,
        values: base,
        base,
        etag: record?.etag ?? null,
        unanswered: null,
        at: 0,
    };
}

/** `keep`: what was typed before it was known whose it is gets its owner. */
function useWaiting(own: Draft, keep: (draft: Draft) => void): [Draft | null, (draft: Draft | null) => void] {
    const [waiting, setWaiting] = useState<Draft | null>(null);
    const user = me.value?.user.id;
    useEffect(() => {
        const isFirst = own.user === "";
        if (user && isFirst && changed(own.base, own.values).length) {
            dropDraft(own);
            keep({ ...own, user });
        }
        own.user = user ?? "";
        if (user) {
            findDraft(user, own.noun, own.id).then((found) => found && found.key !== own.key && setWaiting(found));
        }
    }, [user, own]);
    return [waiting, setWaiting];
}

export function useRecordForm<R extends { id: string }>(options: RecordFormOptions<R>): RecordForm {
    const { resource, shape, record, check, onSaved } = options;
    const save = useSave(resource);
    const keeper = useKeeper();
    const draft = useRef<Draft | null>(null);
    draft.current ??= begun(options);
    const mine = draft.current;
    const [waiting, setWaiting] = useWaiting(mine, (typed) => keeper.keep(typed));

    const remember = async (body: Draft["unanswered"]) => {
        mine.unanswered = body;
        keeper.keep({ ...mine, at: Date.now() });
        await keeper.flush();
    };

    const write = async (values: Texts) => {
        const wrong = check?.(values) ?? [];
        if (wrong.length) {
            throw new ApiError(400, "VALIDATION_ERROR", "", wrong);
        }
        if (record) {
            return save.change(record.body.id, shape, { base: mine.base, values, etag: mine.etag });
        }
        return save.create(bodyOfTexts(shape, values), { key: mine.key, unanswered: mine.unanswered, remember });
    };

    const submit = async (values: Texts) => {
        try {
            let done = await write(values);
            // What was typed while the answer was on its way is saved as well.
            for (let sent = values; mine.values !== sent && done; sent = mine.values) {
                const change = { base: sent, values: mine.values, etag: done.etag };
                done = (await save.change(done.body.id, shape, change)) ?? done;
            }
            keeper.forget();
            await dropDraft(mine);
            onSaved(done?.body ?? (record?.body as R), done?.warnings ?? []);
        } catch (error) {
            if (!(error instanceof StillEditing)) {
                throw error;
            }
        }
    };

    const onTyped = (values: Texts) => {
        Object.assign(mine, { values, title: options.title(values), at: Date.now() });
        keeper.keep({ ...mine });
    };

    const form = useForm(mine.values, submit, onTyped);
    const others = useOthers(resource.entity, record?.body.id);

    const resume = () => {
        if (waiting) {
            // Its key is another form's that may still be open, unless something of it is on its way.
            const key = waiting.unanswered ? waiting.key : mine.key;
            if (key !== waiting.key) {
                dropDraft(waiting);
            }
            Object.assign(mine, waiting, { key });
            keeper.keep({ ...mine });
            form.replace(waiting.values);
            setWaiting(null);
        }
    };

    const discard = async () => {
        const typed = changed(mine.base, mine.values).length ? { ...mine } : null;
        keeper.forget();
        await dropDraft(mine);
        return typed;
    };

    return {
        form,
        waiting,
        resume,
        abandon: () => {
            if (waiting) {
                dropDraft(waiting);
                setWaiting(null);
            }
        },
        dirty: changed(mine.base, form.values).length > 0,
        others,
        discard,
    };
}

/** Whoever comes to a form begins in its first field. */
function useFirstField() {
    const around = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => around.current?.querySelector<HTMLElement>("[autofocus]")?.focus(), []);
    return around;
}

interface SheetProps {
    of: RecordForm;
    onCancel: () => void;
    /** In place of the button that saves. */
    buttons?: ComponentChildren;
    /** What going without it is called. */
    cancel?: string;
    children: ComponentChildren;
}

/** The draft that waits, the fields, the buttons. */
export function RecordFormSheet({ of, onCancel, buttons, cancel, children }: SheetProps) {
    const around = useFirstField();
    return (
        <div ref={around}>
            <Waiting draft={of.waiting} resume={of.resume} abandon={of.abandon} />
            <Others change={of.others} />
            <Form form={of.form}>
                {children}
                <p class="actions sticky">
                    {buttons || (
                        <Button type="submit" kind="primary" busy={of.form.busy}>
                            {t("save")}
                        </Button>
                    )}
                    <Button onClick={onCancel}>{cancel ?? t("cancel")}</Button>
                    <span class="hint wide-only">{t("form.keys")}</span>
                </p>
            </Form>
        </div>
    );
}
