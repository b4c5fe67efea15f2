import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jobJsonSchema, mappingJsonSchema, regionJsonSchema, SCENARIOS_FOLDER } from './index.ts';

test('the shipped schema of region.yaml is the one of the code', async () => {
  const shipped = JSON.parse(await readFile(join(SCENARIOS_FOLDER, 'region.schema.json'), 'utf8')) as unknown;
  // Else run: npx wattbit schema region > scenarios/region.schema.json
  expect(shipped).toEqual(JSON.parse(JSON.stringify(regionJsonSchema())));
});

test('a field’s unit is what an editor shows of it', () => {
  const properties = regionJsonSchema().properties as Record<string, { items?: { properties: object } }>;
  expect(properties.batteries!.items!.properties).toMatchObject({
    capacityMwh: { description: 'MWh' },
    initialSocRatio: { description: 'share, 1 is the whole' },
  });
});

test('jobs and mappings have schemas too', () => {
  expect(jobJsonSchema().title).toBe('Job of wattbit');
  expect(JSON.stringify(mappingJsonSchema())).toContain('labelledBy');
});
