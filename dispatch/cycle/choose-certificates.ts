import { type Piece, sumWh, takeUnits, unexpiredFromMs } from '#dispatch/certificates';
import type { CertificateWish, Region } from '#dispatch/domain';
import {
  type BundleFilter,
  type FoundBundle,
  findBundles,
  readIssuanceId,
  type StoreDb,
  type StoredIssuance,
  sumBundles,
} from '#dispatch/store';
import { AppError } from '#platform/errors';
import type { EpochMs, Wh } from '#units';

/** Units that an action is about, and the issuances they belong to, by id. */
export interface Chosen {
  readonly pieces: readonly Piece[];
  readonly issuances: ReadonlyMap<string, StoredIssuance>;
}

/** Bundles that one action touches at most: beyond it, choose by period or device. */
const MOST_BUNDLES = 20_000;
const PAGE = 1000;

type ChoosingWish = Exclude<CertificateWish, { readonly action: 'split' }>;

function filterOf(wish: ChoosingWish): BundleFilter {
  const issuances = wish.issuance_ids?.map((id) => {
    const read = readIssuanceId(id);
    if (read === null)
      throw refusal(
        'issuance-unknown',
        'not-found',
        `"${id}" names no issuance.`,
        'Ids read device/start of the period/revision: list them with "wattbit certificates list".',
      );
    return read;
  });
  return {
    ...{ accountId: wish.source_id, status: 'active', deviceId: wish.device_id, source: wish.energy_source },
    ...{ isStorage: wish.is_storage, ...(issuances === undefined ? {} : { issuances }) },
    fromMs:
      wish.certificate_period_start === undefined ? undefined : Date.parse(wish.certificate_period_start),
    toMs: wish.certificate_period_end === undefined ? undefined : Date.parse(wish.certificate_period_end),
  };
}

/** The oldest units that match and have not expired, as many as were asked for; a refusal when there are not so many. */
export async function chooseCertificates(
  store: StoreDb,
  region: Region,
  wish: ChoosingWish,
  nowMs: EpochMs,
): Promise<Chosen> {
  const named = filterOf(wish);
  const validFromMs = unexpiredFromMs(region.certificateRules, nowMs);
  const fromMs = Math.max(named.fromMs ?? -Infinity, validFromMs);
  const filter: BundleFilter = { ...named, fromMs: Number.isFinite(fromMs) ? fromMs : undefined };
  const availableWh = await sumBundles(store, filter);
  const wantedWh =
    wish.certificate_quantity ?? Math.floor(availableWh * (wish.certificate_bundle_percentage ?? 1));
  if (wantedWh === 0 || availableWh < wantedWh) throw notSoMany(wish.source_id, availableWh, wantedWh);
  const pieces: Piece[] = [];
  const issuances = new Map<string, StoredIssuance>();
  let leftWh = wantedWh;
  let after: { issuanceNumber: number; fromUnit: number } | undefined;
  while (leftWh > 0) {
    const page = await findBundles(store, filter, { limit: PAGE, order: 'asc', after });
    for (const found of page) checkResale(region, wish, found);
    const taken = takeUnits(
      page.map(({ bundle }) => bundle),
      leftWh,
    );
    pieces.push(...taken);
    taken.forEach(({ issuanceId }, index) => {
      issuances.set(issuanceId, page[index]!.issuance);
    });
    leftWh -= sumWh(taken);
    if (pieces.length > MOST_BUNDLES) throw tooMany();
    const last = page.at(-1)!;
    after = { issuanceNumber: last.issuance.issuanceNumber, fromUnit: last.bundle.fromUnit };
  }
  return { pieces, issuances };
}

/** Certificates that followed a green-power trade are not sold on. */
function checkResale(region: Region, wish: CertificateWish, { bundle }: FoundBundle): void {
  if (wish.action !== 'transfer' || bundle.contractId === null) return;
  if (region.contracts.find(({ id }) => id === bundle.contractId)?.kind !== 'greenPowerTrade') return;
  throw refusal(
    'certificate-bound',
    'conflict',
    `Certificates of ${bundle.issuanceId} came with the green-power trade "${bundle.contractId}" and cannot be sold on.`,
    'Choose others by device, period or issuance; these can still be cancelled.',
  );
}

/** The first part of a bundle that is to become two. */
export async function chooseToSplit(
  store: StoreDb,
  wish: Extract<CertificateWish, { readonly action: 'split' }>,
): Promise<Chosen> {
  const issuance = readIssuanceId(wish.issuance_id);
  const fromUnit = wish.certificate_bundle_id_range_start;
  const filter: BundleFilter = { accountId: wish.source_id, status: 'active' };
  const found =
    issuance === null
      ? []
      : await findBundles(store, { ...filter, issuances: [issuance] }, { limit: PAGE, order: 'asc' });
  const one = found.find(({ bundle }) => bundle.fromUnit === fromUnit);
  if (one === undefined)
    throw refusal(
      'bundle-unknown',
      'not-found',
      `The account "${wish.source_id}" holds no bundle of ${wish.issuance_id} that begins at unit ${fromUnit}.`,
      'List its bundles with "wattbit certificates list --account".',
    );
  const { bundle } = one;
  const toUnit = fromUnit + wish.certificate_quantity;
  if (toUnit >= bundle.toUnit)
    throw refusal(
      'split-too-large',
      'invalid-input',
      `The bundle has ${bundle.toUnit - fromUnit} Wh; a first part of ${wish.certificate_quantity} leaves no second.`,
      'Ask for less than the bundle holds.',
    );
  return { pieces: [{ ...bundle, toUnit }], issuances: new Map([[bundle.issuanceId, one.issuance]]) };
}

export const refusal = (code: string, kind: AppError['kind'], message: string, remedy: string): AppError =>
  new AppError({ code, kind, message, remedy });

const notSoMany = (accountId: string, availableWh: Wh, wantedWh: Wh): AppError =>
  refusal(
    'certificates-not-available',
    'conflict',
    wantedWh === 0
      ? `The account "${accountId}" holds no active certificates that match.`
      : `The account "${accountId}" holds ${availableWh} Wh of active certificates that match, not ${wantedWh}.`,
    'Ask for less, or widen the device, source or period; claimed, stored, withdrawn and expired units cannot be used again.',
  );

const tooMany = (): AppError =>
  refusal(
    'certificates-too-many',
    'invalid-input',
    `The action would touch more than ${MOST_BUNDLES} bundles.`,
    'Do it month by month, with certificate_period_start and certificate_period_end.',
  );
