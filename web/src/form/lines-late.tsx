// SPDX-License-Identifier: MIT
// The editor of lines is the heaviest part of a paper: it comes after the fields above it.

import { Late } from "../app/record";
import type { FormOf, Values } from "./form";

const loadLines = () => import("./paper-lines").then((chunk) => chunk.PaperLines);
loadLines().catch(() => {}); // on its way before it is drawn; whoever draws it tries again

export function Lines({ form }: { form: FormOf<Values> }) {
    return <Late load={loadLines} props={{ form }} />;
}
