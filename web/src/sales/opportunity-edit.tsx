// SPDX-License-Identifier: MIT
// A deal's form.

import type { Answer } from "../api/client";
import { type Opportunity, opportunities } from "../api/opportunities";
import type { Editing } from "../app/record";
import { textName } from "../form/kinds";
import { EditRecord } from "../form/record-page";
import { DealFields } from "./deal-form";
import { checkDeal, DEAL, dealTitle, FACTS } from "./deal-shape";
import { useChoices } from "./factors";

export function OpportunityEdit({ record, at }: { record: Answer<Opportunity>; at: Editing }) {
    const deal = record.body;
    const choices = useChoices(deal);
    const initial = {
        [textName("client_id")]: deal.client?.name ?? "",
        win_probability_override: FACTS.win_probability_override.show(deal.win_probability_override),
    };
    return choices ? (
        <EditRecord options={{ resource: opportunities, shape: DEAL, record, initial, title: dealTitle, check: checkDeal }} at={at}>
            {(of) => <DealFields form={of.form} choices={choices} status={deal.status} />}
        </EditRecord>
    ) : (
        <div class="record waits" aria-busy="true" />
    );
}
