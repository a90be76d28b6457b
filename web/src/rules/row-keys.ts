// SPDX-License-Identifier: MIT
// Rows that are typed have no name of their own. Each has a key that goes with it where it is moved, so that what is opened of it
// stays with it and not with its place.

export class RowKeys {
    private last = 0;
    private keys: number[] = [];

    /** Those of so many rows; rows that came at the end get new ones. */
    of(count: number): readonly number[] {
        this.insert(this.keys.length, count - this.keys.length);
        this.keys.length = count;
        return this.keys;
    }

    insert(row: number, count: number): void {
        const fresh = Array.from({ length: Math.max(0, count) }, () => ++this.last);
        this.keys.splice(row, 0, ...fresh);
    }

    remove(row: number): void {
        this.keys.splice(row, 1);
    }

    move(row: number, to: number): void {
        this.keys.splice(to, 0, ...this.keys.splice(row, 1));
    }
}
