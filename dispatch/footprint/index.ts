export { footprintRow } from './carbon-figures.ts';
export { Footprint } from './footprint.ts';
export { marginalFactor } from './margin.ts';
export {
  datedFactor,
  type Factor,
  type FigureContext,
  type FootprintPeriod,
  type SiteMeters,
} from './records.ts';
export { siteFigures } from './site-figures.ts';
export { type TargetCount, targetState } from './targets.ts';
