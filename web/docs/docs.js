// SPDX-License-Identifier: MIT
// Starts the viewer. In a file of its own because the Content-Security-Policy allows no inline script.

"use strict";

// The status in the head follows a sign-in or sign-out that was tried out on this page.
function followSession(response) {
    if (/\/api\/auth\/sign(in|out)$/.test(response.url)) {
        showSession();
    }
    return response;
}

SwaggerUIBundle({
    url: "/api/openapi.json",
    dom_id: "#viewer",
    deepLinking: true,
    filter: true,
    // Opened all at once, more than 124 operations show as three.
    docExpansion: "none",
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    tryItOutEnabled: true,
    withCredentials: true,
    validatorUrl: null,
    responseInterceptor: followSession,
});
