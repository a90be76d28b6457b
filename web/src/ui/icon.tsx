// SPDX-License-Identifier: MIT
// An icon beside words, or alone inside something that has a name: never the only carrier of a meaning.

import { ICONS } from "./icons";

export type IconName = keyof typeof ICONS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
    return (
        <svg
            class="icon"
            width={size}
            height={size}
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.75"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            focusable="false"
            // biome-ignore lint/security/noDangerouslySetInnerHtml: the drawings are our own, made at build time
            dangerouslySetInnerHTML={{ __html: ICONS[name] }}
        />
    );
}
