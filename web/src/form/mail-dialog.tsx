// SPDX-License-Identifier: MIT
// A paper by e-mail, with its PDF: to whom, and what else is to be said. Or it was handed over, and is only noted as sent.

import { t } from "../app/words";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import type { Action } from "./action";
import { AreaField, TextField } from "./field";
import { Form, useForm } from "./form";
import { useGuard } from "./guard";

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
    const guard = useGuard(form.values.to !== to || form.values.message !== "", onClose);
    return (
        <Dialog title={title} closeLabel={t("close")} onClose={guard.close}>
            <Form form={form}>
                {guard.question}
                {action.problem && (
                    <p class="note bad" role="alert">
                        {action.problem}
                    </p>
                )}
                <TextField {...form.field("to")} label={t("mail.to")} type="email" required autofocus={to === ""} />
                <AreaField {...form.field("message")} label={t("mail.message")} hint={t("mail.message_hint")} rows={3} />
                <p class="actions">
                    <Button type="submit" kind="primary" icon="send" busy={action.busy} autofocus={to !== ""}>
                        {t("mail.send")}
                    </Button>
                    {byHand && (
                        <Button busy={action.busy} onClick={byHand}>
                            {t("mail.by_hand")}
                        </Button>
                    )}
                </p>
            </Form>
        </Dialog>
    );
}
