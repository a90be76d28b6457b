// SPDX-License-Identifier: MIT
// Where the front end begins: words, then the page that the address names.

import { QueryClient, QueryClientProvider } from "@tanstack/preact-query";
import { render } from "preact";
import lazy from "preact-iso/lazy";
import { LocationProvider, Route, Router } from "preact-iso/router";
import { hooks } from "./api/client";
import { ApiError } from "./api/error";
import { reloading } from "./app/chunk";
import { watchConnection } from "./app/connection";
import { NotFound } from "./app/not-found";
import { Frame, Page, pageLoaded, pageLoads, standing } from "./app/page";
import { watchLinks } from "./app/preload";
import { askToSignIn } from "./app/session";
import { chosenLanguage, setTheme, theme } from "./app/theme";
import { loadPageWords, loadServerWords, loadWords } from "./app/words";
import { type Route as Address, type Chunk, routes } from "./routes";
import "./style/index.css";

const client = new QueryClient({
    defaultOptions: {
        queries: {
            staleTime: 10_000,
            gcTime: 30 * 60_000,
            refetchOnWindowFocus: true,
            retry: (failures, error) => failures < 3 && error instanceof ApiError && error.passing,
            retryDelay: (attempt, error) =>
                error instanceof ApiError && error.retryAfter ? error.retryAfter * 1000 : Math.min(500 * 2 ** attempt, 8000),
        },
        mutations: { retry: false },
    },
});

/** The home page has its words with the shell; any other asks for its own beside its chunk. */
async function loadPage({ path, load, world }: Address): Promise<Chunk> {
    const [page] = await Promise.all([load(), path === "/" || loadPageWords(world)]);
    return { ...page, default: standing(page.default) };
}

const pages = routes.map((route) => ({ route, view: lazy(reloading(() => loadPage(route))) }));

function App() {
    return (
        <LocationProvider>
            <QueryClientProvider client={client}>
                <Frame>
                    <Router onRouteChange={() => sessionStorage.removeItem("reloaded")} onLoadStart={pageLoads} onLoadEnd={pageLoaded}>
                        {pages.map(({ route, view }) => (
                            <Route key={route.path} path={route.path} component={Page} route={route} view={view} />
                        ))}
                        <Route default component={NotFound} />
                    </Router>
                </Frame>
            </QueryClientProvider>
        </LocationProvider>
    );
}

hooks.unauthorized = askToSignIn;
watchConnection();
watchLinks(client, loadPage);
setTheme(theme.value);
loadWords(chosenLanguage())
    .then(() => render(<App />, document.getElementById("app") as HTMLElement))
    .then(() => Promise.all([loadServerWords(), loadPageWords("both")]));
