import type { ReserveInput } from '#dispatch/domain';
import { holdBlockAt } from '../hold-blocks.ts';
import { onSwitch, sustainedFor } from '../model/conversion.ts';
import { type Column, columnAt, type Decision, type Row } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';
import type { CspDecisions } from './csp_plant.ts';
import type { HvdcDecisions } from './hvdc_link.ts';
import type { RenewableDecisions } from './renewable.ts';
import type { ReservoirDecisions } from './reservoir.ts';
import type { StorageDecisions } from './storage_balance.ts';
import type { ThermalDecisions } from './thermal_unit.ts';

export const RESERVE = 'reserve';

export interface ReserveDecisions {
  /** Held ready by the providers of a reserve, and what is missing; up first, then down. */
  readonly reserveShortfallMw: readonly { readonly up: Decision<'MW'>; readonly down: Decision<'MW'> }[];
}
type Direction = 'up' | 'down';
type Supply = ThermalDecisions &
  Pick<ReservoirDecisions, 'hydroMw'> &
  Pick<CspDecisions, 'cspMw' | 'heatMwh'> &
  Pick<RenewableDecisions, 'curtailedMw'> &
  Pick<StorageDecisions, 'chargeMw' | 'dischargeMw' | 'storedMwh'> &
  Pick<HvdcDecisions, 'hvdcSentMw'>;

/**
 * Power held ready: the headroom of turbines, thermal units that run, heat-storing solar plants, stores (as far as
 * their content sustains it), DC links that send out of the region, and curtailed sun and wind covers what is asked for,
 * or the missing part is priced. Down likewise: what these could give less, or stores take.
 */
export const reserve = (context: BlockContext, supply: Supply): ReserveDecisions => {
  const reserveShortfallMw = context.problem.reserves.map((asked) => ({
    up: hold(context, supply, asked, 'up'),
    down: hold(context, supply, asked, 'down'),
  }));
  return { reserveShortfallMw };
};

const hold = (
  context: BlockContext,
  supply: Supply,
  asked: ReserveInput,
  direction: Direction,
): Decision<'MW'> => {
  const { model, grid, hours } = context;
  const wanted = direction === 'up' ? asked.upMw : asked.downMw;
  const missing = model.decide<'MW'>(
    'reserveShortfallMw',
    `${asked.id}.${direction}`,
    grid.periodCount,
    zero,
    (t) => Math.max(0, wanted[t]!),
  );
  for (let t = 0; t < grid.periodCount; t++) {
    if (wanted[t]! <= 0) continue;
    const row = model.row<'MW'>(RESERVE, `${asked.id}.${direction}`, t, wanted[t]!, Number.POSITIVE_INFINITY);
    model.add(row, 1, columnAt(missing, t));
    model.charge('reserveShortfall', columnAt(missing, t), asked.shortfallYuanPerMwh * hours[t]!);
    const writer = new HeadroomWriter(context, supply, asked, direction, t, row);
    writer.addAll();
  }
  return missing;
};

/** Adds the headroom of every provider in the reserve's areas to one of its rows. */
class HeadroomWriter {
  private readonly context: BlockContext;
  private readonly supply: Supply;
  private readonly asked: ReserveInput;
  private readonly sign: 1 | -1;
  private readonly t: number;
  private readonly row: Row<'MW'>;

  constructor(
    context: BlockContext,
    supply: Supply,
    asked: ReserveInput,
    direction: Direction,
    t: number,
    row: Row<'MW'>,
  ) {
    this.context = context;
    this.supply = supply;
    this.asked = asked;
    this.sign = direction === 'up' ? 1 : -1;
    this.t = t;
    this.row = row;
  }

  private within(area: number): boolean {
    return this.asked.areas.includes(area);
  }

  addAll(): void {
    const { problem } = this.context;
    problem.thermalUnits.forEach((unit, i) => {
      if (this.within(unit.area)) this.thermal(i);
    });
    problem.reservoirs.forEach((plant, i) => {
      if (this.within(plant.area)) this.below(plant.ratedMw, columnAt(this.supply.hydroMw[i]!, this.t));
    });
    problem.cspPlants.forEach((plant, i) => {
      if (this.within(plant.area)) this.csp(i);
    });
    problem.renewables.forEach((plant, i) => {
      if (this.within(plant.area)) this.renewable(i);
    });
    problem.batteries.forEach((battery, i) => {
      if (this.within(battery.area) && battery.site === undefined) this.store(i);
    });
    problem.hvdcLinks.forEach((link, i) => {
      if (this.within(link.area) && link.toArea === undefined) this.hvdc(i);
    });
  }

  /** Up: rated - output; down: output. */
  private below(ratedMw: number, output: Column<'MW'>): void {
    const { model } = this.context;
    model.add(this.row, -this.sign, output);
    if (this.sign > 0) model.addKnown(this.row, ratedMw);
  }

  /** A unit counts between its least and its most while it is on. */
  private thermal(i: number): void {
    const { problem, model } = this.context;
    const unit = problem.thermalUnits[i]!;
    const most = unit.availableRatio[this.t]! * unit.ratedMw;
    const edge = this.sign > 0 ? most : Math.min(unit.minimumRatio * unit.ratedMw, most);
    const commitment = this.supply.commitment[i];
    model.add(this.row, -this.sign, columnAt(this.supply.thermalMw[i]!, this.t));
    if (commitment) model.addConverted(this.row, this.sign, onSwitch(edge), columnAt(commitment.on, this.t));
    else model.addKnown(this.row, this.sign * edge);
  }

  /** Up: what the turbine and the heat in store could give more; it must hold for the time of the reserve. */
  private csp(i: number): void {
    const { problem, model } = this.context;
    const plant = problem.cspPlants[i]!;
    const output = columnAt(this.supply.cspMw[i]!, this.t);
    if (this.sign < 0) {
      model.add(this.row, 1, output);
      return;
    }
    const extra = this.provision(`${plant.id}.${this.asked.id}`, plant.ratedMw);
    const room = this.limit(plant.id, plant.ratedMw);
    model.add(room, 1, extra);
    model.add(room, 1, output);
    const held = this.limit(`${plant.id}.heat`, 0);
    model.add(held, 1, extra);
    const perHeat = sustainedFor(this.asked.sustainHours);
    model.addConverted(held, -plant.efficiencyRatio, perHeat, columnAt(this.supply.heatMwh[i]!, this.t));
  }

  private renewable(i: number): void {
    const { problem, model } = this.context;
    const curtailed = columnAt(this.supply.curtailedMw[i]!, this.t);
    model.add(this.row, this.sign, curtailed);
    if (this.sign < 0 && problem.renewables[i]!.expansion === undefined)
      model.addKnown(this.row, problem.renewables[i]!.availableMw[this.t]!);
  }

  /** What the converter has left, and no more than the content above its minimum (or the room below the maximum) sustains. */
  private store(i: number): void {
    const { problem, model } = this.context;
    const battery = problem.batteries[i]!;
    const [charge, discharge] = [
      columnAt(this.supply.chargeMw[i]!, this.t),
      columnAt(this.supply.dischargeMw[i]!, this.t),
    ];
    const [own, other] = this.sign > 0 ? [discharge, charge] : [charge, discharge];
    const extra = this.provision(`${battery.id}.${this.asked.id}`, model.upperOf(own) + model.upperOf(other));
    const room = this.limit(battery.id, model.upperOf(own));
    model.add(room, 1, extra);
    model.add(room, 1, own);
    model.add(room, -1, other);
    const given = this.sign > 0 ? battery.dischargeEfficiencyRatio : 1 / battery.chargeEfficiencyRatio;
    const edge = this.sign > 0 ? battery.minimumMwh : battery.maximumMwh;
    const perHour = given / this.asked.sustainHours;
    const held = this.limit(`${battery.id}.content`, -this.sign * perHour * edge);
    model.add(held, 1, extra);
    const stored = columnAt(this.supply.storedMwh[i]!, this.t);
    model.addConverted(held, -this.sign * given, sustainedFor(this.asked.sustainHours), stored);
  }

  /** A link that sends out can send less (up) or more (down) than planned. */
  private hvdc(i: number): void {
    const { problem, model } = this.context;
    const link = problem.hvdcLinks[i]!;
    const block = holdBlockAt(problem.horizon, link.holdPeriods, this.t);
    const sent = columnAt(this.supply.hvdcSentMw[i]!, block);
    model.add(this.row, this.sign, sent);
    model.addKnown(this.row, this.sign > 0 ? -link.minimumRatio * link.ratedMw : link.ratedMw);
  }

  private provision(element: string, mostMw: number): Column<'MW'> {
    const { model } = this.context;
    const name = this.sign > 0 ? 'reserveUpMw' : 'reserveDownMw';
    const extra = model.decide<'MW'>(name, element, 1, zero, () => mostMw).first;
    model.add(this.row, 1, extra);
    return extra;
  }
  /** A row that ends at a limit. */
  private limit(element: string, mostMw: number): Row<'MW'> {
    const direction = this.sign > 0 ? 'up' : 'down';
    const name = `${this.asked.id}.${direction}.${element}`;
    return this.context.model.row<'MW'>(RESERVE, name, this.t, Number.NEGATIVE_INFINITY, mostMw);
  }
}
