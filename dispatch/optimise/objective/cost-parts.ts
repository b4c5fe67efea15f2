/** The parts of a plan's cost, in the order in which reports show them. */
export const costPartNames = [
  'gridImport',
  'gridExport',
  'hvdcDelivery',
  'hvdcShortfall',
  'operation',
  'water',
  'wear',
  'curtailment',
  'carbonPrice',
  'unserved',
  'onlineUnserved',
  'storageShortfall',
  'releaseShortfall',
  'jobOptions',
  'lateness',
  'tailEnergy',
] as const;
export type CostPartName = (typeof costPartNames)[number];

/** Parts that stand for a broken promise: the carbon objective keeps them, far dearer than any emission. */
export const obligations: ReadonlySet<CostPartName> = new Set([
  'hvdcShortfall',
  'unserved',
  'onlineUnserved',
  'storageShortfall',
  'releaseShortfall',
  'lateness',
]);
