import type { HvdcInput } from '#dispatch/domain';
import { periodMs, periodStartMs, shanghaiDay } from '#units';
import type { PlanReader } from './plan-reader.ts';
import type { Findings } from './violation.ts';

const LAW = 'hvdc_link';

/** DC links keep their range, hold their steps and change no more often than they may; converters keep their rating. */
export const checkLinks = (read: PlanReader, findings: Findings): void => {
  for (const link of read.problem.hvdcLinks) checkLink(read, findings, link);
  for (const station of read.problem.converters) {
    const taken = read.of('converter', station.id, 'takenMw');
    const rated = read.chosen(station.id, 'capacityMw') ?? station.ratedMw;
    for (const t of read.periods) {
      const [least, most] = [station.minimumRatio[t]!, station.maximumRatio[t]!];
      findings.atMost('converter', station.id, t, taken[t]!, most === 0 ? 0 : most * rated, 'MW');
      findings.atLeast('converter', station.id, t, taken[t]!, least === 0 ? 0 : least * rated, 'MW');
    }
  }
};

const checkLink = (read: PlanReader, findings: Findings, link: HvdcInput): void => {
  const kind = link.toArea === undefined ? 'hvdc' : 'dcLink';
  const sent = read.of(kind, link.id, 'sentMw');
  const shortfall = read.of(kind, link.id, 'shortfallMw');
  const rated = read.chosen(link.id, 'capacityMw') ?? link.ratedMw;
  const blocks = blocksOf(read, link);
  for (const t of read.periods) {
    const isHeld = link.heldMw !== undefined && blocks[t] === blocks[0];
    if (isHeld) findings.equal(LAW, link.id, t, sent[t]!, link.heldMw!, 'MW');
    else {
      findings.atMost(LAW, link.id, t, sent[t]!, rated, 'MW');
      findings.atLeast(LAW, link.id, t, sent[t]!, link.minimumRatio * rated, 'MW');
    }
    if (t > 0 && blocks[t] === blocks[t - 1]) findings.equal(LAW, link.id, t, sent[t]!, sent[t - 1]!, 'MW');
    const missing = link.contractedMw[t]! - (1 - link.lossRatio) * sent[t]!;
    findings.atLeast(LAW, `${link.id}.contract`, t, shortfall[t]!, Math.max(0, missing), 'MW');
    // A shortfall that costs nothing may be told larger than it is.
    if (link.shortfallYuanPerMwh > 0)
      findings.atMost(LAW, `${link.id}.contract`, t, shortfall[t]!, Math.max(0, missing), 'MW');
    if (link.stepMw !== undefined && !isHeld) {
      const steps = (sent[t]! - link.minimumRatio * link.ratedMw) / link.stepMw;
      findings.equal(LAW, `${link.id}.steps`, t, steps, Math.round(steps), 'steps');
    }
  }
  checkChanges(read, findings, link, sent, blocks);
};

/** Number of the clock's hold block in which each period lies. */
const blocksOf = (read: PlanReader, link: HvdcInput): number[] => {
  const { horizon } = read.problem;
  const blockMs = Math.max(1, link.holdPeriods) * periodMs(horizon);
  const gridStartMs = Math.floor(horizon.startMs / periodMs(horizon)) * periodMs(horizon);
  return read.periods.map((t) => Math.floor((gridStartMs + t * periodMs(horizon)) / blockMs));
};

/** A change smaller than this is the solver's rounding. */
const LEAST_CHANGE_MW = 1e-3;

const checkChanges = (
  read: PlanReader,
  findings: Findings,
  link: HvdcInput,
  sent: readonly number[],
  blocks: readonly number[],
): void => {
  if (link.changes === undefined) return;
  const today = shanghaiDay(read.problem.horizon.startMs);
  const made = new Map<string, number>([[today, link.changes.madeToday]]);
  for (const t of read.periods) {
    const isHeld = link.heldMw !== undefined && blocks[t] === blocks[0];
    const before = t === 0 ? link.beforeMw : sent[t - 1];
    if (isHeld || before === undefined || Math.abs(sent[t]! - before) <= LEAST_CHANGE_MW) continue;
    const day = shanghaiDay(periodStartMs(read.problem.horizon, t));
    made.set(day, (made.get(day) ?? 0) + 1);
  }
  for (const [day, count] of made) {
    // Changes that were made before the window cannot be taken back.
    const allowed = Math.max(link.changes.mostPerDay, day === today ? link.changes.madeToday : 0);
    findings.atMost(LAW, `${link.id}.changes`, null, count, allowed, `changes on ${day}`);
  }
};
