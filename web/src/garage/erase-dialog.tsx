// SPDX-License-Identifier: MIT
// Erasing a customer's data for good: what goes and what stays is said, and the name is typed before it is done.

import { useQueryClient } from "@tanstack/preact-query";
import { useLocation } from "preact-iso/router";
import { eraseContact } from "../api/contacts";
import { ApiError } from "../api/error";
import { outdateWithout } from "../api/keys";
import { forget } from "../app/recent";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { useAction } from "../form/action";
import { TextField } from "../form/field";
import { useForm } from "../form/form";
import { FormDialog } from "../form/form-dialog";
import { fold } from "../rules/fold";

interface EraseProps {
    id: string;
    name: string;
    onClose: () => void;
}

/** What is typed is who shall be forgotten: no draft keeps it. */
const FLEETING = ["name"];

export function EraseDialog({ id, name, onClose }: EraseProps) {
    const client = useQueryClient();
    const { route } = useLocation();
    const action = useAction();
    const form = useForm({ name: "" }, async (values) => {
        if (fold(values.name.trim()) !== fold(name.trim())) {
            throw new ApiError(400, "VALIDATION_ERROR", "", [{ field: "name", code: "NOT_APPLICABLE", message: "", params: {} }]);
        }
        const done = await action.run((key) => eraseContact(id, key));
        if (done) {
            forget(id);
            route("/contacts", true);
            outdateWithout(client, "contacts", id);
            toast(t("erase.done"));
        }
    });
    return (
        <FormDialog
            title={t("erase.title")}
            form={form}
            action={action}
            confirm={t("erase.confirm")}
            isDangerous
            fleeting={FLEETING}
            onClose={onClose}
        >
            <p>{t("erase.goes")}</p>
            <p>{t("erase.stays")}</p>
            <TextField {...form.field("name")} label={t("erase.name", { name })} autocomplete="off" required autofocus />
        </FormDialog>
    );
}
