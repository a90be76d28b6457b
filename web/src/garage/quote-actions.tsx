// SPDX-License-Identifier: MIT
// What is done with a quote, and what is asked before: sending, answers, conversion, a copy.

import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { proposeLetter } from "../api/assistant";
import { keys, outdate, outdateWithout } from "../api/keys";
import { askDeposit, convertQuote, duplicateQuote, mailQuote, moveQuote, type Quote, type QuoteMove, quotes } from "../api/quotes";
import type { Written } from "../api/resource";
import { Late } from "../app/record";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import type { AcceptInput } from "../form/accept-dialog";
import type { Action } from "../form/action";
import { Ask } from "../form/ask";
import type { DepositInput } from "../form/deposit-dialog";
import { invoiceTitle } from "../form/paper-title";

/** Loaded when they are asked for. */
const loadAccept = () => import("../form/accept-dialog").then((chunk) => chunk.AcceptDialog);
const loadMail = () => import("../form/mail-dialog").then((chunk) => chunk.MailDialog);
const loadDeposit = () => import("../form/deposit-dialog").then((chunk) => chunk.DepositDialog);

export type Doing = "accept" | "reject" | "convert" | "deposit" | "send" | "extend" | "delete" | null;

/** Where one comes from has asked for it: a customer who signs, a quote to be sent. */
export function doingOf(wanted: string, { status }: Quote): Doing {
    const isOpen = status === "DRAFT" || status === "SENT";
    return (wanted === "accept" || wanted === "send") && isOpen ? wanted : null;
}

export function useQuoteActions(quote: Quote, action: Action, etag: string | null) {
    const { id } = quote;
    const client = useQueryClient();
    const { route } = useLocation();
    const took = (answer: Written<Quote>) => {
        client.setQueryData(keys.one("quotes", id), { body: answer.body, etag: answer.etag });
        outdate(client, "quotes");
    };
    const move = (body: QuoteMove) => action.run(async () => took(await moveQuote(id, body, etag)), body.status);
    /** Who signs a draft has it in his hands: it was given to him first. */
    const accept = (input: AcceptInput) =>
        action.run(async () => {
            let newest = etag;
            if (quote.status === "DRAFT") {
                const given = await moveQuote(id, { status: "SENT" }, etag);
                took(given);
                newest = given.etag;
            }
            took(await moveQuote(id, { status: "ACCEPTED", ...input }, newest));
        }, "accept");
    return {
        move,
        accept,
        convert: () =>
            action.run(async (key) => {
                const invoice = await convertQuote(id, key);
                outdate(client, "quotes");
                outdate(client, "invoices");
                toast(t("quote.converted", { number: invoice.invoice_number ?? "" }));
                // Who signed at the desk stands there to pay.
                route(`/invoices/${invoice.id}${quote.acceptance?.method === "SIGNATURE" ? "?ask=pay" : ""}`);
            }, "convert"),
        deposit: (input: DepositInput) =>
            action.run(async (key) => {
                const deposit = await askDeposit(id, input, key);
                outdate(client, "quotes");
                outdate(client, "invoices");
                toast(t("deposit.made", { title: invoiceTitle(deposit) }));
                route(`/invoices/${deposit.id}`);
            }, "deposit"),
        duplicate: () =>
            action.run(async (key) => {
                const copy = await duplicateQuote(id, key);
                outdate(client, "quotes");
                route(`/quotes/${copy.id}`);
            }, "duplicate"),
        mail: (to: string, message: string, valid_until?: string) =>
            action.run(async (key) => {
                await mailQuote(id, { to, ...(message ? { message } : {}), ...(valid_until ? { valid_until } : {}) }, key);
                outdate(client, "quotes");
                toast(t("mail.queued", { to }));
            }, "mail"),
        remove: () =>
            action.run(async () => {
                await quotes.remove(id, etag);
                route("/quotes", true);
                outdateWithout(client, "quotes", id);
            }, "remove"),
    };
}

export type Actions = ReturnType<typeof useQuoteActions>;

export function Asked({
    doing,
    quote,
    action,
    actions,
    close,
}: {
    doing: Doing;
    quote: Quote;
    action: Action;
    actions: Actions;
    close: () => void;
}) {
    const [byHand, setByHand] = useState(false);
    const after = (done: Promise<boolean>) => done.then((ok) => ok && close());
    if (doing === "accept") {
        return (
            <Late
                load={loadAccept}
                props={{
                    number: quote.quote_number ?? "",
                    total: quote.total ?? 0,
                    asksParts: quote.asks_recycled_parts,
                    action,
                    onAccept: (input: AcceptInput) => after(actions.accept(input)),
                    onClose: close,
                }}
            />
        );
    }
    if (doing === "deposit") {
        return (
            <Late
                load={loadDeposit}
                props={{
                    quote,
                    action,
                    onAsk: (input: DepositInput) => after(actions.deposit(input)),
                    onClose: close,
                }}
            />
        );
    }
    if (doing === "reject") {
        return (
            <Ask
                title={t("quote.reject")}
                text={t("quote.reject_text")}
                field={{ label: t("quote.reason"), kind: "text", optional: true }}
                confirm={t("quote.reject")}
                action={action}
                onConfirm={(reason) => after(actions.move({ status: "REJECTED", ...(reason ? { reason } : {}) }))}
                onClose={close}
            />
        );
    }
    if (doing === "send") {
        return (
            <Late
                load={loadMail}
                props={{
                    title: t(quote.status === "DRAFT" ? "quote.send" : "quote.chase"),
                    to: quote.contact?.email ?? "",
                    action,
                    onMail: (to, message) => after(actions.mail(to, message)),
                    byHand: quote.status === "DRAFT" ? () => after(actions.move({ status: "SENT" })) : undefined,
                    propose: quote.status === "SENT" ? () => proposeLetter("quote", quote.id).then(({ body }) => body) : undefined,
                    onClose: close,
                }}
            />
        );
    }
    if (doing === "extend" && !byHand) {
        return (
            <Late
                load={loadMail}
                props={{
                    title: t("quote.extend"),
                    to: quote.contact?.email ?? "",
                    action,
                    until: true,
                    onMail: (to, message, until) => after(actions.mail(to, message, until)),
                    byHand: () => setByHand(true),
                    onClose: close,
                }}
            />
        );
    }
    if (doing === "extend") {
        return (
            <Ask
                title={t("quote.extend")}
                text={t("quote.extend_text")}
                field={{ label: t("quote.valid_until"), kind: "date" }}
                confirm={t("quote.extend")}
                action={action}
                onConfirm={(until) => after(actions.move({ status: "SENT", valid_until: until }))}
                onClose={() => {
                    setByHand(false);
                    close();
                }}
            />
        );
    }
    if (doing === "convert") {
        return (
            <Ask
                title={t("quote.convert")}
                text={t(quote.deposits.length ? "deposits.convert_text" : "invoice.issue_text")}
                confirm={t("quote.convert")}
                action={action}
                onConfirm={() => after(actions.convert())}
                onClose={close}
            />
        );
    }
    return doing === "delete" ? (
        <Ask
            title={t("quote.delete")}
            text={t("paper.delete_text")}
            confirm={t("record.delete")}
            action={action}
            onConfirm={() => after(actions.remove())}
            onClose={close}
        />
    ) : null;
}
