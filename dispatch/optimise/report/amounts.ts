import type { CostPart } from '#dispatch/domain';
import { fixedYuanOf, latenessYuanPerHOf } from '../bids/bid-source.ts';
import { type CostPartName, costPartNames } from '../objective/cost-parts.ts';
import { endOf } from '../placement/segments.ts';
import type { WorkState } from '../placement/work-state.ts';
import type { PowerModel } from '../power-model.ts';

/** A part below this is rounding of the solver. */
const ROUNDING_YUAN = 1e-6;

/** Money and carbon of a plan, from the values of its columns and the places of its jobs. */
export interface Amounts {
  readonly costYuan: number;
  readonly co2Tonnes: number;
  readonly parts: readonly CostPart[];
}

export const amountsOf = (power: PowerModel, state: WorkState, primal: Float64Array): Amounts => {
  const yuan = new Map<CostPartName, number>();
  const spend = (part: CostPartName, amount: number): void => {
    yuan.set(part, (yuan.get(part) ?? 0) + amount);
  };
  power.model.forEachConstant(spend);
  power.model.forEachCharge((part, column, perUnit) => {
    spend(part, perUnit * primal[column]!);
  });
  power.model.forEachSquare((part, column, perSquare) => {
    spend(part, perSquare * primal[column]! ** 2);
  });
  const tail = tailOf(power, state);
  spend('tailEnergy', tail.yuan);
  spendOnJobs(power, state, spend);
  const co2Tonnes = emissionsOf(power, primal) + tail.co2Tonnes;
  spend('carbonPrice', power.problem.carbonYuanPerTco2 * co2Tonnes);
  const parts = costPartNames
    .filter((name) => Math.abs(yuan.get(name) ?? 0) > ROUNDING_YUAN)
    .map((name) => ({ name, yuan: yuan.get(name)! }));
  return { costYuan: parts.reduce((sum, part) => sum + part.yuan, 0), co2Tonnes, parts };
};

const emissionsOf = (power: PowerModel, primal: Float64Array): number => {
  let total = 0;
  power.model.forEachMeasure('tco2', (column, tco2) => {
    total += tco2 * primal[column]!;
  });
  return total;
};

const tailOf = (power: PowerModel, state: WorkState): { yuan: number; co2Tonnes: number } => {
  const { grid } = power.table;
  let [yuan, co2Tonnes] = [0, 0];
  power.problem.sites.forEach((site, s) => {
    const perIt = site.facilityPerIt[grid.periodCount - 1]!;
    for (let t = grid.periodCount; t < grid.totalCount; t++) {
      const facilityMwh = state.loadItMw[s * grid.totalCount + t]! * perIt * grid.hours;
      yuan += facilityMwh * site.tailYuanPerMwh;
      co2Tonnes += facilityMwh * site.tailTco2PerMwh;
    }
  });
  return { yuan, co2Tonnes };
};

const spendOnJobs = (
  power: PowerModel,
  state: WorkState,
  spend: (part: CostPartName, amount: number) => void,
): void => {
  const { table, problem } = power;
  let optionsYuan = 0;
  let lateYuan = 0;
  for (let bid = 0; bid < table.bidCount; bid++) {
    if (!state.isPlaced(bid)) continue;
    const index = table.bidIndex[bid]!;
    optionsYuan += fixedYuanOf(problem, index, table.optionIndex[state.option[bid]!]!);
    if (latenessYuanPerHOf(problem, index) > 0) lateYuan += jobCharges(power, state, bid).latenessYuan;
  }
  spend('jobOptions', optionsYuan);
  spend('lateness', lateYuan);
};

/** What a placed job pays besides energy: its option and its lateness. */
export const jobCharges = (
  power: PowerModel,
  state: WorkState,
  bid: number,
): { fixedYuan: number; latenessYuan: number } => {
  const { table, problem } = power;
  const index = table.bidIndex[bid]!;
  const perHour = latenessYuanPerHOf(problem, index);
  const lateHours = perHour === 0 ? 0 : Math.max(0, endOf(state, bid) - table.dueMs[bid]!) / msPerHour(table);
  const fixedYuan = fixedYuanOf(problem, index, table.optionIndex[state.option[bid]!]!);
  return { fixedYuan, latenessYuan: lateHours * perHour };
};

const msPerHour = (table: PowerModel['table']): number => table.grid.periodMs / table.grid.hours;
