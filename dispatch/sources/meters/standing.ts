import type { MeterFlag, MeterReceipt } from '#dispatch/domain';
import { flagOf } from './piece.ts';

export interface Standing {
  readonly receipt: MeterReceipt;
  /** `correction` or `contradiction`, when another value was sent for the same time. */
  readonly flags: readonly MeterFlag[];
}

/**
 * Of one meter's receipts, those that hold, by time: one each instant or interval, the one issued last. A value without an
 * issue time counts as issued when it came; of two in one delivery the smaller holds, so that nothing is made of a
 * contradiction. The order of the list does not matter.
 */
export function standingReceipts(receipts: readonly MeterReceipt[]): Standing[] {
  const byTime = new Map<string, MeterReceipt[]>();
  for (const receipt of receipts) {
    const key = `${receipt.fromMs} ${receipt.untilMs}`;
    byTime.set(key, [...(byTime.get(key) ?? []), receipt]);
  }
  return [...byTime.values()]
    .map((rivals): Standing => {
      const [first, ...others] = [...rivals].sort(laterFirst);
      const receipt = first!;
      const { meter, fromMs, untilMs } = receipt;
      const differ = others.filter((other) => energyKey(other) !== energyKey(receipt));
      const isTie = differ.some(
        (other) => issueOf(other) === issueOf(receipt) && other.delivery === receipt.delivery,
      );
      const kind = isTie ? 'contradiction' : 'correction';
      return { receipt, flags: differ.length === 0 ? [] : [flagOf(kind, meter, fromMs, untilMs)] };
    })
    .sort((a, b) => a.receipt.fromMs - b.receipt.fromMs || a.receipt.untilMs - b.receipt.untilMs);
}

const issueOf = (receipt: MeterReceipt): number => receipt.issuedAtMs ?? receipt.receivedAtMs;
const energyKey = ({ unit, value }: MeterReceipt): string => `${value} ${unit}`;
const laterFirst = (a: MeterReceipt, b: MeterReceipt): number =>
  issueOf(b) - issueOf(a) || b.delivery - a.delivery || a.value - b.value || (a.unit < b.unit ? -1 : 1);
