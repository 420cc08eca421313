import { classes, html } from '../core/html.js';

/**
 * A table that scrolls in itself where it does not fit.
 *
 * @param {{caption: string, columns: Array<{name: string, cell: (row: any) => any, number?: boolean, narrow?: boolean, wrap?: boolean}>,
 *     rows: any[], keyOf: (row: any) => string, empty?: any, showCaption?: boolean}} properties
 *     on a phone each row becomes a card in which the columns' names stand before their values
 */
export function Table({ caption, columns, rows, keyOf, empty, showCaption }) {
  if (rows.length === 0 && empty) {
    return empty;
  }
  return html`
    <div class="table" role="region" aria-label=${caption} tabindex="0">
      <table>
        <caption class=${showCaption ? undefined : 'unseen'}>${caption}</caption>
        <thead><tr>${columns.map((column) => html`<th scope="col" class=${classes(column.number && 'number')}>${column.name}</th>`)}</tr></thead>
        <tbody>
          ${rows.map((row) => html`
            <tr key=${keyOf(row)}>
              ${columns.map((column) => html`<td data-name=${column.name} class=${classes(column.number && 'number', column.narrow && 'narrow', column.wrap && 'wrap')}><div>${column.cell(row)}</div></td>`)}
            </tr>`)}
        </tbody>
      </table>
    </div>`;
}
