// SPDX-License-Identifier: MIT
// Who may do what, from the server's own table of routes. `can` is the only question that a page asks.

import least from "#permissions";

/** From little to much; MANAGER and TEAM_LEAD and the like are named as the table of routes names them. */
const LEVELS = ["user", "manager", "admin", "owner"] as const;
export type Level = (typeof LEVELS)[number];

const ROLES: Record<string, Level> = { OWNER: "owner", ADMIN: "admin", MANAGER: "manager", SALES: "user" };

export function levelOf(role: string): Level {
    return ROLES[role.toUpperCase()] ?? "user";
}

export function reaches(level: Level, wanted: string): boolean {
    const index = LEVELS.indexOf(wanted as Level);
    return index >= 0 && LEVELS.indexOf(level) >= index;
}

/** `route` such as "DELETE /api/contacts/{id}". What the table does not name, everybody of the tenant may do. */
export function allowed(level: Level, route: string): boolean {
    const wanted = (least as Record<string, string>)[route];
    return wanted === undefined || reaches(level, wanted);
}
