export { backTest, nearestLevel, type PastForecast, pastForecasts } from './back-test.ts';
export * from './forecaster.ts';
export { type LateFeed, lateFeeds, lateFeedText } from './late-feed.ts';
export {
  blend,
  climatology,
  defaultForecaster,
  FORECASTERS,
  forecasterById,
  persistence,
} from './methods.ts';
export {
  accuracyByCapacity,
  accuracyByOutput,
  accuracyHarmonic,
  coverageRatios,
  pinballLoss,
} from './scores.ts';
