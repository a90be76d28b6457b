// SPDX-License-Identifier: MIT
// A board: columns of cards that are carried from one place to another, by pointer, by finger, by the menu of each card, or by
// Ctrl and the arrows. A page says what the columns and cards are and what a move does; where a card went is said once by the board,
// and the focus goes with it.

import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useShortcuts } from "../app/shortcuts";
import { number, t } from "../app/words";
import { LinkButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { Menu, type MenuItem } from "../ui/menu";
import { type Carried, type Place, useCarrying } from "./drag";

export type { Place } from "./drag";

export interface BoardColumn<Card> {
    key: string;
    title: string;
    /** All that there are; `cards` are the first of them. */
    count: number;
    cards: readonly Card[];
    /** Under the heading: sums. */
    note?: ComponentChildren;
    /** In an order of its own: nobody says where a card lies in it. */
    sorted?: boolean;
    /** A new card of this column. */
    add?: { href: string; label: string };
    /** Where those are that are not shown. */
    more?: string;
}

export interface BoardSpec<Card extends { id: string }> {
    columns: readonly BoardColumn<Card>[];
    /** Its name, which leads to it. */
    titleOf: (card: Card) => string;
    href: (card: Card) => string;
    /** Before its name, as a box to check. */
    before?: (card: Card) => ComponentChildren;
    /** Below its name. */
    card: (card: Card) => ComponentChildren;
    /** Further entries of its menu. */
    items?: (card: Card) => MenuItem[];
    /** Shown at once, written after. `said`: where it went, for the news of it. */
    onMove: (card: Card, to: Place, said: string) => void;
}

interface Found<Card> {
    card: Card;
    from: Place;
    column: BoardColumn<Card>;
}

function find<Card extends { id: string }>(spec: BoardSpec<Card>, id: string): Found<Card> | undefined {
    for (const column of spec.columns) {
        const index = column.cards.findIndex((card) => card.id === id);
        const card = column.cards[index];
        if (card) {
            return { card, column, from: { column: column.key, index } };
        }
    }
    return undefined;
}

/** Moves it unless it is there already; says where it went. */
function move<Card extends { id: string }>(spec: BoardSpec<Card>, { card, from }: Found<Card>, to: Place): boolean {
    const column = spec.columns.find((one) => one.key === to.column);
    if (!column || (to.column === from.column && (column.sorted || to.index === from.index))) {
        return false;
    }
    const count = to.column === from.column ? column.count : column.count + 1;
    const place = { title: spec.titleOf(card), column: column.title, place: to.index + 1, count };
    spec.onMove(card, to, t("board.moved", place));
    return true;
}

/** The places that the menu of a card offers, and the arrows reach. */
function placesOf<Card extends { id: string }>(spec: BoardSpec<Card>, { from, column }: Found<Card>) {
    const last = column.cards.length - 1;
    const within = (index: number): Place | undefined =>
        !column.sorted && index !== from.index && index >= 0 && index <= last ? { column: column.key, index } : undefined;
    const at = spec.columns.findIndex((one) => one.key === column.key);
    const beside = (index: number): Place | undefined => {
        const key = spec.columns[index]?.key;
        return key === undefined ? undefined : { column: key, index: 0 };
    };
    return {
        top: from.index > 1 ? within(0) : undefined,
        up: within(from.index - 1),
        down: within(from.index + 1),
        bottom: from.index < last - 1 ? within(last) : undefined,
        left: beside(at - 1),
        right: beside(at + 1),
    };
}

function menuOf<Card extends { id: string }>(spec: BoardSpec<Card>, found: Found<Card>, go: (to: Place) => void): MenuItem[] {
    const { top, up, down, bottom } = placesOf(spec, found);
    const columns = spec.columns.filter((column) => column.key !== found.column.key);
    const within: [Place | undefined, MenuItem][] = [
        [top, { label: t("board.top"), icon: "arrow-up", onSelect: () => top && go(top) }],
        [up, { label: t("board.up"), icon: "arrow-up", onSelect: () => up && go(up) }],
        [down, { label: t("board.down"), icon: "arrow-down", onSelect: () => down && go(down) }],
        [bottom, { label: t("board.bottom"), icon: "arrow-down", onSelect: () => bottom && go(bottom) }],
    ];
    return [
        ...columns.map(
            ({ key, title }): MenuItem => ({
                label: t("board.to", { column: title }),
                icon: "arrow-right",
                onSelect: () => go({ column: key, index: 0 }),
            }),
        ),
        ...within.filter(([place]) => place).map(([, item]) => item),
        ...(spec.items?.(found.card) ?? []),
    ];
}

const cardAt = (board: HTMLElement | null, id: string, column?: string): HTMLElement | null | undefined =>
    board?.querySelector<HTMLElement>(`${column ? `[data-column="${column}"] ` : ""}[data-card="${id}"] .card-link`);

/** After a move the focus is on the card, where it lies now. */
function useFollowing(board: RefObject<HTMLElement>): (id: string, to: Place) => void {
    const wanted = useRef<{ id: string; to: Place } | null>(null);
    useLayoutEffect(() => {
        const link = wanted.current && cardAt(board.current, wanted.current.id, wanted.current.to.column);
        if (link) {
            wanted.current = null;
            link.focus({ preventScroll: true });
            link.scrollIntoView({ block: "nearest", inline: "nearest" });
        }
    });
    return (id, to) => {
        wanted.current = { id, to };
    };
}

interface ColumnProps<Card extends { id: string }> {
    spec: BoardSpec<Card>;
    column: BoardColumn<Card>;
    carried: Carried | null;
    go: (id: string, to: Place) => void;
}

function CardLine<Card extends { id: string }>({ spec, column, carried, go, card }: ColumnProps<Card> & { card: Card }) {
    const index = column.cards.indexOf(card);
    const items = menuOf(spec, { card, column, from: { column: column.key, index } }, (to) => go(card.id, to));
    return (
        <li class={carried?.id === card.id ? "card lifted" : "card"} data-card={card.id}>
            <div class="card-head">
                {spec.before?.(card)}
                <a class="card-link" href={spec.href(card)} draggable={false}>
                    {spec.titleOf(card)}
                </a>
                <Menu label={t("board.move", { title: spec.titleOf(card) })} items={items} />
            </div>
            {spec.card(card)}
        </li>
    );
}

/** The cards, and a line where the carried one would come to lie. */
function Cards<Card extends { id: string }>(props: ColumnProps<Card>) {
    const { column, carried } = props;
    const to = carried?.to?.column === column.key ? carried.to : null;
    const line = <li key="line" class="card-line" aria-hidden="true" />;
    let others = 0;
    return (
        <ol class="cards">
            {column.cards.flatMap((card) => {
                const here = to && card.id !== carried?.id && others++ === to.index;
                const shown = <CardLine key={card.id} {...props} card={card} />;
                return here ? [line, shown] : [shown];
            })}
            {to && to.index >= others && line}
        </ol>
    );
}

function Column<Card extends { id: string }>(props: ColumnProps<Card>) {
    const { column } = props;
    const hidden = column.count - column.cards.length;
    const heading = `column-${column.key}`;
    return (
        <section class="column" data-column={column.key} data-sorted={column.sorted || undefined} aria-labelledby={heading}>
            <header>
                <h2 id={heading}>
                    {column.title} <span class="count">{number(column.count)}</span>
                </h2>
                {column.note}
                {column.add && (
                    <a class="icon-button" href={column.add.href} aria-label={column.add.label} title={column.add.label}>
                        <Icon name="plus" />
                    </a>
                )}
            </header>
            <Cards {...props} />
            {column.cards.length === 0 && <p class="quiet">{t("board.empty")}</p>}
            {hidden > 0 && column.more && (
                <LinkButton kind="quiet" href={column.more}>
                    {t("board.more", { count: hidden })}
                </LinkButton>
            )}
        </section>
    );
}

const ARROWS: Record<string, "up" | "down" | "left" | "right"> = {
    ArrowUp: "up",
    ArrowDown: "down",
    ArrowLeft: "left",
    ArrowRight: "right",
};

/** To the card before or after, through all columns. */
function step(board: HTMLElement | null, by: number): void {
    const links = [...(board?.querySelectorAll<HTMLElement>(".card-link") ?? [])];
    const card = document.activeElement?.closest("[data-card]");
    const at = links.findIndex((link) => card?.contains(link));
    const next = at < 0 ? links[0] : links[at + by];
    next?.focus();
}

export function Board<Card extends { id: string }>({ spec, label }: { spec: BoardSpec<Card>; label: string }) {
    const board = useRef<HTMLFieldSetElement>(null);
    const follow = useFollowing(board);
    const go = (id: string, to: Place) => {
        const found = find(spec, id);
        if (found && move(spec, found, to)) {
            follow(id, to);
        } else {
            cardAt(board.current, id)?.focus();
        }
    };
    const carried = useCarrying(board, go);
    useShortcuts([
        { keys: "j", label: "list.next", run: () => step(board.current, 1) },
        { keys: "k", label: "list.previous", run: () => step(board.current, -1) },
    ]);
    const onKey = (event: KeyboardEvent) => {
        const direction = (event.ctrlKey || event.metaKey) && ARROWS[event.key];
        const id = (event.target as Element).closest<HTMLElement>("[data-card]")?.dataset.card;
        const found = direction && id ? find(spec, id) : undefined;
        const to = found && direction && placesOf(spec, found)[direction];
        if (found && to) {
            event.preventDefault();
            go(found.card.id, to);
        }
    };
    return (
        <fieldset ref={board} class="board" aria-label={label} onKeyDown={onKey}>
            {spec.columns.map((column) => (
                <Column key={column.key} spec={spec} column={column} carried={carried} go={go} />
            ))}
        </fieldset>
    );
}
