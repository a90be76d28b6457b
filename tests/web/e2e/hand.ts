// SPDX-License-Identifier: MIT
// Presses that a way through the product costs: taps and Enters that a person must make; typing is not counted.

import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./world";

/** Counts what a hand does. */
export class Hand {
    presses = 0;
    constructor(readonly page: Page) {}

    async press(what: Locator): Promise<void> {
        this.presses++;
        await what.click();
    }

    async key(name: string): Promise<void> {
        this.presses++;
        await this.page.keyboard.press(name);
    }

    button(name: string | RegExp): Promise<void> {
        return this.press(this.page.locator("main, dialog[open]").getByRole("button", { name }).last());
    }

    within(budget: number, since: number): void {
        test.info().annotations.push({
            type: "flow",
            description: `${this.presses} of ${budget} presses, ${Date.now() - since} ms of machine`,
        });
        expect(this.presses).toBeLessThanOrEqual(budget);
    }
}
