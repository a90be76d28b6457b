// SPDX-License-Identifier: MIT
// What a quote's deposits leave of it.

interface Asked {
    total: number | null;
    deposits: readonly { total: number; amount_credited: number }[];
}

/** With VAT, that no deposit asks for yet. */
export function leftToAsk({ total, deposits }: Asked): number {
    const cents = (amount: number) => Math.round(amount * 100);
    return deposits.reduce((rest, deposit) => rest - cents(deposit.total) + cents(deposit.amount_credited), cents(total ?? 0)) / 100;
}
