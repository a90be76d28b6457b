// SPDX-License-Identifier: MIT
// A new client. `?name=` is what was looked for in vain.

import { useLocation } from "preact-iso/router";
import { clients } from "../api/clients";
import { t } from "../app/words";
import { NewRecord } from "../form/record-page";
import { CLIENT, ClientFields, clientTitle } from "./client-form";
import { useChoices } from "./factors";

export default function NewClient() {
    const { query } = useLocation();
    const choices = useChoices();
    const options = { resource: clients, shape: CLIENT, initial: { name: query.name ?? "" }, title: clientTitle };
    return (
        <NewRecord options={options} path="/clients" title={t("client.new")} made={t("client.made")}>
            {(of) => <ClientFields form={of.form} choices={choices} />}
        </NewRecord>
    );
}
