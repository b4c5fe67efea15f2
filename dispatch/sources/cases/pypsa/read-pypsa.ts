import { type AreaInput, type BudgetInput, type DispatchCase, NO_PARTS } from '#dispatch/domain';
import type { Bilingual } from '#units';
import { CaseProblems } from '../case-problems.ts';
import { readBranches, readLinks } from './branches.ts';
import type { NetworkFiles } from './component-table.ts';
import { COMPONENTS, INERT_FILES } from './components.ts';
import { textTable } from './csv-text.ts';
import { readGenerators } from './generators.ts';
import { NetworkContext } from './network-context.ts';
import { readStorage } from './storage.ts';

/** Files that are read on their own, besides those of the components. */
const OWN_FILES = new Set(['network', 'snapshots', 'investment_periods']);

/**
 * A PyPSA network (the CSV files of its folder, by name) as a problem: dispatch and capacities over its snapshots. The
 * objective leaves out the cost of capacity that is there already, as PyPSA's does. Everything that would change the
 * answer and is not supported is refused at once, each with file, row and column.
 */
export const readPypsa = (name: string, files: NetworkFiles): DispatchCase => {
  const problems = new CaseProblems();
  refuseFiles(files, problems);
  const context = new NetworkContext(files, problems);
  const tco2Of = readCarriers(context);
  const budgets = readBudgets(context);
  const parts = {
    areas: readAreas(context),
    acLines: readBranches(context),
    converters: readLinks(context),
    thermalUnits: readGenerators(context, tco2Of),
    batteries: readStorage(context, tco2Of),
    budgets,
  };
  checkWeightings(context, parts.batteries.length > 0 && budgets.length > 0);
  problems.refuseIfAny(name);
  return {
    name,
    format: 'pypsa',
    convention: null,
    currency: null,
    powerUnit: 'MW',
    moneyScale: 1,
    problem: {
      ...NO_PARTS,
      ...parts,
      regionId: name,
      horizon: { startMs: 0, periodMinutes: 60, periodCount: context.snapshots.count },
      periodHours: context.hours,
      objective: 'cost',
      unservedYuanPerMwh: Number.POSITIVE_INFINITY,
      curtailedYuanPerMwh: 0,
      carbonYuanPerTco2: 0,
    },
    costHours: context.snapshots.objective,
    remarks: remarksOf(context),
    batteries: null,
  };
};

/** Columns that PyPSA itself would not look at are said, not refused. */
const remarksOf = ({ unknown }: NetworkContext): Bilingual[] =>
  unknown.map((columns) => ({
    zh: `PyPSA（至 1.3 版）不认识的列，视为备注：${columns}。`,
    en: `Columns that PyPSA up to 1.3 does not know, taken as notes: ${columns}.`,
  }));

/** A file with rows that is not read, and investment periods. */
const refuseFiles = (files: NetworkFiles, problems: CaseProblems): void => {
  for (const [file, text] of files) {
    const name = file.replace(/(-.*)?\.csv$/, '');
    if (name in COMPONENTS || INERT_FILES.has(name)) continue;
    const isOwn = OWN_FILES.has(name);
    const table = isOwn && name !== 'investment_periods' ? null : textTable(file, text, problems);
    if (table !== null && table.rows.length > 0) {
      const message =
        name === 'investment_periods' ? 'investment periods are not supported' : `${name} are not supported`;
      const remedy =
        name === 'investment_periods' ? 'Solve one period at a time.' : 'Take them out of the network.';
      problems.add({ field: name, message, remedy, file, line: table.rows[0]!.line });
    }
  }
  if (!files.has('buses.csv'))
    problems.add({
      field: 'buses',
      message: 'there is no buses.csv',
      remedy: 'Give the folder that PyPSA wrote with export_to_csv_folder.',
      file: 'buses.csv',
      line: 1,
    });
};

const readCarriers = (context: NetworkContext): ((carrier: string) => number) => {
  const table = context.table('carriers');
  const tco2 = new Map(
    table.elements.map((element) => [element.name, table.number(element, 'co2_emissions')]),
  );
  return (carrier) => tco2.get(carrier) ?? 0;
};

const readAreas = (context: NetworkContext): AreaInput[] => {
  const loads = context.table('loads');
  const areas = context.buses.elements.map(({ name }) => ({
    id: name,
    loadMw: new Float64Array(context.snapshots.count),
  }));
  for (const element of loads.elements) {
    const area = context.area(loads, element, 'bus');
    if (area === undefined) continue;
    const sign = loads.number(element, 'sign');
    loads.values(element, 'p_set').forEach((mw, t) => {
      areas[area]!.loadMw[t]! -= sign * mw;
    });
  }
  return areas;
};

const readBudgets = (context: NetworkContext): BudgetInput[] => {
  const table = context.table('global_constraints');
  return table.elements.map((element) => {
    const unsupported = (attribute: 'type' | 'carrier_attribute' | 'sense', supported: string): void => {
      const value = table.text(element, attribute);
      if (value === supported) return;
      const remedy = `Only ${supported} is supported: take the constraint out, or rewrite it.`;
      table.refuse(element, attribute, `${attribute} "${value}" is not supported`, remedy);
    };
    unsupported('type', 'primary_energy');
    unsupported('carrier_attribute', 'co2_emissions');
    unsupported('sense', '<=');
    return {
      id: `global_constraints/${element.name}`,
      kind: 'carbon',
      limit: table.number(element, 'constant'),
      soFar: { part: 0, whole: 0 },
      excessYuanPerUnit: null,
    };
  });
};

/** Stores and the CO2 limit reckon with one length of a period here. */
const checkWeightings = ({ snapshots, problems }: NetworkContext, hasBoth: boolean): void => {
  const differing = snapshots.stores.findIndex((hours, t) => hours !== snapshots.generators[t]);
  if (!hasBoth || differing < 0) return;
  problems.add({
    field: 'generators',
    message:
      'the weightings of stores and of generators differ, which is not supported with stores and a CO2 limit',
    remedy: 'Write one for both.',
    file: 'snapshots.csv',
    line: differing + 2,
  });
};
