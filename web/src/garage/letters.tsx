// SPDX-License-Identifier: MIT
// Letters that the assistant proposes, one after another: `?quotes=` or `?invoices=` names the papers. Each is read and changed
// before it is sent, by a press; what is typed is kept until then.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useLocation } from "preact-iso/router";
import { proposeLetter } from "../api/assistant";
import { invoices } from "../api/invoices";
import { keys, outdate } from "../api/keys";
import { lettersAbout, type Paper } from "../api/letters";
import { quotes } from "../api/quotes";
import type { Resource } from "../api/resource";
import { floats, RecordState, useBack, useRecord, Waiting } from "../app/record";
import { me } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { toast } from "../app/toasts";
import { money, t } from "../app/words";
import { findDraft } from "../form/draft";
import { AreaField, TextField } from "../form/field";
import { problemText } from "../form/form";
import { called, type Shape, text } from "../form/kinds";
import { RecordFormSheet, useRecordForm } from "../form/record-form";
import { Button, LinkButton } from "../ui/button";

const SHAPE: Shape = {
    to: called("mail.to", text),
    subject: called("letters.subject", text),
    message: called("mail.message", text),
};

/** What both papers have, and a letter needs. */
interface About {
    id: string;
    name: string;
    address: string;
    total: number;
}

interface Proposal {
    subject: string;
    body: string;
    /** Why there is none. */
    problem: string;
}

/** None is asked for where a draft waits: it counts. */
async function propose(paper: Paper, id: string): Promise<Proposal> {
    if (await findDraft(me.value?.user.id ?? "", "letters", id)) {
        return { subject: "", body: "", problem: "" };
    }
    return proposeLetter(paper, id).then(
        (letter) => ({ ...letter, problem: "" }),
        (error: unknown) => ({ subject: "", body: "", problem: problemText(error) }),
    );
}

interface LetterProps {
    paper: Paper;
    about: About;
    proposal: Proposal;
    /** It is sent, or left out. */
    onDone: () => void;
}

function Letter({ paper, about, proposal, onDone }: LetterProps) {
    const client = useQueryClient();
    const of = useRecordForm({
        resource: lettersAbout(paper, about.id),
        about: about.id,
        shape: SHAPE,
        initial: { to: about.address, subject: proposal.subject, message: proposal.body },
        title: () => about.name,
        onSaved: () => {
            outdate(client, paper === "quote" ? "quotes" : "invoices");
            toast(t("mail.queued", { to: of.form.values.to ?? "" }));
            onDone();
        },
    });
    const buttons = (
        <Button type="submit" kind="primary" icon="send" busy={of.form.busy}>
            {t("mail.send")}
        </Button>
    );
    return (
        <>
            {proposal.problem && (
                <p class="note warn" role="alert">
                    {proposal.problem} {t("letters.by_hand")}
                </p>
            )}
            <RecordFormSheet of={of} buttons={buttons} onCancel={() => of.discard().then(onDone)} cancel={t("letters.skip")}>
                <TextField {...of.form.field("to")} label={t("mail.to")} type="email" required autofocus={about.address === ""} />
                <TextField {...of.form.field("subject")} label={t("letters.subject")} required />
                <AreaField {...of.form.field("message")} label={t("mail.message")} rows={12} required autofocus={about.address !== ""} />
                <p class="quiet">{t("letters.attached", { paper: about.name })}</p>
            </RecordFormSheet>
        </>
    );
}

function Proposed({ paper, about, onDone }: Omit<LetterProps, "proposal">) {
    const proposal = useQuery({
        queryKey: keys.one("letters", about.id),
        queryFn: () => propose(paper, about.id),
        enabled: me.value !== null,
        staleTime: Number.POSITIVE_INFINITY,
    });
    return proposal.data ? <Letter paper={paper} about={about} proposal={proposal.data} onDone={onDone} /> : <Waiting />;
}

interface PaperRecord {
    id: string;
    quote_number?: string | null;
    invoice_number?: string | null;
    contact?: { name?: string | null; email?: string | null } | null;
    total?: number | null;
}

function aboutOf(paper: Paper, record: PaperRecord): About {
    const number = record.quote_number ?? record.invoice_number ?? "";
    return {
        id: record.id,
        name: t(paper === "quote" ? "quote.heading" : "invoice.heading", { number }),
        address: record.contact?.email ?? "",
        total: record.total ?? 0,
    };
}

function One({ paper, id, onDone }: { paper: Paper; id: string; onDone: () => void }) {
    const query = useRecord<PaperRecord>((paper === "quote" ? quotes : invoices) as unknown as Resource<PaperRecord>, id);
    return (
        <RecordState query={query}>
            {({ body }) => {
                const about = aboutOf(paper, body);
                return (
                    <>
                        <p class="letter-about">
                            <a href={`/${paper}s/${id}`}>{about.name}</a> · {body.contact?.name ?? t("paper.contact_gone")} ·{" "}
                            {money(about.total, me.value?.tenant.currency)}
                        </p>
                        <Proposed key={id} paper={paper} about={about} onDone={onDone} />
                    </>
                );
            }}
        </RecordState>
    );
}

export default function Letters() {
    const { query, path, route } = useLocation();
    const back = useBack("/assistant");
    const paper: Paper = query.invoices === undefined ? "quote" : "invoice";
    const [first, ...rest] = (query.invoices ?? query.quotes ?? "").split(",").filter(Boolean);
    useShortcuts([{ keys: "Escape", label: "record.back", run: () => (floats() ? false : back()) }]);
    return (
        <>
            <header class="page-head">
                <h1>{t("letters.title")}</h1>
                {first && <span class="count quiet">{t("letters.left", { count: rest.length + 1 })}</span>}
            </header>
            {first ? (
                <One key={first} paper={paper} id={first} onDone={() => route(`${path}?${paper}s=${rest.join(",")}`, true)} />
            ) : (
                <div class="empty">
                    <p>{t("letters.none")}</p>
                    <LinkButton kind="primary" icon="sparkles" href="/assistant">
                        {t("assistant.title")}
                    </LinkButton>
                </div>
            )}
        </>
    );
}
