// SPDX-License-Identifier: MIT
// Deals for tests that are about something else than making one.

import type { Page } from "@playwright/test";
import { api } from "./world";

const DEAL = {
    original_amount: 10000,
    project_type: "One-time service",
    project_maturity: "RFI",
    client_type: "Existing",
    client_relationship: "3 - Good",
    starting_date: "2036-01-01",
    closing_date: "2036-12-31",
};

export function makeDeal(page: Page, project_name: string, more: object = {}): Promise<{ id: string }> {
    const body = JSON.stringify({ ...DEAL, ...more, project_name });
    return api(page, "/api/opportunities", { method: "POST", headers: { "Content-Type": "application/json" }, body });
}
