export * from './physics/index.ts';
export * from './plant-model.ts';
export * from './plant-records.ts';
export * from './set-points.ts';
