// SPDX-License-Identifier: MIT
// One supplier's invoice: what it says beside its file, what does not add up, and what to do with it next.

import { useState } from "preact/hooks";
import type { Answer } from "../api/client";
import { NEXT, type SupplierInvoice, supplierInvoiceList, supplierInvoices } from "../api/supplier-invoices";
import { useTitle } from "../app/page";
import { type Editing, Late, RecordState, recordQuery, useEditing, useRecord, useRecordKeys } from "../app/record";
import { timezone } from "../app/session";
import { moment, t } from "../app/words";
import { PdfBeside, PdfSwitch } from "../form/pdf-beside";
import { useNeighbours } from "../list/neighbours";
import type { PageProps } from "../routes";
import { Button, LinkButton } from "../ui/button";
import { Menu } from "../ui/menu";
import { type Answered, Asked, type Doing, useMoves } from "./supplier-actions";
import { Differences, SupplierFacts, SupplierSheet } from "./supplier-facts";
import { headingOf, SupplierChip } from "./supplier-words";

const loadEdit = () => import("./supplier-edit").then((chunk) => chunk.SupplierEdit);
const fileOf = (id: string) => `/api/supplier-invoices/${id}/original`;
/** A browser shows it; XML is only saved. */
const isShown = ({ format }: SupplierInvoice) => format !== "CII" && format !== "UBL";

interface ButtonsProps {
    invoice: SupplierInvoice;
    edit: () => void;
    ask: (doing: Doing) => void;
    approve: () => void;
}

function Buttons({ invoice, edit, ask, approve }: ButtonsProps) {
    const next = NEXT[invoice.status ?? "RECEIVED"];
    const lacks = !invoice.content && invoice.total === null;
    const direct: readonly Answered[] = invoice.status === "PAID" || lacks ? [] : ["APPROVED", "PAID"];
    const buttons = next.filter((status) => direct.includes(status));
    const others = next.filter(
        (status) => !direct.includes(status) && !(lacks && ["APPROVED", "PAID", "PARTLY_APPROVED"].includes(status)),
    );
    const start = (status: Answered) => (status === "APPROVED" ? approve() : ask(status));
    const removal = { icon: "trash-2" as const, label: t("record.delete"), danger: true, onSelect: () => ask("DELETE") };
    const items = [
        ...others.map((status) => ({
            label: t(invoice.status === "PAID" ? "supplier.unpay" : `supplier.to.${status}`),
            onSelect: () => start(status),
        })),
        ...(invoice.status === "RECEIVED" ? [removal] : []),
    ];
    return (
        <div class="actions">
            <Button kind={lacks ? "primary" : "plain"} icon="pencil" onClick={edit}>
                {t(lacks ? "supplier.type_in" : "record.edit")}
            </Button>
            {buttons.map((status, row) => (
                <Button
                    key={status}
                    kind={row === 0 ? "primary" : "plain"}
                    icon={status === "PAID" ? "banknote" : "check"}
                    onClick={() => start(status)}
                >
                    {t(`supplier.to.${status}`)}
                </Button>
            ))}
            {isShown(invoice) && <PdfSwitch />}
            <LinkButton
                icon={isShown(invoice) ? "file-text" : "download"}
                href={isShown(invoice) ? `${fileOf(invoice.id)}?disposition=inline` : fileOf(invoice.id)}
                {...(isShown(invoice) ? { target: "_blank" } : { download: true })}
            >
                {t("supplier.original")}
            </LinkButton>
            {items.length > 0 && <Menu label={t("record.menu")} items={items} />}
        </div>
    );
}

function Notes({ invoice }: { invoice: SupplierInvoice }) {
    return (
        <>
            {invoice.twin_id && (
                <p class="note warn">
                    {t("supplier.twin")} <a href={`/supplier-invoices/${invoice.twin_id}`}>{t("warning.see")}</a>
                </p>
            )}
            {invoice.addressed_elsewhere && <p class="note warn">{t("supplier.elsewhere")}</p>}
            {!invoice.content && invoice.total === null && <p class="note info">{t("supplier.type_hint")}</p>}
            <Differences invoice={invoice} />
        </>
    );
}

function Shown({ record, at }: { record: Answer<SupplierInvoice>; at: Editing }) {
    const invoice = record.body;
    const [doing, ask] = useState<Doing>(null);
    const moves = useMoves(record);
    useTitle(headingOf(invoice));
    const { content } = invoice;
    return (
        <>
            <header class="page-head">
                <h1>{headingOf(invoice)}</h1>
                <span role="status">
                    <SupplierChip status={invoice.status ?? "RECEIVED"} />
                </span>
                {invoice.type !== "INVOICE" && <span class="quiet">{t(`supplier.type.${invoice.type ?? "INVOICE"}`)}</span>}
                {at.editing ? (
                    isShown(invoice) && (
                        <div class="actions">
                            <PdfSwitch />
                        </div>
                    )
                ) : (
                    <Buttons
                        invoice={invoice}
                        edit={at.edit}
                        ask={ask}
                        approve={() => moves.action.run(() => moves.move({ status: "APPROVED" }), "approve")}
                    />
                )}
            </header>
            {moves.action.problem && !doing && (
                <p class="note bad" role="alert">
                    {moves.action.problem}
                </p>
            )}
            {at.editing ? (
                <Late load={loadEdit} props={{ record, at }} />
            ) : (
                <div class="paper-page">
                    <Notes invoice={invoice} />
                    <SupplierFacts invoice={invoice} />
                    <SupplierSheet invoice={invoice} />
                    {invoice.notes && <p class="notes">{invoice.notes}</p>}
                    {content?.payment_terms && <p class="notes quiet">{content.payment_terms}</p>}
                    {content?.notes && <p class="notes quiet">{content.notes}</p>}
                    <p class="quiet">
                        {t("supplier.kept", { name: invoice.file_name ?? "", when: moment(invoice.created_at ?? "", timezone()) })}
                    </p>
                    <Asked doing={doing} moves={moves} onClose={() => ask(null)} />
                </div>
            )}
        </>
    );
}

export const ahead = ({ id }: PageProps["params"]) => recordQuery(supplierInvoices, id);

export default function SupplierInvoicePage({ params }: PageProps) {
    const id = params.id ?? "";
    const at = useEditing();
    const query = useRecord(supplierInvoices, id);
    useRecordKeys(at, "/supplier-invoices");
    useNeighbours("supplier_invoices", at.editing ? "" : id, supplierInvoiceList);
    return (
        <RecordState query={query}>
            {(record) =>
                isShown(record.body) ? (
                    <PdfBeside path={fileOf(id)} version={record.body.sha256 ?? null} title={headingOf(record.body)} typing={false}>
                        <Shown key={id} record={record} at={at} />
                    </PdfBeside>
                ) : (
                    <Shown key={id} record={record} at={at} />
                )
            }
        </RecordState>
    );
}
