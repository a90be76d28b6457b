// SPDX-License-Identifier: MIT
// What the garage sells, by name.

import { CATALOGUE_KINDS, type CatalogueRow, catalogueList, PACKAGE } from "../api/catalogue";
import { SettingsNav } from "../app/settings-nav";
import { t } from "../app/words";
import { aheadOf } from "../list/ahead";
import { List } from "../list/list";
import type { ListSpec } from "../list/spec";
import { Chip } from "../ui/chip";
import { priceOf } from "./catalogue-price";

const CATALOGUE: ListSpec<CatalogueRow> = {
    source: catalogueList,
    path: "/settings/catalogue",
    title: "catalogue.title",
    count: "catalogue.count",
    search: "catalogue.search",
    empty: "catalogue.empty",
    create: { route: "POST /api/catalogue", path: "/settings/catalogue/new", label: "catalogue.new" },
    order: { sort: "label", descending: false },
    filters: [
        {
            kind: "choice",
            key: "kind",
            label: "catalogue.kind",
            choices: CATALOGUE_KINDS.map((kind) => ({ value: kind, label: `catalogue.kind.${kind}` as const })),
        },
        { kind: "toggle", key: "inactive", label: "catalogue.inactive_ones" },
    ],
    columns: [
        { key: "label", label: "catalogue.label", width: 40, narrow: 44, sort: "label", priority: 1, cell: (row) => row.label },
        { key: "code", label: "catalogue.code", width: 14, sort: "code", priority: 2, cell: (row) => row.code },
        { key: "kind", label: "catalogue.kind", width: 15, priority: 2, cell: (row) => t(`catalogue.kind.${row.kind}`) },
        {
            key: "price",
            label: "catalogue.price",
            width: 27,
            narrow: 26,
            align: "end",
            sort: "unit_price",
            priority: 1,
            cell: (row) =>
                row.kind === PACKAGE ? priceOf(row.total, null, row.price_mode) : priceOf(row.unit_price, row.unit, row.price_mode),
        },
        {
            key: "active",
            label: "catalogue.state",
            width: 11,
            priority: 2,
            cell: (row) => !row.is_active && <Chip>{t("catalogue.inactive")}</Chip>,
        },
    ],
};

export const ahead = aheadOf(CATALOGUE);

export default function Catalogue() {
    return (
        <>
            <SettingsNav />
            <List spec={CATALOGUE} />
        </>
    );
}
