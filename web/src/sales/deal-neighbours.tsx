// SPDX-License-Identifier: MIT
// j and k on a deal. The page of a deal is heavy: what leads on from it comes behind it.

import { opportunityList } from "../api/opportunity-list";
import { useNeighbours } from "../list/neighbours";

export function DealNeighbours({ id }: { id: string }) {
    useNeighbours("opportunities", id, opportunityList);
    return null;
}
