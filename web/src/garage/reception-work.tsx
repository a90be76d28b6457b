// SPDX-License-Identifier: MIT
// What is to be done with the car: the lines of the quote. It comes after the page, in which one begins with the plate.

import { t } from "../app/words";
import { AreaField } from "../form/field";
import type { FormOf } from "../form/form";
import { PaperLines } from "../form/paper-form";
import type { Texts } from "../rules/merge";

export function Work({ form }: { form: FormOf<Texts> }) {
    return (
        <>
            <PaperLines form={form} />
            <AreaField {...form.field("notes")} label={t("paper.notes")} hint={t("paper.notes_hint")} rows={2} />
        </>
    );
}
