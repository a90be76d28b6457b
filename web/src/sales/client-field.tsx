// SPDX-License-Identifier: MIT
// Finds a client of the pipeline by name, and makes one in place from what was typed: a name is all it needs.

import { clients, findClients } from "../api/clients";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { useAction } from "../form/action";
import { choose, FindField } from "../form/find-field";
import type { FormOf, Values } from "../form/form";
import { useSave } from "../form/save";

type Client = Awaited<ReturnType<typeof findClients>>[number];

const offerOf = ({ id, name, industry }: Client) => ({ id, title: name ?? "", subtitle: industry ?? undefined });

export function ClientField({ form, name, label }: { form: FormOf<Values>; name: string; label: string }) {
    const save = useSave(clients);
    const making = useAction();
    const make = (text: string) =>
        making.run(async (key) => {
            const { body } = await save.create({ name: text }, { key, unanswered: null, remember: async () => {} });
            choose(form, name, body.id, body.name);
            toast(t("client.made"));
        });
    return (
        <FindField
            form={form}
            name={name}
            label={label}
            noun="clients"
            find={async (search, signal) => (await findClients(search, signal)).map(offerOf)}
            makeOf={(text) => t("client.make", { text })}
            onMake={make}
            problem={making.problem || undefined}
        />
    );
}
