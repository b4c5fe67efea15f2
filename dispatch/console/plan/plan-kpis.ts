import { costPartName, energyMwh, planTotals } from '#dispatch/charts';
import type { Kpi, Plan, PlanView } from '#dispatch/domain';
import type { Bilingual } from '#units';

type Input = Kpi['inputs'][number];
const input = (name: Bilingual, value: number, unit: string): Input => ({ name, value, unit });

const moneyKpis = (plan: Plan): Pick<Kpi, 'id' | 'title' | 'value' | 'unit' | 'formula' | 'inputs'>[] => [
  {
    id: 'costYuan',
    title: { zh: '计划费用', en: 'Cost of the plan' },
    value: plan.costYuan,
    unit: 'yuan',
    formula: { zh: '各成本项之和', en: 'sum of the cost parts' },
    inputs: plan.costParts.map(({ name, yuan }) =>
      input({ zh: costPartName(name, 'zh'), en: costPartName(name, 'en') }, yuan, 'yuan'),
    ),
  },
  {
    id: 'gapRatio',
    title: { zh: '离最优最多差', en: 'At most from the optimum' },
    value: plan.gapRatio,
    unit: 'ratio',
    formula: {
      zh: '(目标值 − 下界) ÷ |目标值|\n下界来自拉格朗日对偶：这些作业的任何排法都不会低于它',
      en: '(value − bound) / |value|\nbound: Lagrangian dual; no schedule of these jobs is below it',
    },
    inputs: [
      input({ zh: '目标值', en: 'value' }, plan.objectiveValue, ''),
      input({ zh: '下界', en: 'bound' }, plan.objectiveBound, ''),
    ],
  },
  {
    id: 'savedYuan',
    title: { zh: '比来了就跑省', en: 'Saved against running at once' },
    value: plan.runAtOnce ? plan.runAtOnce.costYuan - plan.costYuan : null,
    unit: 'yuan',
    formula: {
      zh: '来了就跑的费用 − 计划费用\n来了就跑：每个作业能放下就立即启动，电力同样优化调度',
      en: 'cost at once − cost of the plan\nat once: every job started as soon as it fits, power dispatched as well as possible',
    },
    inputs: plan.runAtOnce
      ? [
          input({ zh: '来了就跑的费用', en: 'cost at once' }, plan.runAtOnce.costYuan, 'yuan'),
          input({ zh: '计划费用', en: 'cost of the plan' }, plan.costYuan, 'yuan'),
        ]
      : [],
  },
];

/** Why a share of 100 % can stand beside import and its CO₂. */
const SENT_OUT: Bilingual = {
  zh: '清洁电含送出本区域（上网与直流）的部分：一边外送、一边购电时，占比仍可为 100 %',
  en: 'clean power sent out of the region (grid and HVDC) counts in clean: the share may be 100 % beside import',
};

const greenKpis = (plan: Plan): ReturnType<typeof moneyKpis> => {
  const totals = planTotals(plan);
  const energy = (name: Bilingual, row: readonly number[]) => input(name, energyMwh(plan, row), 'MWh');
  return [
    {
      id: 'matchedGreenShareRatio',
      title: { zh: '绿电同时率（计划）', en: 'Green share, matched (planned)' },
      value: plan.matchedGreenShareRatio,
      unit: 'ratio',
      formula: {
        zh: `Σ min(用电ₜ, 清洁电ₜ) ÷ Σ 用电ₜ，分电气区计，储能按其成分计\n${SENT_OUT.zh}`,
        en: `Σ min(loadₜ, cleanₜ) / Σ loadₜ, zone by zone, storage by its content\n${SENT_OUT.en}`,
      },
      inputs: [
        energy({ zh: '用电', en: 'load' }, totals.loadMw),
        energy({ zh: '算力', en: 'compute' }, totals.computeMw),
      ],
    },
    {
      id: 'annualGreenShareRatio',
      title: { zh: '绿电总量占比（计划）', en: 'Green share by totals (planned)' },
      value: plan.annualGreenShareRatio,
      unit: 'ratio',
      formula: {
        zh: `min(1, Σ 清洁电ₜ ÷ Σ 用电ₜ)\n${SENT_OUT.zh}`,
        en: `min(1, Σ cleanₜ / Σ loadₜ)\n${SENT_OUT.en}`,
      },
      inputs: [
        energy({ zh: '光伏', en: 'sun' }, totals.pvMw),
        energy({ zh: '风电', en: 'wind' }, totals.windMw),
        energy({ zh: '水电', en: 'water' }, totals.hydroMw),
        energy({ zh: '光热', en: 'heat of the sun' }, totals.cspMw),
      ],
    },
    {
      id: 'curtailmentRatio',
      title: { zh: '弃电率', en: 'Curtailment' },
      value: plan.curtailmentRatio,
      unit: 'ratio',
      formula: { zh: '(可发 − 实发) ÷ 可发', en: '(available − used) / available' },
      inputs: [
        energy(
          { zh: '光伏与风电实发', en: 'sun and wind used' },
          totals.pvMw.map((mw, t) => mw + (totals.windMw[t] ?? 0)),
        ),
        energy({ zh: '弃电', en: 'curtailed' }, totals.curtailedMw),
      ],
    },
    {
      id: 'co2Tonnes',
      title: { zh: '碳排放', en: 'Emissions' },
      value: plan.co2Tonnes,
      unit: 'tCO₂',
      formula: {
        zh: 'Σ (购电ₜ × 排放因子ₜ + 火电ₜ × 机组排放因子) × 小时数',
        en: 'Σ (importₜ × emission factorₜ + fuelₜ × factor of the unit) × hours',
      },
      inputs: [
        energy({ zh: '购电', en: 'import' }, totals.importMw),
        energy({ zh: '火电', en: 'fuel' }, totals.thermalMw),
      ],
    },
    {
      id: 'computeMwh',
      title: { zh: '算力用电', en: 'Energy of compute' },
      value: energyMwh(plan, totals.computeMw),
      unit: 'MWh',
      formula: {
        zh: 'Σ 站点功率ₜ × 小时数，全部站点，含制冷',
        en: 'Σ site powerₜ × hours, all sites, cooling included',
      },
      inputs: [energy({ zh: '算力', en: 'compute' }, totals.computeMw)],
    },
  ];
};

/** The plan's figures with formula and inputs, for tiles that open. */
export const planKpis = ({ id, plan, createdAtMs }: Pick<PlanView, 'id' | 'plan' | 'createdAtMs'>): Kpi[] =>
  [...moneyKpis(plan), ...greenKpis(plan)].map((figure) => ({
    ...figure,
    source: { zh: `计划 ${id}`, en: `plan ${id}` },
    quality: 'planned' as const,
    atMs: createdAtMs,
  }));
