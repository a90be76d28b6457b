// SPDX-License-Identifier: MIT
// What stages, statuses and the seeded values of factors are called. A value that somebody added is called what it is.

import { type Key, number, t } from "../app/words";
import type { Tone } from "../ui/chip";

const STATUS: Record<string, [Key, Tone]> = {
    Active: ["deal.status.active", "info"],
    Won: ["deal.status.won", "good"],
    Lost: ["deal.status.lost", "bad"],
    "On Hold": ["deal.status.hold", "warn"],
    Cancelled: ["deal.status.cancelled", "neutral"],
};

const STAGE: Record<string, Key> = {
    Prospection: "deal.stage.prospection",
    Qualification: "deal.stage.qualification",
    RFI: "deal.stage.rfi",
    RFQ: "deal.stage.rfq",
    Proposal: "deal.stage.proposal",
    Negotiation: "deal.stage.negotiation",
    Closed: "deal.stage.closed",
};

const VALUE: Record<string, Key> = {
    "Integrated services to Business": "factor.integrated",
    "One-time service": "factor.once",
    Prospection: "factor.prospection",
    RFI: "factor.rfi",
    RFQ: "factor.rfq",
    Negotiation: "factor.negotiation",
    "Contract Signed": "factor.signed",
    New: "factor.new",
    Existing: "factor.existing",
    "1 - Low": "factor.low",
    "2 - Medium": "factor.medium",
    "3 - Good": "factor.good",
    "4 - High": "factor.high",
    "5 - Excellent": "factor.excellent",
};

export const dealStatusKey = (status: string): Key => STATUS[status]?.[0] ?? "deal.status.active";
export const dealStatusTone = (status: string): Tone => STATUS[status]?.[1] ?? "neutral";
export const stageKey = (stage: string): Key => STAGE[stage] ?? "deal.stage.prospection";
export const statusWord = (status: string): string => (STATUS[status] ? t(dealStatusKey(status)) : status);
export const stageWord = (stage: string): string => (STAGE[stage] ? t(stageKey(stage)) : stage);

export function factorWord(value: string): string {
    const key = VALUE[value];
    return key ? t(key) : value;
}

/** Of the factor that is "yes" or "no". */
export const prudenceWord = (value: string): string => t(value.toLowerCase() === "yes" ? "factor.conservative" : "factor.confident");

/** 0.236 is "23,6 %". */
export const percentText = (share: number): string => t("percent", { value: number(Number((share * 100).toFixed(2))) });
