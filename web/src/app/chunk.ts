// SPDX-License-Identifier: MIT
// Loading what is loaded when it is needed.

/** A chunk that is gone belongs to a former version: the new one is loaded, once. Drafts are safe. */
export function reloading<T>(load: () => Promise<T>): () => Promise<T> {
    return () =>
        load().catch((error: unknown) => {
            if (sessionStorage.getItem("reloaded") === location.pathname) {
                throw error;
            }
            sessionStorage.setItem("reloaded", location.pathname);
            location.reload();
            return new Promise<T>(() => {});
        });
}
