import type {
  CertificateBundle,
  CertificateEvent,
  CertificateIssuance,
  CertificatePart,
  JobClaim,
} from '#dispatch/domain';
import { JOBS_BENEFICIARY } from '#dispatch/domain';
import type { EpochMs, Wh } from '#units';
import type { DeviceEnergy } from './period-energy.ts';
import { applyEvent, bundlesOf, jobsAlong, type Piece, sizeWh, sumWh, takeUnits } from './units.ts';

/** What is known of one device's certificates of one period before it is traced, or traced anew. */
export interface DeviceHistory {
  readonly issuances: readonly CertificateIssuance[];
  readonly bundles: readonly CertificateBundle[];
  /** What happened to them after each was issued. */
  readonly events: readonly CertificateEvent[];
}
export const NO_HISTORY: DeviceHistory = { issuances: [], bundles: [], events: [] };

export interface Stamp {
  readonly periodStartMs: EpochMs;
  readonly periodMinutes: number;
  readonly actor: string;
  readonly atMs: EpochMs;
}

export interface DeviceOutcome {
  readonly issuance: CertificateIssuance | null;
  /** What happened to certificates that had been issued before. */
  readonly events: readonly CertificateEvent[];
  /** All of the device and period, as they stand now. */
  readonly bundles: readonly CertificateBundle[];
  /** What the device owes more, or less, than before. */
  readonly debtChangeWh: Wh;
  /** Traced to jobs and stores, with no active unit left to back it. */
  readonly shortfallWh: Wh;
  readonly storedWh: ReadonlyMap<string, Wh>;
}

/** Withdrawn to pay what its device owes. */
export const DEBT_REASON = 'debt';
/** Withdrawn because the corrected meter reads less. */
export const CORRECTION_REASON = 'correction';

/**
 * Brings the certificates of one device and period to what tracing says: issues what was generated and not issued yet,
 * moves what contracts settle, withdraws what was not generated after all, claims for jobs, sets aside what went into
 * stores, and pays debts of the device from what is left to its owner. Whatever was claimed or stored stays so: what a
 * correction takes from it becomes a debt.
 */
export function certifyDevice(
  history: DeviceHistory,
  target: DeviceEnergy,
  debtWh: Wh,
  stamp: Stamp,
): DeviceOutcome {
  const book = openBook(history, target, stamp);
  const issuedWh = stillIssuedWh(history);
  const issuance = book.issue(target.quantityWh - issuedWh);
  returnFromContracts(book);
  const owedWh = withdrawExcess(book, issuedWh - target.quantityWh);
  const shortfallWh = moveToBuyers(book) + claimForJobs(book) + setAsideForStores(book);
  const paidWh = issuance === null ? 0 : payDebt(book, debtWh);
  const { storedWh } = book;
  const bundles = book.bundles();
  const sums = { bundles, debtChangeWh: owedWh - paidWh, shortfallWh, storedWh };
  if (issuance === null) return { issuance, events: book.events, ...sums };
  const isNew = ({ issuanceId }: { readonly issuanceId: string }): boolean =>
    issuanceId === issuance.issuanceId;
  const parts = partsOf(bundles.filter(isNew), book.events.filter(isNew));
  return { issuance: { ...issuance, parts }, events: book.events.filter((one) => !isNew(one)), ...sums };
}

/** How the units of a new issuance stand, each claim with its jobs. */
const partsOf = (
  bundles: readonly CertificateBundle[],
  events: readonly CertificateEvent[],
): CertificatePart[] =>
  bundles.map(({ status, accountId, beneficiary, contractId, ...range }) => ({
    ...{ status, energyWh: sizeWh(range), accountId, beneficiary, contractId },
    jobs: events.find((event) => event.kind === 'claim' && event.fromUnit === range.fromUnit)?.jobs ?? null,
  }));

/** What an issuance came with, as if it had happened after it: a move, a claim, a store, a withdrawal for a debt. */
function eventsOfParts(issuance: CertificateIssuance): CertificateEvent[] {
  let fromUnit = 0;
  const stamp = { actionId: null, actor: '', atMs: issuance.issuedAtMs, issuanceId: issuance.issuanceId };
  return issuance.parts.flatMap(({ status, energyWh, accountId, beneficiary, contractId, jobs }) => {
    const range = { ...stamp, fromUnit, toUnit: fromUnit + energyWh };
    fromUnit += energyWh;
    const plain = {
      ...range,
      accountId,
      targetId: null,
      beneficiary,
      contractId: null,
      reason: null,
      jobs: null,
    };
    const moved: CertificateEvent = {
      ...plain,
      kind: 'transfer',
      accountId: issuance.accountId,
      targetId: accountId,
    };
    return [
      ...(contractId === null ? [] : [{ ...moved, beneficiary: null, contractId }]),
      ...(status === 'claimed' ? [{ ...plain, kind: 'claim' as const, jobs }] : []),
      ...(status === 'stored' ? [{ ...plain, kind: 'store' as const }] : []),
      ...(status === 'withdrawn' ? [{ ...plain, kind: 'withdraw' as const, reason: DEBT_REASON }] : []),
    ];
  });
}

const isCorrection = ({ kind, reason, actionId }: CertificateEvent): boolean =>
  kind === 'debt' || (kind === 'withdraw' && reason === CORRECTION_REASON && actionId === null);

/** Issued and never corrected: what the meters are taken to have read so far. */
export const stillIssuedWh = ({ issuances, events }: DeviceHistory): Wh =>
  issuances.reduce((sum, one) => sum + one.quantityWh, 0) - sumWh(events.filter(isCorrection));

interface Book {
  readonly target: DeviceEnergy;
  readonly past: readonly CertificateEvent[];
  readonly events: CertificateEvent[];
  readonly storedWh: Map<string, Wh>;
  bundles(): readonly CertificateBundle[];
  issue(quantityWh: Wh): CertificateIssuance | null;
  /** Takes up to so many active units of an account and books them; what could not be had is the answer. */
  take(accountId: string, energyWh: Wh, entry: Entry): Wh;
}
type Entry = Pick<CertificateEvent, 'kind'> &
  Partial<Pick<CertificateEvent, 'targetId' | 'beneficiary' | 'contractId' | 'reason'>> & {
    readonly jobs?: readonly JobClaim[];
  };

function openBook(history: DeviceHistory, target: DeviceEnergy, stamp: Stamp): Book {
  let bundles: readonly CertificateBundle[] = history.bundles;
  const events: CertificateEvent[] = [];
  const storedWh = new Map<string, Wh>();
  const post = (piece: Piece, entry: Entry, jobs: readonly JobClaim[] | null): void => {
    const event: CertificateEvent = {
      ...{ ...piece, kind: entry.kind, targetId: entry.targetId ?? null, jobs },
      ...{ beneficiary: entry.beneficiary ?? null, contractId: entry.contractId ?? null },
      ...{ reason: entry.reason ?? null, actionId: null, actor: stamp.actor, atMs: stamp.atMs },
    };
    bundles = applyEvent(bundles, event);
    events.push(event);
    if (entry.kind === 'store') add(storedWh, entry.beneficiary!, sizeWh(piece));
  };
  return {
    ...{ target, past: [...history.issuances.flatMap(eventsOfParts), ...history.events], events, storedWh },
    bundles: () => bundles,
    issue(quantityWh) {
      if (quantityWh <= 0) return null;
      const issuance = issuanceOf(target, stamp, quantityWh, history.issuances.length);
      bundles = [...bundles, ...bundlesOf(issuance)];
      return issuance;
    },
    take(accountId, energyWh, entry) {
      const isOwed = entry.kind === 'debt';
      const own = bundles.filter(
        (one) => (isOwed ? isSpent(one) : one.status === 'active') && one.accountId === accountId,
      );
      const pieces = takeUnits(own, energyWh);
      const jobs = entry.jobs === undefined ? null : jobsAlong(pieces, entry.jobs);
      pieces.forEach((piece, index) => {
        post(piece, entry, jobs === null ? null : jobs[index]!);
      });
      return energyWh - sumWh(pieces);
    },
  };
}

const isSpent = ({ status }: CertificateBundle): boolean => status === 'claimed' || status === 'stored';
const add = (sums: Map<string, Wh>, key: string, wh: Wh): void =>
  void sums.set(key, (sums.get(key) ?? 0) + wh);

const UNBOUND = { beneficiary: null, contractId: null, jobs: null };

function issuanceOf(
  target: DeviceEnergy,
  stamp: Stamp,
  quantityWh: Wh,
  revision: number,
): CertificateIssuance {
  const { deviceId, originId, source, isStorage, ownerId } = target;
  const { periodStartMs, periodMinutes, atMs } = stamp;
  const device = isStorage ? `${deviceId}/${originId}` : deviceId;
  return {
    issuanceId: `${device}/${new Date(periodStartMs).toISOString()}/${revision}`,
    ...{ deviceId, originId, source, isStorage, accountId: ownerId },
    ...{ periodStartMs, periodMinutes, revision, quantityWh, issuedAtMs: atMs },
    parts: [{ status: 'active', energyWh: quantityWh, accountId: ownerId, ...UNBOUND }],
  };
}

const eventsWh = (events: readonly CertificateEvent[], counts: (event: CertificateEvent) => boolean): Wh =>
  sumWh(events.filter(counts));

/** What a contract moved to its buyer of this device and period, less what came back. */
const movedWh = ({ past, target }: Book, contractId: string): Wh =>
  eventsWh(past, (one) => one.contractId === contractId && one.accountId === target.ownerId) -
  eventsWh(past, (one) => one.contractId === contractId && one.targetId === target.ownerId);

/** Contracts that settle less than before: what their buyers still hold comes back. */
function returnFromContracts(book: Book): void {
  const { past, target } = book;
  const buyers = new Map<string, string>();
  for (const { contractId, accountId, targetId } of past)
    if (contractId !== null && accountId === target.ownerId) buyers.set(contractId, targetId!);
  for (const [contractId, buyerId] of buyers) {
    const settled = target.contracts.find((share) => share.contractId === contractId)?.settledWh ?? 0;
    const tooMuchWh = movedWh(book, contractId) - settled;
    if (tooMuchWh > 0)
      book.take(buyerId, tooMuchWh, {
        ...{ kind: 'transfer', targetId: target.ownerId, contractId, reason: CORRECTION_REASON },
      });
  }
}

function moveToBuyers(book: Book): Wh {
  const { ownerId, contracts } = book.target;
  return contracts.reduce((shortWh, { contractId, buyerId, settledWh }) => {
    const missingWh = settledWh - movedWh(book, contractId);
    if (missingWh <= 0 || buyerId === ownerId) return shortWh;
    return shortWh + book.take(ownerId, missingWh, { kind: 'transfer', targetId: buyerId, contractId });
  }, 0);
}

/** Takes back what was not generated after all; what is spent already is owed, and so are debts that it had paid. */
function withdrawExcess(book: Book, excessWh: Wh): Wh {
  if (excessWh <= 0) return 0;
  const accounts = [book.target.ownerId, ...new Set(book.bundles().map(({ accountId }) => accountId))];
  const withdraw = { kind: 'withdraw', reason: CORRECTION_REASON } as const;
  const unpaidWh = accounts.reduce((leftWh, account) => book.take(account, leftWh, withdraw), excessWh);
  const unspentWh = accounts.reduce(
    (leftWh, account) => book.take(account, leftWh, { kind: 'debt' }),
    unpaidWh,
  );
  const paidWh = eventsWh(book.past, ({ kind, reason }) => kind === 'withdraw' && reason === DEBT_REASON);
  return unpaidWh - unspentWh + Math.min(unspentWh, paidWh);
}

/** Claims what jobs took and have no claim on yet: contracted energy from its buyer, the rest from the owner. */
function claimForJobs(book: Book): Wh {
  const { target, past } = book;
  const missing = new Map(target.jobs);
  for (const { kind, jobs } of past)
    if (kind === 'claim') for (const [jobId, wh] of jobs ?? []) add(missing, jobId, -wh);
  const claim = (accountId: string, wanted: readonly JobClaim[]): Wh => {
    const jobs = wanted
      .map(([jobId, wh]): JobClaim => [jobId, Math.min(wh, missing.get(jobId) ?? 0)])
      .filter(([, wh]) => wh > 0);
    for (const [jobId, wh] of jobs) add(missing, jobId, -wh);
    const wantedWh = jobs.reduce((sum, [, wh]) => sum + wh, 0);
    return book.take(accountId, wantedWh, { kind: 'claim', beneficiary: JOBS_BENEFICIARY, jobs });
  };
  const shortWh = target.contracts.reduce((sum, { buyerId, jobs }) => sum + claim(buyerId, jobs), 0);
  return shortWh + claim(target.ownerId, [...missing]);
}

function setAsideForStores(book: Book): Wh {
  return book.target.stores.reduce((shortWh, [storeId, energyWh]) => {
    const doneWh = eventsWh(book.past, (one) => one.kind === 'store' && one.beneficiary === storeId);
    const missingWh = Math.max(0, energyWh - doneWh);
    return shortWh + book.take(book.target.ownerId, missingWh, { kind: 'store', beneficiary: storeId });
  }, 0);
}

const payDebt = (book: Book, debtWh: Wh): Wh =>
  debtWh - book.take(book.target.ownerId, debtWh, { kind: 'withdraw', reason: DEBT_REASON });
