// SPDX-License-Identifier: MIT
// What stands on a registration certificate, read of its picture. Nothing is stored.

import { api, bodyOf, type Schemas } from "./client";

export type Certificate = Schemas["ReadCertificate"];

export async function readCertificate(picture: Blob): Promise<Certificate> {
    const form = new FormData();
    form.append("file", picture, "certificate");
    // The description says that the part is text, as OpenAPI does of every binary; the form is sent as it is.
    const request = { body: { file: "" }, bodySerializer: () => form };
    return (await bodyOf(() => api.POST("/api/vehicles/ocr", request))).data;
}
