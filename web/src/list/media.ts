// SPDX-License-Identifier: MIT
// How wide the page is, and how high a row.

import { useEffect, useState } from "preact/hooks";
import type { Width } from "./columns";

const coarse = matchMedia("(pointer: coarse)");

/** Widths and heights are the style sheet's: it says which hold. */
function look(): Media {
    const style = getComputedStyle(document.documentElement);
    const width = (style.getPropertyValue("--width").trim() || "wide") as Width;
    const name = width === "narrow" ? "--row-two" : "--row";
    return { width, rowHeight: Number.parseFloat(style.getPropertyValue(name)) || 34 };
}

export interface Media {
    width: Width;
    rowHeight: number;
}

export function useMedia(): Media {
    const [media, setMedia] = useState(look);
    useEffect(() => {
        const follow = () =>
            setMedia((before) => {
                const now = look();
                return now.width === before.width && now.rowHeight === before.rowHeight ? before : now;
            });
        addEventListener("resize", follow);
        coarse.addEventListener("change", follow);
        return () => {
            removeEventListener("resize", follow);
            coarse.removeEventListener("change", follow);
        };
    }, []);
    return media;
}
