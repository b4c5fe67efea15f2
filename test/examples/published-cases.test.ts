import { beforeAll, describe, expect } from 'vitest';
import { createHighsSolver, type LpSolver } from '#dispatch/optimise';
import {
  batteryCases,
  OEMOF_8760,
  PGLIB_DC,
  PYPSA_NETWORKS,
  solveBatteries,
  solveNetwork,
  solveOemof,
  solvePglib,
} from '../../benchmarks/published-cases.ts';
import { hasPart, testWith } from '../parts.ts';

const oracle = testWith('data');
let solver: LpSolver;
beforeAll(async () => {
  solver = await createHighsSolver();
});

describe('public cases are answered as published', () => {
  for (const [name, published] of Object.entries(PGLIB_DC))
    oracle(`DC optimal power flow of ${name}: all five digits`, async () => {
      const { objective } = await solvePglib(name, solver);
      expect(Number(objective!.toPrecision(5))).toBe(published);
    });

  for (const [name, published] of Object.entries(PYPSA_NETWORKS))
    oracle(`PyPSA network ${name}: to 1e-6`, async () => {
      const { objective } = await solveNetwork(name, solver);
      expect(Math.abs(objective! / published - 1)).toBeLessThan(1e-6);
    });

  oracle('a year of power and heat of oemof-solph: to 1e-6', () => {
    expect(Math.abs(solveOemof(solver).objective / OEMOF_8760 - 1)).toBeLessThan(1e-6);
  });

  for (const { name, file, expected } of hasPart('data') ? batteryCases() : [])
    oracle(`batteries ${name}: to 1e-5`, async () => {
      const { objective } = await solveBatteries(file, solver);
      expect(Math.abs(objective! / expected - 1)).toBeLessThan(1e-5);
    });

  oracle('a goal out of reach is told with what is missing, and why', async () => {
    const file = batteryCases().find(({ name }) => name.startsWith('010'))!.file;
    const { missedGoals } = await solveBatteries(file, solver);
    // 9.54 h at 3.68 kW and an efficiency of 0.9.
    expect(missedGoals).toMatchObject([{ battery: 'battery1', step: 10, goalKwh: 68.8 }]);
    expect(missedGoals[0]!.reachableKwh).toBeCloseTo(9.54 * 3.68 * 0.9, 6);
    expect(missedGoals[0]!.missingKwh).toBeCloseTo(68.8 - 9.54 * 3.68 * 0.9, 4);
    expect(missedGoals[0]!.text.en).toMatch(/misses its goal of 68.80 kWh .* by 37.20 kWh/);
  });
});
