// SPDX-License-Identifier: MIT
// The logo on papers: read as what an image shows, taken from a file, taken off.

import { answerOf, api, bodyOf } from "./client";

/** As large as a file may be. */
export const LOGO_BYTES = 512 * 1024;
export const LOGO_TYPES = ["image/png", "image/jpeg"];

function dataAddress(blob: Blob): Promise<string> {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result));
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(blob);
    });
}

/** An address that an image takes: what it shows is never an older one that the browser kept. */
export async function readLogo(signal?: AbortSignal): Promise<string> {
    const blob = await bodyOf<unknown>(() => api.GET("/api/settings/logo", { parseAs: "blob", signal }));
    return dataAddress(blob as Blob);
}

export async function putLogo(file: File): Promise<void> {
    const form = new FormData();
    form.append("file", file);
    await answerOf(() => api.PUT("/api/settings/logo", { body: { file: "" }, bodySerializer: () => form }));
}

export async function removeLogo(): Promise<void> {
    await answerOf(() => api.DELETE("/api/settings/logo"));
}
