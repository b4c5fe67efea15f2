import type { Region } from '#dispatch/domain';
import { areaLoad, hvdcContract, riverInflow, spotPrice } from './demand.ts';
import { yearClock } from './processes.ts';
import { QINGHAI_DEMAND, QINGHAI_PLACES, QINGHAI_RIVERS } from './qinghai-climate.ts';
import { qinghaiJobs } from './qinghai-jobs.ts';
import { heatSeries, pvSeries, windSeries } from './stations.ts';
import { jsonLines, type ScenarioFile, seriesCsv } from './tables.ts';
import { placeWeather, synoptic, type Weather } from './weather.ts';

const PV_PLACES = ['talatan', 'golmud', 'delingha', 'xining', 'qaidam'] as const;
const WIND_PLACES = ['gonghe', 'golmud', 'lenghu', 'delingha', 'qaidam'] as const;
const SITE_PLACES = ['xining', 'haidong', 'gonghe', 'golmud', 'delingha', 'qaidam'] as const;
const MEAN_DELIVERY_MW = 2000;

type PlaceId = keyof typeof QINGHAI_PLACES;
type Columns = Record<string, Float64Array>;

/** Series and jobs of the region `qinghai`: a year of 15-min data and a week of work, from a seed. */
export function qinghaiFiles(seed: number, region: Region): ScenarioFile[] {
  const clock = yearClock(2025, 15);
  const fronts = synoptic(seed, clock);
  const weather = new Map<PlaceId, Weather>();
  for (const id of Object.keys(QINGHAI_PLACES) as PlaceId[]) {
    weather.set(id, placeWeather(seed, clock, QINGHAI_PLACES[id], fronts));
  }
  const at = (id: PlaceId): Weather => weather.get(id)!;
  const columns = <T extends string>(ids: readonly T[], make: (id: T) => Float64Array): Columns =>
    Object.fromEntries(ids.map((id) => [id, make(id)]));
  const pv = columns(PV_PLACES, (id) => pvSeries(clock, QINGHAI_PLACES[id], at(id)));
  const wind = columns(WIND_PLACES, (id) => windSeries(QINGHAI_PLACES[id], at(id)));
  const heat = { delingha: heatSeries(clock, QINGHAI_PLACES.delingha, at('delingha')) };
  const load = Object.fromEntries(
    QINGHAI_DEMAND.map((area) => [area.id, areaLoad(seed, clock, area, at(area.place))]),
  );
  const water = Object.fromEntries(
    QINGHAI_RIVERS.map((river) => [river.id, riverInflow(seed, clock, river)]),
  );
  const air: Columns = {};
  for (const id of SITE_PLACES) {
    air[`${id}_temperature`] = at(id).temperatureC;
    air[`${id}_wetbulb`] = at(id).wetBulbC;
  }
  const spot = spotPrice(seed, clock, mean(Object.values(pv)), mean(Object.values(wind)));
  const market = { hvdc_contract: hvdcContract(clock, MEAN_DELIVERY_MW), spot };
  return [
    seriesCsv('series/pv.csv.gz', clock, pv, { decimals: 4 }),
    seriesCsv('series/wind.csv.gz', clock, wind, { decimals: 4 }),
    seriesCsv('series/heat.csv.gz', clock, heat, { decimals: 3 }),
    seriesCsv('series/load.csv.gz', clock, load, { decimals: 1 }),
    seriesCsv('series/water.csv.gz', clock, water, { decimals: 1 }),
    seriesCsv('series/weather.csv.gz', clock, air, { decimals: 1 }),
    seriesCsv('series/market.csv.gz', clock, market, { decimals: 0 }),
    jsonLines('jobs/week-2025-03-10.jsonl.gz', qinghaiJobs(seed, region)),
  ];
}

const mean = (rows: readonly Float64Array[]): Float64Array =>
  rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
