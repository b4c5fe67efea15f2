import { useMemo } from 'react';
import { type Column, DataTable } from '../kit/data-table.tsx';
import { useFormat } from '../use-format.ts';
import type { Picture, PictureTable } from './picture.ts';

type Row = PictureTable['rows'][number] & { readonly 0?: unknown };

/** The numbers behind a chart, with its description in words above them. */
export const ChartTable = ({ picture }: { readonly picture: Picture }) => {
  const format = useFormat();
  const table = useMemo(() => picture.table(), [picture]);
  const columns = table.columns.map((column, i): Column<Row> => {
    const text = (value: number | string | null | undefined) => {
      if (typeof value !== 'number') return value ?? '—';
      return column.kind === 'time' ? format.dateTime(value) : format.number(value);
    };
    return {
      id: String(i),
      title: column.unit ? `${column.title} (${column.unit})` : column.title,
      numeric: column.kind === 'number',
      sortBy: (row) => row[i] ?? null,
      cell: (row) => text(row[i]),
    };
  });
  const rows = useMemo(() => table.rows.map((row, i) => Object.assign([...row], { key: i })), [table]);
  return (
    <div className="chart-table">
      <p>{picture.description}</p>
      <DataTable
        caption={picture.title}
        columns={columns}
        rows={rows}
        rowKey={(row) => String((row as unknown as { key: number }).key)}
        maxHeight={320}
      />
    </div>
  );
};
