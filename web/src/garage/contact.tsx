// SPDX-License-Identifier: MIT
// A customer: who it is at the left, what belongs to them at the right.

import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import type { Answer } from "../api/client";
import { type ContactDetail, contacts } from "../api/contacts";
import { useDelete } from "../app/delete";
import { useTitle } from "../app/page";
import { remember } from "../app/recent";
import { Behind, type Editing, Late, RecordState, recordQuery, useEditing, useRecord, useRecordKeys, Warnings } from "../app/record";
import { can, tenantCountry } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { taskAbout } from "../app/task-link";
import { t } from "../app/words";
import { useNeighbours } from "../list/neighbours";
import type { PageProps } from "../routes";
import { showPhone } from "../rules/phone";
import { Button, LinkButton } from "../ui/button";
import { Chip } from "../ui/chip";
import { Menu, type MenuItem } from "../ui/menu";
import { Tabs } from "../ui/tabs";
import { ContactFacts } from "./contact-facts";
import { ActivityOf, InvoicesOf, QuotesOf, TasksOf, VehicleRows } from "./related";

const TABS = ["vehicles", "quotes", "invoices", "tasks", "activity"] as const;
type TabName = (typeof TABS)[number];

const loadErase = () => import("./erase-dialog").then((chunk) => chunk.EraseDialog);
const loadLog = () => import("./call-log").then((chunk) => chunk.CallLog);

function Head({ record: { body: contact, etag }, at }: { record: Answer<ContactDetail>; at: Editing }) {
    const remove = useDelete({ resource: contacts, id: contact.id, etag, said: t("contact.deleted") });
    const phone = contact.phone && showPhone(contact.phone, tenantCountry());
    const [logging, log] = useState(false);
    const [erasing, erase] = useState(false);
    const { route } = useLocation();
    useEffect(() => {
        loadLog(); // whoever presses `l` types on at once
    }, []);
    useShortcuts([{ keys: "l", label: "call.log", run: () => (at.editing ? false : log(true)) }]);
    const items: MenuItem[] = [{ icon: "phone", label: t("call.log"), onSelect: () => log(true) }];
    if (can("POST /api/tasks")) {
        const about = taskAbout({ contact: contact.id, name: contact.name });
        items.push({ icon: "list-checks", label: t("task.new"), onSelect: () => route(about) });
    }
    if (can("DELETE /api/contacts/{id}")) {
        items.push({ icon: "trash-2", label: t("record.delete"), danger: true, onSelect: remove });
    }
    if (can("POST /api/contacts/{id}/erase")) {
        items.push({ icon: "x", label: t("erase.title"), danger: true, onSelect: () => erase(true) });
    }
    return (
        <header class="page-head">
            <h1>{contact.name || t("contact.nameless")}</h1>
            {contact.is_vip && <Chip tone="info">{t("contact.vip")}</Chip>}
            {!at.editing && (
                <div class="actions">
                    {phone && (
                        <LinkButton href={`tel:${contact.phone}`} icon="phone" aria-label={`${t("contact.call")} ${phone}`}>
                            {phone}
                        </LinkButton>
                    )}
                    {contact.email && (
                        <LinkButton href={`mailto:${contact.email}`} icon="mail" data-compact>
                            {t("contact.write")}
                        </LinkButton>
                    )}
                    <Button icon="pencil" onClick={at.edit} data-compact>
                        {t("record.edit")}
                    </Button>
                    <LinkButton href={`/vehicles/new?owner=${contact.id}`} icon="car" data-compact>
                        {t("vehicle.add")}
                    </LinkButton>
                    <LinkButton
                        href={`/quotes/new?${new URLSearchParams({ contact: contact.id, name: contact.name ?? "" })}`}
                        icon="file-text"
                        kind="primary"
                    >
                        {t("quote.new")}
                    </LinkButton>
                    <Menu label={t("record.menu")} items={items} />
                </div>
            )}
            {erasing && <Late load={loadErase} props={{ id: contact.id, name: contact.name ?? "", onClose: () => erase(false) }} />}
            {logging && <Late load={loadLog} props={{ contact: contact.id, name: contact.name ?? "", onClose: () => log(false) }} />}
        </header>
    );
}

function Belongings({ contact }: { contact: ContactDetail }) {
    const { query, path, route } = useLocation();
    const chosen: TabName = TABS.find((tab) => tab === query.tab) ?? "vehicles";
    const tabs = TABS.map((tab) => ({ key: tab, text: t(`tab.${tab}`), href: tab === "vehicles" ? path : `${path}?tab=${tab}` }));
    const more = (contact.vehicles_count ?? 0) > contact.vehicles.length;
    return (
        <section class="belongings" aria-label={t("record.tabs")}>
            <Tabs label={t("record.tabs")} tabs={tabs} chosen={chosen} onChoose={(href) => route(href)} />
            {chosen === "vehicles" && (
                <>
                    <VehicleRows rows={contact.vehicles} />
                    {more && <a href={`/vehicles?owner_id=${contact.id}`}>{t("record.more", { count: contact.vehicles_count ?? 0 })}</a>}
                </>
            )}
            {chosen === "quotes" && <QuotesOf id={contact.id} />}
            {chosen === "invoices" && <InvoicesOf id={contact.id} />}
            {chosen === "tasks" && <TasksOf id={contact.id} name={contact.name} />}
            {chosen === "activity" && <ActivityOf id={contact.id} />}
        </section>
    );
}

const loadLacks = () => import("../form/lacks").then((chunk) => chunk.Lacks);
const lacksHeading = (_passed: number, _checked: number, count: number) => t("lacks.contact", { count });
const loadEdit = () => import("./contact-edit").then((chunk) => chunk.ContactEdit);

function Shown({ record, at }: { record: Answer<ContactDetail>; at: Editing }) {
    const contact = record.body;
    useTitle(contact.name ?? undefined);
    useEffect(
        () =>
            remember({
                type: "contact",
                id: contact.id,
                title: contact.name ?? "",
                subtitle: contact.phone ? showPhone(contact.phone, tenantCountry()) : (contact.company ?? ""),
            }),
        [contact.id, contact.name, contact.phone, contact.company],
    );
    return (
        <>
            <Head record={record} at={at} />
            {at.editing ? (
                <Late load={loadEdit} props={{ record, at }} />
            ) : (
                <>
                    <Warnings id={contact.id} />
                    {contact.kind !== "PRIVATE" && (
                        <Behind load={loadLacks} props={{ noun: "contacts", id: contact.id, heading: lacksHeading }} />
                    )}
                    <div class="record">
                        <ContactFacts contact={contact} />
                        <Belongings contact={contact} />
                    </div>
                </>
            )}
        </>
    );
}

export const ahead = ({ id }: PageProps["params"]) => recordQuery(contacts, id);

export default function ContactPage({ params }: PageProps) {
    const id = params.id ?? "";
    const at = useEditing();
    const query = useRecord(contacts, id);
    useRecordKeys(at, "/contacts");
    useNeighbours("contacts", at.editing ? "" : id);
    return <RecordState query={query}>{(record) => <Shown key={id} record={record} at={at} />}</RecordState>;
}
