import type { HvdcInput } from '#dispatch/domain';
import { invariant, shanghaiDay } from '#units';
import { holdBlockAt, holdBlockCount, holdBlockStartMs } from '../hold-blocks.ts';
import { perSwitch } from '../model/conversion.ts';
import { type Column, columnAt, type Decision, type Row } from '../model/lp-model.ts';
import { type BlockContext, one, zero } from './block-context.ts';
import { decideCapacity, withinCapacity } from './expansion.ts';

export const HVDC_LINK = 'hvdc_link';

export interface HvdcDecisions {
  /** One column a hold block. */
  readonly hvdcSentMw: readonly Decision<'MW'>[];
  readonly hvdcShortfallMw: readonly Decision<'MW'>[];
}

/**
 * A DC link sends between its minimum and its rating, in steps held for a block (one column a block), loses a share
 * on the way and earns what arrives; for what it delivers less than contracted it pays:
 * (1 - loss) x sent + shortfall >= contracted. The schedule may move in multiples of a step, and change only so often
 * a day: whole numbers. A link between two areas of the region feeds the other one.
 */
export const hvdcLink = (context: BlockContext): HvdcDecisions => {
  const { problem, model, grid } = context;
  const hvdcSentMw = problem.hvdcLinks.map((link) => sentBy(context, link));
  const hvdcShortfallMw = problem.hvdcLinks.map((link) =>
    model.decide<'MW'>('hvdcShortfallMw', link.id, grid.periodCount, zero, (t) => link.contractedMw[t]!),
  );
  problem.hvdcLinks.forEach((link, i) => {
    for (let t = 0; t < grid.periodCount; t++) carry(context, link, t, hvdcSentMw[i]!, hvdcShortfallMw[i]!);
    if (link.changes !== undefined) limitChanges(context, link, hvdcSentMw[i]!);
  });
  return { hvdcSentMw, hvdcShortfallMw };
};

const sentBy = (context: BlockContext, link: HvdcInput): Decision<'MW'> => {
  const { model, problem } = context;
  const blocks = holdBlockCount(problem.horizon, link.holdPeriods);
  const held = (block: number): number | undefined => (block === 0 ? link.heldMw : undefined);
  const rated = link.expansion?.maximum ?? link.ratedMw;
  const least = link.expansion === undefined ? link.minimumRatio * rated : 0;
  const sent = model.decide<'MW'>(
    'hvdcSentMw',
    link.id,
    blocks,
    (block) => held(block) ?? least,
    (block) => held(block) ?? rated,
  );
  if (link.stepMw !== undefined) inSteps(context, link, sent, link.stepMw);
  if (link.expansion !== undefined) {
    const capacity = decideCapacity<'MW'>(context, link.id, 'capacityMw', link.expansion);
    for (let block = 0; block < blocks; block++) {
      withinCapacity(context, link.id, block, 1, columnAt(sent, block), 1, capacity);
      withinCapacity(
        context,
        `${link.id}.least`,
        block,
        -1,
        columnAt(sent, block),
        -link.minimumRatio,
        capacity,
      );
    }
  }
  return sent;
};

/** sent = minimum + step x a whole number; a step that is held already stays as it is. */
const inSteps = ({ model }: BlockContext, link: HvdcInput, sent: Decision<'MW'>, stepMw: number): void => {
  invariant(stepMw > 0, `the step of ${link.id} is positive`);
  const least = link.minimumRatio * link.ratedMw;
  const most = Math.floor((link.ratedMw - least) / stepMw + 1e-9);
  const steps = model.decideWhole<'step'>('hvdcSteps', link.id, sent.count, zero, () => most);
  for (let block = link.heldMw === undefined ? 0 : 1; block < sent.count; block++) {
    const row = model.row<'MW'>(HVDC_LINK, `${link.id}.steps`, block, least, least);
    model.add(row, 1, columnAt(sent, block));
    model.addConverted(row, -1, perSwitch<'step', 'MW'>(stepMw), columnAt(steps, block));
  }
};

const carry = (
  { problem, model, hours, areaRows }: BlockContext,
  link: HvdcInput,
  t: number,
  sentMw: Decision<'MW'>,
  shortfallMw: Decision<'MW'>,
): void => {
  const arriving = 1 - link.lossRatio;
  const sent = columnAt(sentMw, holdBlockAt(problem.horizon, link.holdPeriods, t));
  const shortfall = columnAt(shortfallMw, t);
  model.add(areaRows[link.area]![t]!, -1, sent);
  if (link.toArea !== undefined) model.add(areaRows[link.toArea]![t]!, arriving, sent);
  model.charge('hvdcDelivery', sent, -link.deliveredYuanPerMwh[t]! * arriving * hours[t]!);
  model.charge('hvdcShortfall', shortfall, link.shortfallYuanPerMwh * hours[t]!);
  if (link.contractedMw[t]! <= 0) return;
  const row = model.row<'MW'>(HVDC_LINK, link.id, t, link.contractedMw[t]!, Number.POSITIVE_INFINITY);
  model.add(row, arriving, sent);
  model.add(row, 1, shortfall);
};

/** |sent - sent before| <= range x changed, and so many changes a Shanghai day. A block that is held already is none. */
const limitChanges = (context: BlockContext, link: HvdcInput, sent: Decision<'MW'>): void => {
  const { problem, model } = context;
  const { mostPerDay, madeToday } = link.changes!;
  const changed = model.decideWhole<'switch'>('hvdcChanged', link.id, sent.count, zero, one);
  const days = new Map<string, Row<'switch'>>();
  for (let block = link.heldMw === undefined ? 0 : 1; block < sent.count; block++) {
    changeAt(context, link, block, sent, columnAt(changed, block));
    // A block that began before the window is changed in it, if at all.
    const beginsMs = Math.max(
      problem.horizon.startMs,
      holdBlockStartMs(problem.horizon, link.holdPeriods, block),
    );
    const day = shanghaiDay(beginsMs);
    const isToday = day === shanghaiDay(problem.horizon.startMs);
    const most = isToday ? Math.max(0, mostPerDay - madeToday) : mostPerDay;
    const row = days.get(day) ?? model.row<'switch'>(HVDC_LINK, `${link.id}.changes`, block, 0, most);
    days.set(day, row);
    model.add(row, 1, columnAt(changed, block));
  }
};

const changeAt = (
  { model }: BlockContext,
  link: HvdcInput,
  block: number,
  sent: Decision<'MW'>,
  changed: Column<'switch'>,
): void => {
  const before = block === 0 ? link.beforeMw : 0;
  if (before === undefined) return;
  const now = columnAt(sent, block);
  // The schedule before the window may lie outside the range of the link.
  const [lowest, highest] =
    block === 0
      ? [before, before]
      : [model.lowerOf(columnAt(sent, block - 1)), model.upperOf(columnAt(sent, block - 1))];
  for (const sign of [1, -1] as const) {
    const range = sign > 0 ? model.upperOf(now) - lowest : highest - model.lowerOf(now);
    const name = `${link.id}.change`;
    const row = model.row<'MW'>(HVDC_LINK, name, block, Number.NEGATIVE_INFINITY, sign * before);
    model.add(row, sign, now);
    if (block > 0) model.add(row, -sign, columnAt(sent, block - 1));
    model.addConverted(row, -1, perSwitch<'switch', 'MW'>(Math.max(0, range)), changed);
  }
};
