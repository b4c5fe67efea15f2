import { z } from 'zod';
import { Job, Region } from '#dispatch/domain';
import { Mapping } from './mapping-schema.ts';

/** JSON Schema of `region.yaml`, for editors: `# yaml-language-server: $schema=../region.schema.json`. */
export const regionJsonSchema = (): Record<string, unknown> =>
  titled('Region of wattbit (region.yaml)', Region);
/** JSON Schema of one job, as the API and JSON Lines take it. */
export const jobJsonSchema = (): Record<string, unknown> => titled('Job of wattbit', Job);
/** JSON Schema of a column mapping (`--map`). */
export const mappingJsonSchema = (): Record<string, unknown> => titled('Column mapping of wattbit', Mapping);

const titled = (title: string, schema: z.ZodType): Record<string, unknown> => ({
  title,
  ...(z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }) as Record<string, unknown>),
});
