// SPDX-License-Identifier: MIT
// What is done with a supplier's invoice, and what each status asks for: a reason, a day and a way of payment.

import { useQueryClient } from "@tanstack/preact-query";
import { useLocation } from "preact-iso/router";
import type { Answer } from "../api/client";
import { keys, outdate, outdateWithout } from "../api/keys";
import {
    moveSupplierInvoice,
    REASONS,
    type StatusChange,
    type SupplierInvoice,
    type SupplierStatus,
    supplierInvoices,
} from "../api/supplier-invoices";
import { today } from "../app/session";
import { toast } from "../app/toasts";
import { serverWords, t } from "../app/words";
import { type Action, useAction } from "../form/action";
import { Ask } from "../form/ask";
import { AreaField } from "../form/field";
import { useForm } from "../form/form";
import { FormDialog } from "../form/form-dialog";
import { bodyOfTexts, called, day, text } from "../form/kinds";
import { DateField } from "../form/read-field";
import { SelectField } from "../form/select";

/** Whatever follows what came. */
export type Answered = Exclude<SupplierStatus, "RECEIVED">;
export type Doing = Answered | "DELETE" | null;

const METHODS = ["BANK_TRANSFER", "CARD", "CHECK", "CASH", "DIRECT_DEBIT", "OTHER"] as const;
const SHAPE = {
    reason: called("supplier.why", text),
    reason_code: called("reason", text),
    paid_on: called("payment.day", day),
    payment_method: called("payment.method", text),
};

interface DialogProps {
    status: Answered;
    action: Action;
    onMove: (change: StatusChange) => Promise<void>;
    onClose: () => void;
}

function PayDialog({ status, onMove, onClose }: DialogProps) {
    const form = useForm({ paid_on: today(), payment_method: METHODS[0] as string }, async (values) => {
        await onMove({ status, ...bodyOfTexts(SHAPE, values, ["paid_on", "payment_method"]) });
    });
    return (
        <FormDialog title={t("supplier.to.PAID")} form={form} onClose={onClose}>
            <DateField {...form.field("paid_on")} label={t("payment.day")} required autofocus />
            <SelectField
                {...form.field("payment_method")}
                label={t("payment.method")}
                options={METHODS.map((method) => ({ value: method, label: t(`payment.method.${method}`) }))}
            />
        </FormDialog>
    );
}

function ReasonDialog({ status, onMove, onClose }: DialogProps) {
    const codes = REASONS[status];
    const form = useForm({ reason_code: codes?.[0] ?? "", reason: "" } as Record<string, string>, async (values) => {
        await onMove({ status, ...bodyOfTexts(SHAPE, values, codes ? ["reason_code", "reason"] : ["reason"]) });
    });
    return (
        <FormDialog title={t(`supplier.to.${status}`)} form={form} confirm={t("confirm")} onClose={onClose}>
            {codes && (
                <SelectField
                    {...form.field("reason_code")}
                    label={t("reason")}
                    options={codes.map((code) => ({ value: code, label: serverWords(code) ?? code }))}
                    autofocus
                />
            )}
            <AreaField {...form.field("reason")} label={t("supplier.why")} rows={3} required={!codes} autofocus={!codes} />
        </FormDialog>
    );
}

/** What is done, and what one came for is over then. */
export function useMoves(record: Answer<SupplierInvoice>) {
    const client = useQueryClient();
    const { route } = useLocation();
    const id = record.body.id;
    const action = useAction(() => client.invalidateQueries({ queryKey: keys.one("supplier_invoices", id) }));
    const move = async (change: StatusChange) => {
        const { body, etag } = await moveSupplierInvoice(id, change, record.etag);
        client.setQueryData(keys.one("supplier_invoices", id), { body, etag });
        outdate(client, "supplier_invoices");
        toast(t(`supplier.status.${change.status}`));
    };
    const remove = () =>
        action.run(async () => {
            await supplierInvoices.remove(id, record.etag);
            route("/supplier-invoices", true);
            outdateWithout(client, "supplier_invoices", id);
        }, "remove");
    return { action, move, remove };
}

interface AskedProps {
    doing: Doing;
    moves: ReturnType<typeof useMoves>;
    onClose: () => void;
}

export function Asked({ doing, moves, onClose }: AskedProps) {
    const { action, move, remove } = moves;
    const close = () => {
        action.clear();
        onClose();
    };
    const moved = (change: StatusChange) => move(change).then(close);
    if (doing === "DELETE") {
        return (
            <Ask
                title={t("record.delete")}
                text={t("supplier.delete_text")}
                confirm={t("record.delete")}
                action={action}
                onConfirm={remove}
                onClose={close}
            />
        );
    }
    if (doing === "PAID") {
        return <PayDialog status={doing} action={action} onMove={moved} onClose={close} />;
    }
    return doing ? <ReasonDialog status={doing} action={action} onMove={moved} onClose={close} /> : null;
}
