import { readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type CaseAnswer, caseAnswer } from '#dispatch/cycle';
import {
  type CaseConvention,
  type DispatchCase,
  NO_PARTS,
  type Problem,
  type ThermalInput,
} from '#dispatch/domain';
import { type LpSolver, PowerSolver } from '#dispatch/optimise';
import { readCase } from '#dispatch/sources';
import { readColumns, sharedDataFolder } from './shared-data.ts';

/** Objective of the DC optimal power flow, $/h: PGLib-OPF v23.07, BASELINE.md (PowerModels 0.19.9), typical conditions. */
export const PGLIB_DC: Readonly<Record<string, number>> = {
  case3_lmbd: 5.6959e3,
  case5_pjm: 1.748e4,
  case14_ieee: 2.0515e3,
  case24_ieee_rts: 6.1001e4,
  case30_ieee: 7.4728e3,
  case39_epri: 1.3689e5,
  case118_ieee: 9.3101e4,
  case300_ieee: 5.1785e5,
  case1354_pegase: 1.2182e6,
};
/** PyPSA 1.1.2 with HiGHS, without the network's constant. */
export const PYPSA_NETWORKS: Readonly<Record<string, number>> = {
  'ac-dc-meshed': -3474256.04054993,
  'storage-hvdc': 14670508.825359,
};
/** Sum of the variable costs of oemof-solph's simple dispatch over a year. */
export const OEMOF_8760 = 10971074.848618;

const patient = { timeLimitS: 300, isCancelled: (): boolean => false };

const solved = (given: DispatchCase, solver: LpSolver): CaseAnswer => {
  const power = new PowerSolver(solver);
  const before = process.cpuUsage();
  try {
    const solution = power.solve(given.problem, { ...patient, gapRatio: 0 });
    const { user, system } = process.cpuUsage(before);
    return caseAnswer(given, solution, (user + system) / 1e6);
  } finally {
    power.dispose();
  }
};

/** One of the nine cases, in a convention; `seconds` of the answers here are those of the processor. */
export const solvePglib = async (
  name: string,
  solver: LpSolver,
  convention: CaseConvention = 'pglib',
): Promise<CaseAnswer> => {
  const file = resolve(sharedDataFolder(), `grid/pglib_opf_${name}.m.gz`);
  return solved(await readCase(file, { convention }), solver);
};

export const solveNetwork = async (name: string, solver: LpSolver): Promise<CaseAnswer> =>
  solved(await readCase(resolve(sharedDataFolder(), 'dispatch-cases', name)), solver);

/** A test case of evcc's optimizer beside what it expects. */
export const batteryCases = (): {
  readonly name: string;
  readonly file: string;
  readonly expected: number;
}[] => {
  const folder = resolve(sharedDataFolder(), 'dispatch-cases/battery-milp');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const { expected_response } = JSON.parse(readFileSync(resolve(folder, file), 'utf8')) as {
        expected_response: { objective_value: number };
      };
      return {
        name: basename(file, '.json'),
        file: resolve(folder, file),
        expected: expected_response.objective_value,
      };
    });
};
export const solveBatteries = async (file: string, solver: LpSolver): Promise<CaseAnswer> =>
  solved(await readCase(file), solver);

/** oemof-solph's example, over a year of hours: fuels without cost, running costs on what a plant gives. */
export const solveOemof = (solver: LpSolver): { readonly objective: number; readonly cpuS: number } => {
  const power = new PowerSolver(solver);
  const before = process.cpuUsage();
  const { objectiveValue } = power.solve(oemofProblem(), patient);
  power.dispose();
  const { user, system } = process.cpuUsage(before);
  return { objective: objectiveValue, cpuS: (user + system) / 1e6 };
};

const [POWER, HEAT] = [0, 1];

/** Two buses; what is too much power is given away, heat has to fit. */
const oemofProblem = (): Problem => {
  const data = readColumns('dispatch-cases/oemof_simple_dispatch_8760h.csv.gz');
  const periodCount = data.demand_el!.length;
  const flat = (value: number): Float64Array => new Float64Array(periodCount).fill(value);
  const scaled = (name: string, mw: number): Float64Array => data[name]!.map((share) => share * mw);
  const plant = (id: string, ratedMw: number, costPerMwh: number): ThermalInput => ({
    id,
    area: POWER,
    ratedMw,
    minimumRatio: 0,
    availableRatio: flat(1),
    operatingYuanPerMwh: flat(costPerMwh),
    emissionTco2PerMwh: 0,
  });
  return {
    ...NO_PARTS,
    regionId: 'oemof-simple-dispatch',
    horizon: { startMs: Date.UTC(2016, 0, 1), periodMinutes: 60, periodCount },
    objective: 'cost',
    areas: [
      { id: 'power', loadMw: scaled('demand_el', 85) },
      { id: 'heat', loadMw: scaled('demand_th', 40) },
    ],
    renewables: [
      { id: 'wind', area: POWER, kind: 'wind', availableMw: scaled('wind', 66.3), operatingYuanPerMwh: 0 },
      { id: 'pv', area: POWER, kind: 'pv', availableMw: scaled('pv', 65.3), operatingYuanPerMwh: 0 },
    ],
    thermalUnits: [
      plant('coal', 20.2, 25),
      plant('lignite', 11.8, 19),
      plant('gas', 41, 40),
      plant('oil', 5, 50),
      // 0.3 of the gas becomes power and 0.4 heat.
      { ...plant('chp', 30, 42), heat: { area: HEAT, mwPerMw: 0.4 / 0.3 } },
    ],
    // Gives at most 10 MW of heat at a coefficient of performance of 3.
    converters: [
      {
        id: 'heat-pump',
        fromArea: POWER,
        toArea: HEAT,
        ratedMw: 10 / 3,
        minimumRatio: flat(0),
        maximumRatio: flat(1),
        efficiencyRatio: flat(3),
        operatingYuanPerMwh: flat(0),
      },
    ],
    gridConnections: [
      {
        id: 'excess',
        area: POWER,
        importLimitMw: 0,
        exportLimitMw: Number.POSITIVE_INFINITY,
        importYuanPerMwh: flat(0),
        exportYuanPerMwh: flat(0),
        emissionTco2PerMwh: flat(0),
        cleanShareRatio: 0,
      },
    ],
    unservedYuanPerMwh: Number.POSITIVE_INFINITY,
    curtailedYuanPerMwh: Number.POSITIVE_INFINITY,
    carbonYuanPerTco2: 0,
  };
};
