import type { CertificateBundle, CertificateEvent, CertificateIssuance, JobClaim } from '#dispatch/domain';
import { invariant, type Wh } from '#units';

/** Units of one issuance that stand alike. */
export type Piece = Pick<CertificateBundle, 'issuanceId' | 'fromUnit' | 'toUnit' | 'accountId'>;

export const sizeWh = ({ fromUnit, toUnit }: { readonly fromUnit: number; readonly toUnit: number }): Wh =>
  toUnit - fromUnit;
export const sumWh = (pieces: readonly { readonly fromUnit: number; readonly toUnit: number }[]): Wh =>
  pieces.reduce((sum, piece) => sum + sizeWh(piece), 0);

/** The bundles of an issuance when it had been issued. */
export function bundlesOf({ issuanceId, parts }: CertificateIssuance): CertificateBundle[] {
  let fromUnit = 0;
  return parts.map(({ energyWh, status, accountId, beneficiary, contractId }) => {
    const toUnit = fromUnit + energyWh;
    const bundle = { issuanceId, fromUnit, toUnit, accountId, status, beneficiary, contractId };
    fromUnit = toUnit;
    return bundle;
  });
}

/** The first `energyWh` units of some bundles, in their order; fewer where there are not so many. */
export function takeUnits(bundles: readonly CertificateBundle[], energyWh: Wh): Piece[] {
  const pieces: Piece[] = [];
  let leftWh = energyWh;
  for (const { issuanceId, fromUnit, toUnit, accountId } of bundles) {
    if (leftWh === 0) break;
    const taken = Math.min(leftWh, toUnit - fromUnit);
    pieces.push({ issuanceId, fromUnit, toUnit: fromUnit + taken, accountId });
    leftWh -= taken;
  }
  return pieces;
}

/**
 * The bundles after an event. A transfer, claim, store or withdrawal takes only active units of the account that it
 * names; whatever else it meets breaks an invariant, so that a history that claims a unit twice cannot be read.
 */
export function applyEvent(
  bundles: readonly CertificateBundle[],
  event: CertificateEvent,
): CertificateBundle[] {
  if (event.kind === 'debt') return [...bundles];
  let metWh = 0;
  const after = bundles.flatMap((bundle) => {
    const fromUnit = Math.max(bundle.fromUnit, event.fromUnit);
    const toUnit = Math.min(bundle.toUnit, event.toUnit);
    if (bundle.issuanceId !== event.issuanceId || fromUnit >= toUnit) return [bundle];
    invariant(
      bundle.accountId === event.accountId && bundle.status === 'active',
      `units ${fromUnit}..${toUnit} of ${event.issuanceId} are ${bundle.status} in ${bundle.accountId}: no ${event.kind}`,
    );
    metWh += toUnit - fromUnit;
    return [
      { ...bundle, toUnit: fromUnit },
      { ...standingAfter(bundle, event), fromUnit, toUnit },
      { ...bundle, fromUnit: toUnit },
    ].filter((part) => part.fromUnit < part.toUnit);
  });
  invariant(metWh === sizeWh(event), `every unit of a ${event.kind} of ${event.issuanceId} was issued`);
  return after;
}

function standingAfter(bundle: CertificateBundle, event: CertificateEvent): CertificateBundle {
  switch (event.kind) {
    case 'transfer':
      invariant(event.targetId !== null, 'a transfer names an account');
      return {
        ...bundle,
        accountId: event.targetId,
        contractId: event.reason === null ? event.contractId : null,
      };
    case 'claim':
      return { ...bundle, status: 'claimed', beneficiary: event.beneficiary };
    case 'store':
      return { ...bundle, status: 'stored', beneficiary: event.beneficiary };
    case 'withdraw':
      return { ...bundle, status: 'withdrawn' };
    case 'split':
    case 'debt':
      return bundle;
  }
}

/** Cuts what jobs claim, one after the other, along the pieces that back it: for each piece, the jobs with their units. */
export function jobsAlong(
  pieces: readonly Piece[],
  jobs: readonly JobClaim[],
): readonly (readonly JobClaim[])[] {
  const left = jobs.map(([id, wh]) => ({ id, wh }));
  return pieces.map((piece) => {
    let roomWh = sizeWh(piece);
    const own: JobClaim[] = [];
    while (roomWh > 0 && left.length > 0) {
      const job = left[0]!;
      const wh = Math.min(roomWh, job.wh);
      own.push([job.id, wh]);
      roomWh -= wh;
      job.wh -= wh;
      if (job.wh === 0) left.shift();
    }
    return own;
  });
}
