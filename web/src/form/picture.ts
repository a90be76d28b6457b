// SPDX-License-Identifier: MIT
// A photograph as it is sent: large enough to be read, small enough for a telephone's line. Drawn on a canvas, for `blob:`
// pictures are not allowed by the page's policy.

const LONGEST_SIDE = 2000;
const QUALITY = 0.9;

/** The picture on `canvas`, and as JPEG. What no browser draws (a PDF, a broken file) is sent as it is. */
export async function pictureOf(file: File, canvas: HTMLCanvasElement): Promise<Blob> {
    let bitmap: ImageBitmap;
    try {
        bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
        canvas.width = 0;
        return file;
    }
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), "image/jpeg", QUALITY));
}
