// SPDX-License-Identifier: MIT
// What is done with a whole list now and then: printing it, and keeping what it shows as a file. It comes behind the rows.

import { useEffect } from "preact/hooks";
import { type MakeFile, useKeptFile } from "../app/keep-file";
import { t } from "../app/words";
import { Menu } from "../ui/menu";

interface Props {
    print: () => void;
    /** Makes the file; undefined: the list has none. */
    make: MakeFile | undefined;
    /** Whether one is being made. */
    onBusy: (busy: boolean) => void;
}

export function MoreMenu({ print, make, onBusy }: Props) {
    const { busy, items } = useKeptFile(make);
    useEffect(() => onBusy(busy), [busy]);
    return <Menu label={t("list.more")} items={[{ icon: "printer", label: t("list.print"), onSelect: print }, ...items]} />;
}
