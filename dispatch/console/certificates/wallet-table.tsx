import type { ShownStatus, WalletSum } from '#dispatch/domain';
import { Card, type Column, DataTable, useFormat, useText } from '#platform/web-shell';
import { say } from './certificate-words.ts';

const SHOWN = ['active', 'claimed', 'stored', 'withdrawn', 'expired'] as const;
type Line = Pick<WalletSum, 'at' | 'source' | 'isStorage'> & {
  readonly wh: Partial<Record<ShownStatus, number>>;
};

function linesOf(sums: readonly WalletSum[]): readonly Line[] {
  const lines = new Map<string, Line & { wh: Partial<Record<ShownStatus, number>> }>();
  for (const { at, source, isStorage, status, energyWh } of sums) {
    const key = `${at} ${source} ${isStorage}`;
    const line = lines.get(key) ?? { at, source, isStorage, wh: {} };
    line.wh[status] = (line.wh[status] ?? 0) + energyWh;
    lines.set(key, line);
  }
  return [...lines.values()].reverse();
}

/** What an account holds and held, by month of production and source. */
export const WalletTable = ({ sums }: { readonly sums: readonly WalletSum[] }) => {
  const t = useText();
  const format = useFormat();
  const columns: readonly Column<Line>[] = [
    { id: 'month', title: t(say.month), sortBy: ({ at }) => at, cell: ({ at }) => at },
    {
      id: 'source',
      title: t(say.source),
      cell: ({ source, isStorage }) => `${t(say[source])}${isStorage ? t(say.ofStore) : ''}`,
    },
    ...SHOWN.map(
      (status): Column<Line> => ({
        ...{ id: status, title: t(say[status]), numeric: true, minor: status !== 'active' },
        sortBy: ({ wh }) => wh[status] ?? 0,
        cell: ({ wh }) => format.energyWh(wh[status] ?? 0),
      }),
    ),
  ];
  return (
    <Card title={t(say.balance)} flush>
      <DataTable
        caption={t(say.balance)}
        columns={columns}
        rows={linesOf(sums)}
        rowKey={({ at, source, isStorage }) => `${at} ${source} ${isStorage}`}
        maxHeight={320}
      />
    </Card>
  );
};
