import { CARBON_METHODS, type CarbonMethod, type FootprintRow, type Kpi } from '#dispatch/domain';
import { type Bilingual, whToMwh } from '#units';
import type { CarbonSums } from './carbon-sums.ts';
import type { FigureContext } from './records.ts';

const TITLES: Readonly<Record<CarbonMethod, Bilingual>> = {
  location: { zh: '碳排放（基于位置）', en: 'CO₂, location-based' },
  market: { zh: '碳排放（基于市场）', en: 'CO₂, market-based' },
  marginal: { zh: '碳排放（边际）', en: 'CO₂, marginal' },
};
const FORMULAS: Readonly<Record<CarbonMethod, Bilingual>> = {
  location: {
    zh: '逐时段：用电量 × 所在电网的平均排放因子，求和',
    en: 'sum over periods of energy × average factor of the grid it is drawn from',
  },
  market: {
    zh: '逐时段：(用电量 − 合同与已声明证书覆盖的电量) × 剩余混合因子，求和；被覆盖部分按 0 计',
    en: 'sum over periods of (energy − what contracts and claimed certificates cover) × factor of the residual mix; what is covered counts 0',
  },
  marginal: {
    zh: '逐时段：用电量 × 边际机组的排放因子（计划给出边际机组时用它，否则用注明日期的边际因子），求和',
    en: 'sum over periods of energy × factor of the unit on the margin (the one that the plan names, else a dated marginal factor)',
  },
};

/** Carbon by the three methods, each with its factors, and the two green shares side by side. */
export function footprintRow(
  who: Pick<FootprintRow, 'kind' | 'id' | 'name'>,
  sums: CarbonSums,
  context: FigureContext,
): FootprintRow {
  return {
    ...who,
    energyWh: Math.round(sums.energyWh),
    cleanWh: Math.round(sums.cleanWh),
    carbon: CARBON_METHODS.map((method) => carbonFigure(who.id, method, sums, context)),
    greenShares: greenShares(who.id, sums, context),
  };
}

const mwh = (name: Bilingual, wh: number) => ({ name, value: whToMwh(wh), unit: 'MWh' });

function carbonFigure(id: string, method: CarbonMethod, sums: CarbonSums, context: FigureContext): Kpi {
  const uses = [...sums.uses[method].values()].sort((a, b) => b.energyWh - a.energyWh);
  const covered = method === 'market' ? [mwh({ zh: '合同与证书覆盖', en: 'covered' }, sums.coveredWh)] : [];
  return {
    id: `${method}CarbonTonnes.${id}`,
    title: TITLES[method],
    value: sums.energyWh > 0 ? sums.tonnes[method] : null,
    unit: 'tCO2',
    formula: FORMULAS[method],
    inputs: [
      mwh({ zh: '用电', en: 'energy' }, sums.energyWh),
      ...covered,
      ...uses.map(({ factor, energyWh }) => ({
        name: {
          zh: `因子 ${factor.id}（${factor.fromPlan ? '计划的边际机组' : factor.source}），用于 MWh`,
          en: `factor ${factor.id} (${factor.fromPlan ? 'on the margin of the plan' : factor.source}), on MWh`,
        },
        value: `${factor.tco2PerMwh} tCO₂/MWh × ${Number(whToMwh(energyWh).toPrecision(7))}`,
      })),
    ],
    ...context,
  };
}

/** By totals never without the one that is matched period by period. */
function greenShares(id: string, sums: CarbonSums, context: FigureContext): Kpi[] {
  const ratio = (part: number): number | null => (sums.energyWh > 0 ? part / sums.energyWh : null);
  return [
    {
      id: `matchedShareRatio.${id}`,
      title: { zh: '绿电同时率（溯源）', en: 'Green share, matched by tracing' },
      value: ratio(sums.cleanWh),
      unit: 'ratio',
      formula: {
        zh: '逐时段溯源到它的清洁电之和 ÷ 用电之和',
        en: 'sum over periods of clean energy traced to it / sum of energy',
      },
      inputs: [
        mwh({ zh: '溯源清洁电', en: 'clean, traced' }, sums.cleanWh),
        mwh({ zh: '用电', en: 'energy' }, sums.energyWh),
      ],
      ...context,
    },
    {
      id: `coveredShareRatio.${id}`,
      title: {
        zh: '绿电占比（合同与证书，不分时）',
        en: 'Green share by totals: contracts and certificates',
      },
      value: ratio(sums.coveredWh),
      unit: 'ratio',
      formula: {
        zh: '合同与已声明证书覆盖的电量之和 ÷ 用电之和；总与同时率并列',
        en: 'what contracts and claimed certificates cover / energy; never shown without the matched one',
      },
      inputs: [
        mwh({ zh: '覆盖', en: 'covered' }, sums.coveredWh),
        mwh({ zh: '用电', en: 'energy' }, sums.energyWh),
      ],
      ...context,
    },
  ];
}
