// SPDX-License-Identifier: MIT
// Small things that the pages of the pipeline share.

import { me } from "../app/session";
import { money, t } from "../app/words";
import { Chip } from "../ui/chip";
import { dealStatusTone, statusWord } from "./deal-words";

/** Deals are of whole euros, mostly: cents are shown where there are some. */
export const amount = (value: number | null | undefined): string =>
    money(value ?? 0, me.value?.tenant.currency).replace(/[.,]00(?=\D*$)/, "");

export function DealStatus({ status }: { status: string }) {
    return <Chip tone={dealStatusTone(status)}>{statusWord(status)}</Chip>;
}

interface Sleeper {
    needs_followup?: boolean | null;
    closing_date?: string | null;
    last_activity_at?: string | null;
}

const DAY_MS = 86_400_000;

/** Why somebody should look at it, in words: late, or how long nothing happened. */
export function Sleeping({ deal, today }: { deal: Sleeper; today: string }) {
    if (!deal.needs_followup) {
        return null;
    }
    if ((deal.closing_date ?? today) < today) {
        return <Chip tone="bad">{t("deal.late")}</Chip>;
    }
    const days = Math.floor((Date.now() - new Date(deal.last_activity_at ?? 0).getTime()) / DAY_MS);
    return <Chip tone="warn">{t("deal.quiet", { count: days })}</Chip>;
}
