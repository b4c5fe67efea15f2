import { type Wh, whToMwh, type Yuan } from '#units';
import type { FootprintContext, FootprintPeriod } from './records.ts';

/** Two meters summed over the periods in which both were read. */
interface Pair {
  part: number;
  wholeWh: Wh;
}

/** What the figures of one site are worked out from. Each ratio counts only periods in which both its meters were read. */
export class SiteSums {
  facilityPerIt: Pair = { part: 0, wholeWh: 0 };
  carbonPerIt: Pair = { part: 0, wholeWh: 0 };
  waterPerIt: Pair = { part: 0, wholeWh: 0 };
  reusedPerFacility: Pair = { part: 0, wholeWh: 0 };
  pflopsHours = 0;
  gpuHours = 0;
  /** Null once energy was used while no prices were in force. */
  energyYuan: Yuan | null = 0;

  add(siteId: string, period: FootprintPeriod, { pools }: FootprintContext): void {
    const meters = period.sites[siteId];
    for (const reading of period.jobReadings) {
      const pool = reading.siteId === siteId ? pools.get(reading.poolId) : undefined;
      if (pool === undefined) continue;
      this.pflopsHours += reading.unitHours * pool.pflopsPerUnit;
      if (pool.kind === 'gpu') this.gpuHours += reading.unitHours;
    }
    if (meters === undefined || meters.facilityWh === null) return;
    const { facilityWh, itWh, waterLitres, reusedWh } = meters;
    if (itWh !== null) {
      addTo(this.facilityPerIt, facilityWh, itWh);
      addTo(this.carbonPerIt, whToMwh(facilityWh) * period.location.tco2PerMwh, itWh);
      if (waterLitres !== null) addTo(this.waterPerIt, waterLitres, itWh);
    }
    if (reusedWh !== null) addTo(this.reusedPerFacility, reusedWh, facilityWh);
    const yuanPerMwh = period.siteYuanPerMwh[siteId] ?? null;
    if (this.energyYuan !== null)
      this.energyYuan =
        yuanPerMwh === null && facilityWh > 0
          ? null
          : this.energyYuan + whToMwh(facilityWh) * (yuanPerMwh ?? 0);
  }
}

function addTo(pair: Pair, part: number, wholeWh: Wh): void {
  pair.part += part;
  pair.wholeWh += wholeWh;
}
