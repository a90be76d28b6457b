// SPDX-License-Identifier: MIT
// The bar over the page when the server does not answer or wants to be left alone for a while.

import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { hooks } from "../api/client";
import { Icon } from "../ui/icon";
import { t } from "./words";

const offline = signal(false);
/** When the server wants to be asked again, by this clock; 0: now. */
const quietUntil = signal(0);

export function watchConnection(): void {
    hooks.reached = (answered) => {
        offline.value = !answered;
    };
    hooks.limited = (seconds) => {
        quietUntil.value = Date.now() + seconds * 1000;
    };
}

function useCountdown(until: number): number {
    const [left, setLeft] = useState(0);
    useEffect(() => {
        const count = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)));
        count();
        const timer = setInterval(count, 500);
        return () => clearInterval(timer);
    }, [until]);
    return left;
}

export function ConnectionBar() {
    const left = useCountdown(quietUntil.value);
    const text = offline.value ? t("connection.offline") : left > 0 ? t("connection.limited", { count: left }) : "";
    return text ? (
        <div class="state-bar" role="alert">
            <Icon name={offline.value ? "wifi-off" : "clock"} />
            {text}
        </div>
    ) : null;
}
