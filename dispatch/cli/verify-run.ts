import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fingerprintOf, type ProofCheck, type ProofStep, verifyProof } from '#dispatch/ledger';
import { green, type Terminal, yellow } from '#platform/cli-shell';
import { AppError } from '#platform/errors';
import type { Bilingual } from '#units';
import { shanghaiIso } from '#units';

interface VerifyOptions {
  readonly key?: string;
  readonly json?: boolean;
}

/** Checks a proof without a centre; refuses one that does not hold, with the place and the reason. */
export async function runVerify(file: string, options: VerifyOptions, terminal: Terminal): Promise<void> {
  const text = await readText(terminal, file);
  const key = options.key === undefined ? keyNamedIn(text) : await keyOf(options.key, terminal);
  const check = verifyProof(text, key);
  if (check.failure !== null) throw doesNotHold(file, check, key);
  if (options.json) {
    terminal.print(JSON.stringify({ holds: true, keyIsGiven: options.key !== undefined, ...check }));
    return;
  }
  for (const line of wordsOf(check, terminal)) terminal.print(line);
  if (options.key === undefined)
    terminal.note(
      yellow(
        terminal,
        `No --key was given: the file was checked against the key it names. Compare its fingerprint with the centre's: ${fingerprintOf(key)}`,
      ),
    );
}

const readText = (terminal: Terminal, file: string): Promise<string> =>
  readFile(resolve(terminal.folder, file), 'utf8').catch((cause: unknown) => {
    throw new AppError({
      code: 'file-unreadable',
      kind: 'not-found',
      message: `${file} cannot be read: ${(cause as Error).message}`,
      remedy: 'Name a file that "wattbit proof JOB" wrote.',
      cause,
    });
  });

const IS_KEY = /^[0-9a-f]{64}$/;
async function keyOf(given: string, terminal: Terminal): Promise<string> {
  const key = IS_KEY.test(given) ? given : (await readText(terminal, given)).trim();
  if (IS_KEY.test(key)) return key;
  throw new AppError({
    code: 'key-unreadable',
    kind: 'invalid-input',
    message: '--key is no public key of 64 hexadecimal digits, and no file that holds one.',
    remedy: 'GET /api/dispatch/ledger and the Proof page of the console show the centre’s public key.',
  });
}

/** What a file that cannot be read at all names is nothing; the check then says what is wrong with it. */
function keyNamedIn(text: string): string {
  const named = /"publicKey":\s*"([0-9a-f]{64})"/.exec(text)?.[1];
  return named ?? '0'.repeat(64);
}

const doesNotHold = (file: string, { failure }: ProofCheck, key: string): AppError =>
  new AppError({
    code: 'proof-does-not-hold',
    kind: 'invalid-input',
    message: `The proof does not hold: ${failure!.place} ${failure!.reason}.`,
    details: { step: failure!.step, place: failure!.place, reason: failure!.reason, key },
    remedy: `Get the file anew with "wattbit proof JOB"; if ${file} still fails, its claim is not what the ledger says.`,
  });

const STEPS: Readonly<Record<ProofStep, (count: number) => Bilingual>> = {
  form: () => ({ zh: '文件格式完整', en: 'the file is whole and says nothing twice' }),
  key: () => ({ zh: '公钥一致', en: 'it names the key it is checked against' }),
  signature: () => ({ zh: '账本头的签名有效', en: 'the key signed the head of the ledger' }),
  log: (count) => ({
    zh: `${count} 个区块在已签名的日志中`,
    en: `${count} blocks are in the log that was signed`,
  }),
  rows: (count) => ({ zh: `${count} 条记录在各自区块中`, en: `${count} rows are in their blocks` }),
  entries: (count) => ({
    zh: `${count} 条记录属于该作业，且来源合计等于总量`,
    en: `${count} rows are of this job, and their sources add up`,
  }),
};

function* wordsOf(check: ProofCheck, terminal: Terminal): Generator<string> {
  const { language } = terminal;
  for (const { step, count } of check.passed) yield `${green(terminal, '✓')} ${STEPS[step](count)[language]}`;
  const claim = check.claim!;
  const share = claim.energyWh === 0 ? 0 : (100 * claim.cleanWh) / claim.energyWh;
  const [asOf, at] = [check.blockCount! - 1, shanghaiIso(check.lastBlockAtMs!)];
  yield '';
  yield language === 'zh'
    ? `作业 ${claim.jobId} 用电 ${claim.energyWh} Wh，其中清洁 ${claim.cleanWh} Wh（${share.toFixed(2)} %），排放 ${claim.co2Grams} g CO2。`
    : `The job ${claim.jobId} used ${claim.energyWh} Wh, ${claim.cleanWh} Wh of it clean (${share.toFixed(2)} %), with ${claim.co2Grams} g of CO2.`;
  for (const [source, wh] of claim.bySourceWh) yield `  ${String(wh).padStart(14)} Wh  ${source}`;
  yield language === 'zh'
    ? `截至区块 ${asOf}；最后一条记录写于 ${at}。已冲正 ${claim.reversedCount} 条。`
    : `As of block ${asOf}; the last of its rows was written ${at}. ${claim.reversedCount} were taken back by corrections.`;
}
