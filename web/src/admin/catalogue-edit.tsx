// SPDX-License-Identifier: MIT
// The form of an item that there is.

import { type CatalogueItem, catalogue } from "../api/catalogue";
import type { Answer } from "../api/client";
import type { Editing } from "../app/record";
import { EditRecord } from "../form/record-page";
import { CATALOGUE, CatalogueFields, catalogueTitle } from "./catalogue-form";

export function CatalogueEdit({ record, at }: { record: Answer<CatalogueItem>; at: Editing }) {
    return (
        <EditRecord options={{ resource: catalogue, shape: CATALOGUE, record, title: catalogueTitle }} at={at}>
            {(of) => <CatalogueFields form={of.form} />}
        </EditRecord>
    );
}
