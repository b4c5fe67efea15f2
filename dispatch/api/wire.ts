import { z } from 'zod';

/** The answer of a route, described for people and programs; the route's own type is held to it. */
export const body = <Schema extends z.ZodType>(schema: Schema) => ({ response: { 200: schema } });

/** A JSON Schema: an object whose inside another specification describes. */
export const JsonSchemaBody = z.record(z.string(), z.unknown()).describe('JSON Schema 2020-12');

export const IdParams = z.strictObject({ id: z.string().min(1).max(200) });

/** The language a page shows first. */
export const InLanguage = z.strictObject({ language: z.enum(['zh', 'en']).default('zh') });
