// SPDX-License-Identifier: MIT
// A new deal. `?client=` and `?name=` are whose it is.

import { useLocation } from "preact-iso/router";
import { opportunities } from "../api/opportunities";
import { me, today } from "../app/session";
import { t } from "../app/words";
import { textName } from "../form/kinds";
import { NewRecord } from "../form/record-page";
import { DealFields } from "./deal-form";
import { checkDeal, DEAL, dealTitle } from "./deal-shape";
import { type Choices, firstChoices, useChoices } from "./factors";

function Begun({ choices }: { choices: Choices }) {
    const { query } = useLocation();
    const initial = {
        ...firstChoices(choices),
        client_id: query.client ?? "",
        [textName("client_id")]: query.name ?? "",
        owner_id: me.value?.user.id ?? "",
        starting_date: today(),
    };
    return (
        <NewRecord
            options={{ resource: opportunities, shape: DEAL, initial, title: dealTitle, check: checkDeal }}
            path="/opportunities"
            title={t("deal.new")}
            made={t("deal.made")}
        >
            {(of) => <DealFields form={of.form} choices={choices} status="Active" />}
        </NewRecord>
    );
}

export default function NewOpportunity() {
    const choices = useChoices();
    return choices ? (
        <Begun choices={choices} />
    ) : (
        <header class="page-head">
            <h1>{t("deal.new")}</h1>
        </header>
    );
}
