// SPDX-License-Identifier: MIT
// In which order what was found stands.

import { fold } from "./fold";

interface Found {
    type: string;
    items: readonly { title: string; plate?: string | null }[];
}

function before<G extends Found>(found: readonly G[], first: G | undefined, other: G | undefined): readonly G[] {
    return first && other ? found.flatMap((group) => (group === other ? [first, other] : group === first ? [] : [group])) : found;
}

/** Who types a whole plate wants the car; its owner is found by it as well. Of an invoice and a quote of one number, the invoice is what
 *  is still waited for. */
export function inOrder<G extends Found>(found: readonly G[], plate: string): readonly G[] {
    const of = (type: string) => found.find((group) => group.type === type);
    const [cars, quotes, invoices] = [of("vehicle"), of("quote"), of("invoice")];
    const isTwice = invoices?.items.some(({ title }) => quotes?.items.some((quote) => quote.title === title));
    const isCar = cars?.items.some((item) => item.plate === plate);
    const papers = isTwice ? before(found, invoices, quotes) : found;
    return isCar ? before(papers, cars, papers[0] === cars ? undefined : papers[0]) : papers;
}

/** Whose name begins with what was typed comes first, then who has a word that does; else as they came. */
export function byName<O extends { title: string }>(offers: readonly O[], typed: string): O[] {
    const wanted = fold(typed.trim());
    const rank = ({ title }: O) => {
        const name = fold(title);
        return name.startsWith(wanted) ? 0 : name.includes(` ${wanted}`) ? 1 : 2;
    };
    return [...offers].sort((one, other) => rank(one) - rank(other));
}
