import type { Problem, Span } from '#dispatch/domain';
import { type Bilingual, type EpochMs, horizonEndMs, periodMs, shanghaiIso } from '#units';
import { BUDGET } from './constraints/budget.ts';
import { HVDC_LINK } from './constraints/hvdc_link.ts';
import { holdBlockStartMs } from './hold-blocks.ts';
import type { Columns } from './model/lp-model.ts';

const whole = ({ horizon }: Problem): Span => ({ fromMs: horizon.startMs, toMs: horizonEndMs(horizon) });

const period = ({ horizon }: Problem, t: number): Span => {
  const length = periodMs(horizon);
  return { fromMs: horizon.startMs + t * length, toMs: horizon.startMs + (t + 1) * length };
};

const holdBlock = (problem: Problem, linkId: string, block: number): Span | null => {
  const link = problem.hvdcLinks.find(({ id }) => id === linkId);
  if (link === undefined) return null;
  const { horizon } = problem;
  const edge = (at: number): EpochMs =>
    Math.min(horizonEndMs(horizon), holdBlockStartMs(horizon, link.holdPeriods, at));
  return { fromMs: Math.max(horizon.startMs, edge(block)), toMs: edge(block + 1) };
};

/** The time that a row speaks of: its period, its hold block, or the whole window. */
export const spanOfRow = (
  problem: Problem,
  place: { readonly block: string; readonly element: string; readonly period: number },
): Span => {
  if (place.block === BUDGET) return whole(problem);
  const isBlock = place.block === HVDC_LINK && /\.(steps|change|changes)$/.test(place.element);
  const block = isBlock ? holdBlock(problem, place.element.replace(/\.[a-z]+$/, ''), place.period) : null;
  return block ?? period(problem, place.period);
};

/** The time that a column speaks of. */
export const spanOfColumn = (problem: Problem, decision: Columns, step: number): Span => {
  if (decision.name.startsWith('hvdc') && decision.name !== 'hvdcShortfallMw')
    return holdBlock(problem, decision.element, step) ?? period(problem, step);
  return decision.count === problem.horizon.periodCount ? period(problem, step) : whole(problem);
};

/** Spans in order, with those that touch made one. */
export const joinSpans = (spans: readonly Span[]): Span[] => {
  const joined: { fromMs: EpochMs; toMs: EpochMs }[] = [];
  for (const span of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last !== undefined && span.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, span.toMs);
    else joined.push({ ...span });
  }
  return joined;
};

const clock = (ms: EpochMs, sinceMs: EpochMs): string => {
  const [day, time] = [shanghaiIso(ms).slice(5, 10), shanghaiIso(ms).slice(11, 16)];
  return shanghaiIso(sinceMs).slice(5, 10) === day ? time : `${day} ${time}`;
};

/** "between 03-10 02:00 and 05:00", in Shanghai time; "over the whole window" for all of it. */
export const spanText = (problem: Problem, span: Span): Bilingual => {
  const all = whole(problem);
  if (span.fromMs <= all.fromMs && span.toMs >= all.toMs)
    return { zh: '在整个时段', en: 'over the whole window' };
  const from = shanghaiIso(span.fromMs).slice(5, 16).replace('T', ' ');
  const to = clock(span.toMs, span.fromMs);
  return { zh: `在 ${from} 至 ${to}`, en: `between ${from} and ${to}` };
};
