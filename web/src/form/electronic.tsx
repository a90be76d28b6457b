// SPDX-License-Identifier: MIT
// What computers read of an issued paper.

import { t } from "../app/words";

export function Electronic({ path }: { path: string }) {
    return (
        <>
            <a href={`${path}/facturx`} download>
                {t("paper.facturx")}
            </a>{" "}
            <a href={`${path}/xml`} download>
                {t("paper.xml")}
            </a>
        </>
    );
}
