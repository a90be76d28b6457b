// SPDX-License-Identifier: MIT
// Signing out, here and in all tabs.

import { useQueryClient } from "@tanstack/preact-query";
import { signOut } from "../api/account";
import { Icon } from "../ui/icon";
import { leave } from "./session";
import { t } from "./words";

export function SignOutButton() {
    const client = useQueryClient();
    return (
        <button
            type="button"
            class="bar-link"
            onClick={() =>
                signOut().then(
                    () => leave(client),
                    () => leave(client),
                )
            }
        >
            <Icon name="log-out" />
            <span>{t("signout")}</span>
        </button>
    );
}
