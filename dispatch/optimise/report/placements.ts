import type { JobAlternative, Placement } from '#dispatch/domain';
import type { Bilingual } from '#units';
import { PriceSums, type WorkPrices } from '../bids/work-prices.ts';
import { packParts } from '../placement/packing.ts';
import { type Packing, stretchesOf } from '../placement/segments.ts';
import type { WorkState } from '../placement/work-state.ts';
import type { PowerModel } from '../power-model.ts';
import { jobCharges } from './amounts.ts';
import { NextBest, type OtherStart } from './next-best.ts';
import type { ReasonWords } from './reason-words.ts';
import type { ReasonWriter } from './reasons.ts';
import { joinRemarks } from './remarks.ts';

/** Prices in yuan, carbon by period, and who writes the reasons: what a placement's figures are made of. */
export interface PlacementInput {
  readonly power: PowerModel;
  readonly state: WorkState;
  /** Yuan; units cost nothing here, room is not sold. */
  readonly yuanPrices: WorkPrices;
  readonly intensityTco2PerMwh: Float64Array;
  readonly reasons: ReasonWriter;
  readonly words: ReasonWords;
}

export const placementsOf = (input: PlacementInput): Placement[] => {
  const { power, state } = input;
  const sums = new PriceSums(power.table, input.yuanPrices);
  const packing = packParts(state);
  const others = new NextBest(state, input.reasons.sums);
  const isLookedAt = mostEnergy(state);
  const placements: Placement[] = [];
  // Bids of columns come last in the table and are reported as columns.
  for (let bid = 0; bid < power.table.bidCount && power.table.template[bid]! < 0; bid++)
    if (state.isPlaced(bid))
      placements.push(placementOf(input, sums, packing, isLookedAt(bid) ? others : null, bid));
  return placements;
};

/** Jobs for which another place is looked for: all of them, or of more than this the ones that use most energy. */
const MOST_LOOKED_AT = 50_000;

const mostEnergy = ({ table, option }: WorkState): ((bid: number) => boolean) => {
  if (table.bidCount <= MOST_LOOKED_AT) return () => true;
  const used = (bid: number): number =>
    option[bid]! < 0 ? 0 : table.itMw[option[bid]!]! * table.durationMs[option[bid]!]!;
  const sorted = Float64Array.from(option, (_, bid) => used(bid)).sort();
  const least = sorted[sorted.length - MOST_LOOKED_AT]!;
  return (bid) => used(bid) >= least;
};

const placementOf = (
  input: PlacementInput,
  sums: PriceSums,
  packing: Packing,
  others: NextBest | null,
  bid: number,
): Placement => {
  const { power, state } = input;
  const { table, problem } = power;
  const source = problem.bids[table.bidIndex[bid]!]!;
  const optionIndex = table.optionIndex[state.option[bid]!]!;
  const option = source.options[optionIndex]!;
  const energy = energyOf(input, bid);
  const own = jobCharges(power, state, bid);
  const costYuan = energy.yuan + own.fixedYuan + own.latenessYuan;
  const { sentence, binding } = input.reasons.reasonFor(bid);
  const other = others?.of(bid, input.reasons.startMs(bid)) ?? null;
  const next = other === null ? null : nextBest(input, sums, bid, other, costYuan, energy.co2Tonnes);
  const told = next === null ? null : input.words.nextBest(other!.option, other!.startMs, next);
  return {
    jobId: source.id,
    option: optionIndex,
    poolId: problem.pools[option.pool]!.id,
    siteId: problem.sites[table.site[state.option[bid]!]!]!.id,
    units: option.units,
    powerRatio: option.powerRatio,
    ...(packing.crowded.has(bid) ? { takesTurns: true as const } : {}),
    segments: stretchesOf(state, bid, packing).map(({ startMs, endMs }) => ({
      startMs: table.grid.startMs + startMs,
      endMs: table.grid.startMs + endMs,
    })),
    energyMwh: energy.mwh,
    costYuan,
    co2Tonnes: energy.co2Tonnes,
    runAtOnceYuan: runAtOnceYuan(input, sums, bid),
    reason: joinRemarks([sentence, told, packing.crowded.has(bid) ? takesTurns : null])!,
    binding,
    ...(others === null ? {} : { alternative: next }),
  };
};

const takesTurns: Bilingual = {
  zh: '部分时段内与其他作业轮流使用单元：各段并列放不下，只按时段平均值满足容量。',
  en: 'In some periods it takes turns with other work: side by side the parts do not fit, only their mean over the period does.',
};

interface JobEnergy {
  mwh: number;
  yuan: number;
  co2Tonnes: number;
}

const energyOf = (
  { power, state, yuanPrices, intensityTco2PerMwh }: PlacementInput,
  bid: number,
): JobEnergy => {
  const { table, problem } = power;
  const { grid } = table;
  const option = state.option[bid]!;
  const site = problem.sites[table.site[option]!]!;
  const total: JobEnergy = { mwh: 0, yuan: 0, co2Tonnes: 0 };
  const to = state.touchedTo(bid);
  for (let t = state.touchedFrom(bid); t < to; t++) {
    const meanItMw = (table.itMw[option]! * state.runIn(bid, t)) / grid.periodMs;
    if (meanItMw === 0) continue;
    const perIt = site.facilityPerIt[Math.min(t, grid.periodCount - 1)]!;
    const mwh = meanItMw * perIt * grid.hours;
    total.mwh += mwh;
    total.yuan += meanItMw * yuanPrices.energy[table.site[option]! * grid.totalCount + t]!;
    total.co2Tonnes += mwh * (t < grid.periodCount ? intensityTco2PerMwh[t]! : site.tailTco2PerMwh);
  }
  return total;
};

/** Another start in yuan and tonnes, beside what the plan chose. */
const nextBest = (
  input: PlacementInput,
  sums: PriceSums,
  bid: number,
  { option, startMs, weight }: OtherStart,
  costYuan: number,
  co2Tonnes: number,
): JobAlternative => {
  const { power, reasons } = input;
  const { table, problem } = power;
  return {
    poolId: problem.pools[table.pool[option]!]!.id,
    siteId: problem.sites[table.site[option]!]!.id,
    startMs: table.grid.startMs + startMs,
    extraObjective: weight - reasons.paid(bid),
    extraYuan: yuanOfStart(power, sums, bid, option, startMs) - costYuan,
    extraTco2: tonnesOfStart(input, option, startMs) - co2Tonnes,
  };
};

const tonnesOfStart = (
  { power, intensityTco2PerMwh }: PlacementInput,
  option: number,
  startMs: number,
): number => {
  const { table, problem } = power;
  const { grid } = table;
  const site = problem.sites[table.site[option]!]!;
  const endMs = startMs + table.durationMs[option]!;
  let tonnes = 0;
  for (let t = Math.floor(startMs / grid.periodMs); t * grid.periodMs < endMs; t++) {
    const ranMs = Math.min(endMs, (t + 1) * grid.periodMs) - Math.max(startMs, t * grid.periodMs);
    const perIt = site.facilityPerIt[Math.min(t, grid.periodCount - 1)]!;
    const mwh = ((table.itMw[option]! * ranMs) / grid.periodMs) * perIt * grid.hours;
    tonnes += mwh * (t < grid.periodCount ? intensityTco2PerMwh[t]! : site.tailTco2PerMwh);
  }
  return tonnes;
};

/** The first option from its earliest instant on, at the same prices, room or not. */
const runAtOnceYuan = ({ power }: PlacementInput, sums: PriceSums, bid: number): number => {
  const option = power.table.firstOption[bid]!;
  return yuanOfStart(power, sums, bid, option, power.table.earliestMs[option]!);
};

/** Energy in one piece from a start on, the option's cost and lateness, in yuan. */
const yuanOfStart = (
  { table, problem }: PowerModel,
  sums: PriceSums,
  bid: number,
  option: number,
  startMs: number,
): number => {
  const source = problem.bids[table.bidIndex[bid]!]!;
  const endMs = startMs + table.durationMs[option]!;
  const lateHours = (Math.max(0, endMs - table.dueMs[bid]!) / table.grid.periodMs) * table.grid.hours;
  return (
    table.itMw[option]! * sums.energyBetween(table.site[option]!, startMs, endMs) +
    source.options[table.optionIndex[option]!]!.fixedYuan +
    lateHours * source.latenessYuanPerH
  );
};
