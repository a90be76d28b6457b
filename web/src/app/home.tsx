// SPDX-License-Identifier: MIT
// Where a day begins.

import { Icon, type IconName } from "../ui/icon";
import { paletteOpen } from "./palette";
import { me } from "./session";
import { barEntries } from "./shell";
import { t } from "./words";

export default function Home() {
    return (
        <>
            <header class="page-head">
                <h1>{t("home.title")}</h1>
            </header>
            <p class="quiet">{me.value?.tenant.name}</p>
            <ul class="tiles">
                <li>
                    <button type="button" class="tile" onClick={() => (paletteOpen.value = true)}>
                        <Icon name="search" size={24} />
                        <span>{t("palette.open")}</span>
                    </button>
                </li>
                {barEntries()
                    .filter((route) => route.path !== "/")
                    .map((route) => (
                        <li key={route.path}>
                            <a class="tile" href={route.path}>
                                <Icon name={route.bar?.icon as IconName} size={24} />
                                <span>{t(route.title)}</span>
                            </a>
                        </li>
                    ))}
            </ul>
        </>
    );
}
