import fs from 'node:fs';
import type { ProcessIdentity } from './run-folder.ts';

/** Kernel ticks a second as proc(5) reports CPU time: USER_HZ, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
const PAGE_MB = 4096 / 2 ** 20;

interface ProcessStat {
  readonly pid: number;
  readonly state: string;
  readonly session: number;
  readonly cpuSeconds: number;
  readonly memoryMb: number;
  readonly startTicks: string;
}

/** CPU time and memory of a group of processes at one look. */
export interface GroupUse {
  readonly cpuSeconds: number;
  readonly memoryMb: number;
}

/** The process that `identity` names, when it is still the same one and not a zombie; else null. */
export function livingProcess(identity: ProcessIdentity): { readonly isStopped: boolean } | null {
  if (identity.bootId !== null && identity.bootId !== bootId()) return null;
  const stat = readStat(identity.pid);
  if (stat === null || stat.startTicks !== identity.startTicks) return null;
  if (stat.state === 'Z' || stat.state === 'X') return null;
  return { isStopped: stat.state === 'T' || stat.state === 't' };
}

/** Sums over every living process of each session, from one pass through /proc. */
export function sessionUses(): Map<number, GroupUse> {
  const uses = new Map<number, GroupUse>();
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readStat(Number(name));
    if (stat === null) continue;
    const sum = uses.get(stat.session) ?? { cpuSeconds: 0, memoryMb: 0 };
    uses.set(stat.session, {
      cpuSeconds: sum.cpuSeconds + stat.cpuSeconds,
      memoryMb: sum.memoryMb + stat.memoryMb,
    });
  }
  return uses;
}

/** Signals a whole process group; false when it has gone. */
export function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

let knownBootId: string | null = null;
function bootId(): string {
  knownBootId ??= fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return knownBootId;
}

/** Fields of proc(5), counted from the state (3), which follows the name in parentheses. */
function readStat(pid: number): ProcessStat | null {
  let text: string;
  try {
    text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): string => fields[number - 3] ?? '0';
  const ticks = Number(field(14)) + Number(field(15)) + Number(field(16)) + Number(field(17));
  return {
    pid,
    state: field(3),
    session: Number(field(6)),
    cpuSeconds: ticks / TICKS_PER_SECOND,
    memoryMb: Number(field(24)) * PAGE_MB,
    startTicks: field(22),
  };
}
