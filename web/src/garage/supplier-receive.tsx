// SPDX-License-Identifier: MIT
// Receiving files: by a button or dropped, one after the other. What came before is shown instead of being kept twice.

import { useQueryClient } from "@tanstack/preact-query";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { ApiError } from "../api/error";
import { outdate } from "../api/keys";
import { findSameFile, receiveSupplierInvoice, SUPPLIER_FILE_BYTES } from "../api/supplier-invoices";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { type Action, useAction } from "../form/action";

async function receive(file: File, key: string): Promise<string> {
    try {
        return await receiveSupplierInvoice(file, key);
    } catch (error) {
        const known = error instanceof ApiError && error.code === "ALREADY_RECEIVED" ? await findSameFile(file) : undefined;
        if (!known) {
            throw error;
        }
        toast(t("supplier.known"));
        return known;
    }
}

export interface Receiving {
    action: Action;
    fault: string;
    take: (files: File[]) => void;
}

export function useReceiving(): Receiving {
    const client = useQueryClient();
    const { route } = useLocation();
    const [fault, setFault] = useState("");
    const action = useAction();
    const take = async (files: File[]) => {
        const large = files.find((file) => file.size > SUPPLIER_FILE_BYTES);
        setFault(large ? t("import.too_large") : "");
        for (const file of large ? [] : files) {
            const one = { id: "" };
            const done = await action.run(async (key) => {
                one.id = await receive(file, key);
            }, crypto.randomUUID());
            if (!done) {
                setFault(file.name);
                return;
            }
            outdate(client, "supplier_invoices");
            route(files.length === 1 ? `/supplier-invoices/${one.id}` : "/supplier-invoices");
        }
    };
    return { action, fault, take };
}

/** Files may be dropped anywhere on what is in it. */
export function DropArea({ of, children }: { of: Receiving; children: ComponentChildren }) {
    const said = [of.fault, of.action.problem].filter(Boolean).join(" ");
    return (
        <section
            aria-label={t("suppliers.title")}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
                event.preventDefault();
                of.take([...(event.dataTransfer?.files ?? [])]);
            }}
        >
            {said && (
                <p class="note bad" role="alert">
                    {said}
                </p>
            )}
            {children}
        </section>
    );
}
