import type { BudgetInput } from '#dispatch/domain';
import type { PlanReader } from './plan-reader.ts';
import type { Findings } from './violation.ts';

/** Budgets that hold whatever it costs are not passed. */
export const checkRules = (read: PlanReader, findings: Findings): void => {
  for (const rule of read.problem.budgets) {
    const excess = budgetExcess(read, rule) - (rule.pace?.lendMostUnits ?? 0);
    if (rule.excessYuanPerUnit === null)
      findings.atMost('budget', rule.id, null, excess, 0, rule.kind === 'carbon' ? 't' : 'MWh', rule.limit);
  }
};

/** How far a rule or its pace is missed, what may be borrowed not counted, t or MWh; below zero there is room left. */
export const budgetExcess = (read: PlanReader, rule: BudgetInput): number => {
  const { pace } = rule;
  if (rule.kind === 'carbon')
    return emittedInWindow(read) - (pace?.slackUnits ?? rule.limit - rule.soFar.part);
  const energies = energiesOf(read);
  const [part, whole] = sharesOf(rule.kind, energies);
  const sign = rule.kind === 'feedIn' || rule.kind === 'curtailment' ? 1 : -1;
  const counted = part + (rule.certificatesCount === true ? energies.certificates : 0);
  const over = sign * (counted - rule.limit * whole);
  return over - (pace?.slackUnits ?? -sign * (rule.soFar.part - rule.limit * rule.soFar.whole));
};

/** What counts and what it counts of. */
const sharesOf = (kind: Exclude<BudgetInput['kind'], 'carbon'>, e: Energies): [number, number] => {
  switch (kind) {
    case 'greenShare':
      return [e.made + e.cleanImport, e.load];
    case 'selfUse':
      return [e.made - e.exported - e.sentOut, e.available];
    case 'selfSupply':
      return [e.made - e.exported - e.sentOut, e.load];
    case 'feedIn':
      return [e.exported, e.available];
    case 'curtailment':
      return [e.available - e.made, e.available];
  }
};

interface Energies {
  readonly made: number;
  readonly available: number;
  /** Fed into the grid. */
  readonly exported: number;
  /** Over DC links that leave the region. */
  readonly sentOut: number;
  readonly cleanImport: number;
  readonly load: number;
  readonly certificates: number;
}

/** Clean energy, load and exchange of the window, MWh. */
const energiesOf = (read: PlanReader): Energies => {
  const { problem, plan } = read;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const flexible = sum([
    ...problem.cspPlants.map((plant) => read.energy(read.of('csp', plant.id, 'generationMw'))),
    ...problem.reservoirs.map((plant) => read.energy(read.of('hydro', plant.id, 'generationMw'))),
  ]);
  const sunAndWind = (quantity: string): number =>
    sum(problem.renewables.map((plant) => read.energy(read.of(plant.kind, plant.id, quantity))));
  const bought = plan.costParts.find(({ name }) => name === 'certificates')?.yuan ?? 0;
  const { yuanPerMwh = 0, mostMwh = 0 } = problem.certificates ?? {};
  return {
    made: flexible + sunAndWind('generationMw'),
    available: flexible + sunAndWind('generationMw') + sunAndWind('curtailedMw'),
    exported: sum(problem.gridConnections.map((grid) => read.energy(read.of('grid', grid.id, 'exportMw')))),
    sentOut: sum(
      problem.hvdcLinks
        .filter(({ toArea }) => toArea === undefined)
        .map(({ id }) => read.energy(read.of('hvdc', id, 'sentMw'))),
    ),
    cleanImport: sum(
      problem.gridConnections.map(
        (grid) => grid.cleanShareRatio * read.energy(read.of('grid', grid.id, 'importMw')),
      ),
    ),
    load: sum([
      ...problem.areas.map(
        (area) => read.energy(area.loadMw) - read.energy(read.of('area', area.id, 'unservedMw')),
      ),
      ...problem.sites.map((site) => read.energy(read.of('site', site.id, 'facilityMw'))),
    ]),
    // Certificates that cost nothing are bought as they are needed.
    certificates: yuanPerMwh > 0 ? bought / yuanPerMwh : mostMwh,
  };
};

const emittedInWindow = (read: PlanReader): number => {
  let tonnes = 0;
  for (const grid of read.problem.gridConnections) {
    const bought = read.of('grid', grid.id, 'importMw');
    tonnes += read.energy(bought.map((mw, t) => mw * grid.emissionTco2PerMwh[t]!));
  }
  for (const unit of read.problem.thermalUnits)
    tonnes += unit.emissionTco2PerMwh * read.energy(read.of('thermal', unit.id, 'generationMw'));
  return tonnes;
};
