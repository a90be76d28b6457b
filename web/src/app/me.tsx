// SPDX-License-Identifier: MIT
// My own choices.

import { t } from "./words";

export default function Me() {
    return <h1>{t("me.title")}</h1>;
}
