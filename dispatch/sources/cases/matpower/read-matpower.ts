import {
  type AcLineInput,
  type AreaInput,
  type CaseConvention,
  type DispatchCase,
  NO_PARTS,
  type ThermalInput,
} from '#dispatch/domain';
import type { Bilingual } from '#units';
import { CaseProblems } from '../case-problems.ts';
import { lineOf } from './branches.ts';
import { CostReader } from './costs.ts';
import { parseCaseFile } from './statements.ts';
import { BRANCH, BUS, COST, GEN, type Row, type Tables, tablesOf } from './tables.ts';

const ISOLATED = 4;

/**
 * A MATPOWER case (version 2) as one period of an hour: DC optimal power flow. Shunt conductances count as load; what is
 * out of service, and isolated buses with all that hangs on them, are dropped. Everything that cannot be read is
 * refused at once, each by its place in the file.
 */
export const readMatpower = (source: string, file: string, convention: CaseConvention): DispatchCase => {
  const problems = new CaseProblems();
  const caseFile = parseCaseFile(source, file, problems);
  const tables = tablesOf(caseFile, file, problems);
  const network = new Network(tables, file, convention, problems);
  const parts = {
    areas: network.areas(),
    acLines: network.lines(),
    thermalUnits: network.units(),
  };
  problems.refuseIfAny(file);
  const name = caseFile.name ?? file;
  return {
    name,
    format: 'matpower',
    convention,
    currency: '$',
    powerUnit: 'MW',
    moneyScale: 1,
    problem: {
      ...NO_PARTS,
      ...parts,
      regionId: name,
      horizon: { startMs: 0, periodMinutes: 60, periodCount: 1 },
      objective: 'cost',
      unservedYuanPerMwh: Number.POSITIVE_INFINITY,
      curtailedYuanPerMwh: 0,
      carbonYuanPerTco2: 0,
    },
    costHours: Float64Array.of(1),
    remarks: network.remarks,
    batteries: null,
  };
};

class Network {
  readonly remarks: Bilingual[] = [];
  private readonly tables: Tables;
  private readonly file: string;
  private readonly convention: CaseConvention;
  private readonly problems: CaseProblems;
  /** Area of every bus that takes part, by its number in the file. */
  private readonly areaOf = new Map<number, number>();
  private readonly isolated = new Set<number>();

  constructor(tables: Tables, file: string, convention: CaseConvention, problems: CaseProblems) {
    this.tables = tables;
    this.file = file;
    this.convention = convention;
    this.problems = problems;
  }

  areas(): AreaInput[] {
    const areas: AreaInput[] = [];
    for (const row of this.tables.bus) {
      const [number, type] = [row.values[BUS.number]!, row.values[BUS.type]!];
      if (!Number.isInteger(number) || number <= 0)
        this.refuse(
          'bus',
          row,
          BUS.number,
          `${number} is no bus number`,
          'Number buses from 1 in whole numbers.',
        );
      else if (this.areaOf.has(number) || this.isolated.has(number))
        this.refuse(
          'bus',
          row,
          BUS.number,
          `bus ${number} is given twice`,
          'Give each bus a number of its own.',
        );
      else if (![1, 2, 3, ISOLATED].includes(type))
        this.refuse(
          'bus',
          row,
          BUS.type,
          `bus type ${type} does not exist`,
          'Write 1, 2, 3 or 4 (isolated).',
        );
      else if (type === ISOLATED) this.isolated.add(number);
      else {
        this.areaOf.set(number, areas.length);
        const loadMw = row.values[BUS.loadMw]! + row.values[BUS.shuntMw]!;
        areas.push({ id: String(number), loadMw: Float64Array.of(loadMw) });
      }
    }
    this.noteDropped(this.isolated.size, { zh: '孤立母线', en: 'isolated buses' });
    return areas;
  }

  lines(): AcLineInput[] {
    const { branch, baseMva } = this.tables;
    let dropped = 0;
    const lines = branch.flatMap((row) => {
      const from = this.areaAt('branch', row, BRANCH.from);
      const to = this.areaAt('branch', row, BRANCH.to);
      if (row.values[BRANCH.status]! <= 0 || from === null || to === null) {
        dropped++;
        return [];
      }
      if (from === undefined || to === undefined) return [];
      if (from === to) {
        const remedy = 'Correct its ends, or take it out of service.';
        this.refuse('branch', row, BRANCH.to, 'both ends are at one bus', remedy);
        return [];
      }
      const ends = { fromArea: from, toArea: to };
      const line = lineOf(row, ends, baseMva, this.convention, { file: this.file, problems: this.problems });
      return line === null ? [] : [line];
    });
    this.noteDropped(dropped, { zh: '停运支路', en: 'branches out of service' });
    return lines;
  }

  units(): ThermalInput[] {
    const { gen } = this.tables;
    const costs = this.costRows();
    const reader = new CostReader(this.file, this.problems);
    let dropped = 0;
    const units = gen.flatMap((row, index) => {
      const area = this.areaAt('gen', row, GEN.bus);
      if (row.values[GEN.status]! <= 0 || area === null) {
        dropped++;
        return [];
      }
      const cost = costs[index];
      if (area === undefined || cost === undefined) return [];
      const unit = this.unitOf(row, area);
      const { yuanPerMwh, ...rest } = reader.costOf(cost);
      return unit === null ? [] : [{ ...unit, ...rest, operatingYuanPerMwh: Float64Array.of(yuanPerMwh) }];
    });
    this.noteDropped(dropped, { zh: '停运机组', en: 'generators out of service' });
    return units;
  }

  /** One row a generator; a second half is for reactive power, which a DC flow has none of. */
  private costRows(): readonly Row[] {
    const { gen, gencost } = this.tables;
    const switching = gencost.some(
      (row) => row.values[COST.startUp] !== 0 || row.values[COST.shutDown] !== 0,
    );
    if (switching)
      this.remarks.push({
        zh: '启停费用不影响单时段潮流，未计入。',
        en: 'Costs of starting and stopping have no part in a flow of one period.',
      });
    if (gencost.length === 2 * gen.length && gen.length > 0)
      this.remarks.push({
        zh: '无功费用不影响直流潮流，未计入。',
        en: 'Costs of reactive power have no part in a DC flow.',
      });
    else if (gencost.length !== gen.length && !this.hasTableProblem()) {
      const message = `it has ${gencost.length} rows for ${gen.length} generators`;
      const line = gencost[0]?.line ?? 1;
      const remedy = 'Give every generator a row of cost, in the same order.';
      this.problems.add({ field: 'mpc.gencost', message, remedy, file: this.file, line });
      return [];
    }
    return gencost;
  }
  /** Rows that were refused are missing from the count. */
  private hasTableProblem(): boolean {
    return this.problems.list.some((problem) => /^mpc\.(gen|gencost)\b/.test(problem.field));
  }

  private unitOf(row: Row, area: number): Omit<ThermalInput, 'operatingYuanPerMwh'> | null {
    const [most, least] = [row.values[GEN.maximumMw]!, row.values[GEN.minimumMw]!];
    if (least > most) {
      const remedy = 'Write Pmin below Pmax.';
      this.refuse('gen', row, GEN.minimumMw, `Pmin ${least} lies above Pmax ${most}`, remedy);
      return null;
    }
    if (!Number.isFinite(most) || !Number.isFinite(least)) {
      const remedy = 'Write a number above all load in place of Inf.';
      this.refuse('gen', row, GEN.maximumMw, 'its output has no limit', remedy);
      return null;
    }
    const ratedMw = Math.max(Math.abs(most), Math.abs(least));
    const share = (mw: number): number => (ratedMw === 0 ? 0 : mw / ratedMw);
    return {
      id: `gen${row.number}`,
      area,
      ratedMw,
      minimumRatio: share(least),
      availableRatio: Float64Array.of(share(most)),
      emissionTco2PerMwh: 0,
    };
  }

  /** Area of the bus that a row names; null when it is isolated, undefined (and refused) when it does not exist. */
  private areaAt(table: 'gen' | 'branch', row: Row, column: number): number | null | undefined {
    const number = row.values[column]!;
    if (this.isolated.has(number)) return null;
    const area = this.areaOf.get(number);
    if (area === undefined)
      this.refuse(
        table,
        row,
        column,
        `bus ${number} is not in the table of buses`,
        'Add the bus, or correct it.',
      );
    return area;
  }

  private noteDropped(count: number, what: Bilingual): void {
    if (count === 0) return;
    this.remarks.push({ zh: `已略去${what.zh}：${count}。`, en: `${what.en} left out: ${count}.` });
  }
  private refuse(
    table: 'bus' | 'gen' | 'branch',
    { number, line }: Row,
    column: number,
    message: string,
    remedy: string,
  ): void {
    this.problems.add({
      field: `mpc.${table}(${number}, ${column + 1})`,
      message,
      remedy,
      file: this.file,
      line,
    });
  }
}
