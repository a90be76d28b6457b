// SPDX-License-Identifier: MIT
// Tabs that are addresses; a select where there is no room for them.

interface Tab {
    key: string;
    text: string;
    href: string;
}

interface TabsProps {
    label: string;
    tabs: Tab[];
    chosen: string;
    onChoose: (href: string) => void;
}

export function Tabs({ label, tabs, chosen, onChoose }: TabsProps) {
    return (
        <nav class="tabs" aria-label={label}>
            <ul class="wide-only">
                {tabs.map((tab) => (
                    <li key={tab.key}>
                        <a href={tab.href} aria-current={tab.key === chosen ? "page" : undefined}>
                            {tab.text}
                        </a>
                    </li>
                ))}
            </ul>
            <select
                class="input narrow-only"
                aria-label={label}
                value={tabs.find((tab) => tab.key === chosen)?.href}
                onChange={(event) => onChoose(event.currentTarget.value)}
            >
                {tabs.map((tab) => (
                    <option key={tab.key} value={tab.href}>
                        {tab.text}
                    </option>
                ))}
            </select>
        </nav>
    );
}
