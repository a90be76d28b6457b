// SPDX-License-Identifier: MIT
// What is typed, a moment after the last key: what is asked of the server follows this.

import { useEffect, useState } from "preact/hooks";

const DEBOUNCE_MS = 80;

export function useDebounced(text: string): string {
    const [settled, settle] = useState(text);
    useEffect(() => {
        const timer = setTimeout(() => settle(text), DEBOUNCE_MS);
        return () => clearTimeout(timer);
    }, [text]);
    return settled;
}
