import type { Plan, PlanChange } from '#dispatch/domain';
import type { EpochMs } from '#units';
import { barPicture } from './bars.ts';
import { type Box, boxSeries } from './boxes.ts';
import { costPartName } from './cost-words.ts';
import { figure, money } from './figures.ts';
import { timeFrame } from './frame.ts';
import { nameOf } from './names.ts';
import type { ChartContext, ChartPicture } from './picture.ts';
import { planLinesPicture } from './plan-lines.ts';
import { planTotals } from './plan-totals.ts';
import { periodStarts, readerOver } from './steps.ts';
import { momentText } from './time-axis.ts';
import { LABELS, sentence } from './words.ts';

const COST_TITLE = { zh: '费用变了多少', en: 'How the cost changed' };

/** Change of each cost part against the plan before; a saving points left. */
export const costChangePicture = (change: PlanChange, context: ChartContext): ChartPicture => {
  const { look, language } = context;
  const parts = change.costPartDeltas
    .filter(({ yuan }) => Math.abs(yuan) >= 0.5)
    .toSorted((a, b) => Math.abs(b.yuan) - Math.abs(a.yuan));
  return barPicture(context, {
    id: 'plan-cost-change',
    title: COST_TITLE,
    unit: LABELS.yuan,
    description: parts
      .map((part) => `${costPartName(part.name, language)} ${money(part.yuan, language)}`)
      .join('; '),
    bars: parts.map((part) => ({
      name: costPartName(part.name, language),
      value: part.yuan,
      colour: part.yuan > 0 ? look.colours.warning : look.colours.good,
    })),
    format: (value) => `${value > 0 ? '+' : ''}${money(value, language)}`,
  });
};

const MOVED_TITLE = { zh: '挪动了的作业', en: 'Jobs that moved' };
const MOVED_DESCRIPTION = {
  zh: '{count} 个作业改了时间或站点：{earlier} 个提前，{later} 个推后，{elsewhere} 个换站点。',
  en: '{count} jobs changed time or site: {earlier} earlier, {later} later, {elsewhere} to another site.',
};
const MOVED_ROW_PX = 12;
const MOVED_ROWS = 24;

/** From the old start to the new one, a row a job; the longest moves first. */
export const movedJobsPicture = (
  change: PlanChange,
  extentMs: readonly [EpochMs, EpochMs],
  context: ChartContext,
): ChartPicture => {
  const { look, language } = context;
  const moved = change.movedJobs.toSorted(
    (a, b) => Math.abs(b.toStartMs - b.fromStartMs) - Math.abs(a.toStartMs - a.fromStartMs),
  );
  const rows = moved.slice(0, MOVED_ROWS);
  const box = (fromMs: EpochMs, toMs: EpochMs, row: number, half: number): Box => ({
    fromMs: Math.min(fromMs, toMs),
    toMs: Math.max(fromMs, toMs),
    y0: (row + 0.5) * MOVED_ROW_PX - half,
    y1: (row + 0.5) * MOVED_ROW_PX + half,
  });
  const dotMs = (extentMs[1] - extentMs[0]) / 220;
  const threads = (earlier: boolean) =>
    rows.flatMap((job, i) =>
      job.toStartMs < job.fromStartMs === earlier ? [box(job.fromStartMs, job.toStartMs, i, 1)] : [],
    );
  const ends = (earlier: boolean) =>
    rows.flatMap((job, i) =>
      job.toStartMs < job.fromStartMs === earlier ? [box(job.toStartMs, job.toStartMs + dotMs, i, 4)] : [],
    );
  const heightPx = Math.max(1, rows.length) * MOVED_ROW_PX;
  const count = (holds: (job: PlanChange['movedJobs'][number]) => boolean) =>
    figure(moved.filter(holds).length, language);
  return {
    id: 'plan-moved',
    title: MOVED_TITLE[language],
    description: sentence(MOVED_DESCRIPTION[language], {
      count: figure(moved.length, language),
      earlier: count((job) => job.toStartMs < job.fromStartMs),
      later: count((job) => job.toStartMs > job.fromStartMs),
      elsewhere: count((job) => job.fromSite !== job.toSite),
    }),
    // How many of the moves are drawn; the table has all.
    unit: rows.length < moved.length ? `${rows.length} / ${figure(moved.length, language)}` : '',
    option: {
      ...timeFrame(context, {
        extentMs,
        series: [
          boxSeries(
            'moved',
            [
              { colour: look.colours.good, opacity: 0.5, boxes: threads(true) },
              { colour: look.colours.warning, opacity: 0.5, boxes: threads(false) },
              { colour: look.colours.good, opacity: 1, boxes: ends(true) },
              { colour: look.colours.warning, opacity: 1, boxes: ends(false) },
            ],
            [],
            context,
            extentMs[0],
          ),
        ],
      }),
      yAxis: { type: 'value', inverse: true, min: 0, max: heightPx, show: false },
    },
    keys: [
      { id: 'earlier', name: EARLIER[language], colour: look.colours.good, mark: 'bar', unit: '' },
      { id: 'later', name: LATER[language], colour: look.colours.warning, mark: 'bar', unit: '' },
    ],
    extentMs,
    heightPx: heightPx + 40,
    itemAt: (_, y) => {
      const row = Math.floor(y / MOVED_ROW_PX);
      const job = rows[row];
      if (!job) return null;
      const from = Math.min(job.fromStartMs, job.toStartMs);
      const to = Math.max(job.fromStartMs, job.toStartMs, from + dotMs);
      return {
        id: job.jobId,
        title: job.jobId,
        note: '',
        facts: [
          {
            label: LABELS.before[language],
            value: `${momentText(job.fromStartMs, language)} · ${nameOf(context, job.fromSite)}`,
          },
          {
            label: LABELS.after[language],
            value: `${momentText(job.toStartMs, language)} · ${nameOf(context, job.toSite)}`,
          },
        ],
        box: { fromMs: from, toMs: to, y0: row * MOVED_ROW_PX, y1: (row + 1) * MOVED_ROW_PX },
      };
    },
    table: () => ({
      columns: [
        { title: LABELS.job[language], unit: '', kind: 'text' },
        { title: `${LABELS.before[language]} · ${LABELS.site[language]}`, unit: '', kind: 'text' },
        { title: `${LABELS.before[language]} · ${LABELS.start[language]}`, unit: '', kind: 'time' },
        { title: `${LABELS.after[language]} · ${LABELS.site[language]}`, unit: '', kind: 'text' },
        { title: `${LABELS.after[language]} · ${LABELS.start[language]}`, unit: '', kind: 'time' },
      ],
      rows: moved.map((job) => [
        job.jobId,
        nameOf(context, job.fromSite),
        job.fromStartMs,
        nameOf(context, job.toSite),
        job.toStartMs,
      ]),
    }),
  };
};
const EARLIER = { zh: '提前', en: 'Earlier' };
const LATER = { zh: '推后', en: 'Later' };

const SHIFT_TITLE = { zh: '算力用电：本计划与上一计划', en: 'Compute power: this plan and the one before' };
const SHIFT_DESCRIPTION = {
  zh: '两个计划重叠时段内，算力用电最多增加 {more} MW，最多减少 {less} MW。',
  en: 'Where both plans overlap, compute rises by up to {more} MW and falls by up to {less} MW.',
};

/** Compute power of two plans on the later one's horizon; the earlier one dashed. */
export const planDifferencePicture = (before: Plan, after: Plan, context: ChartContext): ChartPicture => {
  const { look, language } = context;
  const now = planTotals(after).computeMw;
  const readBefore = readerOver(before.horizon, planTotals(before).computeMw);
  const then = periodStarts(after.horizon).map(readBefore);
  const deltas = now.map((value, t) => (then[t] === null || then[t] === undefined ? 0 : value - then[t]));
  return planLinesPicture(after, context, {
    id: 'plan-difference',
    title: SHIFT_TITLE,
    unit: 'MW',
    description: sentence(SHIFT_DESCRIPTION[language], {
      more: figure(Math.max(0, ...deltas), language),
      less: figure(Math.max(0, ...deltas.map((delta) => -delta)), language),
    }),
    lines: [
      {
        id: 'after',
        name: LABELS.after[language],
        colour: look.colours.compute,
        values: now,
        filled: true,
        width: 2,
      },
      {
        id: 'before',
        name: LABELS.before[language],
        colour: look.colours.inkFaint,
        values: then,
        dash: [5, 3],
      },
    ],
  });
};
