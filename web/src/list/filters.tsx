// SPDX-License-Identifier: MIT
// Search and filters of a list. What is typed is asked for 80 ms after the last key; filters that are on are chips, which one
// press takes off.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Ask } from "../api/lists";
import { Behind } from "../app/record";
import { day, t } from "../app/words";
import { Field } from "../form/field";
import { SelectField } from "../form/select";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { queryOf, withAlways, withFilter } from "./ask";
import { type Filter, type ListSpec, rulesOf, typedFilter } from "./spec";

const TYPING_MS = 80;

export function focusSearch(): void {
    document.querySelector<HTMLElement>("[data-list-search]")?.focus();
}

interface SearchProps {
    label: string;
    value: string;
    onValue: (value: string) => void;
    /** Down or Enter: to the rows. */
    onLeave: () => void;
}

function SearchField({ label, value, onValue, onLeave }: SearchProps) {
    const [text, setText] = useState(value);
    const said = useRef(value);
    const timer = useRef(0);
    if (value !== said.current) {
        said.current = value; // the address changed by another way: Back, or "clear"
        setText(value);
    }
    const say = (typed: string) => {
        clearTimeout(timer.current);
        const wanted = typed.trim();
        if (wanted !== said.current) {
            said.current = wanted;
            onValue(wanted);
        }
    };
    useEffect(() => () => clearTimeout(timer.current), []);
    return (
        <div class="search">
            <Icon name="search" />
            <input
                type="search"
                class="input"
                aria-label={label}
                placeholder={label}
                autocomplete="off"
                spellcheck={false}
                value={text}
                data-list-search
                onInput={(event) => {
                    const typed = event.currentTarget.value;
                    setText(typed);
                    clearTimeout(timer.current);
                    timer.current = window.setTimeout(() => say(typed), TYPING_MS);
                }}
                onKeyDown={(event) => {
                    if (event.key === "ArrowDown" || event.key === "Enter") {
                        event.preventDefault();
                        say(text);
                        onLeave();
                    }
                }}
            />
        </div>
    );
}

interface TextFilterProps {
    label: string;
    value: string;
    suggestions: readonly string[];
    inputMode?: "numeric";
    type?: "date";
    /** What is typed, as it is asked for; undefined: it is not understood. */
    read: (typed: string) => string | undefined;
    onValue: (value: string) => void;
}

/** Asked for when it is whole: at Enter, when it is left, or when it is one of the suggestions. What is not understood stays,
 * and is told; the list is as if nothing stood there. */
function TextFilter({ label, value, suggestions, inputMode, type, read, onValue }: TextFilterProps) {
    const list = useId();
    const [unread, setUnread] = useState("");
    // The list is drawn again whenever it is read: what is not said yet stands as it is typed.
    const [typing, setTyping] = useState<string | null>(null);
    const isWrong = unread !== "" && value === "";
    const say = (typed: string) => {
        setTyping(null);
        const understood = read(typed);
        setUnread(understood === undefined ? typed : "");
        onValue(understood ?? "");
    };
    return (
        <Field label={label} error={isWrong ? t("list.filter_unclear", { understood: unread }) : undefined}>
            {({ id, describedBy }) => (
                <>
                    <input
                        id={id}
                        class="input"
                        list={list}
                        type={type}
                        value={typing ?? (isWrong ? unread : value)}
                        aria-invalid={isWrong ? "true" : undefined}
                        aria-describedby={describedBy}
                        inputMode={inputMode}
                        autocomplete="off"
                        onInput={({ currentTarget: { value: typed } }) => (suggestions.includes(typed) ? say(typed) : setTyping(typed))}
                        onChange={(event) => say(event.currentTarget.value.trim())}
                        onBlur={() => setTyping(null)} // what was typed and taken back changed nothing
                    />
                    <datalist id={list}>
                        {suggestions.map((suggestion) => (
                            <option key={suggestion} value={suggestion} />
                        ))}
                    </datalist>
                </>
            )}
        </Field>
    );
}

/** How a value is said. */
function shownValue<Row>(filter: Filter<Row>, value: string): string {
    if (filter.kind === "select") {
        return filter.options.find((option) => option.value === value)?.label ?? t("list.row_waits");
    }
    if ((filter.kind === "text" || filter.kind === "given") && filter.show) {
        return filter.show(value);
    }
    return filter.kind === "text" && filter.type === "date" ? day(value) : value.replaceAll(",", ", ");
}

function chipText<Row>(filter: Filter<Row>, value: string): string {
    return filter.kind === "text" || filter.kind === "select" || (filter.kind === "given" && filter.show)
        ? t("list.filter_is", { filter: t(filter.label), value: shownValue(filter, value) })
        : t(filter.label);
}

interface BarProps<Row extends { id: string }> {
    spec: ListSpec<Row>;
    ask: Ask;
    /** `typed`: one of many changes that are one. */
    onAsk: (change: (ask: Ask) => Ask, typed?: boolean) => void;
    suggestions: (filter: Filter<Row>) => string[];
    onLeave: () => void;
}

interface PressedProps {
    label: string;
    pressed: boolean;
    onPress: () => void;
}

function Pressed({ label, pressed, onPress }: PressedProps) {
    return (
        <button type="button" class="filter-chip" aria-pressed={pressed} onClick={onPress}>
            {pressed && <Icon name="check" size={14} />}
            {label}
        </button>
    );
}

/** A list without one of its values, or with it. */
function turned(list: string, value: string): string {
    const values = list.split(",").filter(Boolean);
    return (values.includes(value) ? values.filter((other) => other !== value) : [...values, value]).join(",");
}

interface ChipProps<Row> {
    filter: Filter<Row>;
    value: string | undefined;
    onValue: (value: string) => void;
}

function FilterChip<Row>({ filter, value, onValue }: ChipProps<Row>) {
    if (filter.kind === "toggle") {
        return <Pressed label={t(filter.label)} pressed={value !== undefined} onPress={() => onValue(value ? "" : "1")} />;
    }
    if (filter.kind === "choice") {
        const on = (value ?? "").split(",");
        return (
            <fieldset class="filter-choices">
                <legend class="for-readers">{t(filter.label)}</legend>
                {filter.choices.map((choice) => (
                    <Pressed
                        key={choice.value}
                        label={t(choice.label)}
                        pressed={on.includes(choice.value)}
                        onPress={() => onValue(turned(value ?? "", choice.value))}
                    />
                ))}
            </fieldset>
        );
    }
    return value === undefined ? null : (
        <button
            type="button"
            class="filter-chip on"
            aria-label={t("list.filter_off", { filter: chipText(filter, value) })}
            onClick={() => {
                onValue("");
                focusSearch(); // this button goes
            }}
        >
            {chipText(filter, value)}
            <Icon name="x" size={14} />
        </button>
    );
}

function Chips<Row extends { id: string }>({ spec, ask, onAsk }: Pick<BarProps<Row>, "spec" | "ask" | "onAsk">) {
    return (
        <>
            {spec.filters
                .filter((filter) => !(spec.tabs && filter.key === "status"))
                .map((filter) => (
                    <FilterChip
                        key={filter.key}
                        filter={filter}
                        value={ask.filters[filter.key]}
                        onValue={(value) => onAsk((now) => withFilter(now, filter.key, value))}
                    />
                ))}
        </>
    );
}

interface FieldProps<Row> {
    filter: Filter<Row>;
    value: string;
    suggestions: (filter: Filter<Row>) => string[];
    onValue: (value: string) => void;
}

function FilterField<Row>({ filter, value, suggestions, onValue }: FieldProps<Row>) {
    const label = t(filter.label);
    if (filter.kind === "select") {
        const options = [{ value: "", label: t("list.any") }, ...filter.options];
        return <SelectField name={filter.key} label={label} value={value} onValue={onValue} options={options} />;
    }
    return filter.kind === "text" ? (
        <TextFilter
            label={label}
            value={value}
            inputMode={filter.inputMode}
            type={filter.type}
            suggestions={suggestions(filter)}
            read={(typed) => typedFilter(filter, typed)}
            onValue={onValue}
        />
    ) : null;
}

/** The rows do not wait for them. */
const loadViews = () => import("./views").then((chunk) => chunk.ViewsMenu);

export function FilterBar<Row extends { id: string }>({ spec, ask, onAsk, suggestions, onLeave }: BarProps<Row>) {
    const [open, setOpen] = useState(false);
    const panel = useId();
    const fields = spec.filters.filter((filter) => filter.kind === "text" || filter.kind === "select");
    return (
        <search class="filters">
            <SearchField
                label={t(spec.search)}
                value={ask.search}
                onValue={(search) => onAsk((now) => ({ ...now, search }), true)}
                onLeave={onLeave}
            />
            <Chips spec={spec} ask={ask} onAsk={onAsk} />
            {fields.length > 0 && (
                <Button kind="quiet" icon="filter" aria-expanded={open} aria-controls={panel} onClick={() => setOpen(!open)}>
                    {t("list.filters")}
                </Button>
            )}
            <Behind
                load={loadViews}
                props={{
                    noun: spec.source.noun,
                    path: spec.path,
                    always: spec.always,
                    query: withAlways(queryOf(ask, rulesOf(spec)), spec.always),
                }}
            />
            {open && (
                <div class="filter-fields" id={panel}>
                    {fields.map((filter) => (
                        <FilterField
                            key={filter.key}
                            filter={filter}
                            value={ask.filters[filter.key] ?? ""}
                            suggestions={suggestions}
                            onValue={(value) => onAsk((now) => withFilter(now, filter.key, value))}
                        />
                    ))}
                </div>
            )}
        </search>
    );
}
