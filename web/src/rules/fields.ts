// SPDX-License-Identifier: MIT
// Names of fields are where they stand in a body: "address.city", "items[0].unit_price". From there and back, and which field
// of a form an error belongs to.

type Steps = (string | number)[];

/** "items[0].unit_price" is items, 0, unit_price. */
export function steps(name: string): Steps {
    return [...name.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map((found) => (found[2] === undefined ? (found[1] as string) : Number(found[2])));
}

export function valueAt(body: unknown, name: string): unknown {
    let at = body;
    for (const step of steps(name)) {
        if (at === null || typeof at !== "object") {
            return undefined;
        }
        at = (at as Record<string | number, unknown>)[step];
    }
    return at;
}

type Branch = Record<string | number, unknown>;

function put(body: Branch, name: string, value: unknown): void {
    const path = steps(name);
    let at = body;
    path.slice(0, -1).forEach((step, index) => {
        at[step] ??= typeof path[index + 1] === "number" ? [] : {};
        at = at[step] as Branch;
    });
    at[path[path.length - 1] as string | number] = value;
}

/** The body of which these are the parts. */
export function bodyFrom(values: Record<string, unknown>): Record<string, unknown> {
    const body: Branch = {};
    for (const [name, value] of Object.entries(values)) {
        put(body, name, value);
    }
    return body;
}

/** The field of a form that an error speaks of: itself, or the list or group in which it stands. Undefined: none. */
export function ownerOf(names: readonly string[], field: string): string | undefined {
    for (let name = field; name !== ""; name = name.replace(/(^|\.)[^.[\]]+$|\[\d+\]$/, "")) {
        if (names.includes(name)) {
            return name;
        }
    }
    return undefined;
}

interface Row {
    field: string;
}

/** Rows beside the fields they belong to, the first of each; and those that belong to none. */
export function place<R extends Row>(names: readonly string[], rows: R[]): { beside: Record<string, R>; rest: R[] } {
    const beside: Record<string, R> = {};
    const rest: R[] = [];
    for (const row of rows) {
        const owner = ownerOf(names, row.field);
        if (owner === undefined) {
            rest.push(row);
        } else {
            beside[owner] ??= row;
        }
    }
    return { beside, rest };
}
