// SPDX-License-Identifier: MIT
// A paper by e-mail, with its PDF: to whom, and what else is to be said. Or it was handed over, and is only noted as sent.

import { t } from "../app/words";
import { Button } from "../ui/button";
import type { Action } from "./action";
import { AreaField, TextField } from "./field";
import { useForm } from "./form";
import { FormDialog } from "./form-dialog";

interface MailProps {
    title: string;
    to: string;
    action: Action;
    onMail: (to: string, message: string) => void;
    byHand?: () => void;
    onClose: () => void;
}

export function MailDialog({ title, to, action, onMail, byHand, onClose }: MailProps) {
    const form = useForm({ to, message: "" }, async (values) => onMail(values.to.trim(), values.message.trim()));
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
            isQuestion={to !== ""}
            more={handed}
            onClose={onClose}
        >
            <TextField {...form.field("to")} label={t("mail.to")} type="email" required autofocus={to === ""} />
            <AreaField {...form.field("message")} label={t("mail.message")} hint={t("mail.message_hint")} rows={3} />
        </FormDialog>
    );
}
