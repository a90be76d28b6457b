// SPDX-License-Identifier: MIT
// What is known of a customer. VIP and tags are changed where they stand, and can be taken back.

import { type ContactDetail, contacts } from "../api/contacts";
import { dateAt, tenantCountry } from "../app/session";
import { day, t } from "../app/words";
import { InPlace } from "../form/in-place";
import { useSave } from "../form/save";
import { TagsField } from "../form/tags";
import { showSiret } from "../rules/legal";
import { showPhone } from "../rules/phone";
import { Button } from "../ui/button";
import { Fact } from "../ui/fact";
import { CONTACT } from "./contact-shape";

function Address({ of }: { of: ContactDetail["address"] }) {
    const lines = [...(of?.street?.split("\n") ?? []), [of?.postal_code, of?.city].filter(Boolean).join(" "), of?.country].filter(Boolean);
    return (
        <>
            {lines.map((line) => (
                <span key={line} class="line">
                    {line}
                </span>
            ))}
        </>
    );
}

const hasAddress = (of: ContactDetail["address"]): boolean => Boolean(of && Object.values(of).some(Boolean));

function said(value: unknown): string {
    return value === true || value === false ? t(value ? "yes" : "no") : typeof value === "object" ? JSON.stringify(value) : String(value);
}

function Custom({ of }: { of: ContactDetail["custom_fields"] }) {
    const entries = Object.entries(of).filter(([, value]) => value !== null && value !== "");
    return entries.length ? (
        <>
            <h2>{t("contact.custom")}</h2>
            <dl class="facts">
                {entries.map(([name, value]) => (
                    <Fact key={name} label={name.replaceAll("_", " ")}>
                        {said(value)}
                    </Fact>
                ))}
            </dl>
        </>
    ) : null;
}

function Marks({ contact }: { contact: ContactDetail }) {
    const save = useSave(contacts);
    const vip = contact.is_vip;
    const fact = (name: "tags" | "is_vip", value: string) => {
        save.fact(contact.id, CONTACT, name, value);
        return true;
    };
    return (
        <>
            <InPlace
                name="tags"
                label={`${t("contact.tags")} : ${t("record.edit")}`}
                value={contact.tags.join(",")}
                onSave={(value) => fact("tags", value)}
                shown={
                    <span class="tag-list">
                        {contact.tags.length ? "" : t("contact.tags")}
                        {contact.tags.map((tag) => (
                            <span key={tag} class="tag">
                                {tag}
                            </span>
                        ))}
                    </span>
                }
                field={(bound) => <TagsField {...bound} label={t("contact.tags")} hint={t("tag.hint")} autofocus />}
            />
            <Button kind="quiet" icon="star" aria-pressed={vip} onClick={() => fact("is_vip", vip ? "" : "true")}>
                {t(vip ? "contact.unmake_vip" : "contact.make_vip")}
            </Button>
        </>
    );
}

export function ContactFacts({ contact }: { contact: ContactDetail }) {
    const { phone, email, address } = contact;
    return (
        <section class="sheet" aria-labelledby="facts">
            <h2 id="facts">{t("contact.facts")}</h2>
            <dl class="facts">
                <Fact label={t("contact.company")}>{contact.company}</Fact>
                <Fact label={t("contact.phone")}>{phone && <a href={`tel:${phone}`}>{showPhone(phone, tenantCountry())}</a>}</Fact>
                <Fact label={t("contact.email")}>{email && <a href={`mailto:${email}`}>{email}</a>}</Fact>
                <Fact label={t("contact.address")}>{hasAddress(address) && <Address of={address} />}</Fact>
                <Fact label={t("contact.siren")}>{contact.siren}</Fact>
                <Fact label={t("settings.siret")}>{contact.siret && showSiret(contact.siret)}</Fact>
                <Fact label={t("contact.delivery")}>
                    {hasAddress(contact.delivery_address) && <Address of={contact.delivery_address} />}
                </Fact>
                <Fact label={t("contact.vat_number")}>{contact.vat_number}</Fact>
                <Fact label={t("contact.since")}>{day(dateAt(new Date(contact.created_at)))}</Fact>
            </dl>
            <Marks contact={contact} />
            <Custom of={contact.custom_fields} />
        </section>
    );
}
