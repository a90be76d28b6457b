// SPDX-License-Identifier: MIT
// The logo above the seller's name on papers: what it looks like, another one, none.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { outdate } from "../api/keys";
import { LOGO_BYTES, LOGO_TYPES, putLogo, readLogo, removeLogo } from "../api/logo";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { useAction } from "../form/action";
import { Button } from "../ui/button";
import { FileButton } from "../ui/file-button";

/** What the server would refuse, said before anything is sent. */
function faultOf(file: File): string {
    if (!LOGO_TYPES.includes(file.type)) {
        return t("logo.kind");
    }
    return file.size > LOGO_BYTES ? t("logo.too_large") : "";
}

function Preview({ name }: { name: string }) {
    const { data, error } = useQuery({
        queryKey: ["logo", name],
        staleTime: Number.POSITIVE_INFINITY,
        queryFn: ({ signal }) => readLogo(signal),
    });
    return data ? <img class="logo" src={data} alt={t("logo.alt")} /> : <div class="logo" aria-busy={!error} />;
}

export function Logo({ name }: { name: string | null }) {
    const client = useQueryClient();
    const [fault, setFault] = useState("");
    const action = useAction();
    const change = async (work: () => Promise<void>, said: string) => {
        // Each press is something else: after a lost answer the newer one is done as well, and stands.
        if (await action.run(work, crypto.randomUUID())) {
            outdate(client, "settings");
            toast(said);
        }
    };
    const take = (file: File | undefined) => {
        const wrong = file ? faultOf(file) : "";
        setFault(wrong);
        if (file && !wrong) {
            change(() => putLogo(file), t("logo.taken"));
        }
    };
    const problem = fault || action.problem;
    return (
        <section class="sheet below" aria-labelledby="logo">
            <h2 id="logo">{t("logo.title")}</h2>
            {name ? <Preview name={name} /> : <p class="quiet">{t("logo.none")}</p>}
            <p class="quiet">{t("logo.hint")}</p>
            {problem && (
                <p class="note bad" role="alert">
                    {problem}
                </p>
            )}
            <p class="actions">
                <FileButton
                    label={t(name ? "logo.replace" : "logo.choose")}
                    name="logo"
                    accept={LOGO_TYPES.join(",")}
                    icon="upload"
                    busy={action.busy}
                    onFile={take}
                />
                {name && (
                    <Button kind="quiet" icon="trash-2" onClick={() => change(removeLogo, t("logo.removed"))}>
                        {t("logo.remove")}
                    </Button>
                )}
            </p>
        </section>
    );
}
