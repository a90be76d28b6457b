// SPDX-License-Identifier: MIT
// Finds a client of the pipeline by name, and makes one in place from what was typed. The form holds the id under `name` and what
// is read in the field under `name:text`.

import { useQuery } from "@tanstack/preact-query";
import { clients, findClients } from "../api/clients";
import { keys } from "../api/keys";
import { useDebounced } from "../app/debounced";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { useAction } from "../form/action";
import { Combobox, type Offer } from "../form/combobox";
import type { FormOf, Values } from "../form/form";
import { textName } from "../form/kinds";
import { useSave } from "../form/save";

const MAKE = "make";

function useOffers(typed: string, chosen: boolean): Offer[] | undefined {
    const search = useDebounced(typed.trim());
    const { data } = useQuery({
        queryKey: keys.list("clients", { find: search }),
        queryFn: ({ signal }) => findClients(search, signal),
        enabled: search !== "" && !chosen,
        placeholderData: (before) => before,
    });
    if (chosen || search === "") {
        return [];
    }
    const make: Offer = { id: MAKE, title: t("client.make", { text: typed.trim() }) };
    return data && [...data.map((row) => ({ id: row.id, title: row.name ?? "", subtitle: row.industry ?? undefined })), make];
}

export function ClientField({ form, name, label }: { form: FormOf<Values>; name: string; label: string }) {
    const save = useSave(clients);
    const making = useAction();
    const typed = form.values[textName(name)] ?? "";
    const chosen = form.values[name] ?? "";
    const offers = useOffers(typed, chosen !== "");
    const choose = (id: string, title: string) => {
        form.set(name, id);
        form.set(textName(name), title);
    };
    const make = () =>
        making.run(async (key) => {
            const sent = { key, unanswered: null, remember: async () => {} };
            const { body } = await save.create({ name: typed.trim() }, sent);
            choose(body.id, body.name);
            toast(t("client.made"));
        });
    return (
        <Combobox
            label={label}
            name={name}
            error={form.field(name).error ?? (making.problem || undefined)}
            text={typed}
            offers={offers}
            onText={(text) => {
                form.set(name, "");
                form.set(textName(name), text);
            }}
            onChoose={(id) => (id === MAKE ? make() : choose(id, offers?.find((offer) => offer.id === id)?.title ?? ""))}
        />
    );
}
