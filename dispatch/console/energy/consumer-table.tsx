import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { CONSUMER_WORDS, sourceKeyName } from '#dispatch/charts';
import type { ConsumerEnergy, DayEnergy, Region } from '#dispatch/domain';
import { Card, Choice, type Column, DataTable, useFormat, useLanguage, useText } from '#platform/web-shell';
import { nameInRegion } from '../element-names.ts';
import { say } from './energy-words.ts';

const SHOWN_SOURCES = 3;

/** The largest sources of a row in words; all of them on hover. */
const Sources = ({ row, region }: { readonly row: ConsumerEnergy; readonly region: Region | undefined }) => {
  const t = useText();
  const language = useLanguage();
  const format = useFormat();
  const parts = Object.entries(row.bySourceWh).sort((a, b) => b[1] - a[1]);
  const named = (key: string) =>
    sourceKeyName(
      key,
      Object.fromEntries(key.split(/[/@]/).map((id) => [id, nameInRegion(region, id)])),
      region?.contracts ?? [],
      language,
    );
  const words = parts
    .slice(0, SHOWN_SOURCES)
    .map(([key, wh]) => t(say.largest, { name: named(key), share: format.percent(wh / row.energyWh) }));
  const all = parts.map(([key, wh]) => `${named(key)}: ${format.full(wh)} Wh`).join('\n');
  const more = parts.length - SHOWN_SOURCES;
  return (
    <span className="energy-from" title={all}>
      {words.join(language === 'zh' ? '、' : ', ')}
      {more > 0 ? ` +${more}` : ''}
    </span>
  );
};

/** A converter's losses have no share of their own: what arrived carries all. */
const isShared = ({ kind }: ConsumerEnergy): boolean => kind !== 'transfer';

const useColumns = (region: Region | undefined): readonly Column<ConsumerEnergy>[] => {
  const t = useText();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: 'kind',
        title: t(say.to),
        cell: (row) => t(CONSUMER_WORDS[row.kind]),
        sortBy: (row) => row.kind,
        minor: true,
      },
      {
        id: 'name',
        title: t(say.name),
        cell: (row) =>
          row.kind === 'job' ? (
            <Link to={`/jobs/${encodeURIComponent(row.id)}`}>{row.id}</Link>
          ) : (
            t(row.kind === 'transfer' ? CONSUMER_WORDS.transfer : nameInRegion(region, row.id))
          ),
        sortBy: (row) => row.id,
      },
      {
        id: 'energy',
        title: t(say.energy),
        cell: (row) => <span title={`${format.full(row.energyWh)} Wh`}>{format.energyWh(row.energyWh)}</span>,
        sortBy: (row) => row.energyWh,
        numeric: true,
      },
      {
        id: 'clean',
        title: t(say.clean),
        cell: (row) => format.percent(isShared(row) ? row.cleanWh / row.energyWh : null),
        sortBy: (row) => (isShared(row) ? row.cleanWh / row.energyWh : null),
        numeric: true,
      },
      {
        id: 'carbon',
        title: t(say.carbon),
        cell: (row) => format.co2(isShared(row) ? row.co2Tonnes : null),
        sortBy: (row) => (isShared(row) ? row.co2Tonnes : null),
        numeric: true,
        minor: true,
      },
      { id: 'from', title: t(say.from), cell: (row) => <Sources row={row} region={region} />, minor: true },
    ],
    [t, format, region],
  );
};

/** Consumers of a day with what they took and from whom. */
export const ConsumerTable = ({
  energy,
  region,
}: {
  readonly energy: DayEnergy;
  readonly region: Region | undefined;
}) => {
  const t = useText();
  const [who, setWho] = useState<'jobs' | 'others'>('jobs');
  const rows = useMemo(
    () => energy.consumers.filter(({ kind }) => (kind === 'job') === (who === 'jobs')),
    [energy, who],
  );
  const options = (['jobs', 'others'] as const).map((value) => ({ value, label: t(say[value]) }));
  return (
    <Card
      title={t(say.table)}
      flush
      actions={<Choice label={t(say.who)} options={options} value={who} onChange={setWho} />}
    >
      <DataTable
        caption={t(say.table)}
        columns={useColumns(region)}
        rows={rows}
        rowKey={(row) => `${row.kind} ${row.id}`}
        sortedBy={{ column: 'energy', descending: true }}
        maxHeight={520}
        empty={<p className="energy-note">{t(say.noJobs)}</p>}
      />
    </Card>
  );
};
