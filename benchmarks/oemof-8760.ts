import { createHighsSolver } from '#dispatch/optimise';
import { OEMOF_8760, solveOemof } from './published-cases.ts';
import { difference } from './pypsa-networks.ts';
import { type Bench, row } from './report.ts';

/** A year of power and heat, hour by hour, against oemof-solph. */
export const oemof8760 = async (): Promise<Bench> => {
  const { objective, cpuS } = solveOemof(await createHighsSolver());
  const unit = `currency, ${difference(objective, OEMOF_8760)}, ${cpuS.toFixed(1)} CPU s`;
  return { bench: 'oemof-8760', rows: [row('simple dispatch', objective, OEMOF_8760, unit, 'oemof-solph')] };
};
