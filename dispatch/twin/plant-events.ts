import type { Bilingual, Mw } from '#units';
import type { Dispatched } from './dispatched.ts';
import type { Lever } from './lever.ts';
import type { PlantModel } from './plant-model.ts';
import type { PlantEvent } from './plant-records.ts';
import type { SetPoints } from './set-points.ts';

/** Smaller deviations are readings, not events. */
const LEAST_MW = 0.01;
const LEAST_SHARE_OF_RANGE = 0.01;

/** What an operator should hear of: deviations that matter, power thrown away, work or people not supplied. */
export function eventsOf(model: PlantModel, setPoints: SetPoints, dispatched: Dispatched): PlantEvent[] {
  const event = (kind: PlantEvent['kind'], element: string, mw: Mw): PlantEvent => ({
    atMs: setPoints.periodStartMs,
    kind,
    element,
    mw,
    text: textOf(kind, model.names?.[element] ?? { zh: element, en: element }, mw),
  });
  const ofLevers = dispatched.levers.flatMap((lever) => {
    const mw = Math.abs(lever.valueMw - lever.setPointMw);
    const isSmall = mw < LEAST_MW || mw < LEAST_SHARE_OF_RANGE * (lever.highMw - lever.lowMw);
    const kind = kindOf(lever);
    return isSmall || kind === null ? [] : [event(kind, lever.element, mw)];
  });
  const ofWater = model.reservoirs.flatMap((reservoir) => {
    const { spillM3PerS, turbineM3PerS } = dispatched.water[reservoir.id]!;
    const isBeyondRelease = spillM3PerS + turbineM3PerS > reservoir.minimumReleaseM3PerS + 1e-6;
    const mw = spillM3PerS * reservoir.mwPerM3PerS;
    return isBeyondRelease && mw > LEAST_MW ? [event('spilled', reservoir.id, mw)] : [];
  });
  const ofLines = model.acLines.flatMap((line) => {
    const over = Math.abs(dispatched.flowMw[line.id] ?? 0) - line.limitMw;
    return over > LEAST_MW ? [event('lineOverload', line.id, over)] : [];
  });
  const moved = dispatched.redispatchedMw;
  return [
    ...ofLevers,
    ...ofWater,
    ...ofLines,
    ...(moved > LEAST_MW ? [event('redispatched', 'network', moved)] : []),
  ];
}

function kindOf(lever: Lever): PlantEvent['kind'] | null {
  switch (lever.kind) {
    case 'renewable':
      return lever.valueMw < lever.setPointMw ? 'curtailed' : null;
    case 'battery':
      return 'balancedByBattery';
    case 'gridImport':
    case 'gridExport':
      return 'balancedByGrid';
    case 'hydro':
      return 'balancedByHydro';
    case 'csp':
      return 'balancedByCsp';
    case 'thermal':
      return 'balancedByThermal';
    case 'converter':
      return 'balancedByConverter';
    case 'dump':
      return 'dumped';
    case 'hvdc':
      return 'hvdcReduced';
    case 'load':
      return 'loadShed';
    default:
      return 'computeShed';
  }
}

const WORDS: Readonly<Record<PlantEvent['kind'], (element: Bilingual, mw: string) => Bilingual>> = {
  curtailed: (e, mw) => ({
    zh: `${e.zh} 计划外弃电 ${mw} MW`,
    en: `${e.en}: ${mw} MW curtailed beyond the plan`,
  }),
  balancedByBattery: (e, mw) => ({
    zh: `${e.zh} 偏离计划 ${mw} MW 以平衡`,
    en: `${e.en} balanced ${mw} MW off its plan`,
  }),
  balancedByGrid: (e, mw) => ({
    zh: `${e.zh} 交换功率偏离 ${mw} MW`,
    en: `${e.en} exchanged ${mw} MW off its plan`,
  }),
  balancedByHydro: (e, mw) => ({
    zh: `${e.zh} 水电调整 ${mw} MW`,
    en: `${e.en} moved by ${mw} MW to balance`,
  }),
  balancedByCsp: (e, mw) => ({
    zh: `${e.zh} 光热调整 ${mw} MW`,
    en: `${e.en} moved by ${mw} MW to balance`,
  }),
  balancedByThermal: (e, mw) => ({
    zh: `${e.zh} 火电调整 ${mw} MW`,
    en: `${e.en} moved by ${mw} MW to balance`,
  }),
  balancedByConverter: (e, mw) => ({
    zh: `${e.zh} 转换功率调整 ${mw} MW`,
    en: `${e.en} converted ${mw} MW off its plan`,
  }),
  dumped: (e, mw) => ({
    zh: `${e.zh} 有 ${mw} MW 无处可用，被弃`,
    en: `${e.en}: ${mw} MW that nothing could take were thrown away`,
  }),
  hvdcReduced: (e, mw) => ({ zh: `${e.zh} 直流功率回降 ${mw} MW`, en: `${e.en} reduced by ${mw} MW` }),
  spilled: (e, mw) => ({ zh: `${e.zh} 弃水，相当于 ${mw} MW`, en: `${e.en} spills water worth ${mw} MW` }),
  computeShed: (e, mw) => ({ zh: `${e.zh} 削减算力用电 ${mw} MW`, en: `${e.en}: ${mw} MW of work shed` }),
  loadShed: (e, mw) => ({ zh: `${e.zh} 切负荷 ${mw} MW`, en: `${e.en}: ${mw} MW of load not served` }),
  lineOverload: (e, mw) => ({ zh: `${e.zh} 越限 ${mw} MW`, en: `${e.en} carries ${mw} MW above its limit` }),
  redispatched: (_, mw) => ({
    zh: `为解除线路越限再调度 ${mw} MW`,
    en: `${mw} MW moved between plants to relieve lines`,
  }),
};

const textOf = (kind: PlantEvent['kind'], element: Bilingual, mw: Mw): Bilingual =>
  WORDS[kind](element, mw.toPrecision(3));
