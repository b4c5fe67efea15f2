import { z } from 'zod';

/** An answer whose type is a record of dispatch/domain: named in the API description, sent as it is. */
export const body = <Name extends string>(name: Name) => ({
  response: { 200: z.any().describe(`${name} (dispatch/domain)`) },
});

export const IdParams = z.strictObject({ id: z.string().min(1).max(200) });

/** The language a page shows first. */
export const InLanguage = z.strictObject({ language: z.enum(['zh', 'en']).default('zh') });
