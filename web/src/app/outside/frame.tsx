// SPDX-License-Identifier: MIT
// The sheet of the pages before a session.

import type { ComponentChildren } from "preact";
import { ConnectionBar } from "../connection";

export function Outside({ children }: { children: ComponentChildren }) {
    return (
        <div class="outside">
            <ConnectionBar />
            <header>
                <a class="mark" href="/signin">
                    <img src="/favicon.svg" alt="" width="32" height="32" />
                    VisionCRM
                </a>
            </header>
            <main id="main">{children}</main>
        </div>
    );
}
