import type { Plan } from '#dispatch/domain';
import { figure, percent } from './figures.ts';
import { barFrame } from './frame.ts';
import { OBJECTIVE_WORDS } from './objective-words.ts';
import type { ChartContext, ChartPicture } from './picture.ts';
import { LABELS, sentence } from './words.ts';

const TITLE = { zh: '计划离最优还有多远', en: 'How far from the optimum, round by round' };
const DESCRIPTION = {
  zh: '{rounds} 轮之后，计划值 {value}，下界 {bound}，差距 {gap}。任何排法都不会低于下界。',
  en: 'After {rounds} rounds the best plan is {value}, the bound {bound}: a gap of {gap}. No schedule can be below the bound.',
};

type Round = Plan['rounds'][number];
/** The best value so far and the highest bound so far: what has been proven by each round. */
export const provenByRound = (rounds: readonly Round[]): Round[] => {
  let [value, bound] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return rounds.map((round) => {
    value = Math.min(value, round.value);
    bound = Math.max(bound, round.bound);
    return { round: round.round, value, bound };
  });
};

/** Value of the best plan and the proven bound by round, closing on each other. */
export const boundRoundsPicture = (plan: Plan, context: ChartContext): ChartPicture => {
  const { look, language } = context;
  const rounds = provenByRound(plan.rounds).filter(
    ({ value, bound }) => Number.isFinite(value) && Number.isFinite(bound),
  );
  const unit = OBJECTIVE_WORDS[plan.objective].unit[language];
  const line = (id: 'value' | 'bound', colour: string, values: number[], dash: number[]) => ({
    type: 'line' as const,
    id,
    name: LABELS[id][language],
    step: 'end' as const,
    data: values,
    symbolSize: 4,
    silent: true,
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: 2, type: dash },
  });
  const base = barFrame(context, { categories: [], series: [], format: (value) => figure(value, language) });
  return {
    id: 'plan-bound',
    title: TITLE[language],
    unit,
    description: sentence(DESCRIPTION[language], {
      rounds: figure(rounds.length, language),
      value: figure(plan.objectiveValue, language),
      bound: figure(plan.objectiveBound, language),
      gap: percent(plan.gapRatio, language),
    }),
    option: {
      ...base,
      grid: { left: 84, right: 24, top: 14, bottom: 26 },
      xAxis: {
        type: 'category',
        data: rounds.map(({ round }) => String(round)),
        axisLine: { lineStyle: { color: look.colours.lineStrong } },
        axisTick: { show: false },
        axisLabel: { color: look.colours.inkFaint, fontSize: 11 },
      },
      yAxis: {
        type: 'value',
        scale: true,
        splitNumber: 4,
        splitLine: { lineStyle: { color: look.colours.line } },
        axisLabel: {
          color: look.colours.inkFaint,
          fontSize: 11,
          formatter: (value: number) => figure(value, language),
        },
      },
      series: [
        line(
          'value',
          look.colours.plan,
          rounds.map(({ value }) => value),
          [],
        ),
        line(
          'bound',
          look.colours.inkSoft,
          rounds.map(({ bound }) => bound),
          [5, 3],
        ),
      ],
    },
    keys: [
      { id: 'value', name: LABELS.value[language], colour: look.colours.plan, mark: 'line', unit },
      { id: 'bound', name: LABELS.bound[language], colour: look.colours.inkSoft, mark: 'dashed', unit },
    ],
    extentMs: null,
    heightPx: 200,
    table: () => ({
      columns: [
        { title: LABELS.round[language], unit: '', kind: 'number' },
        { title: LABELS.value[language], unit, kind: 'number' },
        { title: LABELS.bound[language], unit, kind: 'number' },
      ],
      rows: plan.rounds.map(({ round, value, bound }) => [round, value, bound]),
    }),
  };
};
