import { CONSUMER_WORDS, sourceKeyName } from '#dispatch/charts';
import { type ConsumerEnergy, type DayEnergy, elementNames, type Region } from '#dispatch/domain';
import { bold, type Terminal, textTable } from '#platform/cli-shell';
import { type Wh, whToMwh } from '#units';
import { kpiTable } from './kpi-table.ts';

const JOBS_SHOWN = 15;
const GREEN_SHARES = ['matchedGreenShareRatio', 'annualGreenShareRatio', 'tracedGreenShareRatio'];

/** A day: its green shares side by side, sources, consumers, its largest jobs, contracts. */
export function traceText(energy: DayEnergy, region: Region, terminal: Terminal): string {
  const word = wordIn(terminal);
  const jobs = energy.consumers.filter(({ kind }) => kind === 'job');
  const others = energy.consumers.filter(({ kind }) => kind !== 'job');
  const more = jobs.length - JOBS_SHOWN;
  return [
    bold(terminal, `${energy.day} · ${energy.periodCount} ${word('个时段', 'periods')}`),
    '',
    kpiTable({ kpis: energy.kpis.filter(({ id }) => GREEN_SHARES.includes(id)) }, terminal),
    '',
    sourceTable(energy.consumers, region, terminal),
    '',
    consumerTable(others, region, terminal),
    ...(jobs.length === 0 ? [] : ['', consumerTable(jobs.slice(0, JOBS_SHOWN), region, terminal)]),
    ...(more > 0 ? [word(`另有 ${more} 个作业，见 --csv`, `${more} more jobs: --csv`)] : []),
    ...(energy.contracts.length === 0 ? [] : ['', contractTable(energy, terminal)]),
  ].join('\n');
}

/** One job: its energy by source. */
export function jobEnergyText(energy: DayEnergy, region: Region, terminal: Terminal): string {
  return [
    bold(terminal, energy.day),
    consumerTable(energy.consumers, region, terminal),
    '',
    sourceTable(energy.consumers, region, terminal),
  ].join('\n');
}

const wordIn =
  ({ language }: Terminal) =>
  (zh: string, en: string): string =>
    language === 'zh' ? zh : en;

const mwhText = (wh: Wh): string =>
  whToMwh(wh).toLocaleString('en-US', { minimumFractionDigits: 6, maximumFractionDigits: 6 });
const percentText = (part: number, whole: number): string =>
  whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : '—';

function sourceTable(consumers: readonly ConsumerEnergy[], region: Region, terminal: Terminal): string {
  const word = wordIn(terminal);
  const sums = new Map<string, Wh>();
  for (const { bySourceWh } of consumers)
    for (const [key, wh] of Object.entries(bySourceWh)) sums.set(key, (sums.get(key) ?? 0) + wh);
  const allWh = [...sums.values()].reduce((sum, wh) => sum + wh, 0);
  const names = elementNames(region);
  return textTable(
    [
      { title: word('来源', 'from'), most: 60 },
      { title: 'MWh', align: 'right' },
      { title: word('占比', 'share'), align: 'right' },
    ],
    [...sums]
      .sort((a, b) => b[1] - a[1])
      .map(([key, wh]) => [
        sourceKeyName(key, names, region.contracts, terminal.language),
        mwhText(wh),
        percentText(wh, allWh),
      ]),
  );
}

function consumerTable(consumers: readonly ConsumerEnergy[], region: Region, terminal: Terminal): string {
  const word = wordIn(terminal);
  const names = elementNames(region);
  return textTable(
    [
      { title: word('去向', 'to'), most: 24 },
      { title: word('名称', 'name'), most: 44 },
      { title: 'MWh', align: 'right' },
      { title: word('清洁', 'clean'), align: 'right' },
      { title: 'kg CO₂', align: 'right' },
    ],
    consumers.map(({ kind, id, energyWh, cleanWh, co2Tonnes }) => [
      CONSUMER_WORDS[kind][terminal.language],
      names[id]?.[terminal.language] ?? id,
      mwhText(energyWh),
      kind === 'transfer' ? '—' : percentText(cleanWh, energyWh),
      kind === 'transfer' ? '—' : (co2Tonnes * 1_000).toFixed(1),
    ]),
  );
}

function contractTable({ contracts }: DayEnergy, terminal: Terminal): string {
  const word = wordIn(terminal);
  return textTable(
    [
      { title: word('合同', 'contract'), most: 44 },
      { title: word('约定 MWh', 'contracted MWh'), align: 'right' },
      { title: word('发电 MWh', 'generated MWh'), align: 'right' },
      { title: word('用电 MWh', 'used MWh'), align: 'right' },
      { title: word('结算 MWh', 'settled MWh'), align: 'right' },
      { title: word('结算/约定', 'settled/contracted'), align: 'right' },
    ],
    contracts.map((one) => [
      one.title[terminal.language],
      ...[one.contractedWh, one.generationWh, one.consumptionWh, one.settledWh].map(mwhText),
      percentText(one.settledWh, one.contractedWh),
    ]),
  );
}
