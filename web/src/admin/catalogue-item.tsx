// SPDX-License-Identifier: MIT
// One item of the catalogue: what it is, and for those who may, its form, switching it off, deleting it.

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { type CatalogueItem, catalogue } from "../api/catalogue";
import type { Answer } from "../api/client";
import { useTitle } from "../app/page";
import { type Editing, Late, RecordState, useEditing, useRecord, useRecordKeys } from "../app/record";
import { can } from "../app/session";
import { SettingsNav } from "../app/settings-nav";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { useAction } from "../form/action";
import { Ask } from "../form/ask";
import { called, flag } from "../form/kinds";
import { useSave } from "../form/save";
import type { PageProps } from "../routes";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { Menu } from "../ui/menu";
import { CatalogueFacts } from "./catalogue-facts";

const loadEdit = () => import("./catalogue-edit").then((chunk) => chunk.CatalogueEdit);

/** The one fact that is changed where it stands. */
const ACTIVE = { is_active: called("catalogue.is_active", flag) };

function DeleteDialog({ record, onClose }: { record: Answer<CatalogueItem>; onClose: () => void }) {
    const action = useAction();
    const save = useSave(catalogue);
    const { route } = useLocation();
    const remove = () =>
        action.run(async () => {
            await save.remove(record.body.id, record.etag);
            toast(t("catalogue.deleted"));
            route("/settings/catalogue", true);
        });
    return (
        <Ask
            title={t("catalogue.delete")}
            text={t("catalogue.delete_text")}
            confirm={t("record.delete")}
            action={action}
            onConfirm={remove}
            onClose={onClose}
        />
    );
}

function Actions({ record, at }: { record: Answer<CatalogueItem>; at: Editing }) {
    const [deleting, ask] = useState(false);
    const save = useSave(catalogue);
    const { id, is_active } = record.body;
    if (!can("PATCH /api/catalogue/{id}")) {
        return null;
    }
    return (
        <div class="actions">
            <Button onClick={() => save.fact(id, ACTIVE, "is_active", is_active ? "" : "true")}>
                {t(is_active ? "catalogue.switch_off" : "catalogue.switch_on")}
            </Button>
            <Button kind="primary" icon="pencil" onClick={at.edit}>
                {t("record.edit")}
            </Button>
            <Menu
                label={t("record.menu")}
                items={[{ icon: "trash-2", label: t("record.delete"), danger: true, onSelect: () => ask(true) }]}
            />
            {deleting && <DeleteDialog record={record} onClose={() => ask(false)} />}
        </div>
    );
}

function Shown({ record, at }: { record: Answer<CatalogueItem>; at: Editing }) {
    const item = record.body;
    const mayWrite = can("PATCH /api/catalogue/{id}");
    useTitle(item.label);
    return (
        <>
            <header class="page-head">
                <h1>{item.label}</h1>
                {!item.is_active && <Chip>{t("catalogue.inactive")}</Chip>}
                {!at.editing && <Actions record={record} at={at} />}
            </header>
            {at.editing && mayWrite ? <Late load={loadEdit} props={{ record, at }} /> : <CatalogueFacts item={item} />}
        </>
    );
}

export default function CatalogueItemPage({ params }: PageProps) {
    const id = params.id ?? "";
    const at = useEditing();
    const query = useRecord(catalogue, id);
    useRecordKeys(at, "/settings/catalogue");
    return (
        <>
            <SettingsNav />
            <RecordState query={query}>{(record) => <Shown key={id} record={record} at={at} />}</RecordState>
        </>
    );
}
