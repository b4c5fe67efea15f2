import type { ReserveInput } from '#dispatch/domain';
import type { PlanReader } from './plan-reader.ts';
import type { Findings } from './violation.ts';

/** What is held ready and what is said to be missing together cover what is asked for. */
export const checkReserves = (read: PlanReader, findings: Findings): void => {
  for (const asked of read.problem.reserves)
    for (const [name, sign, wanted] of [
      ['Up', 1, asked.upMw],
      ['Down', -1, asked.downMw],
    ] as const) {
      const missing = read.orZero('reserve', asked.id, `shortfall${name}Mw`);
      for (const t of read.periods) {
        if (wanted[t]! <= 0) continue;
        const held = plantsMw(read, asked, sign, t) + storesMw(read, asked, sign, t);
        findings.atLeast('reserve', `${asked.id}.${name}`, t, held + missing[t]!, wanted[t]!, 'MW', held);
      }
    }
};

type Sign = 1 | -1;

/** How far a plant can go from its output: up to its most, down to its least. */
const towards = (sign: Sign, output: number, least: number, most: number): number =>
  sign > 0 ? most - output : output - least;

const plantsMw = (read: PlanReader, asked: ReserveInput, sign: Sign, t: number): number => {
  const { problem } = read;
  const within = ({ area }: { readonly area: number }): boolean => asked.areas.includes(area);
  let held = 0;
  for (const unit of problem.thermalUnits.filter(within)) {
    const isOn = unit.commitment === undefined || read.of('thermal', unit.id, 'isOn')[t]! > 0.5;
    const rated = read.chosen(unit.id, 'capacityMw') ?? unit.ratedMw;
    const most = unit.availableRatio[t]! * rated;
    const output = read.of('thermal', unit.id, 'generationMw')[t]!;
    if (isOn)
      held += towards(
        sign,
        output,
        Math.min((unit.minimumRatios?.[t] ?? unit.minimumRatio) * rated, most),
        most,
      );
  }
  for (const plant of problem.reservoirs.filter(within))
    held += towards(sign, read.of('hydro', plant.id, 'generationMw')[t]!, 0, plant.ratedMw);
  for (const plant of problem.renewables.filter(within))
    held += read.of(plant.kind, plant.id, sign > 0 ? 'curtailedMw' : 'generationMw')[t]!;
  for (const plant of problem.cspPlants.filter(within)) {
    const output = read.of('csp', plant.id, 'generationMw')[t]!;
    const heat = read.of('csp', plant.id, 'heatMwh')[t]! - coolest(read, plant, t);
    const isOn = plant.minimumRatio === 0 || output > 0;
    const lasts = (plant.efficiencyRatio * Math.max(0, heat)) / asked.sustainHours;
    const room = towards(sign, output, plant.minimumRatio * plant.ratedMw, plant.ratedMw);
    if (isOn) held += sign > 0 ? Math.min(room, lasts) : room;
  }
  for (const link of problem.hvdcLinks.filter(within)) {
    if (link.toArea !== undefined) continue;
    const sent = read.of('hvdc', link.id, 'sentMw')[t]!;
    const rated = read.chosen(link.id, 'capacityMw') ?? link.ratedMw;
    held += sign > 0 ? sent - link.minimumRatio * rated : rated - sent;
  }
  return held;
};

/** Heat that has to stay: the minimum, or what a tower that began below it has left. */
const coolest = (read: PlanReader, plant: PlanReader['problem']['cspPlants'][number], t: number): number => {
  let cooled = plant.initialMwh;
  for (let i = 0; i <= t; i++) cooled *= Math.max(0, 1 - plant.lossRatioPerH * read.hours(i));
  return Math.min(plant.minimumMwh, cooled);
};

/** What stores on their area could give more (or take more), as far as their content (or room) lasts. */
const storesMw = (read: PlanReader, asked: ReserveInput, sign: Sign, t: number): number => {
  let held = 0;
  for (const battery of read.problem.batteries) {
    if (battery.site !== undefined || !asked.areas.includes(battery.area)) continue;
    const charge = read.of('battery', battery.id, 'chargeMw')[t]!;
    const discharge = read.of('battery', battery.id, 'dischargeMw')[t]!;
    const stored = read.of('battery', battery.id, 'storedMwh')[t]!;
    const chosenMw = read.chosen(battery.id, 'capacityMw');
    const hours = battery.expansion?.hoursAtFullPower;
    const chosenMwh =
      read.chosen(battery.id, 'capacityMwh') ??
      (chosenMw !== null && hours !== undefined ? chosenMw * hours : null);
    const room =
      sign > 0
        ? (chosenMw ?? battery.dischargeMw) - discharge + charge
        : (chosenMw ?? battery.chargeMw) - charge + discharge;
    const lasts =
      sign > 0
        ? battery.dischargeEfficiencyRatio * (stored - (chosenMwh === null ? battery.minimumMwh : 0))
        : ((chosenMwh ?? battery.maximumMwh) - stored) / battery.chargeEfficiencyRatio;
    held += Math.max(0, Math.min(room, lasts / asked.sustainHours));
  }
  return held;
};

/** Areas on their own keep their hours of autonomy and their grid-forming headroom, or say what is missing. */
export const checkIslands = (read: PlanReader, findings: Findings): void => {
  const { problem } = read;
  problem.areas.forEach((area, a) => {
    if (area.island === undefined) return;
    const stores = problem.batteries.filter((battery) => battery.area === a && battery.site === undefined);
    const turbines = problem.reservoirs.filter((plant) => plant.area === a);
    const drawn = problem.sites
      .filter((site) => site.area === a)
      .map((site) => read.of('site', site.id, 'facilityMw'));
    const unserved = read.of('area', area.id, 'unservedMw');
    const [noEnergy, noForming] = [
      read.orZero('area', area.id, 'autonomyShortfallMwh'),
      read.orZero('area', area.id, 'formingShortfallMw'),
    ];
    for (const t of read.periods) {
      const load = area.loadMw[t]! + drawn.reduce((sum, series) => sum + series[t]!, 0);
      let [energy, headroom] = [noEnergy[t]!, noForming[t]!];
      for (const battery of stores) {
        const least = battery.expansion === undefined ? battery.minimumMwh : 0;
        const above = Math.max(0, read.of('battery', battery.id, 'storedMwh')[t]! - least);
        energy += battery.dischargeEfficiencyRatio * above;
        headroom +=
          (read.chosen(battery.id, 'capacityMw') ?? battery.dischargeMw) -
          read.of('battery', battery.id, 'dischargeMw')[t]! +
          read.of('battery', battery.id, 'chargeMw')[t]!;
      }
      for (const plant of turbines)
        headroom += plant.ratedMw - read.of('hydro', plant.id, 'generationMw')[t]!;
      const needed = area.island.autonomyHours * (load - unserved[t]!);
      findings.atLeast('island', `${area.id}.autonomy`, t, energy, needed, 'MWh');
      findings.atLeast('island', `${area.id}.forming`, t, headroom, area.island.formingRatio * load, 'MW');
    }
  });
};
