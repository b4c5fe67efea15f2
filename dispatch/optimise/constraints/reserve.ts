import type { ReserveInput } from '#dispatch/domain';
import { holdBlockAt } from '../hold-blocks.ts';
import { onSwitch, sustainedFor } from '../model/conversion.ts';
import { type Column, columnAt, type Decision, type Row } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';
import type { CspDecisions } from './csp_plant.ts';
import { chosenCapacity } from './expansion.ts';
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
  Pick<CspDecisions, 'cspMw' | 'heatMwh' | 'cspOn'> &
  Pick<RenewableDecisions, 'curtailedMw'> &
  Pick<StorageDecisions, 'chargeMw' | 'dischargeMw' | 'storedMwh' | 'outsideBand'> &
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
    const output = columnAt(this.supply.thermalMw[i]!, this.t);
    const most = unit.availableRatio[this.t]!;
    const edge = this.sign > 0 ? most : Math.min(unit.minimumRatios?.[this.t] ?? unit.minimumRatio, most);
    const rated = unit.expansion?.maximum ?? unit.ratedMw;
    const commitment = this.supply.commitment[i];
    const capacity = chosenCapacity<'MW'>(this.context, unit.id, 'capacityMw');
    if (commitment && capacity !== null) {
      this.committedOfChosen(i, edge, capacity, columnAt(commitment.on, this.t));
      return;
    }
    model.add(this.row, -this.sign, output);
    if (commitment)
      model.addConverted(this.row, this.sign, onSwitch(edge * rated), columnAt(commitment.on, this.t));
    else this.edge(this.sign * edge, rated, capacity);
  }

  /** Two limits, of which one binds while the unit is on and the other while it is off. */
  private committedOfChosen(i: number, edge: number, capacity: Column<'MW'>, on: Column<'switch'>): void {
    const { problem, model } = this.context;
    const unit = problem.thermalUnits[i]!;
    const output = columnAt(this.supply.thermalMw[i]!, this.t);
    const largest = onSwitch(edge * unit.expansion!.maximum);
    const extra = this.provision(`${unit.id}.${this.asked.id}`, unit.expansion!.maximum);
    const whileOn = this.limit(unit.id, this.sign > 0 ? 0 : largest);
    model.add(whileOn, 1, extra);
    model.add(whileOn, this.sign, output);
    model.add(whileOn, -this.sign * edge, capacity);
    if (this.sign < 0) model.addConverted(whileOn, 1, largest, on);
    const whileOff = this.limit(`${unit.id}.off`, 0);
    model.add(whileOff, 1, extra);
    model.add(whileOff, this.sign, output);
    if (this.sign > 0) model.addConverted(whileOff, -1, largest, on);
  }

  /** ratio x the capacity that is chosen, or given. */
  private edge(ratio: number, givenMw: number, capacity: Column<'MW'> | null): void {
    const { model } = this.context;
    if (capacity === null) model.addKnown(this.row, ratio * givenMw);
    else model.add(this.row, ratio, capacity);
  }

  /** Up: what the turbine and the heat in store could give more; it must hold for the time of the reserve. */
  private csp(i: number): void {
    const { problem, model } = this.context;
    const plant = problem.cspPlants[i]!;
    const output = columnAt(this.supply.cspMw[i]!, this.t);
    const on = this.supply.cspOn[i];
    if (this.sign < 0) {
      model.add(this.row, 1, output);
      if (on)
        model.addConverted(this.row, -1, onSwitch(plant.minimumRatio * plant.ratedMw), columnAt(on, this.t));
      return;
    }
    const extra = this.provision(`${plant.id}.${this.asked.id}`, plant.ratedMw);
    const room = this.limit(plant.id, on ? 0 : plant.ratedMw);
    model.add(room, 1, extra);
    model.add(room, 1, output);
    if (on) model.addConverted(room, -1, onSwitch(plant.ratedMw), columnAt(on, this.t));
    const heat = columnAt(this.supply.heatMwh[i]!, this.t);
    const perHeat = sustainedFor(this.asked.sustainHours);
    const coolest = model.lowerOf(heat) * plant.efficiencyRatio * perHeat;
    const held = this.limit(`${plant.id}.heat`, -coolest);
    model.add(held, 1, extra);
    model.addConverted(held, -plant.efficiencyRatio, perHeat, heat);
  }

  private renewable(i: number): void {
    const { problem, model } = this.context;
    const plant = problem.renewables[i]!;
    model.add(this.row, this.sign, columnAt(this.supply.curtailedMw[i]!, this.t));
    if (this.sign > 0) return;
    const capacity = chosenCapacity<'MW'>(this.context, plant.id, 'capacityMw');
    if (capacity === null) model.addKnown(this.row, plant.availableMw[this.t]!);
    else model.add(this.row, plant.expansion!.availableRatio[this.t]!, capacity);
  }

  private store(i: number): void {
    const { problem, model } = this.context;
    const battery = problem.batteries[i]!;
    const [charge, discharge] = [
      columnAt(this.supply.chargeMw[i]!, this.t),
      columnAt(this.supply.dischargeMw[i]!, this.t),
    ];
    const [own, other] = this.sign > 0 ? [discharge, charge] : [charge, discharge];
    const extra = this.provision(`${battery.id}.${this.asked.id}`, model.upperOf(own) + model.upperOf(other));
    const capacity = chosenCapacity<'MW'>(this.context, battery.id, 'capacityMw');
    const room = this.limit(battery.id, capacity === null ? model.upperOf(own) : 0);
    if (capacity !== null) model.add(room, -1, capacity);
    model.add(room, 1, extra);
    model.add(room, 1, own);
    model.add(room, -1, other);
    this.sustained(i, extra);
  }

  /** No more than the content above its minimum (or the room below its maximum) sustains; outside its band nothing. */
  private sustained(i: number, extra: Column<'MW'>): void {
    const { problem, model } = this.context;
    const battery = problem.batteries[i]!;
    const given = this.sign > 0 ? battery.dischargeEfficiencyRatio : 1 / battery.chargeEfficiencyRatio;
    const perHour = sustainedFor(this.asked.sustainHours);
    const { power, energy, hoursAtFullPower } = battery.expansion ?? {};
    const isChosen = energy !== undefined || (power !== undefined && hoursAtFullPower !== undefined);
    const known = this.sign > 0 ? (isChosen ? 0 : battery.minimumMwh) : isChosen ? 0 : battery.maximumMwh;
    const held = this.limit(`${battery.id}.content`, -this.sign * given * perHour * known);
    model.add(held, 1, extra);
    model.addConverted(held, -this.sign * given, perHour, columnAt(this.supply.storedMwh[i]!, this.t));
    const { below, above } = this.supply.outsideBand[i]!;
    const outside = (this.sign > 0 ? below : above).get(this.t);
    if (outside !== undefined) model.addConverted(held, -given, perHour, outside);
    if (this.sign > 0 || !isChosen) return;
    const content = chosenCapacity<'MWh'>(this.context, `${battery.id}.store`, 'capacityMwh');
    const powerMw = chosenCapacity<'MW'>(this.context, battery.id, 'capacityMw');
    if (content !== null) model.addConverted(held, -given, perHour, content);
    else if (powerMw !== null) model.add(held, -given * perHour * hoursAtFullPower!, powerMw);
  }

  /** A link that sends out can send less (up) or more (down) than planned. */
  private hvdc(i: number): void {
    const { problem, model } = this.context;
    const link = problem.hvdcLinks[i]!;
    const block = holdBlockAt(problem.horizon, link.holdPeriods, this.t);
    model.add(this.row, this.sign, columnAt(this.supply.hvdcSentMw[i]!, block));
    const capacity = chosenCapacity<'MW'>(this.context, link.id, 'capacityMw');
    this.edge(this.sign > 0 ? -link.minimumRatio : 1, link.ratedMw, capacity);
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
