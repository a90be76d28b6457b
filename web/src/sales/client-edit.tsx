// SPDX-License-Identifier: MIT
// A client's form.

import type { Answer } from "../api/client";
import { type Client, clients } from "../api/clients";
import type { Editing } from "../app/record";
import { EditRecord } from "../form/record-page";
import { CLIENT, ClientFields, clientTitle } from "./client-form";
import { useChoices } from "./factors";

export function ClientEdit({ record, at }: { record: Answer<Client>; at: Editing }) {
    const choices = useChoices();
    return (
        <EditRecord options={{ resource: clients, shape: CLIENT, record, title: clientTitle }} at={at}>
            {(of) => <ClientFields form={of.form} choices={choices} />}
        </EditRecord>
    );
}
