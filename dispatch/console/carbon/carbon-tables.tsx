import type { FootprintRow, FootprintView, Kpi, SiteFigures, TargetState } from '#dispatch/domain';
import { Card, Chip, type Column, DataTable, KpiText, useFormat, useText } from '#platform/web-shell';
import { say } from './carbon-words.ts';

/** Carbon of several consumers, a column a method; the matched green share always beside the one by totals. */
export const MethodTable = ({
  title,
  note,
  rows,
}: {
  readonly title: string;
  readonly note?: string;
  readonly rows: readonly FootprintRow[];
}) => {
  const t = useText();
  const format = useFormat();
  const of = (
    id: keyof typeof say,
    kpiOf: (row: FootprintRow) => Kpi | undefined,
    minor = false,
  ): Column<FootprintRow> => ({
    ...{ id, title: t(say[id]), numeric: true, minor },
    sortBy: (row) => kpiOf(row)?.value ?? null,
    cell: (row) => <Figure kpi={kpiOf(row)} />,
  });
  const columns: readonly Column<FootprintRow>[] = [
    { id: 'who', title: t(say.who), sortBy: ({ name }) => t(name), cell: ({ name }) => t(name) },
    {
      id: 'energy',
      title: t(say.energy),
      numeric: true,
      minor: true,
      sortBy: ({ energyWh }) => energyWh,
      cell: ({ energyWh }) => format.energyWh(energyWh),
    },
    of('location', ({ carbon }) => carbon[0]),
    of('market', ({ carbon }) => carbon[1]),
    of('marginal', ({ carbon }) => carbon[2]),
    of('matched', ({ greenShares }) => greenShares[0], true),
    of('totals', ({ greenShares }) => greenShares[1], true),
  ];
  return (
    <Card title={title} flush>
      {note === undefined ? null : <p className="carbon-note">{note}</p>}
      <DataTable
        caption={title}
        columns={columns}
        rows={rows}
        rowKey={({ kind, id }) => `${kind} ${id}`}
        maxHeight={420}
      />
    </Card>
  );
};

const Figure = ({ kpi }: { readonly kpi: Kpi | undefined }) => (kpi ? <KpiText figure={kpi} /> : '—');

/** PUE, CUE, WUE, REF, ERF of each site, and what its compute took. */
export const SiteFigureTable = ({ sites }: { readonly sites: readonly SiteFigures[] }) => {
  const t = useText();
  const columns: readonly Column<SiteFigures>[] = [
    { id: 'site', title: t(say.site), sortBy: ({ name }) => t(name), cell: ({ name }) => t(name) },
    ...(sites[0]?.kpis ?? []).map(
      (kpi, at): Column<SiteFigures> => ({
        ...{ id: kpi.id, title: t(kpi.title), numeric: true, minor: at > 2 },
        sortBy: ({ kpis }) => kpis[at]?.value ?? null,
        cell: ({ kpis }) => <Figure kpi={kpis[at]} />,
      }),
    ),
  ];
  return (
    <Card title={t(say.sites)} flush>
      <p className="carbon-note">{t(say.sitesNote)}</p>
      <DataTable
        caption={t(say.sites)}
        columns={columns}
        rows={sites}
        rowKey={({ siteId }) => siteId}
        maxHeight={420}
      />
    </Card>
  );
};

/** How each target stands, and where it goes at the pace so far. */
export const TargetTable = ({ targets }: { readonly targets: FootprintView['targets'] }) => {
  const t = useText();
  const format = useFormat();
  const columns: readonly Column<TargetState>[] = [
    { id: 'target', title: t(say.target), cell: ({ target }) => t(target.title) },
    {
      id: 'limit',
      title: t(say.limit),
      numeric: true,
      minor: true,
      cell: ({ target, toDate }) => `${format.count(target.limit)} ${toDate.unit.replace('CO2', 'CO₂')}`,
    },
    { id: 'toDate', title: t(say.toDate), numeric: true, cell: ({ toDate }) => <KpiText figure={toDate} /> },
    {
      id: 'projected',
      title: t(say.projected),
      numeric: true,
      cell: ({ projected }) => <KpiText figure={projected} />,
    },
    {
      id: 'state',
      title: '',
      cell: ({ isProjectedWithin }) =>
        isProjectedWithin === null ? (
          <Chip tone="idle">{t(say.unknown)}</Chip>
        ) : (
          <Chip tone={isProjectedWithin ? 'good' : 'warning'}>
            {t(isProjectedWithin ? say.within : say.beyond)}
          </Chip>
        ),
    },
  ];
  return (
    <Card title={t(say.targets)} flush>
      <DataTable
        caption={t(say.targets)}
        columns={columns}
        rows={targets}
        rowKey={({ target }) => target.id}
      />
    </Card>
  );
};
