import type { Scenario } from '#dispatch/sources';
import { ledgerHead, type StoreDb } from '#dispatch/store';

const kept = new WeakMap<Scenario, Map<string, { readonly blockCount: number; readonly answer: unknown }>>();
const MOST_KEPT = 24;

/**
 * What was worked out from closed periods, until the ledger has another block: the same month is not added up again for
 * everybody who looks at it.
 */
export async function untilNextBlock<Answer>(
  scenario: Scenario,
  db: StoreDb,
  key: string,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const blockCount = (await ledgerHead(db))?.blockCount ?? 0;
  const answers = kept.get(scenario) ?? new Map();
  kept.set(scenario, answers);
  const found = answers.get(key);
  if (found?.blockCount === blockCount) return found.answer as Promise<Answer>;
  const answer = work();
  answers.delete(key);
  answers.set(key, { blockCount, answer });
  if (answers.size > MOST_KEPT) answers.delete(answers.keys().next().value!);
  answer.catch(() => answers.delete(key));
  return answer;
}
