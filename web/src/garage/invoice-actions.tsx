// SPDX-License-Identifier: MIT
// What is done with an invoice, and what is asked before: issue, payments and their reversal, credit, letters.

import { useQueryClient } from "@tanstack/preact-query";
import { useLocation } from "preact-iso/router";
import { proposeLetter } from "../api/assistant";
import {
    creditInvoice,
    type Invoice,
    invoices,
    issueInvoice,
    mailInvoice,
    type Payment,
    reversePayment,
    takePayment,
} from "../api/invoices";
import { keys, outdate, outdateWithout } from "../api/keys";
import type { Written } from "../api/resource";
import { Late } from "../app/record";
import { me } from "../app/session";
import { toast } from "../app/toasts";
import { money, t } from "../app/words";
import type { Action } from "../form/action";
import { Ask } from "../form/ask";
import type { CreditInput } from "../form/credit-dialog";
import type { PaymentInput } from "../form/payment-dialog";

/** Loaded when they are asked for. */
const loadPayment = () => import("../form/payment-dialog").then((chunk) => chunk.PaymentDialog);
const loadCredit = () => import("../form/credit-dialog").then((chunk) => chunk.CreditDialog);
const loadMail = () => import("../form/mail-dialog").then((chunk) => chunk.MailDialog);

export type Doing = "issue" | "pay" | "mail" | "credit" | "delete" | Payment | null;

export const shown = (amount: number | null) => money(amount ?? 0, me.value?.tenant.currency);

export function useInvoiceActions(id: string, action: Action, etag: string | null) {
    const client = useQueryClient();
    const { route } = useLocation();
    const old = () => {
        outdate(client, "invoices");
        outdate(client, "quotes");
    };
    const took = (answer: Written<Invoice>) => {
        client.setQueryData(keys.one("invoices", id), { body: answer.body, etag: answer.etag });
        old();
    };
    return {
        issue: () =>
            action.run(async () => {
                const issued = await issueInvoice(id, etag);
                took(issued);
                toast(t("invoice.issued", { number: issued.body.invoice_number ?? "" }));
            }, "issue"),
        pay: (input: PaymentInput) =>
            action.run(async (key) => {
                took(await takePayment(id, input, key));
                toast(t("payment.taken", { amount: shown(input.amount) }));
            }, "pay"),
        reverse: (payment: Payment, reason: string) =>
            action.run(async (key) => {
                await reversePayment(id, payment.id, reason, key);
                old();
            }, `reverse ${payment.id}`),
        credit: (input: CreditInput) =>
            action.run(async (key) => {
                await creditInvoice(id, input, key);
                old();
                toast(t("credit_note.made"));
            }, "credit"),
        mail: (to: string, message: string) =>
            action.run(async (key) => {
                await mailInvoice(id, { to, ...(message ? { message } : {}) }, key);
                old();
                toast(t("mail.queued", { to }));
            }, "mail"),
        remove: () =>
            action.run(async () => {
                await invoices.remove(id, etag);
                route("/invoices", true);
                outdateWithout(client, "invoices", id);
                outdate(client, "quotes");
            }, "remove"),
    };
}

export type Actions = ReturnType<typeof useInvoiceActions>;

interface AskedProps {
    doing: Doing;
    invoice: Invoice;
    action: Action;
    actions: Actions;
    close: () => void;
}

export function Asked({ doing, invoice, action, actions, close }: AskedProps) {
    const after = (done: Promise<boolean>) => done.then((ok) => ok && close());
    const shared = { action, onClose: close };
    if (doing === "pay") {
        const onPay = (input: PaymentInput) => after(actions.pay(input));
        return <Late load={loadPayment} props={{ ...shared, due: invoice.amount_due ?? 0, onPay }} />;
    }
    if (doing === "mail") {
        return (
            <Late
                load={loadMail}
                props={{
                    ...shared,
                    title: t("invoice.mail"),
                    to: invoice.contact?.email ?? "",
                    onMail: (to, text) => after(actions.mail(to, text)),
                    propose: invoice.days_overdue ? () => proposeLetter("invoice", invoice.id).then(({ body }) => body) : undefined,
                }}
            />
        );
    }
    if (doing === "issue") {
        return (
            <Ask
                {...shared}
                title={t("invoice.issue")}
                text={t("invoice.issue_text")}
                confirm={t("invoice.issue")}
                onConfirm={() => after(actions.issue())}
            />
        );
    }
    if (doing === "delete") {
        return (
            <Ask
                {...shared}
                title={t("record.delete")}
                text={t("paper.delete_text")}
                confirm={t("record.delete")}
                onConfirm={() => after(actions.remove())}
            />
        );
    }
    if (doing === "credit") {
        return <Late load={loadCredit} props={{ ...shared, invoice, onCredit: (input: CreditInput) => after(actions.credit(input)) }} />;
    }
    const reason = { label: t("reason"), kind: "text" as const };
    return doing && typeof doing === "object" ? (
        <Ask
            {...shared}
            title={t("payment.reverse")}
            text={t("payment.reverse_text", { amount: shown(doing.amount) })}
            field={reason}
            confirm={t("confirm")}
            onConfirm={(text) => after(actions.reverse(doing, text))}
        />
    ) : null;
}
