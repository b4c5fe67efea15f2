import { mkdirSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError } from '#platform/errors';
import { readConfig, SETTING_NAMES } from './config.ts';

function refusalOf(environment: Record<string, string>): AppError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('the configuration', () => {
  test('of an empty environment is a loopback centre with the shipped scenario', () => {
    const config = readConfig({}, '/clone');
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4120,
      dataDir: '/clone/.wattbit',
      databaseUrl: null,
      commandsNeed: 'administrator',
      scenarioDir: '/clone/scenarios/qinghai',
      clock: { mode: 'scenario', startMs: Date.parse('2025-03-10T08:00:00+08:00'), speed: 1 },
    });
  });

  test('with several mistakes reports all of them, each with what to write', () => {
    const refusal = refusalOf({
      WATTBIT_PORT: '70000',
      WATTBIT_CLOCK: 'fast',
      WATTBIT_CLOCK_START: '2025-03-10',
      WATTBIT_SPEED: 'double',
      DATABASE_URL: 'mysql://localhost/x',
      WATTBIT_LOG_LEVEL: 'loud',
      WATTBIT_COMMANDS: 'viewer',
      WATTBIT_POTR: '4120',
    });
    expect(refusal.problems.map(({ field }) => field).sort()).toEqual([
      ...['DATABASE_URL', 'WATTBIT_CLOCK', 'WATTBIT_CLOCK_START', 'WATTBIT_COMMANDS'],
      ...['WATTBIT_LOG_LEVEL', 'WATTBIT_PORT'],
      ...['WATTBIT_POTR', 'WATTBIT_SPEED'],
    ]);
    for (const { remedy } of refusal.problems) expect(remedy.length).toBeGreaterThan(20);
  });

  test('takes a scenario by its name or by the path of a folder', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'wattbit-scenario-'));
    mkdirSync(path.join(folder, 'scenarios/mine'), { recursive: true });
    expect(readConfig({ WATTBIT_SCENARIO: 'mine' }, folder).scenarioDir).toBe(
      path.join(folder, 'scenarios/mine'),
    );
    expect(readConfig({ WATTBIT_SCENARIO: folder }, folder).scenarioDir).toBe(folder);
  });

  test('reads an empty variable as one that is not set', () => {
    expect(readConfig({ WATTBIT_PORT: '', DATABASE_URL: '' }).port).toBe(4120);
  });

  test('knows every setting by a name that begins alike', () => {
    for (const name of SETTING_NAMES) expect(name).toMatch(/^(WATTBIT_|DATABASE_URL$)/);
  });
});
