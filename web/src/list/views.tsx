// SPDX-License-Identifier: MIT
// The views of a list: what it is narrowed to and ordered by, under names. One that is chosen is only an address. One's own are renamed
// and deleted here; colleagues' that are shared are for choosing.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { type Noun, outdate } from "../api/keys";
import { type SavedView, views, viewsOptions } from "../api/views";
import { me } from "../app/session";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { useAction } from "../form/action";
import { CheckField, TextField } from "../form/field";
import { problemText, useForm } from "../form/form";
import { FormDialog } from "../form/form-dialog";
import { bodyOfTexts, called, flag, text } from "../form/kinds";
import { useSave } from "../form/save";
import { IconButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Menu, type MenuItem } from "../ui/menu";

const SHAPE = { name: called("views.name", text), shared: called("views.share", flag) };

interface ViewProps {
    noun: Noun;
    path: string;
    /** What its address says whatever is asked for. */
    always: string | undefined;
    /** What it says now: "?…", or nothing. */
    query: string;
}

const isOwn = (view: SavedView): boolean => view.user_id === me.value?.user.id;

/** The same question, in whatever order it was written. */
const sorted = (query: string): string => {
    const parameters = new URLSearchParams(query);
    parameters.sort();
    return parameters.toString();
};

interface NamingProps {
    noun: Noun;
    query: string;
    /** Renamed; none: a new one. */
    view?: SavedView;
    onClose: () => void;
}

function Naming({ noun, query, view, onClose }: NamingProps) {
    const client = useQueryClient();
    const save = useSave(views);
    const action = useAction();
    const first = { name: view?.name ?? "", shared: view?.shared ? "true" : "" };
    const form = useForm(first, async (values) => {
        if (view) {
            await save.change(view.id, SHAPE, { base: first, values, etag: `"${view.version}."` });
        } else {
            const body = { noun, query: query.slice(1), ...bodyOfTexts(SHAPE, values) };
            await action.attempt(async (key) => {
                await views.create(body, key);
            });
            outdate(client, "views");
        }
        toast(t("views.saved"));
        onClose();
    });
    return (
        <FormDialog title={t(view ? "views.rename" : "views.save")} form={form} onClose={onClose}>
            <TextField {...form.field("name")} label={t("views.name")} maxLength={100} autocomplete="off" required autofocus />
            <CheckField
                name="shared"
                label={t("views.share")}
                checked={form.values.shared === "true"}
                onChecked={(on) => form.set("shared", on ? "true" : "")}
            />
        </FormDialog>
    );
}

interface KeepingProps {
    all: readonly SavedView[];
    rename: (view: SavedView) => void;
    onClose: () => void;
}

/** One's own, to be renamed and deleted. */
function Keeping({ all, rename, onClose }: KeepingProps) {
    const save = useSave(views);
    const own = all.filter(isOwn);
    const remove = async (view: SavedView) => {
        try {
            await save.remove(view.id, null);
            toast(t("views.deleted", { name: view.name }));
        } catch (error) {
            toast(problemText(error));
        }
    };
    return (
        <Dialog title={t("views.keep")} closeLabel={t("close")} onClose={onClose}>
            {own.length === 0 && <p>{t("views.none")}</p>}
            <ul class="kept-views">
                {own.map((view) => (
                    <li key={view.id}>
                        <span>
                            {view.name}
                            {view.shared && <span class="hint"> {t("views.shared")}</span>}
                        </span>
                        <IconButton icon="pencil" label={t("views.rename_one", { name: view.name })} onClick={() => rename(view)} />
                        <IconButton icon="trash-2" label={t("views.delete_one", { name: view.name })} onClick={() => remove(view)} />
                    </li>
                ))}
            </ul>
        </Dialog>
    );
}

type Doing = { kind: "save" } | { kind: "keep" } | { kind: "rename"; view: SavedView };

export function ViewsMenu({ noun, path, always, query }: ViewProps) {
    const { route } = useLocation();
    const { data: all = [] } = useQuery(viewsOptions(noun));
    const [doing, ask] = useState<Doing | null>(null);
    const now = sorted(query);
    const isNarrowed = now !== sorted(always ?? "");
    const label = (view: SavedView) => (isOwn(view) ? view.name : t("views.of", { name: view.name, who: view.user_name ?? "" }));
    const items: MenuItem[] = all.map((view) => ({
        icon: sorted(view.query) === now ? "check" : "list",
        label: label(view),
        onSelect: () => route(`${path}?${view.query}`),
    }));
    if (isNarrowed) {
        items.push({ icon: "plus", label: t("views.save"), onSelect: () => ask({ kind: "save" }) });
    }
    if (all.some(isOwn)) {
        items.push({ icon: "pencil", label: t("views.keep"), onSelect: () => ask({ kind: "keep" }) });
    }
    const close = () => ask(null);
    return (
        <>
            <Menu
                label={t("views.title")}
                icon="chevron-down"
                named
                items={items.length ? items : [{ label: t("views.how"), onSelect: close }]}
            />
            {doing?.kind === "save" && <Naming noun={noun} query={query} onClose={close} />}
            {doing?.kind === "keep" && <Keeping all={all} rename={(view) => ask({ kind: "rename", view })} onClose={close} />}
            {doing?.kind === "rename" && <Naming noun={noun} query={query} view={doing.view} onClose={() => ask({ kind: "keep" })} />}
        </>
    );
}
