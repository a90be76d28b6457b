// SPDX-License-Identifier: MIT
// A chart that is a table: the figures stand in it, and beside each a bar, a part of the largest.

export interface ChartLine {
    key: string;
    name: string;
    /** Where the name leads. */
    href?: string;
    /** Beside the value. */
    count?: string;
    value: number;
    /** The value as it is read. */
    text: string;
}

interface ChartProps {
    title: string;
    /** Name, value, and what is counted. */
    head: [string, string, string?];
    lines: readonly ChartLine[];
    /** Below: sums, means. */
    foot?: readonly { name: string; count?: string; text: string }[];
}

export function Chart({ title, head, lines, foot }: ChartProps) {
    const most = Math.max(1, ...lines.map((line) => line.value));
    const [name, value, count] = head;
    return (
        <section class="sheet">
            <h2>{title}</h2>
            <div class="scrolls">
                <table class="figures bars">
                    <thead>
                        <tr>
                            <th scope="col">{name}</th>
                            {count && (
                                <th scope="col" class="end">
                                    {count}
                                </th>
                            )}
                            <th scope="col" class="end">
                                {value}
                            </th>
                            <td class="bar-cell" />
                        </tr>
                    </thead>
                    <tbody>
                        {lines.map((line) => (
                            <tr key={line.key}>
                                <th scope="row">{line.href ? <a href={line.href}>{line.name}</a> : line.name}</th>
                                {count && <td class="end">{line.count}</td>}
                                <td class="end">{line.text}</td>
                                <td class="bar-cell" aria-hidden="true">
                                    <span style={{ width: `${((100 * Math.max(0, line.value)) / most).toFixed(1)}%` }} />
                                </td>
                            </tr>
                        ))}
                    </tbody>
                    {foot && (
                        <tfoot>
                            {foot.map((line) => (
                                <tr key={line.name}>
                                    <th scope="row">{line.name}</th>
                                    {count && <td class="end">{line.count}</td>}
                                    <td class="end">{line.text}</td>
                                    <td />
                                </tr>
                            ))}
                        </tfoot>
                    )}
                </table>
            </div>
        </section>
    );
}
