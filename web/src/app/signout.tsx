// SPDX-License-Identifier: MIT
// Signing out, here and in all tabs. What was typed and not saved is asked about first, and then goes from this device.

import { signal } from "@preact/signals";
import { type QueryClient, useQueryClient } from "@tanstack/preact-query";
import { signOut } from "../api/account";
import { type Draft, draftsOf, dropDraftsOf } from "../form/draft";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { leave, me } from "./session";
import { t } from "./words";

/** Drafts that are asked about. */
const unsaved = signal<Draft[] | null>(null);

async function go(client: QueryClient): Promise<void> {
    const user = me.value?.user.id;
    if (user) {
        await dropDraftsOf(user);
    }
    await signOut().catch(() => {}); // the page closes also when the session is gone already
    leave(client);
}

async function ask(client: QueryClient): Promise<void> {
    const found = await draftsOf(me.value?.user.id ?? "");
    if (found.length) {
        unsaved.value = found;
    } else {
        await go(client);
    }
}

export function SignOutButton() {
    const client = useQueryClient();
    return (
        <button type="button" class="bar-link" onClick={() => ask(client)}>
            <Icon name="log-out" />
            <span>{t("signout")}</span>
        </button>
    );
}

export function SignOutDialog() {
    const client = useQueryClient();
    const stay = () => {
        unsaved.value = null;
    };
    return unsaved.value ? (
        <Dialog title={t("signout")} closeLabel={t("close")} onClose={stay}>
            <p>{t("signout.drafts", { count: unsaved.value.length })}</p>
            <ul class="bullets">
                {unsaved.value.map((draft) => (
                    <li key={draft.key}>
                        <a href={draft.path} onClick={stay}>
                            {draft.title}
                        </a>
                    </li>
                ))}
            </ul>
            <p class="actions">
                <Button kind="danger" onClick={() => go(client)}>
                    {t("signout.drop")}
                </Button>
                <Button onClick={stay}>{t("signout.stay")}</Button>
            </p>
        </Dialog>
    ) : null;
}
