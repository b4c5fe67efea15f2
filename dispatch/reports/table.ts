import { Html, html } from './html.ts';

export interface ReportColumn {
  readonly title: string;
  /** Numbers stand to the right. */
  readonly number?: boolean;
}
export interface ReportTable {
  readonly caption?: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Set when the last row sums the others. */
  readonly hasTotal?: boolean;
}

/** A table with its heads repeated on each printed page; wide ones scroll on a phone. */
export function table({ caption, columns, rows, hasTotal }: ReportTable): Html {
  const cell =
    (name: 'th' | 'td') =>
    (text: string, at: number): Html => {
      const side = columns[at]?.number ? ' class="n"' : '';
      return name === 'th'
        ? html`<th scope="col"${raw(side)}>${text}</th>`
        : html`<td${raw(side)}>${text}</td>`;
    };
  const body = rows.map(
    (row, at) =>
      html`<tr${raw(hasTotal && at === rows.length - 1 ? ' class="total"' : '')}>${row.map(cell('td'))}</tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="group"><table>
${caption === undefined ? null : html`<caption>${caption}</caption>`}
<thead><tr>${columns.map((column, at) => cell('th')(column.title, at))}</tr></thead>
<tbody>${body}</tbody>
</table></div>`;
}
const raw = (text: string): Html => new Html(text);
