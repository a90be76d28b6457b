// SPDX-License-Identifier: MIT
// The bar over the page when the server does not answer or wants to be left alone for a while; and who is back is told what
// waits to be saved. Nothing is sent behind anybody's back.

import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { hooks } from "../api/client";
import { draftsOf } from "../form/draft";
import { Icon } from "../ui/icon";
import { me } from "./session";
import { toast } from "./toasts";
import { t } from "./words";

const offline = signal(false);
/** When the server wants to be asked again, by this clock; 0: now. */
const quietUntil = signal(0);

async function tellWhatWaits(): Promise<void> {
    const drafts = await draftsOf(me.value?.user.id ?? "");
    if (drafts.length) {
        toast(t("connection.back", { titles: drafts.map((draft) => draft.title).join(", ") }));
    }
}

function reached(answered: boolean): void {
    const isBack = answered && offline.value;
    offline.value = !answered;
    if (isBack) {
        tellWhatWaits();
    }
}

export function watchConnection(): void {
    hooks.reached = reached;
    // Without a network nothing is asked that could fail.
    addEventListener("offline", () => reached(false));
    addEventListener("online", () => reached(true));
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
