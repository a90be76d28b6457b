// SPDX-License-Identifier: MIT
// A customer at the desk: who it is, which car, what is to be done. Three records of one form, made one after another, each once:
// their keys are made of the form's. What was made before a later one was refused is told, and is not made again.

import { contacts } from "./contacts";
import { ApiError } from "./error";
import { type Quote, quotes } from "./quotes";
import type { Body, Resource } from "./resource";
import { changeMileage, vehicles } from "./vehicles";

export interface Reception extends Body {
    /** One more after each refusal: what was made before is never asked for again under another body. */
    round: string | null;
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

async function contactOf({ contact_id, contact, round }: Reception, key: string, made: Made): Promise<string> {
    if (contact_id) {
        return contact_id;
    }
    const { id, name } = (await partOf("contact", () => contacts.create(contact, `${key}.contact${round ?? ""}`))).body;
    made.contact = { id, name: name ?? "" };
    return id;
}

async function vehicleOf(reception: Reception, owner_id: string, key: string, made: Made): Promise<string | null> {
    const { vehicle_id, vehicle, round } = reception;
    if (vehicle_id) {
        if (isSaid(vehicle.mileage)) {
            await partOf("vehicle", () => changeMileage(vehicle_id, { mileage: vehicle.mileage }, null));
        }
        return vehicle_id;
    }
    if (!Object.values(vehicle).some(isSaid)) {
        return null;
    }
    const { body } = await partOf("vehicle", () => vehicles.create({ ...vehicle, owner_id }, `${key}.vehicle${round ?? ""}`));
    made.vehicle = { id: body.id, name: [body.license_plate, body.make, body.model].filter(isSaid).join(" ") };
    return body.id;
}

/** `onRefused` hears of the parts that were made before a later one was refused. */
export function receptionResource(onRefused: (made: Made) => void): Resource<Quote> {
    /** What this form has made: nobody else's customer or car is written over. */
    const own: Made = {};
    return {
        noun: "reception",
        entity: quotes.entity,
        read: quotes.read,
        create: async (body, key) => {
            const reception = body as Reception;
            const { contact_id, contact, vehicle_id, vehicle, round, ...paper } = reception;
            const made: Made = {};
            try {
                const owner = await contactOf(reception, key, made);
                const car = await vehicleOf(reception, owner, key, made);
                return await quotes.create({ ...paper, contact_id: owner, vehicle_id: car }, key);
            } catch (error) {
                if (!(error instanceof ApiError && error.unanswered)) {
                    onRefused(made);
                }
                throw error;
            } finally {
                Object.assign(own, made);
            }
        },
        // What was typed while no answer came, after all three were made.
        change: async (id, body, etag) => {
            const { contact, vehicle, round, ...paper } = body as Partial<Reception>;
            const { contact_id, vehicle_id } = (await quotes.read(id)).body;
            if (contact && own.contact?.id === contact_id) {
                await partOf("contact", () => contacts.change(contact_id, contact, null));
            }
            if (vehicle && vehicle_id) {
                const { mileage, ...facts } = vehicle;
                if (own.vehicle?.id === vehicle_id) {
                    await partOf("vehicle", () => vehicles.change(vehicle_id, facts, null));
                }
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
