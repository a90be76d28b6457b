// SPDX-License-Identifier: MIT
// A customer at the desk: who it is, which car, what is to be done. Three records of one form, made one after another, each once:
// their keys are made of the form's. What was made before a later one was refused is told, and is not made again.

import { contacts } from "./contacts";
import { ApiError } from "./error";
import { type Quote, quotes } from "./quotes";
import type { Body, Resource } from "./resource";
import { changeMileage, vehicles } from "./vehicles";

export interface Reception extends Body {
    /** Who is known; or who is not yet. */
    contact_id: string | null;
    contact: Body;
    /** The same of the car, of which `vehicle.mileage` is said in both cases. */
    vehicle_id: string | null;
    vehicle: Body;
}

/** What is known by now, with what it is called. */
export interface Made {
    contact?: { id: string; name: string };
    vehicle?: { id: string; name: string };
}

const isSaid = (value: unknown): boolean => value !== null && value !== undefined && value !== "";

/** The errors of a part stand beside the fields of that part. */
async function partOf<T>(part: string, work: () => Promise<T>): Promise<T> {
    try {
        return await work();
    } catch (error) {
        if (!(error instanceof ApiError)) {
            throw error;
        }
        const { status, code, message, fields, requestId, retryAfter } = error;
        const named = fields.map((row) => ({ ...row, field: `${part}.${row.field}` }));
        throw new ApiError(status, code, message, named, requestId, retryAfter);
    }
}

async function contactOf({ contact_id, contact }: Reception, key: string, made: Made): Promise<string> {
    if (contact_id) {
        return contact_id;
    }
    const { id, name } = (await partOf("contact", () => contacts.create(contact, `${key}.contact`))).body;
    made.contact = { id, name: name ?? "" };
    return id;
}

async function vehicleOf({ vehicle_id, vehicle }: Reception, owner_id: string, key: string, made: Made): Promise<string | null> {
    if (vehicle_id) {
        if (isSaid(vehicle.mileage)) {
            await partOf("vehicle", () => changeMileage(vehicle_id, { mileage: vehicle.mileage }, null));
        }
        return vehicle_id;
    }
    if (!Object.values(vehicle).some(isSaid)) {
        return null;
    }
    const { body } = await partOf("vehicle", () => vehicles.create({ ...vehicle, owner_id }, `${key}.vehicle`));
    made.vehicle = { id: body.id, name: [body.license_plate, body.make, body.model].filter(isSaid).join(" ") };
    return body.id;
}

/** `onMade` hears of the parts that were made when a later one was refused. */
export function receptionResource(onMade: (made: Made) => void): Resource<Quote> {
    return {
        noun: "reception",
        entity: quotes.entity,
        read: quotes.read,
        create: async (body, key) => {
            const { contact_id, contact, vehicle_id, vehicle, ...paper } = body as Reception;
            const made: Made = {};
            try {
                const of = { contact_id, contact, vehicle_id, vehicle };
                const owner = await contactOf(of, key, made);
                const car = await vehicleOf(of, owner, key, made);
                return await quotes.create({ ...paper, contact_id: owner, vehicle_id: car }, key);
            } catch (error) {
                if (!(error instanceof ApiError && error.unanswered)) {
                    onMade(made);
                }
                throw error;
            }
        },
        // What was typed while no answer came, after all three were made.
        change: async (id, body, etag) => {
            const { contact, vehicle, ...paper } = body as Partial<Reception>;
            const { contact_id, vehicle_id } = (await quotes.read(id)).body;
            if (contact) {
                await partOf("contact", () => contacts.change(contact_id, contact, null));
            }
            if (vehicle && vehicle_id) {
                const { mileage, ...facts } = vehicle;
                await partOf("vehicle", () => vehicles.change(vehicle_id, facts, null));
                if (isSaid(mileage)) {
                    await partOf("vehicle", () => changeMileage(vehicle_id, { mileage }, null));
                }
            }
            return quotes.change(id, paper, etag);
        },
        remove: quotes.remove,
        restore: quotes.restore,
    };
}
