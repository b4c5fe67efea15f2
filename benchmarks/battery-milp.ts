import { createHighsSolver } from '#dispatch/optimise';
import { batteryCases, solveBatteries } from './published-cases.ts';
import { difference } from './pypsa-networks.ts';
import { type Bench, type BenchRow, row } from './report.ts';

/** Batteries behind a meter, against the value that evcc's optimizer expects; goals that are out of reach are told. */
export const batteryMilp = async (): Promise<Bench> => {
  const solver = await createHighsSolver();
  const rows: BenchRow[] = [];
  for (const { name, file, expected } of batteryCases()) {
    const { objective, seconds, missedGoals } = await solveBatteries(file, solver);
    const ours = objective ?? Number.NaN;
    const unit = `currency, ${difference(ours, expected)}, ${seconds.toFixed(1)} CPU s`;
    rows.push(row(name, ours, expected, unit, 'evcc optimizer'));
    for (const goal of missedGoals) console.log(`${name}: ${goal.text.en}`);
  }
  return { bench: 'battery-milp', rows };
};
