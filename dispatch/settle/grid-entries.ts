import type { GridConnection } from '#dispatch/domain';
import { energyOver, mwhToWh, type Wh } from '#units';
import { microYuan } from './fen.ts';
import { type Owners, outside } from './parties.ts';
import type { Entry, SettleContext, SettlePeriod } from './records.ts';

const energyWh = (period: SettlePeriod, element: string, quantity: string): Wh =>
  mwhToWh(energyOver(period.minutes / 60, Math.max(0, period.powerMw(element, quantity) ?? 0)));

/** Bought and sold at grid connections, delivered by DC links out of the region: at the price of each period. */
export function gridEntries({ region }: SettleContext, owners: Owners, period: SettlePeriod): Entry[] {
  const { startMs } = period;
  const energy = (quantityWh: Wh, yuanPerMwh: number) => ({
    ...{ startMs, unit: 'MWh' as const, quantityMillionths: quantityWh },
    microYuanPerUnit: microYuan(yuanPerMwh),
  });
  const grids = region.gridConnections.flatMap(({ id }): Entry[] => {
    const [owner, company] = [owners.of(id), outside(id)];
    const bought = energy(energyWh(period, id, 'importMw'), period.valueAt(id, 'importYuanPerMwh'));
    const sold = energy(energyWh(period, id, 'exportMw'), period.valueAt(id, 'exportYuanPerMwh'));
    return [
      { kind: 'gridBought', payer: owner, payee: company, subject: id, ...bought },
      { kind: 'gridSold', payer: company, payee: owner, subject: id, ...sold },
    ];
  });
  const links = region.hvdcLinks.flatMap(({ id, to, shortfallYuanPerMwh }): Entry[] => {
    const deliveredMw = period.powerMw(id, 'deliveredMw');
    if (to !== undefined || deliveredMw === null) return [];
    const [owner, company] = [owners.of(id), outside(id)];
    const missingMw = Math.max(0, period.valueAt(id, 'contractedMw') - deliveredMw);
    const missingWh = mwhToWh(energyOver(period.minutes / 60, missingMw));
    const delivered = energy(
      energyWh(period, id, 'deliveredMw'),
      period.valueAt(id, 'deliveredPriceYuanPerMwh'),
    );
    const missing = energy(missingWh, shortfallYuanPerMwh);
    return [
      { kind: 'exportDelivered', payer: company, payee: owner, subject: id, ...delivered },
      { kind: 'exportShortfall', payer: owner, payee: company, subject: id, ...missing },
    ];
  });
  return [...grids, ...links];
}

/** Charges that look at a whole month of one connection: its highest import, and the blocks of its tariff. */
export function monthEntries(
  context: SettleContext,
  owners: Owners,
  bought: ReadonlyMap<string, readonly Entry[]>,
  minutes: number,
): Entry[] {
  return context.region.gridConnections.flatMap((grid) => {
    const entries = bought.get(grid.id) ?? [];
    const parties = { payer: owners.of(grid.id), payee: outside(grid.id), subject: grid.id };
    return [
      ...demandCharge(grid, entries, minutes, context.isFirstMonth).map((each) => ({ ...each, ...parties })),
      ...tiers(grid, entries, context.isFirstMonth).map((each) => ({ ...each, ...parties })),
    ];
  });
}
type Charge = Omit<Entry, 'payer' | 'payee' | 'subject'>;

/** On the highest import of the month, counted once, in the first period that reached it. */
function demandCharge(
  { demandCharge: charge }: GridConnection,
  entries: readonly Entry[],
  minutes: number,
  isFirstMonth: boolean,
): Charge[] {
  if (charge === undefined || entries.length === 0) return [];
  const wattsOf = ({ quantityMillionths }: Entry) => Math.round(quantityMillionths / (minutes / 60));
  const peak = entries.reduce((most, entry) => (wattsOf(entry) > wattsOf(most) ? entry : most));
  const openingW = isFirstMonth ? mwhToWh(charge.monthToDatePeakMw) : 0;
  return [
    {
      ...{ kind: 'demandCharge', unit: 'MW', startMs: peak.startMs },
      quantityMillionths: Math.max(openingW, wattsOf(peak)),
      microYuanPerUnit: microYuan(charge.yuanPerMwMonth),
    },
  ];
}

/** What lies above each step of the block tariff, in the periods in which it was bought. */
function tiers(
  { tiers: tariff }: GridConnection,
  entries: readonly Entry[],
  isFirstMonth: boolean,
): Charge[] {
  if (tariff === undefined) return [];
  let soFarWh = isFirstMonth ? mwhToWh(tariff.monthToDateMwh) : 0;
  const charges: Charge[] = [];
  for (const { startMs, quantityMillionths } of entries.toSorted((a, b) => a.startMs - b.startMs)) {
    for (const { fromMwh, addedYuanPerMwh } of tariff.steps) {
      const above = (wh: Wh): Wh => Math.max(0, wh - mwhToWh(fromMwh));
      const withinWh = above(soFarWh + quantityMillionths) - above(soFarWh);
      const microYuanPerUnit = microYuan(addedYuanPerMwh);
      if (withinWh > 0)
        charges.push({
          ...{ kind: 'gridTier', unit: 'MWh', startMs },
          ...{ quantityMillionths: withinWh, microYuanPerUnit },
        });
    }
    soFarWh += quantityMillionths;
  }
  return charges;
}
