import type { CommitmentInput } from '#dispatch/domain';

/** What the starts and stops of a unit cost: a start is cold after so long a standstill. */
export const startYuan = (input: CommitmentInput, on: readonly number[]): number => {
  let yuan = 0;
  let isOn = input.before.isOn;
  let length = input.before.periods;
  for (const value of on) {
    const now = value > 0.5;
    if (now && !isOn) {
      const { coldStart } = input;
      const isCold = coldStart !== undefined && length >= coldStart.afterPeriods;
      yuan += isCold ? Math.max(input.startYuan, coldStart.yuan) : input.startYuan;
    } else if (!now && isOn) yuan += input.stopYuan;
    length = now === isOn ? length + 1 : 1;
    isOn = now;
  }
  return yuan;
};
