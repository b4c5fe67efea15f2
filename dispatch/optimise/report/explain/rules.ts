import { horizonEndMs } from '#units';
import { BUDGET } from '../../constraints/budget.ts';
import { ISLAND } from '../../constraints/island.ts';
import { RESERVE } from '../../constraints/reserve.ts';
import { figure } from '../objective-amounts.ts';
import type { ActivityContext } from './activities.ts';
import type { Candidate } from './candidate.ts';
import { rowForce, spanOf } from './limits.ts';
import { type Run, runsOf, sumOver } from './stretches.ts';

/** Budgets, reserves and what an island needs, where they cost something; peaks that are held; capacity that is bought. */
export const ruleCandidates = (context: ActivityContext): Candidate[] => [
  ...budgetCandidates(context),
  ...standingCandidates(context),
  ...peakCandidates(context),
  ...capacityCandidates(context),
];

const whole = ({ point }: ActivityContext): { readonly fromMs: number; readonly toMs: number } => {
  const { horizon } = point.power.problem;
  return { fromMs: horizon.startMs, toMs: horizonEndMs(horizon) };
};

const budgetCandidates = (context: ActivityContext): Candidate[] => {
  const { point, holds, words } = context;
  const { model, problem } = point.power;
  const found: Candidate[] = [];
  for (let row = 0; row < model.rowCount; row++) {
    const { block, element } = model.rowPlace(row);
    const dual = point.dual(row);
    if (block !== BUDGET || dual === 0) continue;
    const rule = problem.budgets.find(({ id }) => id === element)!;
    const unit = rule.kind === 'carbon' ? 't' : 'MWh';
    const [lower, upper] = [point.data.rowLower[row]!, point.data.rowUpper[row]!];
    const counted = counts(context, row);
    const name = words.nameOf(element);
    found.push({
      ...{ kind: 'budget', element, ...whole(context), amount: counted, unit, energyMwh: null },
      binding: [{ ...bare(holds.rowHold(row, 0)), pricePerUnit: Math.abs(dual), unit }],
      deed: { zh: `预算“${name.zh}”用满`, en: `The budget “${name.en}” is used up` },
      because: { zh: '', en: '' },
      alternative: {
        what: { zh: `预算宽 1 ${unit}`, en: `a budget 1 ${unit} looser` },
        force: [dual > 0 ? rowForce(row, lower - 1, upper) : rowForce(row, lower, upper + 1)],
        estimate: -Math.abs(dual),
      },
      stake: Math.abs(dual * (dual > 0 ? lower : upper)),
      stakeIsAlternative: false,
    });
  }
  return found;
};

const bare = ({ block, element, text }: ReturnType<ActivityContext['holds']['rowHold']>) => ({
  block,
  element,
  text,
});

const counts = ({ point }: ActivityContext, row: number): number => {
  let sum = 0;
  for (let column = 0; column < point.data.columnCount; column++)
    point.entriesOf(column, (entry, value) => {
      if (entry === row) sum += value * point.primal[column]!;
    });
  return sum;
};

/** Reserves and island needs, one row a period, grouped by the name that the row carries. */
const standingCandidates = (context: ActivityContext): Candidate[] => {
  const { point } = context;
  const { model, problem } = point.power;
  const asked = new Set(problem.reserves.flatMap(({ id }) => [`${id}.up`, `${id}.down`]));
  const rows = new Map<string, Map<number, number>>();
  for (let row = 0; row < model.rowCount; row++) {
    const { block, element, period } = model.rowPlace(row);
    if (!(block === ISLAND || (block === RESERVE && asked.has(element))) || point.dual(row) === 0) continue;
    const key = `${block} ${element}`;
    rows.set(key, (rows.get(key) ?? new Map<number, number>()).set(period, row));
  }
  return [...rows.values()].flatMap((byPeriod) =>
    runsOf(problem.horizon.periodCount, (t) => (byPeriod.has(t) ? 'x' : null)).map((run) =>
      standingCandidate(context, byPeriod, run),
    ),
  );
};

const standingCandidate = (
  { point, holds, words }: ActivityContext,
  byPeriod: ReadonlyMap<number, number>,
  run: Run,
): Candidate => {
  const at = (t: number): number => byPeriod.get(t)!;
  const { block, element } = point.power.model.rowPlace(at(run.from));
  const isEnergy = element.endsWith('.autonomy');
  const unit = isEnergy ? 'MWh' : 'MW';
  const dual = (t: number): number => Math.abs(point.dual(at(t)));
  const { rowLower, rowUpper } = point.data;
  const periods = run.to - run.from;
  const amount = sumOver(run, (t) => rowLower[at(t)]!) / periods;
  const name = words.nameOf(element);
  const price = sumOver(run, dual) / (isEnergy ? periods : periods * point.hours);
  const isReserve = block === RESERVE;
  return {
    ...{ kind: isReserve ? 'reserve' : 'island', element: words.elementOf(element) },
    ...{ ...spanOf({ point, holds, words }, run), amount, unit, energyMwh: null },
    binding: [{ ...bare(holds.rowHold(at(run.from), 0)), pricePerUnit: price, unit: 'MWh' }],
    deed: isReserve
      ? { zh: `备用“${name.zh}”刚好够`, en: `The reserve “${name.en}” is just met` }
      : { zh: `${name.zh}的孤网要求刚好够`, en: `What ${name.en} needs on its own is just met` },
    because: { zh: '', en: '' },
    alternative: {
      what: { zh: `少要 1 ${unit}`, en: `1 ${unit} less of it` },
      force: Array.from({ length: periods }, (_, i) =>
        rowForce(at(run.from + i), rowLower[at(run.from + i)]! - 1, rowUpper[at(run.from + i)]!),
      ),
      estimate: -sumOver(run, dual),
    },
    stake: sumOver(run, (t) => dual(t) * Math.abs(rowLower[at(t)]!)),
    stakeIsAlternative: false,
  };
};

/** Part by which a peak is imagined lower. */
const LOWER_PEAK = 0.1;

const peakCandidates = (context: ActivityContext): Candidate[] => {
  const { point, holds, words } = context;
  return point.power.model.decisions.flatMap((decision): Candidate[] => {
    if (decision.name !== 'peakMw') return [];
    const column = decision.first;
    const [peak, least] = [point.primal[column]!, point.data.columnLower[column]!];
    if (peak <= least + 1e-4) return [];
    const other = Math.max(least, peak * (1 - LOWER_PEAK));
    const name = words.nameOf(decision.element);
    const bounds = Float64Array.of(other);
    return [
      {
        ...{ kind: 'peak', element: words.elementOf(decision.element), ...whole(context) },
        ...{ amount: peak, unit: 'MW', energyMwh: null },
        binding: holds
          .of(column)
          .slice(0, 3)
          .map((hold) => ({ ...bare(hold), pricePerUnit: hold.weight, unit: 'MW' })),
        deed: {
          zh: `${name.zh}的最大购电为 ${figure(peak)} MW`,
          en: `The peak import of ${name.en} is ${figure(peak)} MW`,
        },
        because: { zh: '', en: '' },
        alternative: {
          what: { zh: `最大购电压到 ${figure(other)} MW`, en: `a peak of ${figure(other)} MW` },
          force: [{ kind: 'columns', first: column, lower: Float64Array.of(least), upper: bounds }],
          estimate: 0,
        },
        stake: Math.abs(point.data.columnCost[column]! * (peak - least)),
        stakeIsAlternative: false,
      },
    ];
  });
};

const capacityCandidates = (context: ActivityContext): Candidate[] => {
  const { point, holds, words } = context;
  return point.power.decisions.capacities.flatMap(({ element, quantity, decision }): Candidate[] => {
    const column = decision.first;
    const [value, least] = [point.primal[column]!, point.data.columnLower[column]!];
    if (value <= least + 1e-4) return [];
    const unit = quantity === 'capacityMwh' ? 'MWh' : quantity === 'capacityMw' ? 'MW' : 'units';
    const name = words.nameOf(element);
    const unitZh = unit === 'units' ? '个单元' : unit;
    return [
      {
        ...{ kind: 'capacity', element: words.elementOf(element), ...whole(context) },
        ...{ amount: value, unit, energyMwh: null },
        binding: holds.ownBound(column).map((hold) => ({ ...bare(hold), pricePerUnit: hold.weight, unit })),
        deed: {
          zh: `${name.zh}建 ${figure(value)} ${unitZh}`,
          en: `${figure(value)} ${unit} are built of ${name.en}`,
        },
        because: { zh: '', en: '' },
        alternative: {
          what: { zh: `只建 ${figure(least)} ${unitZh}`, en: `building only ${figure(least)} ${unit}` },
          force: [
            { kind: 'columns', first: column, lower: Float64Array.of(least), upper: Float64Array.of(least) },
          ],
          estimate: Math.max(0, point.reducedCost(column) * (least - value)),
        },
        stake: Math.abs(point.data.columnCost[column]! * (value - least)),
        stakeIsAlternative: true,
      },
    ];
  });
};
