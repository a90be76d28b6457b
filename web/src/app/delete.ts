// SPDX-License-Identifier: MIT
// Deleting a record, with the way back in the news of it.

import { useLocation } from "preact-iso/router";
import type { Resource } from "../api/resource";
import { problemText } from "../form/form";
import { useSave } from "../form/save";
import { toast } from "./toasts";
import { t } from "./words";

interface Deleting<R> {
    resource: Resource<R>;
    id: string;
    etag: string | null;
    /** What is said once it is gone. */
    said: string;
}

export function useDelete<R extends { id: string }>({ resource, id, etag, said }: Deleting<R>): () => Promise<void> {
    const save = useSave(resource);
    const { route } = useLocation();
    const list = `/${resource.noun}`;
    return async () => {
        const key = crypto.randomUUID();
        const undo = async () => {
            try {
                await save.restore(id, key);
                toast(t("record.restored"));
                route(`${list}/${id}`);
            } catch (error) {
                toast(problemText(error));
            }
        };
        try {
            await save.remove(id, etag);
            route(list, true);
            toast(said, undo);
        } catch (error) {
            toast(problemText(error));
        }
    };
}
