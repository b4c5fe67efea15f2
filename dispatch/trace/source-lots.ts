import { whToMwh } from '#units';
import type { Lot } from './lots.ts';
import type { SourceMeter } from './meters.ts';

/** What a source fed in: its clean part and the rest, which has the emissions. */
export function lotsOfSource(source: SourceMeter): Lot[] {
  const cleanWh = Math.round(source.energyWh * source.cleanShareRatio);
  const co2Tonnes = whToMwh(source.energyWh) * source.emissionTco2PerMwh;
  const base = { key: source.id, origin: source.id };
  const isWhollyClean = cleanWh === source.energyWh;
  const otherWh = source.energyWh - cleanWh;
  return [
    { ...base, isClean: true, energyWh: cleanWh, co2Tonnes: isWhollyClean ? co2Tonnes : 0 },
    { ...base, isClean: false, energyWh: otherWh, co2Tonnes: isWhollyClean ? 0 : co2Tonnes },
  ].filter((lot) => lot.energyWh > 0);
}
