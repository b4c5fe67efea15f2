import { adoptPeriod, periodToAdopt, readState, storeDb } from '#dispatch/store';
import type { StorageContent } from '#dispatch/trace';
import { inTransaction } from '#platform/db';
import { MS_PER_MINUTE } from '#units';
import { CENTRE, type CycleDependencies } from './dependencies.ts';
import { textOfContent } from './seal-period.ts';

type Adopter = Pick<CycleDependencies, 'db' | 'audit' | 'signer' | 'scenario'>;

/**
 * Takes periods that were closed before there was a ledger over into it, in their order and one a transaction: a crash in
 * between loses nothing. They are signed as they were found; nobody can say more of them.
 */
export async function adoptPeriods(deps: Adopter): Promise<number> {
  const { nextPeriodMs, storageContent } = (await readState(storeDb(deps.db)))!;
  const lengthMs = deps.scenario.region.periodMinutes * MS_PER_MINUTE;
  let adopted = 0;
  for (;;) {
    const periodMs = await periodToAdopt(storeDb(deps.db));
    if (periodMs === null) break;
    const isLast = periodMs + lengthMs === nextPeriodMs;
    const content = isLast ? textOfContent(storageContent as StorageContent) : null;
    await inTransaction(deps.db, (trx) => adoptPeriod(storeDb(trx), deps.signer, periodMs, content));
    adopted += 1;
  }
  if (adopted > 0) {
    await inTransaction(deps.db, (trx) =>
      deps.audit.append(trx, {
        actor: CENTRE,
        action: 'ledger.adopt',
        subject: deps.scenario.region.id,
        detail: { periods: adopted },
      }),
    );
  }
  return adopted;
}
