import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'vitest';

/** Parts of the machine that some checks need and that a fresh machine may lack. */
export type Part = 'postgres' | 'mqtt' | 'slurm' | 'chromium' | 'data';

export const CHROMIUM = process.env.WATTBIT_CHROMIUM ?? '/usr/bin/chromium';
export const DATA_FOLDER = resolve(process.env.WATTBIT_DATA ?? '../shared/data');

const MISSING: Readonly<Partial<Record<Part, () => string | null>>> = {
  chromium: () => (existsSync(CHROMIUM) ? null : `no browser at ${CHROMIUM}; install Debian's chromium`),
  data: () =>
    existsSync(DATA_FOLDER) ? null : `no public data at ${DATA_FOLDER}; set WATTBIT_DATA to its folder`,
  postgres: () =>
    process.env.WATTBIT_TEST_DATABASE_URL
      ? null
      : 'no given PostgreSQL; set WATTBIT_TEST_DATABASE_URL to a server where databases may be created',
};

/** Whether a part is there, for checks that are listed from its files. */
export const hasPart = (part: Part): boolean => (MISSING[part]?.() ?? null) === null;

/**
 * `test` for a check that needs a part: skipped with the reason in its name where the part is missing,
 * and failing there when WATTBIT_REQUIRE lists the part.
 */
export function testWith(
  part: Part,
): (name: string, body: () => Promise<void> | void, timeoutMs?: number) => void {
  const reason = MISSING[part]?.() ?? null;
  const required = (process.env.WATTBIT_REQUIRE ?? '').split(',').includes(part);
  return (name, body, timeoutMs) => {
    if (reason === null) test(name, body, timeoutMs);
    else if (required) test(name, () => Promise.reject(new Error(`Required part is missing: ${reason}`)));
    else test.skip(`${name} (skipped: ${reason})`, body);
  };
}
