import type { RelaxationStep, Span } from '#dispatch/domain';
import type { Bilingual } from '#units';
import type { ElementWords } from '../element-words.ts';
import type { PowerModel } from '../power-model.ts';
import { spanOfColumn, spanOfRow, spanText } from '../time-spans.ts';
import { blockOfDecision } from './decision-blocks.ts';
import type { Slack } from './elastic.ts';

/** Less than this is rounding of the solver. */
const LEAST_AMOUNT = 1e-6;
/** Amounts are written with so many digits, rounded up: a step that is taken as written is enough. */
const DIGITS = 3;

type Loosened = Omit<RelaxationStep, 'text'> & { readonly words: Bilingual };

/** Steps of one limit in consecutive periods are one step by the most of them. */
export const stepsOf = (
  power: PowerModel,
  slacks: readonly Slack[],
  amounts: Float64Array,
  words: ElementWords,
): RelaxationStep[] => {
  const steps: Loosened[] = [];
  slacks.forEach((slack, i) => {
    if (amounts[i]! <= LEAST_AMOUNT) return;
    const step = loosened(power, slack, roundedUp(amounts[i]!), words);
    const last = steps.at(-1);
    if (last !== undefined && isNext(last, step))
      steps[steps.length - 1] = { ...last, toMs: step.toMs, amount: Math.max(last.amount, step.amount) };
    else steps.push(step);
  });
  return steps.map(({ words: limit, ...step }) => ({ ...step, text: textOf(power, step, limit, words) }));
};

const isNext = (last: Loosened, step: Loosened): boolean =>
  last.name === step.name && last.change === step.change && last.toMs === step.fromMs;

const loosened = (power: PowerModel, slack: Slack, amount: number, words: ElementWords): Loosened => {
  const { problem, model } = power;
  const change = slack.side === 'lower' ? ('lower' as const) : ('raise' as const);
  const common = { change, amount, unit: slack.limit.unit, words: slack.limit.words };
  const { index } = slack.target;
  if (slack.target.kind === 'row') {
    const place = model.rowPlace(index);
    const span: Span = spanOfRow(problem, place);
    const name = `${place.block}[${place.element}]`;
    // A row that asks for at least so much is kept by allowing a shortfall, which is what is raised.
    const allowed = slack.limit.unit === 'MWh' ? { change: 'raise' as const } : {};
    return {
      ...common,
      ...allowed,
      block: place.block,
      element: words.elementOf(place.element),
      name,
      ...span,
    };
  }
  const decision = model.decisionOf(index);
  const block = blockOfDecision(decision.name);
  const name = `${decision.name}[${decision.element}]`;
  const element = words.elementOf(decision.element);
  return { ...common, block, element, name, ...spanOfColumn(problem, decision, index - decision.first) };
};

/** 3 digits, never below the value. */
export const roundedUp = (value: number): number => {
  const scale = 10 ** (DIGITS - 1 - Math.floor(Math.log10(value)));
  return Math.ceil(value * scale - 1e-4) / scale;
};

const UNIT_WORDS: Readonly<Record<string, Bilingual>> = { changes: { zh: '次', en: '' } };

const textOf = (
  { problem }: PowerModel,
  step: Omit<RelaxationStep, 'text'>,
  limit: Bilingual,
  words: ElementWords,
): Bilingual => {
  const name = words.about(step.element, limit);
  const when = step.unit === 't' ? { zh: '', en: '' } : spanText(problem, step);
  const unit = UNIT_WORDS[step.unit] ?? { zh: step.unit, en: step.unit };
  const amount = step.amount.toString();
  const [zhVerb, enVerb] = step.change === 'raise' ? ['上调', 'raise'] : ['下调', 'lower'];
  const en = [enVerb, name.en, 'by', amount, unit.en, when.en].filter((word) => word !== '').join(' ');
  return { zh: `${when.zh}${when.zh === '' ? '' : '，'}将${name.zh}${zhVerb} ${amount} ${unit.zh}`, en };
};
