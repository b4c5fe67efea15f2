import { energyMwh, planTotals } from '#dispatch/charts';
import type { Kpi, Plan, PlanView } from '#dispatch/domain';

type Input = Kpi['inputs'][number];
const input = (name: string, value: number, unit: string): Input => ({ name, value, unit });

const moneyKpis = (plan: Plan): Pick<Kpi, 'id' | 'title' | 'value' | 'unit' | 'formula' | 'inputs'>[] => [
  {
    id: 'costYuan',
    title: { zh: '计划费用', en: 'Cost of the plan' },
    value: plan.costYuan,
    unit: 'yuan',
    formula: 'costYuan = Σ costParts',
    inputs: plan.costParts.map(({ name, yuan }) => input(name, yuan, 'yuan')),
  },
  {
    id: 'gapRatio',
    title: { zh: '离最优最多差', en: 'At most from the optimum' },
    value: plan.gapRatio,
    unit: 'ratio',
    formula: 'gap = (value − bound) / |value|\nbound: Lagrangian dual; no schedule of these jobs is below it',
    inputs: [
      input('objectiveValue', plan.objectiveValue, ''),
      input('objectiveBound', plan.objectiveBound, ''),
    ],
  },
  {
    id: 'savedYuan',
    title: { zh: '比来了就跑省', en: 'Saved against running at once' },
    value: plan.runAtOnce ? plan.runAtOnce.costYuan - plan.costYuan : null,
    unit: 'yuan',
    formula:
      'saved = runAtOnce.costYuan − costYuan\nrunAtOnce: every job started at once where it fits, power dispatched as well as possible',
    inputs: plan.runAtOnce
      ? [
          input('runAtOnce.costYuan', plan.runAtOnce.costYuan, 'yuan'),
          input('costYuan', plan.costYuan, 'yuan'),
        ]
      : [],
  },
];

const greenKpis = (plan: Plan): ReturnType<typeof moneyKpis> => {
  const totals = planTotals(plan);
  const energy = (name: string, row: readonly number[]) => input(name, energyMwh(plan, row), 'MWh');
  return [
    {
      id: 'matchedGreenShareRatio',
      title: { zh: '清洁占比（同时段）', en: 'Green share, matched' },
      value: plan.matchedGreenShareRatio,
      unit: 'ratio',
      formula: 'Σ min(load_t, clean_t) / Σ load_t',
      inputs: [energy('load', totals.loadMw), energy('compute', totals.computeMw)],
    },
    {
      id: 'annualGreenShareRatio',
      title: { zh: '清洁占比（总量）', en: 'Green share, in total' },
      value: plan.annualGreenShareRatio,
      unit: 'ratio',
      formula: 'min(1, Σ clean_t / Σ load_t)',
      inputs: [energy('pv', totals.pvMw), energy('wind', totals.windMw), energy('hydro', totals.hydroMw)],
    },
    {
      id: 'curtailmentRatio',
      title: { zh: '弃电率', en: 'Curtailment' },
      value: plan.curtailmentRatio,
      unit: 'ratio',
      formula: '(available − used) / available',
      inputs: [
        energy(
          'pv + wind used',
          totals.pvMw.map((mw, t) => mw + (totals.windMw[t] ?? 0)),
        ),
        energy('curtailed', totals.curtailedMw),
      ],
    },
    {
      id: 'co2Tonnes',
      title: { zh: '碳排放', en: 'Emissions' },
      value: plan.co2Tonnes,
      unit: 'tCO₂',
      formula: 'Σ import_t × emission factor_t × hours',
      inputs: [energy('import', totals.importMw)],
    },
    {
      id: 'computeMwh',
      title: { zh: '算力用电', en: 'Energy of compute' },
      value: energyMwh(plan, totals.computeMw),
      unit: 'MWh',
      formula: 'Σ facilityMw_t × hours, all sites, cooling included',
      inputs: [energy('compute', totals.computeMw)],
    },
  ];
};

/** The plan's figures with formula and inputs, for tiles that open. */
export const planKpis = ({ id, plan, createdAtMs }: Pick<PlanView, 'id' | 'plan' | 'createdAtMs'>): Kpi[] =>
  [...moneyKpis(plan), ...greenKpis(plan)].map((figure) => ({
    ...figure,
    source: `plan ${id}`,
    quality: 'planned' as const,
    atMs: createdAtMs,
  }));
