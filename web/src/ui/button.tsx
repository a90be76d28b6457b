// SPDX-License-Identifier: MIT
// Buttons, and links that look like them. A busy button keeps its place and its name, and does nothing when pressed again.

import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icon";

interface Look {
    kind?: "primary" | "plain" | "quiet" | "danger";
    icon?: IconName;
    children?: ComponentChildren;
}

type ButtonProps = Look & Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "icon"> & { busy?: boolean };

export function Button({ kind = "plain", icon, children, busy, onClick, type = "button", ...rest }: ButtonProps) {
    return (
        <button
            {...rest}
            type={type}
            class={`button ${kind}`}
            aria-busy={busy || undefined}
            aria-disabled={busy || undefined}
            onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
        >
            {icon && <Icon name={icon} />}
            <span>{children}</span>
        </button>
    );
}

/** An icon alone: `label` is its name, for whoever does not see it and as a tip. */
export function IconButton({ icon, label, ...rest }: { icon: IconName; label: string } & Omit<ButtonProps, "icon" | "label">) {
    return (
        <button type="button" {...rest} class="icon-button" aria-label={label} title={label}>
            <Icon name={icon} />
        </button>
    );
}

export function LinkButton({ kind = "plain", icon, children, ...rest }: Look & Omit<JSX.AnchorHTMLAttributes<HTMLAnchorElement>, "icon">) {
    return (
        <a {...rest} class={`button ${kind}`}>
            {icon && <Icon name={icon} />}
            <span>{children}</span>
        </a>
    );
}
