export * from './forecaster.ts';
