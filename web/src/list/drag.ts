// SPDX-License-Identifier: MIT
// Carrying a card with the pointer: a mouse lifts it by moving, a finger by staying on it a moment, so that a scroll never does. A
// picture of the card follows the pointer; the board says where it would come to lie. Esc puts it back.

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** Where a card lies: its column, and how many cards are above it there, itself left out. */
export interface Place {
    column: string;
    index: number;
}

export interface Carried {
    id: string;
    to: Place | null;
}

const SLACK = 6;
const HOLD_MS = 350;
const EDGE = 48;
const STEP = 12;

interface Grip {
    card: HTMLElement;
    x: number;
    y: number;
    touch: boolean;
}

/** What is pressed for its own sake lifts nothing. */
function gripOf(event: PointerEvent): Grip | null {
    const target = event.target as Element;
    const card = target.closest<HTMLElement>("[data-card]");
    const own = target.closest("button, input, select, [popover]");
    return card && !own && event.isPrimary && event.button === 0
        ? { card, x: event.clientX, y: event.clientY, touch: event.pointerType !== "mouse" }
        : null;
}

/** How far a column is beside a point. */
function beside(column: HTMLElement, x: number): number {
    const box = column.getBoundingClientRect();
    return Math.max(box.left - x, x - box.right, 0);
}

/** The place at a point: in the column there, or in the nearest. */
function placeAt(board: HTMLElement, id: string, x: number, y: number): Place | null {
    const columns = [...board.querySelectorAll<HTMLElement>("[data-column]")];
    const column = columns.sort((a, b) => beside(a, x) - beside(b, x))[0];
    if (!column) {
        return null;
    }
    const others = [...column.querySelectorAll<HTMLElement>("[data-card]")].filter((card) => card.dataset.card !== id);
    const above = others.filter((card) => {
        const box = card.getBoundingClientRect();
        return box.top + box.height / 2 < y;
    });
    return { column: column.dataset.column ?? "", index: "sorted" in column.dataset ? 0 : above.length };
}

class Carrying {
    private grip: Grip | null = null;
    private hold = 0;
    private picture: HTMLElement | null = null;
    private frame = 0;
    private at = { x: 0, y: 0 };
    private to: Place | null = null;

    constructor(
        private readonly board: HTMLElement,
        private readonly show: (carried: Carried | null) => void,
        private readonly drop: (id: string, to: Place) => void,
    ) {}

    down = (event: PointerEvent): void => {
        this.end();
        this.grip = gripOf(event);
        this.at = { x: event.clientX, y: event.clientY };
        if (this.grip?.touch) {
            this.hold = window.setTimeout(() => this.lift(), HOLD_MS);
        }
    };

    move = (event: PointerEvent): void => {
        if (!this.grip) {
            return;
        }
        this.at = { x: event.clientX, y: event.clientY };
        const far = Math.hypot(event.clientX - this.grip.x, event.clientY - this.grip.y) > SLACK;
        if (!this.picture && far) {
            this.grip.touch ? this.end() : this.lift();
        }
    };

    up = (): void => {
        const id = this.grip?.card.dataset.card;
        const { to, picture } = this;
        if (picture) {
            addEventListener("click", swallow, { capture: true, once: true }); // no press of what lies below
            setTimeout(() => removeEventListener("click", swallow, { capture: true }));
        }
        this.end();
        if (picture && id && to) {
            this.drop(id, to);
        }
    };

    /** While a card is carried the finger scrolls nothing. */
    touch = (event: TouchEvent): void => {
        if (this.picture && event.cancelable) {
            event.preventDefault();
        }
    };

    key = (event: KeyboardEvent): void => {
        if (this.picture && event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            this.end();
        }
    };

    /** The menu of a long press, and the browser's own carrying of links. */
    refuse = (event: Event): void => {
        if (this.grip) {
            event.preventDefault();
        }
    };

    end = (): void => {
        clearTimeout(this.hold);
        cancelAnimationFrame(this.frame);
        this.picture?.remove();
        if (this.picture) {
            this.show(null);
        }
        delete this.board.dataset.carrying;
        this.picture = this.grip = this.to = null;
    };

    private lift(): void {
        if (!this.grip) {
            return;
        }
        const { card } = this.grip;
        const box = card.getBoundingClientRect();
        const picture = card.cloneNode(true) as HTMLElement;
        picture.removeAttribute("data-card");
        picture.setAttribute("aria-hidden", "true");
        picture.inert = true;
        picture.classList.add("carried");
        for (const named of picture.querySelectorAll("[id]")) {
            named.removeAttribute("id");
        }
        Object.assign(picture.style, { width: `${box.width}px`, left: `${box.left - this.grip.x}px`, top: `${box.top - this.grip.y}px` });
        this.board.append(picture);
        this.board.dataset.carrying = "";
        this.picture = picture;
        navigator.vibrate?.(10);
        getSelection()?.removeAllRanges();
        this.follow();
    }

    private follow = (): void => {
        const id = this.grip?.card.dataset.card;
        if (!this.picture || !id) {
            return;
        }
        const { x, y } = this.at;
        this.picture.style.translate = `${x}px ${y}px`;
        this.scroll(x, y);
        const to = placeAt(this.board, id, x, y);
        if (to?.column !== this.to?.column || to?.index !== this.to?.index || !this.to) {
            this.to = to;
            this.show({ id, to });
        }
        this.frame = requestAnimationFrame(this.follow);
    };

    /** At an edge what is beyond it comes nearer. */
    private scroll(x: number, y: number): void {
        const box = this.board.getBoundingClientRect();
        const left = x < Math.max(box.left, 0) + EDGE ? -STEP : x > Math.min(box.right, innerWidth) - EDGE ? STEP : 0;
        this.board.scrollLeft += left;
        const down = y < EDGE ? -STEP : y > innerHeight - EDGE ? STEP : 0;
        scrollBy(0, down);
    }
}

function swallow(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
}

/** What is carried, and whereto. `drop` is told where it was let go. */
export function useCarrying(board: RefObject<HTMLElement>, drop: (id: string, to: Place) => void): Carried | null {
    const [carried, setCarried] = useState<Carried | null>(null);
    const newest = useRef(drop);
    newest.current = drop;
    useEffect(() => {
        const element = board.current;
        if (!element) {
            return;
        }
        const carrying = new Carrying(element, setCarried, (id, to) => newest.current(id, to));
        const listening = new AbortController();
        const { signal } = listening;
        element.addEventListener("pointerdown", carrying.down, { signal });
        element.addEventListener("contextmenu", carrying.refuse, { signal });
        element.addEventListener("dragstart", carrying.refuse, { signal });
        element.addEventListener("touchmove", carrying.touch, { signal, passive: false });
        addEventListener("pointermove", carrying.move, { signal });
        addEventListener("pointerup", carrying.up, { signal });
        addEventListener("pointercancel", carrying.end, { signal });
        addEventListener("keydown", carrying.key, { signal, capture: true });
        return () => {
            carrying.end();
            listening.abort();
        };
    }, []);
    return carried;
}
