import type { PartyTotal, Region, StatementLine } from '#dispatch/domain';
import { partyFace } from './parties.ts';

/** What each party receives and pays over some lines, reversals included; over all parties the two sums are equal. */
export function partyTotals(lines: readonly Omit<StatementLine, 'periods'>[], region: Region): PartyTotal[] {
  const sums = new Map<string, { receivesFen: number; paysFen: number; lineCount: number }>();
  const of = (party: string) => {
    const sum = sums.get(party) ?? { receivesFen: 0, paysFen: 0, lineCount: 0 };
    sums.set(party, sum);
    sum.lineCount += 1;
    return sum;
  };
  for (const { payer, payee, amountFen } of lines) {
    of(payer).paysFen += amountFen;
    of(payee).receivesFen += amountFen;
  }
  const order: readonly PartyTotal['kind'][] = [
    'centre',
    'generator',
    'storage',
    'consumer',
    'trader',
    'jobOwner',
    'outside',
  ];
  return [...sums]
    .map(([party, sum]): PartyTotal => ({ party, ...partyFace(party, region), ...sum }))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.party < b.party ? -1 : 1));
}
