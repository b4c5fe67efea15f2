export * from './cluster.ts';
export * from './physics/index.ts';
export { stepPlant } from './plant.ts';
export * from './plant-model.ts';
export * from './plant-records.ts';
export * from './set-points.ts';
