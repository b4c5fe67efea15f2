import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClosedLine, isOutside, type StatementLine } from '#dispatch/domain';
import { fenOf } from './fen.ts';
import { partyTotals } from './party-totals.ts';
import { MonthSettlement } from './settlement.ts';
import { contextOf, hour, smallMarket } from './testing.ts';
import { nextVersion, standingLines } from './versions.ts';

const RUNS = 300;
const powerMw = fc.double({ min: 0, max: 50, noNaN: true });
const anHour = fc.record({
  importMw: powerMw,
  exportMw: powerMw,
  generationMw: powerMw,
  facilityMw: powerMw,
  dischargeMw: powerMw,
  contractWh: fc.integer({ min: 0, max: 5_000_000 }),
  unitHours: powerMw,
  priceYuan: fc.double({ min: -500, max: 1_500, noNaN: true }),
  baselineMw: powerMw,
  sourceWh: fc.integer({ min: 0, max: 5_000_000 }),
});
const aMonth = fc.array(anHour, { minLength: 1, maxLength: 30 });
type Hour = typeof anHour extends fc.Arbitrary<infer T> ? T : never;

const call = {
  ...{ id: 'call', title: { zh: '', en: '' }, site: 'hall', requestedMw: 2, source: 'test', baselineMw: 5 },
  ...{ from: '2025-03-10T00:10:00+08:00', to: '2025-03-10T05:00:00+08:00' },
  declaredAt: '2025-03-09T00:00:00+08:00',
};
const region = smallMarket({ flexibilityCalls: [call] });

function linesOf(hours: readonly Hour[]): readonly StatementLine[] {
  const month = new MonthSettlement(contextOf(region, { job: { owner: 'lab', tier: 1 } }));
  hours.forEach((each, at) => {
    const meters = {
      'meter importMw': each.importMw,
      'meter exportMw': each.exportMw,
      'roof generationMw': each.generationMw,
      'hall facilityMw': each.facilityMw,
      'store dischargeMw': each.dischargeMw,
    };
    month.add(
      hour(at, meters, {
        valueAt: () => each.priceYuan,
        contracts: [
          {
            ...{ contractId: 'ppa', settledWh: each.contractWh },
            ...{ bySourceWh: { roof: each.contractWh }, byConsumerWh: { hall: each.contractWh } },
          },
        ],
        claims: [{ jobId: 'job', deviceId: 'roof', accountId: 'sun-works', energyWh: each.sourceWh }],
        jobReadings: [
          {
            ...{ periodStartMs: 0, jobId: 'job', poolId: 'hall-gpu', siteId: 'hall' },
            ...{ unitHours: each.unitHours, energyWh: 1, method: 'modelled' },
          },
        ],
        baselineMw: { call: each.baselineMw },
      }),
    );
  });
  return month.close().lines;
}
const closedAs = (month: string, version: number, lines: ReturnType<typeof nextVersion>): ClosedLine[] =>
  lines.map((each, at) => ({ ...each, id: `${month}/${version}/${at}` }));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('settlement of any month', () => {
  it('the periods of each line sum to it, to the fen and to the Wh', () => {
    fc.assert(
      fc.property(aMonth, (hours) => {
        for (const line of linesOf(hours)) {
          expect(sum(line.periods.map((period) => period.amountFen))).toBe(line.amountFen);
          expect(sum(line.periods.map((period) => period.quantityMillionths))).toBe(line.quantityMillionths);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('no fen is made or lost: over all parties receipts equal payments, and inside the region they net to what crossed its border', () => {
    fc.assert(
      fc.property(aMonth, (hours) => {
        const lines = linesOf(hours);
        const totals = partyTotals(lines, region);
        const net = (inside: boolean) =>
          sum(
            totals
              .filter(({ party }) => isOutside(party) !== inside)
              .map(({ receivesFen, paysFen }) => receivesFen - paysFen),
          );
        const crossed = sum(
          lines.map(({ payer, payee, amountFen }) =>
            isOutside(payer) ? amountFen : isOutside(payee) ? -amountFen : 0,
          ),
        );
        expect(net(true)).toBe(crossed);
        expect(net(true) + net(false)).toBe(0);
        const internal = lines.filter(({ payer, payee }) => !isOutside(payer) && !isOutside(payee));
        expect(
          sum(partyTotals(internal, region).map(({ receivesFen, paysFen }) => receivesFen - paysFen)),
        ).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });

  it('a corrected month stands as if it had been settled from the corrected readings at once, and keeps its history', () => {
    fc.assert(
      fc.property(aMonth, anHour, fc.nat(29), (hours, corrected, at) => {
        const first = closedAs('2025-03', 0, nextVersion([], linesOf(hours)));
        const right = linesOf(hours.with(at % hours.length, corrected));
        const second = closedAs('2025-03', 1, nextVersion(first, right));
        const all = [...first, ...second];
        const plain = (lines: readonly StatementLine[]) =>
          lines
            .map(({ kind, subject, payer, payee, amountFen, periods }) =>
              JSON.stringify([kind, subject, payer, payee, amountFen, periods]),
            )
            .sort();
        expect(plain(standingLines(all))).toEqual(plain(right));
        expect(sum(all.map((each) => each.amountFen))).toBe(sum(right.map((each) => each.amountFen)));
        expect(nextVersion(all, right)).toEqual([]);
        const reversed = second.flatMap(({ reverses }) => (reverses === null ? [] : [reverses]));
        expect(new Set(reversed).size).toBe(reversed.length);
      }),
      { numRuns: RUNS },
    );
  });

  it('a line is off its exact amount by half a fen at most', () => {
    const item = fc.record({
      quantityMillionths: fc.integer({ min: 0, max: 10 ** 12 }),
      microYuanPerUnit: fc.integer({ min: -(10 ** 9), max: 10 ** 10 }),
    });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 50 }), (items) => {
        const exact = items.reduce(
          (total, each) => total + BigInt(each.quantityMillionths) * BigInt(each.microYuanPerUnit),
          0n,
        );
        const { totalFen, fen } = fenOf(items);
        const off = exact - BigInt(totalFen) * 10_000_000_000n;
        expect((off < 0n ? -off : off) <= 5_000_000_000n).toBe(true);
        expect(sum(fen)).toBe(totalFen);
      }),
      { numRuns: RUNS },
    );
  });
});
