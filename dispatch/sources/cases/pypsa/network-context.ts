import type { Expansion } from '#dispatch/domain';
import type { CaseProblems } from '../case-problems.ts';
import { ComponentTable, type Element, type NetworkFiles } from './component-table.ts';
import type { ComponentName } from './components.ts';
import { readSnapshots, type Snapshots } from './snapshots.ts';

/** What every part of a network needs to be read: its buses, its time, and where problems go. */
export class NetworkContext {
  readonly snapshots: Snapshots;
  readonly buses: ComponentTable<'buses'>;
  readonly problems: CaseProblems;
  /** Length of every period: what stores reckon with, else what the global constraints do. */
  readonly hours: Float64Array;
  /** Columns that PyPSA does not know, by file. */
  readonly unknown: string[] = [];
  private readonly files: NetworkFiles;
  private readonly areaOf: ReadonlyMap<string, number>;

  constructor(files: NetworkFiles, problems: CaseProblems) {
    this.files = files;
    this.problems = problems;
    this.snapshots = readSnapshots(files, problems);
    this.buses = this.table('buses');
    this.areaOf = new Map(this.buses.elements.map(({ name }, index) => [name, index]));
    const hasStores = files.has('storage_units.csv') || files.has('stores.csv');
    this.hours = hasStores ? this.snapshots.stores : this.snapshots.generators;
  }

  table<Name extends ComponentName>(name: Name): ComponentTable<Name> {
    const table = new ComponentTable(name, this.files, this.snapshots.count, this.problems);
    if (table.unknown.length > 0) this.unknown.push(`${name}.csv: ${table.unknown.join(', ')}`);
    return table;
  }

  /** Area of the bus that an element names; undefined, and refused, when there is none. */
  area(
    table: {
      text(element: Element, attribute: string): string;
      refuse(element: Element, attribute: string, message: string, remedy: string): void;
    },
    element: Element,
    attribute: string,
  ): number | undefined {
    const name = table.text(element, attribute);
    const area = this.areaOf.get(name);
    if (area === undefined)
      table.refuse(
        element,
        attribute,
        `there is no bus "${name}"`,
        'Add it to buses.csv, or correct the name.',
      );
    return area;
  }

  bus(area: number): Element {
    return this.buses.elements[area]!;
  }

  /** Costs per MWh weigh by the objective, energy by the period's length. */
  costs(values: Float64Array): Float64Array {
    const { objective } = this.snapshots;
    return values.map((value, t) => value * (objective[t]! / this.hours[t]!));
  }

  /** All periods are of one length, and costs weigh by it. */
  isUniform(): boolean {
    const { hours, snapshots } = this;
    return hours.every((length, t) => length === hours[0] && snapshots.objective[t] === length);
  }
}

/** A capacity to be chosen: paid for beyond what is there, as PyPSA leaves the cost of that out of its objective. */
export const expansionOf = (
  minimum: number,
  maximum: number,
  existing: number,
  yuanPerUnit: number,
): Expansion => ({ minimum, maximum, paidFrom: existing, yuanPerUnit });
