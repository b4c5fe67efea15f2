import { existsSync } from 'node:fs';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { describe, expect, test } from 'vitest';
import config from '../../.dependency-cruiser.mjs';

const ROOMS_AND_HALL = [
  'units',
  'platform',
  'dispatch',
  'apps',
  'scenarios',
  'benchmarks',
  'examples',
  'test',
];

/** The file planted for each rule. Some break a second rule along the way; that does not stand for its own. */
const PLANTED: Readonly<Record<string, string>> = {
  'no-cycles': 'dispatch/cycle/round-a.ts',
  'no-unresolved': 'dispatch/cycle/missing.ts',
  'units-imports-nothing': 'units/reaches-up.ts',
  'hall-knows-no-room': 'platform/log/knows-a-room.ts',
  'rooms-never-meet': 'requests/intake/index.ts',
  'rooms-do-not-know-apps': 'dispatch/optimise/knows-apps.ts',
  'through-the-index-units': 'dispatch/cycle/deep-units.ts',
  'through-the-index-platform': 'dispatch/cycle/deep-platform.ts',
  'through-the-index-room': 'dispatch/cycle/goes-past-the-index.ts',
  'pure-stages-stay-pure': 'dispatch/optimise/impure.ts',
  'pure-stages-without-node': 'dispatch/optimise/reads-files.ts',
  'stages-exchange-records': 'dispatch/trace/calls-a-stage.ts',
  'console-sees-no-server': 'dispatch/console/asks-the-server.ts',
  'solver-has-one-home': 'dispatch/cycle/second-solver.ts',
  'database-driver-has-one-home': 'dispatch/cycle/second-driver.ts',
  'parquet-has-one-home': 'dispatch/cycle/second-reader.ts',
  'product-without-test-tools': 'dispatch/cycle/test-tool.ts',
};

async function violations(folders: readonly string[], baseDir?: string) {
  const result = await cruise(
    [...folders],
    {
      ...config.options,
      ruleSet: { forbidden: config.forbidden },
      validate: true,
      ...(baseDir ? { baseDir } : {}),
    },
    config.options.enhancedResolveOptions,
    { tsConfig: extractTsConfig('tsconfig.json') },
  );
  return (result.output as ICruiseResult).summary.violations;
}

describe('import rules', () => {
  test('the house keeps every rule', async () => {
    const found = await violations(ROOMS_AND_HALL.filter((folder) => existsSync(folder)));
    expect(found.map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`)).toEqual([]);
  });

  test('each rule finds the violation planted for it', async () => {
    const found = await violations(
      ['units', 'platform', 'dispatch', 'requests', 'apps'],
      'test/architecture/planted',
    );
    const bitten = found.map((v) => `${v.rule.name}: ${v.from}`);
    expect(bitten).toEqual(
      expect.arrayContaining(Object.entries(PLANTED).map(([rule, file]) => `${rule}: ${file}`)),
    );
    // The check of a plan knows nothing of the model that made it.
    expect(bitten).toContain('stages-exchange-records: dispatch/check/asks-the-model.ts');
    expect(Object.keys(PLANTED).sort()).toEqual(config.forbidden.map((r) => r.name).sort());
  });
});
