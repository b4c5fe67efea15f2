import type { Job, Region, Series, SeriesSource } from '#dispatch/domain';

/** A region with its series and jobs, ready to be read. Series and jobs are read when first asked for, then kept. */
export interface Scenario {
  /** Absolute path of the folder that holds `region.yaml`. */
  readonly folder: string;
  readonly region: Region;
  /** SHA-256 of the region as validated (overrides included) and of the size and time of every file it names. */
  readonly hash: string;
  /** A series of `region.series` by name. Throws AppError `series-unknown` or `series-unreadable`. */
  series(name: string): Promise<Series>;
  /** All jobs of `region.jobFiles`. Throws AppError `jobs-invalid` naming every rejected row. */
  jobs(): Promise<readonly Job[]>;
}

export interface ScenarioOptions {
  /** Replacements in the region before it is validated: path such as `sites.0.pools.0.unitCount`, then the value. */
  readonly set?: readonly { readonly path: string; readonly value: unknown }[];
  /** Series added to the region, or put in place of its own. A relative file is taken from the scenario's folder. */
  readonly series?: Readonly<Record<string, SeriesSource>>;
}

/**
 * Reads and checks a scenario. A name without a slash is looked up below the shipped `scenarios/`, unless a folder of
 * that name lies here. Throws AppError `region-invalid` with every problem, each with file, line, field and remedy.
 */
export async function loadScenario(folderOrName: string, _options: ScenarioOptions = {}): Promise<Scenario> {
  throw new Error(`not built yet: ${folderOrName}`);
}
