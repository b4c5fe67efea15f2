import type { BudgetInput, BudgetKind, RuleOutcome } from '#dispatch/domain';
import { hoursPerPeriod } from '#units';
import { holdBlockAt } from '../hold-blocks.ts';
import type { PowerModel } from '../power-model.ts';
import { SeriesReader } from './series-reader.ts';

/** What each budget has counted by the end of the window, and how far it was exceeded. */
export const ruleOutcomesOf = (power: PowerModel, primal: Float64Array): RuleOutcome[] => {
  const counter = new RuleCounter(power, primal);
  return power.problem.budgets.map((rule, i) => {
    const excess = power.decisions.budgetExcess[i];
    const lent = power.decisions.budgetLent[i];
    const { part, whole } = counter.of(rule);
    return {
      id: rule.id,
      name: rule.name ?? { zh: rule.id, en: rule.id },
      kind: rule.kind,
      limit: rule.limit,
      part: rule.soFar.part + part,
      whole: rule.soFar.whole + whole,
      excess: excess ? tidy(primal[excess.first]!) : 0,
      ...(rule.version === undefined ? {} : { version: rule.version }),
      ...(rule.pace === undefined
        ? {}
        : { slack: rule.pace.slackUnits, lent: lent ? tidy(primal[lent.first]!) : 0 }),
    };
  });
};

const tidy = (value: number): number => (Math.abs(value) < 1e-6 ? 0 : value);

/** The sums that the `budget` block limits, read from a solved model. */
class RuleCounter {
  private readonly power: PowerModel;
  private readonly read: SeriesReader;
  private readonly primal: Float64Array;

  constructor(power: PowerModel, primal: Float64Array) {
    this.power = power;
    this.primal = primal;
    this.read = new SeriesReader(power, primal);
  }

  of({ kind, certificatesCount }: BudgetInput): { readonly part: number; readonly whole: number } {
    if (kind === 'carbon') return { part: this.emittedTonnes(), whole: 0 };
    const { certificatesMwh } = this.power.decisions;
    const bought = certificatesCount === true && certificatesMwh ? this.read.value(certificatesMwh, 0) : 0;
    return {
      part: this.energy((t) => this.partMw(kind, t)) + bought,
      whole: this.energy(this.wholeOf(kind)),
    };
  }

  private energy(mwAt: (t: number) => number): number {
    let sum = 0;
    for (let t = 0; t < this.read.periodCount; t++) sum += mwAt(t);
    return sum * hoursPerPeriod(this.power.problem.horizon);
  }

  private partMw(kind: Exclude<BudgetKind, 'carbon'>, t: number): number {
    switch (kind) {
      case 'greenShare':
        return this.generatedMw(t) + this.cleanImportMw(t);
      case 'selfUse':
      case 'selfSupply':
        return this.generatedMw(t) - this.sum(this.power.decisions.exportMw, t) - this.sentOutMw(t);
      case 'feedIn':
        return this.sum(this.power.decisions.exportMw, t);
      case 'curtailment':
        return this.sum(this.power.decisions.curtailedMw, t);
    }
  }

  private readonly wholeOf = (kind: BudgetKind): ((t: number) => number) =>
    kind === 'greenShare' || kind === 'selfSupply' ? (t) => this.loadMw(t) : (t) => this.availableMw(t);

  private availableMw(t: number): number {
    const { problem, decisions } = this.power;
    const sunAndWind = problem.renewables.reduce((sum, _, i) => sum + this.read.availableMw(i, t), 0);
    return sunAndWind + this.sum(decisions.hydroMw, t) + this.sum(decisions.cspMw, t);
  }
  private generatedMw(t: number): number {
    return this.availableMw(t) - this.sum(this.power.decisions.curtailedMw, t);
  }
  private cleanImportMw(t: number): number {
    const { problem, decisions } = this.power;
    return problem.gridConnections.reduce(
      (sum, grid, i) => sum + grid.cleanShareRatio * this.read.value(decisions.importMw[i]!, t),
      0,
    );
  }
  private sentOutMw(t: number): number {
    const { problem, decisions } = this.power;
    return problem.hvdcLinks.reduce((sum, { toArea, holdPeriods }, i) => {
      if (toArea !== undefined) return sum;
      return sum + this.read.value(decisions.hvdcSentMw[i]!, holdBlockAt(problem.horizon, holdPeriods, t));
    }, 0);
  }
  private loadMw(t: number): number {
    const { problem, decisions } = this.power;
    const load = problem.areas.reduce((sum, area) => sum + area.loadMw[t]!, 0);
    return load - this.sum(decisions.unservedMw, t) + this.sum(decisions.facilityMw, t);
  }
  private sum(decisions: PowerModel['decisions']['exportMw'], t: number): number {
    return decisions.reduce((sum, decision) => sum + this.read.value(decision, t), 0);
  }
  private emittedTonnes(): number {
    let tonnes = 0;
    this.power.model.forEachMeasure('tco2', (column, tco2) => {
      tonnes += tco2 * this.primal[column]!;
    });
    return tonnes;
  }
}
