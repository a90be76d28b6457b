// SPDX-License-Identifier: MIT
// A paper by e-mail, with its PDF: to whom, what else is to be said, and for an expired quote until when it is valid again. Or it
// was handed over, and is only noted as sent.

import { useState } from "preact/hooks";
import { ApiError } from "../api/error";
import { t } from "../app/words";
import { Button } from "../ui/button";
import type { Action } from "./action";
import { AreaField, TextField } from "./field";
import { problemText, useForm } from "./form";
import { FormDialog } from "./form-dialog";
import { bodyOfTexts, called, day } from "./kinds";
import { DateField } from "./read-field";

interface MailProps {
    title: string;
    to: string;
    action: Action;
    /** Asks for a day, too. */
    until?: boolean;
    onMail: (to: string, message: string, validUntil?: string) => void;
    byHand?: () => void;
    /** A text for the message, where one can be proposed. */
    propose?: () => Promise<string>;
    onClose: () => void;
}

const UNTIL = { valid_until: called("quote.valid_until", day) };

/** Throws what is no day. */
function readUntil(values: { valid_until: string }): string {
    const { valid_until } = bodyOfTexts(UNTIL, values);
    if (!valid_until) {
        throw new ApiError(400, "VALIDATION_ERROR", "", [{ field: "valid_until", code: "REQUIRED", message: "", params: {} }]);
    }
    return String(valid_until);
}

/** Puts a proposed text below what was typed: nothing of that is lost. */
function Propose({ propose, onText }: { propose: () => Promise<string>; onText: (text: string) => void }) {
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const ask = () => {
        setBusy(true);
        setProblem("");
        propose()
            .then(onText, (error: unknown) => setProblem(problemText(error)))
            .finally(() => setBusy(false));
    };
    return (
        <p class="actions">
            <Button icon="sparkles" busy={busy} onClick={ask}>
                {t("mail.propose")}
            </Button>
            <span role="status" class="error">
                {problem}
            </span>
        </p>
    );
}

export function MailDialog({ title, to, action, until, onMail, byHand, propose, onClose }: MailProps) {
    const form = useForm({ to, message: "", valid_until: "" }, async (values) =>
        onMail(values.to.trim(), values.message.trim(), until ? readUntil(values) : undefined),
    );
    const handed = byHand && (
        <Button busy={action.busy} onClick={byHand}>
            {t("mail.by_hand")}
        </Button>
    );
    return (
        <FormDialog
            title={title}
            form={form}
            action={action}
            confirm={t("mail.send")}
            isQuestion={to !== "" && !until}
            more={handed}
            onClose={onClose}
        >
            {until && <DateField {...form.field("valid_until")} label={t("quote.valid_until")} required autofocus />}
            <TextField {...form.field("to")} label={t("mail.to")} type="email" required autofocus={to === "" && !until} />
            <AreaField {...form.field("message")} label={t("mail.message")} hint={t("mail.message_hint")} rows={propose ? 6 : 3} />
            {propose && (
                <Propose
                    propose={propose}
                    onText={(text) => form.update("message", (typed) => [typed.trim(), text].filter(Boolean).join("\n\n"))}
                />
            )}
        </FormDialog>
    );
}
