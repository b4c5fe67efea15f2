import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError, type InputProblem } from '#platform/errors';

/** The folder of package.json: relative paths in the configuration start here. */
export const PROJECT_ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));
const isInstant = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text));
const isPostgresUrl = (text: string): boolean =>
  URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol);

/** One row a setting: its check, its default and what to write instead when it is wrong. */
const SETTINGS = {
  WATTBIT_HOST: {
    schema: z.string().min(1).default('127.0.0.1'),
    remedy: 'Write a host name or address to listen on, e.g. 127.0.0.1 (this machine only) or 0.0.0.0.',
  },
  WATTBIT_PORT: {
    schema: z.string().default('4120').transform(number).pipe(z.int().min(0).max(65_535)),
    remedy: 'Write a TCP port from 1 to 65535 (0 takes any free one).',
  },
  WATTBIT_DATA_DIR: {
    schema: z.string().min(1).default('.wattbit'),
    remedy: 'Write a folder; a relative one starts at the project.',
  },
  DATABASE_URL: {
    schema: z.string().refine(isPostgresUrl, 'is no PostgreSQL address').optional(),
    remedy: 'Write postgres://user:password@host:5432/database, or unset it to use the embedded server.',
  },
  WATTBIT_SCENARIO: {
    schema: z.string().min(1).default('qinghai'),
    remedy: 'Write the name of a folder below scenarios/, or the path of a folder that holds region.yaml.',
  },
  WATTBIT_CLOCK: {
    schema: z.enum(['scenario', 'live']).default('scenario'),
    remedy: 'Write scenario (the shipped data’s own time) or live (the wall clock).',
  },
  WATTBIT_CLOCK_START: {
    schema: z.string().default('2025-03-10T08:00:00+08:00').refine(isInstant, 'is no instant with an offset'),
    remedy: 'Write an ISO 8601 instant with its offset, e.g. 2025-03-10T08:00:00+08:00.',
  },
  WATTBIT_SPEED: {
    schema: z.string().default('1').transform(number).pipe(z.number().positive().max(3600)),
    remedy: 'Write how many scenario seconds pass in a wall second: more than 0, at most 3600.',
  },
  WATTBIT_LOG_LEVEL: {
    schema: z.enum(LOG_LEVELS).default('warn'),
    remedy: `Write one of: ${LOG_LEVELS.join(', ')}.`,
  },
  WATTBIT_PUBLIC_URL: {
    schema: z.url({ protocol: /^https?$/ }).optional(),
    remedy: 'Write the address people type, e.g. https://wattbit.example.cn, when a proxy stands in front.',
  },
  WATTBIT_COMMANDS: {
    schema: z.enum(['administrator', 'operator']).default('administrator'),
    remedy:
      'Write administrator (the default) or operator: who may have commands run. A command runs as the server’s own user, so who may send one may do what an administrator may.',
  },
  WATTBIT_LEDGER_KEY: {
    schema: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'is no key')
      .optional(),
    remedy:
      'Write the ledger’s secret Ed25519 key as 64 lower-case hexadecimal digits, or unset it to use ledger.key of the data folder.',
  },
  WATTBIT_DATABASE_CONNECTIONS: {
    schema: z.string().default('10').transform(number).pipe(z.int().min(2).max(200)),
    remedy: 'Write a whole number of connections from 2 to 200.',
  },
} as const;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** Everything the house is told from outside, checked once at the start. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly databaseConnections: number;
  /** Absolute path of the scenario's folder. */
  readonly scenarioDir: string;
  readonly clock: {
    readonly mode: 'scenario' | 'live';
    /** Where a scenario's time begins at the very first start. */
    readonly startMs: number;
    readonly speed: number;
  };
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** The address people type when a proxy stands in front; null: the address listened on. */
  readonly publicUrl: string | null;
  /** The least role that may have commands run on this machine. */
  readonly commandsNeed: 'administrator' | 'operator';
  /** The secret key that signs the ledger; null: the data folder's own. */
  readonly ledgerKey: string | null;
}

/** Reads the environment. Throws one AppError that lists every mistake with what to write instead. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  projectRoot: string = PROJECT_ROOT,
): Config {
  const problems: InputProblem[] = unknownSettings(environment);
  const read = <N extends SettingName>(name: N): z.output<(typeof SETTINGS)[N]['schema']> => {
    const parsed = SETTINGS[name].schema.safeParse(environment[name] === '' ? undefined : environment[name]);
    if (parsed.success) return parsed.data as z.output<(typeof SETTINGS)[N]['schema']>;
    for (const issue of parsed.error.issues) {
      const given = name === 'WATTBIT_LEDGER_KEY' ? 'what is given' : JSON.stringify(environment[name]);
      const message = `${given}: ${plainly(issue)}`;
      problems.push({ field: name, message, remedy: SETTINGS[name].remedy });
    }
    return undefined as never;
  };
  const config: Config = {
    host: read('WATTBIT_HOST'),
    port: read('WATTBIT_PORT'),
    dataDir: path.resolve(projectRoot, read('WATTBIT_DATA_DIR') ?? ''),
    databaseUrl: read('DATABASE_URL') ?? null,
    databaseConnections: read('WATTBIT_DATABASE_CONNECTIONS'),
    scenarioDir: scenarioFolder(read('WATTBIT_SCENARIO') ?? '', projectRoot),
    clock: {
      mode: read('WATTBIT_CLOCK'),
      startMs: Date.parse(read('WATTBIT_CLOCK_START') ?? ''),
      speed: read('WATTBIT_SPEED'),
    },
    logLevel: read('WATTBIT_LOG_LEVEL'),
    publicUrl: read('WATTBIT_PUBLIC_URL') ?? null,
    commandsNeed: read('WATTBIT_COMMANDS'),
    ledgerKey: read('WATTBIT_LEDGER_KEY') ?? null,
  };
  if (problems.length > 0) throw configRefused(problems);
  return config;
}

/** zod calls a text that is no number "NaN"; people call it no number. */
const plainly = (issue: { readonly code: string; readonly message: string }): string =>
  issue.code === 'invalid_type' && issue.message.includes('NaN') ? 'is no number' : issue.message;

/** A plain name is a folder below scenarios/; anything else is a path. */
export function scenarioFolder(nameOrPath: string, projectRoot: string = PROJECT_ROOT): string {
  const shipped = path.join(projectRoot, 'scenarios', nameOrPath);
  return /^[\w-]+$/.test(nameOrPath) && (existsSync(shipped) || !existsSync(path.resolve(nameOrPath)))
    ? shipped
    : path.resolve(nameOrPath);
}

/** Read by the command line, the planner's thread and tests; a centre started from the same shell does not mind them. */
const READ_ELSEWHERE = ['WATTBIT_URL', 'WATTBIT_TOKEN', 'WATTBIT_DATA', 'WATTBIT_REQUIRE', 'WATTBIT_HIGHS'];

/** A misspelt WATTBIT_ variable would otherwise be ignored without a word. */
function unknownSettings(environment: Readonly<Record<string, string | undefined>>): InputProblem[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('WATTBIT_') && !(name in SETTINGS) && !name.startsWith('WATTBIT_TEST_'))
    .filter((name) => !READ_ELSEWHERE.includes(name))
    .map((name) => ({
      field: name,
      message: 'is no setting of wattbit',
      remedy: `Unset it, or correct its name. Known: ${SETTING_NAMES.join(', ')}.`,
    }));
}

const configRefused = (problems: readonly InputProblem[]): AppError =>
  new AppError({
    code: 'config-invalid',
    kind: 'invalid-input',
    message: `The configuration has ${problems.length} ${problems.length === 1 ? 'mistake' : 'mistakes'}.`,
    remedy: 'Correct the environment variables listed and start again.',
    problems,
  });
