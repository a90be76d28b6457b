// SPDX-License-Identifier: MIT
// A client: who it is at the left, its deals at the right.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import type { Answer } from "../api/client";
import { type Client, clientList, clients } from "../api/clients";
import { keys, outdateWithout } from "../api/keys";
import { readDealsOf } from "../api/opportunity-list";
import { useTitle } from "../app/page";
import { remember } from "../app/recent";
import { type Editing, Late, ReadProblem, RecordState, recordQuery, useEditing, useRecord, useRecordKeys } from "../app/record";
import { can, today } from "../app/session";
import { toast } from "../app/toasts";
import { day, t } from "../app/words";
import { useAction } from "../form/action";
import { Ask } from "../form/ask";
import { useNeighbours } from "../list/neighbours";
import type { PageProps } from "../routes";
import { Button, LinkButton } from "../ui/button";
import { Fact } from "../ui/fact";
import { Menu } from "../ui/menu";
import { factorWord, percentText, stageWord } from "./deal-words";
import { amount, DealStatus, Sleeping } from "./parts";

function Head({ client, at, onDelete }: { client: Client; at: Editing; onDelete: () => void }) {
    const deal = `/opportunities/new?${new URLSearchParams({ client: client.id, name: client.name })}`;
    return (
        <header class="page-head">
            <h1>{client.name}</h1>
            {!at.editing && (
                <div class="actions">
                    {client.email && (
                        <LinkButton href={`mailto:${client.email}`} icon="mail" data-compact>
                            {t("contact.write")}
                        </LinkButton>
                    )}
                    <Button icon="pencil" onClick={at.edit} data-compact>
                        {t("record.edit")}
                    </Button>
                    <LinkButton href={deal} icon="plus" kind="primary">
                        {t("deal.new")}
                    </LinkButton>
                    {can("DELETE /api/clients/{id}") && (
                        <Menu
                            label={t("record.menu")}
                            items={[{ icon: "trash-2", label: t("record.delete"), danger: true, onSelect: onDelete }]}
                        />
                    )}
                </div>
            )}
        </header>
    );
}

function Facts({ client }: { client: Client }) {
    return (
        <section class="sheet" aria-labelledby="facts">
            <h2 id="facts">{t("contact.facts")}</h2>
            <dl class="facts">
                <Fact label={t("client.industry")}>{client.industry}</Fact>
                <Fact label={t("deal.relationship")}>{client.relationship_tier && factorWord(client.relationship_tier)}</Fact>
                <Fact label={t("client.person")}>{client.contact_person}</Fact>
                <Fact label={t("contact.phone")}>
                    {client.phone && <a href={`tel:${client.phone.replace(/\s/g, "")}`}>{client.phone}</a>}
                </Fact>
                <Fact label={t("contact.email")}>{client.email && <a href={`mailto:${client.email}`}>{client.email}</a>}</Fact>
                <Fact label={t("contact.address")}>{client.address && <span class="as-typed">{client.address}</span>}</Fact>
                <Fact label={t("deal.notes")}>{client.notes && <span class="as-typed">{client.notes}</span>}</Fact>
            </dl>
        </section>
    );
}

function Deals({ id }: { id: string }) {
    const query = useQuery({
        queryKey: keys.list("opportunities", { client: id }),
        queryFn: ({ signal }) => readDealsOf(id, signal),
    });
    const { data } = query;
    return (
        <section class="belongings" aria-labelledby="deals">
            <h2 id="deals">{t("deals.title")}</h2>
            <ReadProblem query={query} />
            {data?.rows.length === 0 && <p class="quiet empty">{t("client.no_deals")}</p>}
            <ul class="related">
                {data?.rows.map((deal) => (
                    <li key={deal.id} class="related-row">
                        <a href={`/opportunities/${deal.id}`}>
                            <span class="main">{deal.project_name}</span>
                            <span class="quiet">
                                {stageWord(deal.stage ?? "")} · {percentText(deal.probability_score ?? 0)} · {day(deal.closing_date ?? "")}
                            </span>
                            {deal.needs_followup ? <Sleeping deal={deal} today={today()} /> : <DealStatus status={deal.status ?? ""} />}
                            <span class="number">{amount(deal.original_amount)}</span>
                        </a>
                    </li>
                ))}
            </ul>
            {data && data.total > data.rows.length && (
                <a href={`/opportunities?view=list&client=${id}`}>{t("record.more", { count: data.total })}</a>
            )}
        </section>
    );
}

function Delete({ record, onClose }: { record: Answer<Client>; onClose: () => void }) {
    const cache = useQueryClient();
    const { route } = useLocation();
    const action = useAction();
    const { id, name } = record.body;
    const remove = () =>
        action.run(async () => {
            await clients.remove(id, record.etag);
            route("/clients", true);
            outdateWithout(cache, "clients", id);
            toast(t("client.deleted"));
        });
    return (
        <Ask
            title={t("client.delete")}
            text={t("deal.delete_text", { name })}
            confirm={t("record.delete")}
            action={action}
            onConfirm={() => remove().then((done) => done && onClose())}
            onClose={onClose}
        />
    );
}

const loadEdit = () => import("./client-edit").then((chunk) => chunk.ClientEdit);

function Shown({ record, at }: { record: Answer<Client>; at: Editing }) {
    const client = record.body;
    const [deleting, ask] = useState(false);
    useTitle(client.name);
    useEffect(
        () => remember({ type: "client", id: client.id, title: client.name, subtitle: client.industry ?? "" }),
        [client.id, client.name, client.industry],
    );
    return (
        <>
            <Head client={client} at={at} onDelete={() => ask(true)} />
            {at.editing ? (
                <Late load={loadEdit} props={{ record, at }} />
            ) : (
                <div class="record">
                    <Facts client={client} />
                    <Deals id={client.id} />
                </div>
            )}
            {deleting && <Delete record={record} onClose={() => ask(false)} />}
        </>
    );
}

export const ahead = ({ id }: PageProps["params"]) => recordQuery(clients, id);

export default function ClientPage({ params }: PageProps) {
    const id = params.id ?? "";
    const at = useEditing();
    const query = useRecord(clients, id);
    useRecordKeys(at, "/clients");
    useNeighbours("clients", at.editing ? "" : id, clientList);
    return <RecordState query={query}>{(record) => <Shown key={id} record={record} at={at} />}</RecordState>;
}
