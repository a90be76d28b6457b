// SPDX-License-Identifier: MIT

import { t } from "../words";

export default function Page() {
    return <h1>{t("signup.title")}</h1>;
}
