import type { Problem, ThermalInput } from '#dispatch/domain';
import { MS_PER_HOUR } from '#units';
import { tariffs } from './grid.ts';
import { hoursIn, type PlacedJob } from './placed-work.ts';
import { type PlanReader, priced } from './plan-reader.ts';
import { budgetExcess } from './rules.ts';
import { startYuan } from './starts.ts';
import { storeYuan } from './stores.ts';
import type { Findings } from './violation.ts';
import { releasedFlow } from './water-and-heat.ts';

/** A part of the cost that is worked out again from what is done, and the largest sum that went into it. */
class Ledger {
  private readonly parts = new Map<string, { yuan: number; turnover: number }>();
  private readonly less = new Map<string, number>();

  spend(part: string, yuan: number): void {
    const entry = this.parts.get(part) ?? { yuan: 0, turnover: 0 };
    entry.yuan += yuan;
    entry.turnover += Math.abs(yuan);
    this.parts.set(part, entry);
  }
  /** A part may be told lower by so much: what stands for it lies below it. */
  allowLess(part: string, yuan: number): void {
    this.less.set(part, (this.less.get(part) ?? 0) + yuan);
  }
  lessOf(part: string): number {
    return this.less.get(part) ?? 0;
  }
  of(part: string): { readonly yuan: number; readonly turnover: number } {
    return this.parts.get(part) ?? { yuan: 0, turnover: 0 };
  }
  get names(): string[] {
    return [...this.parts.keys()];
  }
}

/** A missing MWh of an island's readiness costs this share of energy that is not served (formulation, `island`). */
const ISLAND_SHARE = 0.05;

/** Every part of the cost follows from what is done; the parts add up to the cost, and the tonnes to the CO2. */
export const checkMoney = (read: PlanReader, findings: Findings, jobs: readonly PlacedJob[]): void => {
  const { plan, problem } = read;
  const ledger = new Ledger();
  supply(read, ledger);
  network(read, ledger);
  promises(read, ledger);
  work(read, ledger, jobs);
  const tonnes = emissions(read, jobs);
  findings.equal('carbon', problem.regionId, null, plan.co2Tonnes, tonnes.net, 't', tonnes.turnover);
  ledger.spend('carbonPrice', problem.carbonYuanPerTco2 * tonnes.net);
  for (const entry of plan.capacities ?? []) chargeCapacity(read, ledger, entry);
  const stated = new Map(plan.costParts.map((part) => [part.name as string, part.yuan]));
  // Certificates are told in money only; that they are not more than the market has is seen here.
  const certificatesYuan = stated.get('certificates') ?? 0;
  const market = problem.certificates;
  findings.atMost(
    'budget',
    'certificates',
    null,
    certificatesYuan,
    market === undefined ? 0 : market.yuanPerMwh * market.mostMwh,
    'yuan',
  );
  ledger.spend('certificates', certificatesYuan);
  for (const name of new Set([...ledger.names, ...stated.keys()])) {
    const { yuan, turnover } = ledger.of(name);
    const told = stated.get(name) ?? 0;
    findings.atMost('cost', name, null, told, yuan, 'yuan', turnover);
    findings.atLeast('cost', name, null, told, yuan - ledger.lessOf(name), 'yuan', turnover);
  }
  const sum = plan.costParts.reduce((total, part) => total + part.yuan, 0);
  findings.equal('cost', problem.regionId, null, plan.costYuan, sum, 'yuan');
};

const supply = (read: PlanReader, ledger: Ledger): void => {
  const { problem } = read;
  for (const plant of problem.renewables) {
    const made = read.energy(read.of(plant.kind, plant.id, 'generationMw'));
    ledger.spend('operation', plant.operatingYuanPerMwh * made);
    const curtailed = read.energy(read.of(plant.kind, plant.id, 'curtailedMw'));
    ledger.spend('curtailment', priced(problem.curtailedYuanPerMwh, curtailed));
  }
  for (const unit of problem.thermalUnits) {
    const output = read.of('thermal', unit.id, 'generationMw');
    const square = unit.quadraticYuanPerMw2H ?? 0;
    const above = (mw: number): number =>
      (unit.fuelSteps ?? []).reduce(
        (sum, { fromMw, addedYuanPerMwh }) => sum + addedYuanPerMwh * Math.max(0, mw - fromMw),
        0,
      );
    const perHour = (mw: number, t: number): number =>
      mw * unit.operatingYuanPerMwh[t]! + square * mw * mw + above(mw);
    ledger.spend('fuel', read.energy(output.map(perHour)));
    ledger.spend('noLoad', (unit.fixedYuanPerH ?? 0) * read.energy(output.map(() => 1)));
    ledger.allowLess('fuel', square * read.energy(tangentErrors(read, unit)));
    if (unit.commitment === undefined) continue;
    const on = read.of('thermal', unit.id, 'isOn');
    ledger.spend('noLoad', unit.commitment.noLoadYuanPerH * read.energy(on));
    ledger.spend('start', startYuan(unit.commitment, on));
  }
  for (const plant of problem.cspPlants) {
    const output = read.of('csp', plant.id, 'generationMw');
    ledger.spend('operation', plant.operatingYuanPerMwh * read.energy(output));
    const lost = plant.efficiencyRatio * read.energy(read.of('csp', plant.id, 'defocusedMw'));
    ledger.spend('curtailment', priced(problem.curtailedYuanPerMwh, lost));
    if (plant.minimumRatio > 0)
      output.forEach((mw, t) => {
        const ran = t === 0 ? plant.isOnBefore === true : output[t - 1]! > 0;
        if (mw > 0 && !ran) ledger.spend('start', plant.startYuan);
      });
  }
  for (const plant of problem.reservoirs)
    ledger.spend(
      'water',
      plant.waterValueYuanPerMwh * plant.mwPerM3PerS * read.energy(releasedFlow(read, plant)),
    );
};

/** Nine tangents that stand for a parabola lie at most 1/256 of the square of their width below it. */
const TANGENT_ERROR = 256;

const tangentErrors = (read: PlanReader, unit: ThermalInput): number[] =>
  read.periods.map((t) => {
    const most = unit.availableRatio[t]! * (unit.expansion?.maximum ?? unit.ratedMw);
    const least = unit.expansion === undefined ? Math.min(most, unit.minimumRatio * unit.ratedMw) : 0;
    return (most - least) ** 2 / TANGENT_ERROR;
  });

const network = (read: PlanReader, ledger: Ledger): void => {
  const { problem } = read;
  const priced = (values: readonly number[], yuan: ArrayLike<number>): number =>
    read.energy(values.map((mw, t) => mw * yuan[t]!));
  for (const grid of problem.gridConnections) {
    ledger.spend('gridImport', priced(read.of('grid', grid.id, 'importMw'), grid.importYuanPerMwh));
    ledger.spend('gridExport', -priced(read.of('grid', grid.id, 'exportMw'), grid.exportYuanPerMwh));
  }
  const { demandYuan, tierYuan, levellingYuan } = tariffs(read);
  ledger.spend('levelling', levellingYuan);
  ledger.spend('demandCharge', demandYuan);
  ledger.spend('energyTier', tierYuan);
  for (const link of problem.hvdcLinks) {
    const sent = read.of(link.toArea === undefined ? 'hvdc' : 'dcLink', link.id, 'sentMw');
    const arriving = sent.map((mw) => mw * (1 - link.lossRatio));
    ledger.spend('hvdcDelivery', -priced(arriving, link.deliveredYuanPerMwh));
    const missing = arriving.map((mw, t) => Math.max(0, link.contractedMw[t]! - mw));
    ledger.spend('hvdcShortfall', link.shortfallYuanPerMwh * read.energy(missing));
  }
  for (const station of problem.converters) {
    const taken = read.of('converter', station.id, 'takenMw');
    ledger.spend('operation', priced(taken, station.operatingYuanPerMwh));
  }
  for (const battery of problem.batteries) {
    const kind = battery.site === undefined ? 'battery' : 'ups';
    const given = read.energy(read.of(kind, battery.id, 'dischargeMw'));
    ledger.spend('wear', battery.wearYuanPerMwh * given);
    ledger.spend('lease', (battery.leaseYuanPerMwh ?? 0) * given);
  }
};

/** What is promised and not kept, at its price. */
const promises = (read: PlanReader, ledger: Ledger): void => {
  const { problem } = read;
  const unservedYuan = problem.unservedYuanPerMwh;
  for (const area of problem.areas) {
    ledger.spend('unserved', priced(unservedYuan, read.energy(read.of('area', area.id, 'unservedMw'))));
    const autonomyMwh = read.orZero('area', area.id, 'autonomyShortfallMwh');
    const missing = [
      read.periods.reduce((sum, t) => sum + autonomyMwh[t]!, 0),
      read.energy(read.orZero('area', area.id, 'formingShortfallMw')),
    ];
    for (const mwh of missing) ledger.spend('islandShortfall', priced(ISLAND_SHARE * unservedYuan, mwh));
  }
  for (const bid of problem.online)
    for (const { userRegion } of bid.streams) {
      const missing = read.energy(read.of('online', `${bid.id}/${userRegion}`, 'unservedUnits'));
      ledger.spend('onlineUnserved', bid.unservedYuanPerUnitHour * missing);
    }
  for (const battery of problem.batteries) {
    const yuan = storeYuan(read, battery, unservedYuan);
    ledger.spend('storageShortfall', yuan.shortfall);
    ledger.spend('storageBand', yuan.band);
    ledger.spend('storedValue', yuan.storedValue);
    ledger.spend('operation', yuan.flow);
  }
  for (const plant of problem.cspPlants) {
    const missing = Math.max(0, plant.finalMwh - read.of('csp', plant.id, 'heatMwh').at(-1)!);
    ledger.spend('storageShortfall', priced(unservedYuan * plant.efficiencyRatio, missing));
  }
  for (const plant of problem.reservoirs) {
    const missing = releasedFlow(read, plant).map((flow) => Math.max(0, plant.minimumReleaseM3PerS - flow));
    ledger.spend('releaseShortfall', priced(unservedYuan * plant.mwPerM3PerS, read.energy(missing)));
  }
  for (const asked of problem.reserves)
    for (const name of ['shortfallUpMw', 'shortfallDownMw']) {
      const missing = read.energy(read.orZero('reserve', asked.id, name));
      ledger.spend('reserveShortfall', asked.shortfallYuanPerMwh * missing);
    }
  for (const rule of problem.budgets) {
    const { excessYuanPerUnit, pace } = rule;
    const beyond = Math.max(0, budgetExcess(read, rule));
    const lent = Math.min(beyond, Math.max(0, pace?.lendMostUnits ?? 0));
    ledger.spend('budgetLent', (pace?.lendYuanPerUnit ?? 0) * lent);
    if (excessYuanPerUnit !== null) ledger.spend('budgetExcess', excessYuanPerUnit * (beyond - lent));
  }
};

/** Options, lateness, and energy of work that runs on after the horizon. */
const work = (read: PlanReader, ledger: Ledger, jobs: readonly PlacedJob[]): void => {
  for (const { placement, option, latenessYuanPerH, dueMs } of jobs) {
    ledger.spend('jobOptions', option.fixedYuan);
    const lateMs = Math.max(0, (placement.segments.at(-1)?.endMs ?? dueMs) - dueMs);
    if (latenessYuanPerH > 0) ledger.spend('lateness', (latenessYuanPerH * lateMs) / MS_PER_HOUR);
  }
  for (const { mwh, site } of tailEnergy(read.problem, jobs))
    ledger.spend('tailEnergy', mwh * read.problem.sites[site]!.tailYuanPerMwh);
};

/** Facility energy of each job after the horizon, at the last period's slope. */
const tailEnergy = (
  problem: Problem,
  jobs: readonly PlacedJob[],
): { readonly mwh: number; readonly site: number }[] =>
  jobs.map(({ placement, option }) => {
    const { site } = problem.pools[option.pool]!;
    const runHours =
      placement.segments.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0) / MS_PER_HOUR;
    let inside = 0;
    for (let t = 0; t < problem.horizon.periodCount; t++) inside += hoursIn(problem, placement, t);
    const perIt = problem.sites[site]!.facilityPerIt.at(-1)!;
    return { mwh: (runHours - inside) * option.itMw * perIt, site };
  });

const emissions = (read: PlanReader, jobs: readonly PlacedJob[]): { net: number; turnover: number } => {
  const { problem } = read;
  const ledger = new Ledger();
  for (const grid of problem.gridConnections) {
    const bought = read.of('grid', grid.id, 'importMw');
    ledger.spend('t', read.energy(bought.map((mw, t) => mw * grid.emissionTco2PerMwh[t]!)));
  }
  for (const unit of problem.thermalUnits) {
    const made = read.energy(read.of('thermal', unit.id, 'generationMw'));
    ledger.spend('t', unit.emissionTco2PerMwh * made);
  }
  for (const { mwh, site } of tailEnergy(problem, jobs))
    ledger.spend('t', mwh * problem.sites[site]!.tailTco2PerMwh);
  const { yuan: net, turnover } = ledger.of('t');
  return { net, turnover };
};

const chargeCapacity = (
  read: PlanReader,
  ledger: Ledger,
  entry: NonNullable<PlanReader['plan']['capacities']>[number],
): void => {
  const expansion = expansionOf(read.problem, entry.element, entry.quantity);
  if (expansion === null) return;
  ledger.spend('expansion', expansion.yuanPerUnit * (entry.value - expansion.paidFrom));
};

const expansionOf = (problem: Problem, element: string, quantity: string) => {
  const store = problem.batteries.find(({ id }) => element === id);
  if (store !== undefined)
    return (quantity === 'capacityMwh' ? store.expansion?.energy : store.expansion?.power) ?? null;
  const all = [
    ...problem.acLines,
    ...problem.hvdcLinks,
    ...problem.converters,
    ...problem.renewables,
    ...problem.thermalUnits,
    ...problem.pools,
  ];
  return all.find(({ id }) => id === element)?.expansion ?? null;
};
