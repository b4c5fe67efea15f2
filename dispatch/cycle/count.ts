import { bindingOn, countBegins, countedBefore, Energies, type MeteredPeriod } from '#dispatch/compliance';
import type { MonthBought, PlantState, RuleCount } from '#dispatch/domain';
import { type EpochMs, shanghaiDay } from '#units';

export interface PeriodToCount extends MeteredPeriod {
  readonly startMs: EpochMs;
  /** Before the period. */
  readonly state: PlantState;
}

/** What months and rules have counted once a period is over. Each begins anew with its month, year or first day. */
export function countedAfter(period: PeriodToCount): Required<Pick<PlantState, 'bought' | 'counted'>> {
  const energies = new Energies(period);
  const day = shanghaiDay(period.startMs);
  const counted = bindingOn(period.region.rules, day).flatMap((rule) => {
    const since = countBegins(rule, day);
    if (since === null) return [];
    const before = countedBefore(rule, since, period.state);
    const { part, whole } = energies.of(rule);
    const after: RuleCount = { since, part: before.part + part, whole: before.whole + whole };
    return [[rule.id, after] as const];
  });
  return { bought: boughtAfter(period, energies), counted: Object.fromEntries(counted) };
}

function boughtAfter(
  { region, startMs, hours, state }: PeriodToCount,
  energies: Energies,
): Record<string, MonthBought> {
  const month = shanghaiDay(startMs).slice(0, 7);
  return Object.fromEntries(
    region.gridConnections.map((grid) => {
      const known = state.bought?.[grid.id];
      const before = known?.month === month ? known : { peakMw: 0, energyMwh: 0 };
      // The region's own figures are those of the month in which metering began.
      const first =
        known === undefined
          ? {
              peakMw: grid.demandCharge?.monthToDatePeakMw ?? 0,
              energyMwh: grid.tiers?.monthToDateMwh ?? 0,
            }
          : before;
      const importMwh = energies.sum([grid], 'importMw');
      return [
        grid.id,
        {
          month,
          peakMw: Math.max(first.peakMw, importMwh / hours),
          energyMwh: first.energyMwh + importMwh,
        },
      ];
    }),
  );
}
