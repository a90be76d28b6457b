// SPDX-License-Identifier: MIT
// Says in the element #session who is signed in.

"use strict";

async function showSession() {
    const place = document.getElementById("session");
    try {
        const answer = await fetch("/api/auth/session", { headers: { Accept: "application/json" } });
        const body = await answer.json();
        if (answer.ok) {
            place.textContent = `Signed in as ${body.user.name} (${body.user.email})`;
        } else if (answer.status === 401) {
            place.textContent = "Not signed in";
        } else {
            place.textContent = body.error || "The server refuses";
        }
    } catch {
        place.textContent = "The server does not answer";
    }
}

showSession();
