// SPDX-License-Identifier: MIT
// What is made for one answer, as a file to keep.

import { bodyOf, type Result } from "./client";

export interface KeptFile {
    name: string;
    content: Blob;
}

/** How a list is wanted as a file; headings and words are of that language. */
export interface FileWish {
    format: "excel" | "csv";
    language: "fr" | "en";
}

/** The name that the server gave it. */
function nameIn(disposition: string | null): string {
    return /filename="([^"]+)"/.exec(disposition ?? "")?.[1] ?? "export";
}

/** `call` reads the body as a blob; throws ApiError. */
export async function fileOf(call: () => Promise<Result<Blob>>): Promise<KeptFile> {
    let name = "";
    const content = await bodyOf(async () => {
        const result = await call();
        name = nameIn(result.response.headers.get("Content-Disposition"));
        return result;
    });
    return { name, content };
}
