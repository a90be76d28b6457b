// SPDX-License-Identifier: MIT
// A file that is made when somebody asks for it: once at a time; it says that it is there, or why not.

import { useState } from "preact/hooks";
import type { FileWish, KeptFile } from "../api/files";
import { problemText } from "../form/form";
import { toast } from "./toasts";
import { currentLanguage, t } from "./words";

/** As if a link to it were pressed. */
export function keep(file: KeptFile): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file.content);
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export type MakeFile = (wish: FileWish) => Promise<KeptFile>;

/** The entries of a menu that make it, what makes it without a choice, and whether one is being made. */
export function useKeptFile(make: MakeFile | undefined) {
    const [busy, setBusy] = useState(false);
    const run = async (format: FileWish["format"]) => {
        if (!make || busy) {
            return;
        }
        setBusy(true);
        try {
            const file = await make({ format, language: currentLanguage() });
            keep(file);
            toast(t("list.exported", { name: file.name }));
        } catch (error) {
            toast(problemText(error));
        }
        setBusy(false);
    };
    const entry = (format: FileWish["format"], label: "list.excel" | "list.csv") => ({
        icon: "download" as const,
        label: t(label),
        onSelect: () => void run(format),
    });
    return { busy, run: () => void run("csv"), items: make ? [entry("excel", "list.excel"), entry("csv", "list.csv")] : [] };
}
