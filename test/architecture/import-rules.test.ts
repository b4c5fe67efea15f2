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
    const bitten = new Map(found.map((v) => [v.rule.name, v.from]));
    expect([...bitten.keys()].sort()).toEqual(config.forbidden.map((r) => r.name).sort());
  });
});
