// SPDX-License-Identifier: MIT
// A new item of the catalogue. `?label=` is what was looked for in vain.

import { useLocation } from "preact-iso/router";
import { catalogue } from "../api/catalogue";
import { me } from "../app/session";
import { SettingsNav } from "../app/settings-nav";
import { t } from "../app/words";
import { modeOf } from "../form/paper-shape";
import { NewRecord } from "../form/record-page";
import { CATALOGUE, CatalogueFields, catalogueTitle } from "./catalogue-form";

export default function NewCatalogueItem() {
    const { query } = useLocation();
    const price_mode = modeOf(me.value?.tenant.price_mode);
    const initial = { kind: "PART", is_active: "true", price_mode, label: query.label ?? "" };
    return (
        <>
            <SettingsNav />
            <NewRecord
                options={{ resource: catalogue, shape: CATALOGUE, initial, title: catalogueTitle }}
                path="/settings/catalogue"
                title={t("catalogue.new")}
                made={t("catalogue.made")}
            >
                {(of) => <CatalogueFields form={of.form} />}
            </NewRecord>
        </>
    );
}
