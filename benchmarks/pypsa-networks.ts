import { createHighsSolver } from '#dispatch/optimise';
import { PYPSA_NETWORKS, solveNetwork } from './published-cases.ts';
import { type Bench, type BenchRow, row } from './report.ts';

/** Networks with capacities to choose and a CO2 limit, against PyPSA's objective. */
export const pypsaNetworks = async (): Promise<Bench> => {
  const solver = await createHighsSolver();
  const rows: BenchRow[] = [];
  for (const [name, published] of Object.entries(PYPSA_NETWORKS)) {
    const { objective, seconds } = await solveNetwork(name, solver);
    const ours = objective ?? Number.NaN;
    rows.push(
      row(name, ours, published, `currency, ${difference(ours, published)}, ${seconds} CPU s`, 'PyPSA'),
    );
  }
  return { bench: 'pypsa-networks', rows };
};

/** How far apart, relative to the published value. */
export const difference = (ours: number, published: number): string =>
  `${(Math.abs(ours - published) / Math.abs(published)).toExponential(1)} apart`;
