// SPDX-License-Identifier: MIT

import { t } from "../app/words";

export default function Page() {
    return <h1>{t("vehicles.title")}</h1>;
}
