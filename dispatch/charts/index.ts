export { barPicture } from './bars.ts';
export { boundRoundsPicture } from './bound-rounds.ts';
export { capacityTexts } from './capacity-words.ts';
export { costPartsPicture } from './cost-parts.ts';
export { costPartName } from './cost-words.ts';
export { dayLoadPicture, energyBySourcePicture } from './day-report.ts';
export type { EnergyDetail, EnergyScope } from './energy-graph.ts';
export { energySankeyPicture } from './energy-sankey.ts';
export { CONSUMER_WORDS, originName, sourceKeyName } from './energy-words.ts';
export { explainAnswer, stakeText } from './explain/explain-answer.ts';
export { EXPLANATION_WORDS, LIMIT_KINDS, SETTER_WORDS } from './explain/explain-words.ts';
export { priceSettersPicture, SETTER_COLOURS } from './explain/price-setters.ts';
export { type PriceShare, priceShares } from './explain/price-shares.ts';
export { type JobReasons, jobReasons, selectExplanations } from './explain/select-explanations.ts';
export { coverageRatio, forecastFanPicture } from './forecast-fan.ts';
export { type GanttColouring, type GanttSpec, ganttPicture } from './gantt.ts';
export { jobEnergyPicture } from './job-energy.ts';
export { elementsOf } from './names.ts';
export { OBJECTIVE_WORDS } from './objective-words.ts';
export * from './picture.ts';
export { costChangePicture, movedJobsPicture, planDifferencePicture } from './plan-change.ts';
export { pricesPicture } from './plan-prices.ts';
export { sitePowerPicture } from './plan-sites.ts';
export { planStackPicture } from './plan-stack.ts';
export { heatPicture, reservoirPicture, storagePicture } from './plan-storage.ts';
export { energyMwh, type PlanTotals, planTotals } from './plan-totals.ts';
export { poolOccupancyPicture } from './pool-occupancy.ts';
export { ruleHistoryPicture } from './rule-history.ts';
export { RULE_STATE_COLUMNS, ruleStateRows } from './rule-state-rows.ts';
export * from './rule-state-words.ts';
export { RULE_COLUMNS, ruleRows } from './rule-words.ts';
export { meanPriceText, quantityText, STATEMENT_KIND_WORDS, yuanText } from './statement-words.ts';
export { clockText, dayText, fromTimeAxis, momentText, onTimeAxis } from './time-axis.ts';
export { type TimeLine, type TimeLinesSpec, timeLinesPicture } from './time-lines.ts';
export { variantCostsPicture } from './variant-costs.ts';
export {
  type ComparedCell,
  type ComparedRow,
  compareVariants,
  differenceText,
  rankedVariants,
  variantFigureText,
} from './variant-figures.ts';
export { variantColour } from './variant-look.ts';
export { variantProfilePictures } from './variant-profiles.ts';
