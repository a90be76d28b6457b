// SPDX-License-Identifier: MIT
// A table of figures: the first cell of a row is its name.

interface FiguresProps {
    label: string;
    head: string[];
    rows: string[][];
    foot?: string[];
}

function Cells({ of: [name, ...rest] }: { of: string[] }) {
    return (
        <tr>
            <th scope="row">{name}</th>
            {rest.map((text, index) => (
                <td key={index} class="end">
                    {text}
                </td>
            ))}
        </tr>
    );
}

export function Figures({ label, head, rows, foot }: FiguresProps) {
    return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too
        <section class="scrolls" aria-label={label} tabIndex={0}>
            <table class="figures wraps">
                <thead>
                    <tr>
                        {head.map((text, index) => (
                            <th key={text} scope="col" class={index ? "end" : undefined}>
                                {text}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {rows.map((row) => (
                        <Cells key={row[0]} of={row} />
                    ))}
                </tbody>
                {foot && (
                    <tfoot>
                        <Cells of={foot} />
                    </tfoot>
                )}
            </table>
        </section>
    );
}
