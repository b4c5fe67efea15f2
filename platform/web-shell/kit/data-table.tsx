import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { useText, words } from '../text.ts';
import { Icon } from './icon.tsx';

export interface Column<Row> {
  readonly id: string;
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** What to sort by; without it the column does not sort. Gaps go last. */
  readonly sortBy?: (row: Row) => number | string | null;
  /** Numbers stand right, in tabular figures. */
  readonly numeric?: boolean;
  readonly width?: string;
  /** Left out on a phone. */
  readonly minor?: boolean;
}

interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

const ROW_PX = 36;
const VIRTUAL_FROM = 200;

/** Rows in order of a column; equal rows keep their order, gaps stand last either way. */
export const sortRows = <Row,>(
  rows: readonly Row[],
  by: (row: Row) => number | string | null,
  descending: boolean,
): Row[] => {
  const keyed = rows.map((row) => ({ row, key: by(row) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return a.key === b.key ? 0 : a.key === null ? 1 : -1;
    const order =
      typeof a.key === 'number' && typeof b.key === 'number'
        ? a.key - b.key
        : String(a.key).localeCompare(String(b.key));
    return descending ? -order : order;
  });
  return keyed.map(({ row }) => row);
};

const say = words({
  sort: { zh: '按“{column}”排序', en: 'Sort by {column}' },
});

const Head = <Row,>({
  columns,
  sorting,
  onSort,
}: {
  readonly columns: readonly Column<Row>[];
  readonly sorting: Sorting | null;
  readonly onSort: (id: string) => void;
}) => {
  const t = useText();
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const on = sorting?.column === column.id;
          const order = on ? (sorting.descending ? 'descending' : 'ascending') : undefined;
          return (
            <th
              key={column.id}
              scope="col"
              className={cellClass(column)}
              aria-sort={order}
              style={column.width ? { width: column.width } : undefined}
            >
              {column.sortBy ? (
                <button
                  type="button"
                  title={t(say.sort, { column: String(column.title) })}
                  onClick={() => onSort(column.id)}
                >
                  {column.title}
                  {on ? <Icon name={sorting.descending ? 'arrowDown' : 'arrowUp'} size={12} /> : null}
                </button>
              ) : (
                column.title
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
};

const cellClass = <Row,>(column: Column<Row>) =>
  [column.numeric && 'right tnum', column.minor && 'minor'].filter(Boolean).join(' ') || undefined;

const Spacer = ({ rows, columns }: { readonly rows: number; readonly columns: number }) =>
  rows > 0 ? (
    <tr style={{ height: rows * ROW_PX }}>
      <td colSpan={columns} />
    </tr>
  ) : null;

/** Arrow keys walk over rows, Enter opens one. */
const walk = (event: KeyboardEvent<HTMLTableRowElement>, open: (() => void) | undefined) => {
  const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' } as const;
  const direction = step[event.key as keyof typeof step];
  if (direction) {
    (event.currentTarget[direction] as HTMLElement | null)?.focus();
    event.preventDefault();
  }
  if (event.key === 'Enter' && event.target === event.currentTarget) open?.();
};

/** A table that sorts, walks by keyboard and draws only what is in sight when it is long. */
export const DataTable = <Row,>({
  caption,
  columns,
  rows,
  rowKey,
  onOpen,
  sortedBy = null,
  empty,
  maxHeight,
}: {
  /** Read out, not shown. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  readonly sortedBy?: Sorting | null;
  readonly empty?: ReactNode;
  readonly maxHeight?: number | string;
}) => {
  const [sorting, setSorting] = useState<Sorting | null>(sortedBy);
  const [top, setTop] = useState(0);
  const sorted = useMemo(() => {
    const by = columns.find((column) => column.id === sorting?.column)?.sortBy;
    return by && sorting ? sortRows(rows, by, sorting.descending) : rows;
  }, [rows, columns, sorting]);
  const toggle = (id: string) =>
    setSorting((now) => ({ column: id, descending: now?.column === id ? !now.descending : false }));
  if (rows.length === 0 && empty) return <>{empty}</>;
  const virtual = sorted.length > VIRTUAL_FROM && maxHeight !== undefined;
  const first = virtual ? Math.max(0, Math.floor(top / ROW_PX) - 10) : 0;
  const last = virtual ? Math.min(sorted.length, first + 60) : sorted.length;
  return (
    <section
      className="table-box"
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      style={{ maxHeight }}
      onScroll={(event) => virtual && setTop(event.currentTarget.scrollTop)}
    >
      <table className="table" aria-rowcount={sorted.length}>
        <caption className="visually-hidden">{caption}</caption>
        <Head columns={columns} sorting={sorting} onSort={toggle} />
        <tbody>
          <Spacer rows={first} columns={columns.length} />
          {sorted.slice(first, last).map((row) => (
            <tr
              key={rowKey(row)}
              className={onOpen ? 'opens' : undefined}
              tabIndex={onOpen ? 0 : undefined}
              onClick={onOpen && (() => onOpen(row))}
              onKeyDown={(event) => walk(event, onOpen && (() => onOpen(row)))}
            >
              {columns.map((column) => (
                <td key={column.id} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
          <Spacer rows={sorted.length - last} columns={columns.length} />
        </tbody>
      </table>
    </section>
  );
};
