export { accuracyKey, countGoesOn, type RecordsOfDay } from './count-day.ts';
export { bindingOn, countBegins, countedBefore, daysAfter, ruleOn } from './dated-rules.ts';
export type { PricedPeriod } from './day-facts.ts';
export { Energies, type MeteredPeriod } from './energies.ts';
export { judgeDay } from './judge-day.ts';
export { type RuleOutlook, ruleBudget } from './pace.ts';
export { ruleViews } from './rule-views.ts';
