import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { Job, Region } from '#dispatch/domain';
import { figuresMarkdown } from './generator/figures.ts';
import type { ScenarioFile } from './generator/tables.ts';
import { buildScenario, SCENARIOS, scenarioFolder } from './index.ts';

// A year of 15-min data is made here; a busy machine may take its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** The files of a scenario as they are shipped. */
async function shipped(name: string, paths: readonly string[]): Promise<ScenarioFile[]> {
  return Promise.all(
    paths.map(async (path) => {
      const bytes = await readFile(join(scenarioFolder(name), path));
      return { path, text: (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8') };
    }),
  );
}

/** Built once: the generator is a pure function of name and seed. */
const builds = new Map<string, Promise<ScenarioFile[]>>();
function built(name: string): Promise<ScenarioFile[]> {
  const files = builds.get(name) ?? buildScenario(name);
  builds.set(name, files);
  return files;
}

describe.each(SCENARIOS)('scenario %s', (name) => {
  test('generating it again gives what is shipped, and its README states its figures', async () => {
    const files = await built(name);
    const onDisk = await shipped(
      name,
      files.map((file) => file.path),
    );
    for (const [i, file] of files.entries()) {
      expect(file.text === onDisk[i]!.text, `${file.path} is as generated`).toBe(true);
    }
    const region = Region.parse(parse(files[0]!.text));
    const readme = await readFile(join(scenarioFolder(name), 'README.md'), 'utf8');
    expect(readme).toContain(figuresMarkdown(region, onDisk));
  });

  test('another seed gives another year and other jobs', async () => {
    const [one, other] = await Promise.all([built(name), buildScenario(name, 7)]);
    expect(other[0]!.text).toContain('seed: 7\n');
    for (const file of one.filter(({ path }) => path.endsWith('.gz'))) {
      const twin = other.find(({ path }) => path === file.path)!;
      expect(twin.text === file.text, file.path).toBe(false);
    }
  });

  test('every job is a job of this region, has no command, and can end in its window', async () => {
    const files = await built(name);
    const region = Region.parse(parse(files[0]!.text));
    const sites = new Set(region.sites.map((site) => site.id));
    const ids = new Set<string>();
    for (const line of files
      .find(({ path }) => path.startsWith('jobs/'))!
      .text.trimEnd()
      .split('\n')) {
      const job = Job.parse(JSON.parse(line));
      expect(ids.has(job.id)).toBe(false);
      ids.add(job.id);
      expect(job.command).toBeUndefined();
      for (const site of job.allowedSites ?? []) expect(sites.has(site)).toBe(true);
      if (!('durationHours' in job)) continue;
      const pools = region.sites
        .filter((site) => job.allowedSites?.includes(site.id) ?? true)
        .flatMap((site) => site.pools)
        .filter((pool) => pool.kind === job.poolKind);
      expect(Math.max(...pools.map((pool) => Number(pool.unitCount)))).toBeGreaterThanOrEqual(job.units);
      const hours = (Date.parse(job.latestEndAt) - Date.parse(job.submittedAt)) / 3_600_000;
      expect(hours).toBeGreaterThan(job.durationHours);
    }
  });
});

test('all shipped series and jobs together stay under 4 MB', async () => {
  let bytes = 0;
  for (const name of SCENARIOS) {
    for (const { path } of await built(name)) {
      bytes += (await stat(join(scenarioFolder(name), path))).size;
    }
  }
  expect(bytes).toBeLessThan(4e6);
});
