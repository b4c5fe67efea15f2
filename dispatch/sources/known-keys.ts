import { z } from 'zod';
import { Region } from '#dispatch/domain';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
}
let schema: JsonSchema | null = null;

/** Field names that a region knows at a path, for "did you mean". */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  schema ??= z.toJSONSchema(Region, { io: 'input', reused: 'inline' }) as JsonSchema;
  let here: JsonSchema | undefined = schema;
  for (const part of path) {
    const next: JsonSchema | undefined =
      typeof part === 'number' ? here?.items : (here?.properties?.[String(part)] ?? mapOf(here));
    here = next;
  }
  return Object.keys(here?.properties ?? here?.anyOf?.find((each) => each.properties)?.properties ?? {});
}
const mapOf = (here: JsonSchema | undefined): JsonSchema | undefined =>
  typeof here?.additionalProperties === 'object' ? here.additionalProperties : undefined;
