// SPDX-License-Identifier: MIT
// Debian's Chromium, one window at a time; run.py starts the product and this. Waits are for conditions: the times below are when a
// test gives up, not when it goes on.

import { defineConfig } from "@playwright/test";

export default defineConfig({
    testDir: "e2e",
    outputDir: "../../build/web-e2e/results",
    snapshotPathTemplate: "{testDir}/../shots/{arg}{ext}",
    workers: 1,
    timeout: 120_000,
    expect: { timeout: 20_000, toHaveScreenshot: { maxDiffPixelRatio: 0.0005, animations: "disabled", caret: "hide" } },
    reporter: [["list"], ["json"]],
    use: {
        launchOptions: {
            executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
            args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--no-first-run"],
        },
        ignoreHTTPSErrors: true,
        actionTimeout: 20_000,
        navigationTimeout: 30_000,
        locale: "fr-FR",
        timezoneId: "Europe/Paris",
        viewport: { width: 1280, height: 800 },
        contextOptions: { reducedMotion: "reduce" },
        screenshot: "only-on-failure",
    },
});
