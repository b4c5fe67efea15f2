import type { PriceSetter, Region } from '#dispatch/domain';
import type { EpochMs, Tco2PerMwh } from '#units';
import type { Factor } from './records.ts';

/**
 * The factor of the unit that would have met one MWh more in an area, as the plan of that period says: the fuel unit, the
 * grid it buys from, or nothing emitted where clean energy is thrown away. A store, water, an export or a limit on the
 * margin only moves energy in time or place: then the dated factor holds.
 */
export function marginalFactor(
  area: string,
  atMs: EpochMs,
  setters: readonly PriceSetter[],
  region: Pick<Region, 'thermalUnits'>,
  gridTco2PerMwh: Readonly<Record<string, Tco2PerMwh>>,
  dated: Factor,
): Factor {
  const setter = setters.find((each) => each.area === area && each.fromMs <= atMs && atMs < each.toMs);
  const tco2PerMwh = setter === undefined ? undefined : emittedBy(setter, region, gridTco2PerMwh);
  if (setter === undefined || tco2PerMwh === undefined) return dated;
  return { id: setter.element, tco2PerMwh, source: setter.kind, fromPlan: true };
}

function emittedBy(
  { kind, element }: PriceSetter,
  { thermalUnits }: Pick<Region, 'thermalUnits'>,
  gridTco2PerMwh: Readonly<Record<string, Tco2PerMwh>>,
): Tco2PerMwh | undefined {
  if (kind === 'thermal') return thermalUnits.find(({ id }) => id === element)?.emissionTco2PerMwh;
  if (kind === 'import') return gridTco2PerMwh[element];
  return kind === 'curtail' ? 0 : undefined;
}
