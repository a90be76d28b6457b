// SPDX-License-Identifier: MIT
// What a supplier's invoice is called, and its status.

import type { SupplierInvoice, SupplierStatus } from "../api/supplier-invoices";
import { me } from "../app/session";
import { money, t } from "../app/words";
import { Chip, type Tone } from "../ui/chip";

const TONES: Record<SupplierStatus, Tone> = {
    RECEIVED: "info",
    APPROVED: "good",
    PARTLY_APPROVED: "warn",
    DISPUTED: "bad",
    SUSPENDED: "warn",
    REFUSED: "neutral",
    PAID: "good",
};

export function SupplierChip({ status }: { status: SupplierStatus }) {
    return <Chip tone={TONES[status]}>{t(`supplier.status.${status}`)}</Chip>;
}

/** In the invoice's own currency, where it says one. */
export function amount(value: number | null | undefined, currency: string | null | undefined): string {
    return value === null || value === undefined ? "" : money(value, currency ?? me.value?.tenant.currency);
}

export function headingOf({ supplier_name, invoice_number, file_name }: SupplierInvoice): string {
    const said = [supplier_name, invoice_number].filter(Boolean).join(" · ");
    return said || file_name || t("supplier.title");
}
