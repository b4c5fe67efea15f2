import type { Kpi } from '#dispatch/domain';
import type { StoredPlan } from '#dispatch/store';

type Figure = Pick<Kpi, 'id' | 'title' | 'value' | 'unit' | 'formula'>;

/** What the plan in force expects of its window: shown until the first period has been metered. */
export function plannedFigures(stored: StoredPlan | null): readonly Kpi[] {
  if (stored === null) return [];
  const { plan } = stored;
  const figures: Figure[] = [
    {
      id: 'matchedGreenShareRatio',
      title: { zh: '绿电同时率（计划）', en: 'Green share, matched (planned)' },
      value: plan.matchedGreenShareRatio,
      unit: 'ratio',
      formula: {
        zh: 'Σ min(用电ₜ, 清洁电ₜ) ÷ Σ 用电ₜ，分电气区计，储能按其成分计，计划窗口内；清洁电含送出本区域的部分',
        en: 'Σ min(loadₜ, cleanₜ) / Σ loadₜ, zone by zone, storage by its content, over the planned window; clean power sent out counts in clean',
      },
    },
    {
      id: 'annualGreenShareRatio',
      title: { zh: '绿电总量占比（计划）', en: 'Green share by totals (planned)' },
      value: plan.annualGreenShareRatio,
      unit: 'ratio',
      formula: {
        zh: 'min(1, 清洁电之和 ÷ 用电之和)，计划窗口内；清洁电含送出本区域的部分',
        en: 'min(1, sum of clean / sum of load), over the planned window; clean power sent out counts in clean',
      },
    },
    {
      id: 'curtailmentRatio',
      title: { zh: '弃电率（计划）', en: 'Curtailment (planned)' },
      value: plan.curtailmentRatio,
      unit: 'ratio',
      formula: {
        zh: '(可发 − 实发) ÷ 可发，风电与光伏，计划窗口内',
        en: '(available − generated) / available of sun and wind, over the planned window',
      },
    },
    {
      id: 'co2Tonnes',
      title: { zh: '碳排放（计划）', en: 'CO₂ (planned)' },
      value: plan.co2Tonnes,
      unit: 'tCO2',
      formula: {
        zh: '购入电量 × 排放因子，计划窗口内求和',
        en: 'sum of imported energy × emission factor, over the planned window',
      },
    },
    {
      id: 'costYuan',
      title: { zh: '计划成本', en: 'Cost of the plan' },
      value: plan.costYuan,
      unit: 'yuan',
      formula: { zh: '计划各成本项之和', en: 'sum of the cost parts of the plan' },
    },
    {
      id: 'gapRatio',
      title: { zh: '与最优下界的差距', en: 'Distance to the bound' },
      value: plan.gapRatio,
      unit: 'ratio',
      formula: {
        zh: '(目标值 − 下界) ÷ |目标值|；这些作业的任何排法都不会优于下界',
        en: '(objective − bound) / |objective|; no schedule of these jobs is better than the bound',
      },
    },
  ];
  const inputs = [
    { name: { zh: '计划', en: 'plan' }, value: stored.id },
    { name: { zh: '时段数', en: 'periods' }, value: plan.horizon.periodCount },
  ];
  return figures.map((figure) => ({
    ...figure,
    inputs,
    source: { zh: `计划 ${stored.id}`, en: `plan ${stored.id}` },
    quality: 'planned',
    atMs: stored.createdAtMs,
  }));
}
