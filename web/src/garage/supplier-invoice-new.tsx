// SPDX-License-Identifier: MIT
// Where a supplier's invoice comes in: what may come, a button, and a place to drop it.

import { useTitle } from "../app/page";
import { useBack, useRecordKeys } from "../app/record";
import { t } from "../app/words";
import { Button } from "../ui/button";
import { FileButton } from "../ui/file-button";
import { DropArea, useReceiving } from "./supplier-receive";

const NOT_EDITED = { editing: false, edit: () => {}, show: () => {} };

export default function SupplierInvoiceNew() {
    const receiving = useReceiving();
    const back = useBack("/supplier-invoices");
    useTitle(t("supplier.receive"));
    useRecordKeys(NOT_EDITED, "/supplier-invoices");
    return (
        <DropArea of={receiving}>
            <header class="page-head">
                <h1>{t("supplier.receive")}</h1>
            </header>
            <section class="sheet">
                <p>{t("supplier.electronic_hint")}</p>
                <p class="quiet">{t("supplier.paper_hint")}</p>
                <p class="actions">
                    <FileButton
                        label={t("import.choose")}
                        name="file"
                        accept=".pdf,.xml,.jpg,.jpeg,.png,application/pdf,text/xml,application/xml,image/jpeg,image/png"
                        icon="upload"
                        kind="primary"
                        busy={receiving.action.busy}
                        onFile={(file) => receiving.take([file])}
                    />
                    <span class="quiet wide-only">{t("supplier.drop")}</span>
                    <Button onClick={back}>{t("cancel")}</Button>
                </p>
            </section>
        </DropArea>
    );
}
