// SPDX-License-Identifier: MIT
// The car that a paper is about, as suggestions want it: what its customer's cars are is read already for the field that chooses one.

import { useQuery } from "@tanstack/preact-query";
import { keys } from "../api/keys";
import { readVehiclesOf } from "../api/related";
import type { Car } from "../api/suggest";
import type { FormOf, Values } from "./form";

export function useCar(form: FormOf<Values>): Car | undefined {
    const contact = form.values.contact_id ?? "";
    const { data } = useQuery({
        queryKey: keys.list("vehicles", { owner_id: contact }),
        queryFn: ({ signal }) => readVehiclesOf(contact, signal),
        enabled: contact !== "",
    });
    const chosen = data?.rows.find((vehicle) => vehicle.id === form.values.vehicle_id);
    return chosen?.make && chosen.model ? { make: chosen.make, model: chosen.model } : undefined;
}
