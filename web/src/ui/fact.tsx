// SPDX-License-Identifier: MIT
// One fact of a record: what it is called, and what it is. Nothing where there is none.

import type { ComponentChildren } from "preact";

export function Fact({ label, children }: { label: string; children: ComponentChildren }) {
    return children ? (
        <div>
            <dt>{label}</dt>
            <dd>{children}</dd>
        </div>
    ) : null;
}
