import { readFile } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import { parse } from 'yaml';
import type { Objective } from '#dispatch/domain';
import { AppError } from '#platform/errors';
import type { EpochMs } from '#units';
import { collectSetting, type RegionSetting } from './option-values.ts';

/** What a person asked `what-if` for. */
export interface WhatIfOptions {
  readonly scenario: string;
  readonly from: EpochMs;
  readonly hours: number;
  readonly objective: Objective;
  readonly foresight: 'forecast' | 'perfect';
  readonly variant?: readonly GivenVariant[];
  readonly file?: string;
  readonly timeLimit: number;
  readonly json?: boolean;
  readonly report?: string;
}

/** A variant as it is typed or written, not yet checked. */
export interface GivenVariant {
  name?: unknown;
  set?: readonly RegionSetting[];
  objective?: unknown;
  expand?: unknown;
  carbonYuanPerTco2?: unknown;
  hours?: unknown;
}

const KEYS = 'name=…, set=path=value (repeatable), objective=…, carbon=CNY per tCO2, hours=…, expand';

/** `name=more wind;set=wind.0.capacityMw=800;expand`. Collects. */
export function collectVariant(text: string, before: readonly GivenVariant[] = []): GivenVariant[] {
  const variant: GivenVariant = {};
  for (const part of text.split(';').map((each) => each.trim())) {
    if (part !== '') takePart(variant, part);
  }
  return [...before, variant];
}

function takePart(variant: GivenVariant, part: string): void {
  const at = part.indexOf('=');
  const key = (at < 0 ? part : part.slice(0, at)).trim();
  const value = at < 0 ? '' : part.slice(at + 1);
  switch (key) {
    case 'name':
      variant.name = value;
      return;
    case 'set':
      variant.set = collectSetting(value, variant.set);
      return;
    case 'objective':
      variant.objective = value;
      return;
    case 'carbon':
      variant.carbonYuanPerTco2 = Number(value);
      return;
    case 'hours':
      variant.hours = Number(value);
      return;
    case 'expand':
      variant.expand = value === '' || value === 'true';
      return;
    default:
      throw new InvalidArgumentError(`"${part}" is no part of a variant. Parts are divided by ";": ${KEYS}.`);
  }
}

/** Variants of a YAML or JSON file: a list, or one below `variants`. `set` is a list of path and value, or a map. */
export async function variantsOfFile(path: string): Promise<GivenVariant[]> {
  const unreadable = (message: string, cause?: unknown): AppError =>
    new AppError({
      code: 'variants-unreadable',
      kind: 'invalid-input',
      message: `${path} ${message}.`,
      remedy:
        'Write a YAML list of variants, each with a name and what it sets; docs/guide/what-if.md shows one.',
      ...(cause === undefined ? {} : { cause }),
    });
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable('cannot be read', cause);
  });
  const content = parsed(text, (cause) => unreadable(`is not well-formed: ${String(cause)}`, cause));
  const list = Array.isArray(content) ? content : (content as { variants?: unknown } | null)?.variants;
  if (!Array.isArray(list)) throw unreadable('holds no list of variants');
  return list.map((each: GivenVariant & { set?: unknown }) => ({ ...each, ...settingsOf(each?.set) }));
}

function parsed(text: string, refusal: (cause: unknown) => AppError): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw refusal(cause);
  }
}

function settingsOf(set: unknown): Pick<GivenVariant, 'set'> {
  if (typeof set !== 'object' || set === null || Array.isArray(set)) return {};
  return { set: Object.entries(set).map(([path, value]) => ({ path, value: value as unknown })) };
}
