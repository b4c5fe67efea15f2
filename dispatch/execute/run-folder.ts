import fs from 'node:fs';
import path from 'node:path';
import { AppError } from '#platform/errors';
import type { EpochMs } from '#units';
import type { RunOrder } from './executor.ts';

/** One line of what was done to a run, on both clocks. Appended, never changed. */
export interface JournalEntry {
  readonly kind: 'started' | 'paused' | 'resumed' | 'terminated' | 'ended';
  readonly wallMs: number;
  readonly atMs: EpochMs;
}
/** A process that can be told from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTicks: string | null;
  readonly bootId: string | null;
}
export interface RunFiles {
  'order.json': RunOrder & { readonly environment?: object; readonly outputLimitBytes?: number };
  claim: ProcessIdentity & { readonly claimedWallMs: number };
  'process.json': ProcessIdentity & { readonly startedWallMs: number };
  'stop.json': { readonly reason: string; readonly wallMs: number; readonly atMs: EpochMs };
  'receipt.json': {
    readonly state: 'finished' | 'failed' | 'stopped' | 'lost';
    readonly endedWallMs: number;
    readonly exitCode: number | null;
    readonly signal: string | null;
    readonly reason: string | null;
    readonly cpuSeconds: number | null;
    readonly peakMemoryMb: number | null;
  };
}

/** The durable record of one attempt: a folder of small files that appear whole or not at all. */
export interface RunFolder {
  readonly path: string;
  exists(): boolean;
  /** Whether a runner has taken the attempt: only then it may have begun. */
  isClaimed(): boolean;
  read<Name extends keyof RunFiles>(name: Name): RunFiles[Name] | null;
  /** Writes a file that is not there yet; false when it is, whoever wrote it. */
  writeOnce<Name extends keyof RunFiles>(name: Name, content: RunFiles[Name]): boolean;
  journal(): JournalEntry[];
  append(entry: JournalEntry): void;
}

const SAFE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

export function runFolder(runsFolder: string, attemptId: string): RunFolder {
  if (!SAFE_ID.test(attemptId)) {
    throw new AppError({
      code: 'attempt-id-invalid',
      kind: 'invalid-input',
      message: `The attempt id "${attemptId}" cannot name a folder.`,
      remedy: 'Use letters, digits, dots, hyphens and underscores, 200 at most; attemptIdOf() makes one.',
    });
  }
  const folder = path.join(runsFolder, attemptId);
  const at = (name: string) => path.join(folder, name);
  return {
    path: folder,
    exists: () => fs.existsSync(at('order.json')),
    isClaimed: () => fs.existsSync(at('claim')),
    read: (name) => readJson(at(name)),
    writeOnce: (name, content) => writeOnce(folder, name, content),
    journal: () => readJournal(at('journal.jsonl')),
    append: (entry) => fs.appendFileSync(at('journal.jsonl'), `${JSON.stringify(entry)}\n`, { mode: 0o600 }),
  };
}

/** Ids of all attempts with a record. */
export function attemptsIn(runsFolder: string): string[] {
  try {
    return fs.readdirSync(runsFolder).filter((name) => SAFE_ID.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function readJson<T>(file: string): T | null {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A hard link made by exactly one of several contenders, its content already on disk. */
function writeOnce(folder: string, name: string, content: unknown): boolean {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const temporary = path.join(folder, `${name}.${process.pid}.${process.hrtime.bigint()}.tmp`);
  const file = fs.openSync(temporary, 'wx', 0o600);
  try {
    fs.writeSync(file, JSON.stringify(content));
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
  try {
    fs.linkSync(temporary, path.join(folder, name));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.unlinkSync(temporary);
  }
}

/** A last line cut short by a crash is left out: what it would have told can be seen again. */
function readJournal(file: string): JournalEntry[] {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as JournalEntry];
    } catch {
      return [];
    }
  });
}
