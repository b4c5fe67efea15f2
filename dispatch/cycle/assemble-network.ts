import type { HvdcInput, Problem, Region } from '#dispatch/domain';
import { MS_PER_MINUTE, type Mw, shanghaiDay } from '#units';
import { type AssembleContext, areaOf, given, numbersOf, powerToBuild, within } from './assemble-context.ts';

export type NetworkPart = Pick<Problem, 'areas' | 'acLines' | 'hvdcLinks' | 'converters'>;

/** Areas and what joins them. */
export const networkPart = (context: AssembleContext): NetworkPart => ({
  areas: context.region.areas.map((area) => ({
    id: area.id,
    loadMw: numbersOf(context, area, 'loadMw'),
    ...given('island', area.island),
  })),
  acLines: context.region.acLines.map((line) => ({
    id: line.id,
    fromArea: areaOf(context, line.from),
    toArea: areaOf(context, line.to),
    reactanceOhm: line.reactanceOhm,
    limitMw: line.limitMw,
    ...given('postContingencyMw', line.postContingencyMw),
    isOutage: line.outage,
    ...given('expansion', powerToBuild(context, line.expansion, line.limitMw)),
  })),
  hvdcLinks: context.region.hvdcLinks.map((link) => hvdcInput(context, link)),
  converters: context.region.converters.map((station) => ({
    id: station.id,
    fromArea: areaOf(context, station.from),
    toArea: areaOf(context, station.to),
    ratedMw: station.ratedMw,
    minimumRatio: numbersOf(context, station, 'minimumRatio'),
    maximumRatio: numbersOf(context, station, 'maximumRatio'),
    efficiencyRatio: numbersOf(context, station, 'efficiencyRatio'),
    operatingYuanPerMwh: numbersOf(context, station, 'operatingYuanPerMwh'),
    ...given('expansion', powerToBuild(context, station.expansion, station.ratedMw)),
  })),
});

type HvdcLink = Region['hvdcLinks'][number];

function hvdcInput(context: AssembleContext, link: HvdcLink): HvdcInput {
  const sentMw = context.state.hvdcMw[link.id];
  const beforeMw =
    sentMw === undefined ? undefined : within(sentMw, link.minimumRatio * link.ratedMw, link.ratedMw);
  const expansion = powerToBuild(context, link.expansion, link.ratedMw);
  return {
    id: link.id,
    area: areaOf(context, link.from),
    ...given('toArea', link.to === undefined ? undefined : areaOf(context, link.to)),
    ratedMw: link.ratedMw,
    minimumRatio: link.minimumRatio,
    lossRatio: link.lossRatio,
    holdPeriods: blockPeriods(context, link),
    // Steps belong to a given rating.
    ...given('stepMw', expansion === undefined ? link.stepMw : undefined),
    ...changes(context, link, beforeMw),
    ...given('heldMw', isInsideBlock(context, link) ? beforeMw : undefined),
    deliveredYuanPerMwh: numbersOf(context, link, 'deliveredPriceYuanPerMwh'),
    contractedMw: numbersOf(context, link, 'contractedMw'),
    shortfallYuanPerMwh: link.shortfallYuanPerMwh,
    ...given('expansion', expansion),
  };
}

const blockPeriods = ({ horizon }: AssembleContext, link: HvdcLink): number =>
  Math.max(1, Math.ceil(link.holdMinutes / horizon.periodMinutes));
const blockMs = (context: AssembleContext, link: HvdcLink): number =>
  blockPeriods(context, link) * context.horizon.periodMinutes * MS_PER_MINUTE;

/** A step that has begun is held to its end: the block of the window's start is not chosen anew inside it. */
const isInsideBlock = (context: AssembleContext, link: HvdcLink): boolean =>
  Math.floor((context.state.atMs - 1) / blockMs(context, link)) ===
  Math.floor(context.horizon.startMs / blockMs(context, link));

/**
 * Changes of the window's first day that are made already. A power that lies between two steps (the line gave way in need) has
 * to move once, whatever was made before.
 */
function changes(
  context: AssembleContext,
  link: HvdcLink,
  beforeMw: Mw | undefined,
): Pick<HvdcInput, 'changes' | 'beforeMw'> {
  const mostPerDay = link.mostChangesPerDay;
  if (mostPerDay === undefined) return {};
  const { horizon, state } = context;
  const counted = state.hvdcChanges?.[link.id];
  const made = counted?.day === shanghaiDay(horizon.startMs) ? Math.min(counted.count, mostPerDay) : 0;
  const isBetween = beforeMw !== undefined && !isOnStep(link, beforeMw);
  const madeToday = isBetween ? Math.max(0, Math.min(made, mostPerDay - 1)) : made;
  return {
    changes: { mostPerDay, madeToday },
    ...given('beforeMw', isBetween && mostPerDay === 0 ? undefined : beforeMw),
  };
}

function isOnStep(link: HvdcLink, mw: Mw): boolean {
  if (link.stepMw === undefined) return true;
  const steps = (mw - link.minimumRatio * link.ratedMw) / link.stepMw;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}
