// SPDX-License-Identifier: MIT
// A button with a menu of what is done less often. The menu is a popover of the browser: above everything, gone with Esc or a
// press outside. Arrows, Home, End and first letters go through it; the focus returns to the button.

import { useId, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "./icon";

export interface MenuItem {
    label: string;
    icon?: IconName;
    onSelect: () => void;
    danger?: boolean;
}

interface MenuProps {
    /** The button's name. */
    label: string;
    items: readonly MenuItem[];
    icon?: IconName;
    /** The button shows its name, and not an icon. */
    named?: boolean;
}

const GAP = 4;

/** Under its button, or above it where there is no room; never outside of the window. */
function place(menu: HTMLElement, button: HTMLElement): void {
    const at = button.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = menu;
    const below = at.bottom + GAP + offsetHeight <= innerHeight;
    menu.style.top = `${below ? at.bottom + GAP : Math.max(GAP, at.top - GAP - offsetHeight)}px`;
    menu.style.left = `${Math.max(GAP, Math.min(at.right - offsetWidth, innerWidth - offsetWidth - GAP))}px`;
}

function entries(menu: HTMLElement | null): HTMLElement[] {
    return [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}

/** The entry that `key` leads to, if it is a key of menus. */
export function reached(labels: readonly string[], at: number, key: string): number | undefined {
    const count = labels.length;
    switch (key) {
        case "ArrowDown":
            return (at + 1) % count;
        case "ArrowUp":
            return (at + count - 1) % count;
        case "Home":
            return 0;
        case "End":
            return count - 1;
        default: {
            if (key.length !== 1) {
                return undefined;
            }
            const order = labels.map((_, step) => (at + 1 + step) % count);
            return order.find((index) => labels[index]?.toLocaleLowerCase().startsWith(key.toLocaleLowerCase()));
        }
    }
}

/** A key in the open menu. */
function walk(event: KeyboardEvent, menu: HTMLElement | null, items: readonly MenuItem[]): void {
    const all = entries(menu);
    const labels = items.map((item) => item.label);
    const next = reached(labels, all.indexOf(document.activeElement as HTMLElement), event.key);
    if (event.key === "Tab") {
        menu?.hidePopover();
    } else if (next !== undefined && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        event.stopPropagation();
        all[next]?.focus();
    }
}

function Items({ items, onChosen }: { items: readonly MenuItem[]; onChosen: () => void }) {
    return (
        <>
            {items.map((item, index) => (
                <button
                    key={`${index} ${item.label}`}
                    type="button"
                    role="menuitem"
                    class={item.danger ? "menu-item danger" : "menu-item"}
                    tabIndex={-1}
                    onClick={() => {
                        onChosen();
                        item.onSelect();
                    }}
                >
                    {item.icon && <Icon name={item.icon} />}
                    <span>{item.label}</span>
                </button>
            ))}
        </>
    );
}

export function Menu({ label, items, icon = "ellipsis", named = false }: MenuProps) {
    const id = useId();
    const button = useRef<HTMLButtonElement>(null);
    const menu = useRef<HTMLDivElement>(null);
    const [open, setOpen] = useState(false);

    const onToggle = (event: Event) => {
        const opened = (event as ToggleEvent).newState === "open";
        setOpen(opened);
        if (opened && menu.current && button.current) {
            place(menu.current, button.current);
            entries(menu.current)[0]?.focus();
        }
    };
    return (
        <>
            <button
                ref={button}
                type="button"
                class={named ? "button quiet" : "icon-button"}
                aria-label={named ? undefined : label}
                title={named ? undefined : label}
                aria-haspopup="menu"
                aria-expanded={open}
                popovertarget={id}
                onKeyDown={(event) => {
                    if (event.key === "ArrowDown") {
                        event.preventDefault();
                        menu.current?.showPopover();
                    }
                }}
            >
                {named && <span>{label}</span>}
                <Icon name={icon} />
            </button>
            <div
                ref={menu}
                id={id}
                class="menu"
                role="menu"
                tabIndex={-1}
                aria-label={label}
                popover="auto"
                onToggle={onToggle}
                onKeyDown={(event) => walk(event, menu.current, items)}
            >
                <Items items={items} onChosen={() => menu.current?.hidePopover()} />
            </div>
        </>
    );
}
