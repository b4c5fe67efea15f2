import { OBJECTIVE_WORDS } from '#dispatch/charts';
import type { Plan } from '#dispatch/domain';
import type { Language } from '#units';
import type { KeyFigure } from './key-figures.ts';
import { money, number, percent, say } from './words.ts';

/** The plan's key figures, each with its formula. */
export function planFigures(plan: Plan, language: Language): KeyFigure[] {
  const word = say(language);
  const source = word('本计划', 'this plan');
  return [
    {
      name: word('成本', 'Cost'),
      value: money(plan.costYuan, language),
      formula: word('各成本项之和（见成本构成）', 'sum of the cost parts (see the table)'),
      source,
    },
    boundFigure(plan, language),
    {
      name: word('碳排放', 'Carbon'),
      value: number(plan.co2Tonnes, language),
      unit: 'tCO₂',
      formula: 'Σ importMwh · tco2PerMwh',
      ...(plan.runAtOnce === null
        ? {}
        : {
            inputs: word(
              `作业到即运行：${number(plan.runAtOnce.co2Tonnes, language)} tCO₂`,
              `Jobs run at once: ${number(plan.runAtOnce.co2Tonnes, language)} tCO₂`,
            ),
          }),
      source: word('购电量与排放因子', 'grid import and its emission factor'),
    },
    {
      name: word('绿电同时率（计划）', 'Green share, matched (planned)'),
      value: percent(plan.matchedGreenShareRatio, language),
      formula: 'Σ min(loadₜ, cleanₜ) / Σ loadₜ, zone by zone, storage by its content',
      inputs: word(
        `总量口径：${percent(plan.annualGreenShareRatio, language)} = min(1, Σ clean / Σ load)`,
        `Over the whole window: ${percent(plan.annualGreenShareRatio, language)} = min(1, Σ clean / Σ load)`,
      ),
      source,
    },
    {
      name: word('弃电率', 'Curtailment'),
      value: percent(plan.curtailmentRatio, language),
      formula: '(available − actual) / available',
      source,
    },
    {
      name: word('已安排作业', 'Jobs placed'),
      value: number(plan.placements.length + plan.onlineServed.length, language),
      formula: word('批作业 + 在线服务', 'batch jobs + online services'),
      inputs: word(
        `拒绝 ${plan.refused.length} 个`,
        `${plan.refused.length} refused, each with its reason below`,
      ),
      source,
    },
    ...runAtOnceFigure(plan, language),
  ];
}

function boundFigure(plan: Plan, language: Language): KeyFigure {
  const word = say(language);
  const { unit, gram } = OBJECTIVE_WORDS[plan.objective];
  return {
    name: word('与下界的差距', 'Distance from the bound'),
    value: percent(plan.gapRatio, language),
    formula: '(value − bound) / |value|',
    inputs:
      plan.objective !== 'cost'
        ? word(
            `目标 ${number(plan.objectiveValue, language)}，下界 ${number(plan.objectiveBound, language)}（${unit.zh}，另计违约折算与每元${gram.zh}）`,
            `Value ${number(plan.objectiveValue, language)}, bound ${number(plan.objectiveBound, language)} (${unit.en}, with broken promises and ${gram.en} a CNY)`,
          )
        : word(
            `下界 ${money(plan.objectiveBound, language)}：任何安排都不会更便宜`,
            `Bound ${money(plan.objectiveBound, language)}: no schedule of these jobs costs less`,
          ),
    source: word('拉格朗日对偶', 'Lagrangian duality'),
  };
}

function runAtOnceFigure(plan: Plan, language: Language): KeyFigure[] {
  if (plan.runAtOnce === null) return [];
  const word = say(language);
  const saved = plan.runAtOnce.costYuan - plan.costYuan;
  return [
    {
      name: word('比到即运行节省', 'Saved against run-at-once'),
      value: money(saved, language),
      formula: word('到即运行成本 − 计划成本', 'cost at once − cost of the plan'),
      inputs: word(
        `到即运行：${money(plan.runAtOnce.costYuan, language)}，电力同样优化`,
        `Run at once: ${money(plan.runAtOnce.costYuan, language)}, power dispatched as well as possible there too`,
      ),
      source: word('声明的基准', 'the declared baseline'),
    },
  ];
}
