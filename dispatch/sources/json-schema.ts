import { z } from 'zod';
import { Job, Region } from '#dispatch/domain';
import { Mapping } from './mapping-schema.ts';
import { unitOf } from './zod-problems.ts';

/** JSON Schema of `region.yaml`, for editors: `# yaml-language-server: $schema=../region.schema.json`. */
export const regionJsonSchema = (): Record<string, unknown> =>
  titled('Region of wattbit (region.yaml)', Region);
/** JSON Schema of one job, as the API and JSON Lines take it. */
export const jobJsonSchema = (): Record<string, unknown> => titled('Job of wattbit', Job);
/** JSON Schema of a column mapping (`--map`). */
export const mappingJsonSchema = (): Record<string, unknown> => titled('Column mapping of wattbit', Mapping);

function titled(title: string, schema: z.ZodType): Record<string, unknown> {
  const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }) as Record<string, unknown>;
  nameUnits(json);
  return { title, ...json };
}

/** Editors show the unit that a field's name ends in. */
function nameUnits(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const { properties } = node as { properties?: Record<string, Record<string, unknown>> };
  for (const [name, property] of Object.entries(properties ?? {})) {
    const unit = unitOf(name);
    if (unit !== null && property.description === undefined) property.description = unit;
  }
  for (const child of Object.values(node)) nameUnits(child);
}
