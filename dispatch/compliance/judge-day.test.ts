import { describe, expect, test } from 'vitest';
import { ruleSentence } from '#dispatch/charts';
import type { Rule, RuleDayState } from '#dispatch/domain';
import { judgeDay } from './judge-day.ts';
import { ruleRecord } from './rule-record.ts';
import { anHour, aRule, smallRegion } from './testing.ts';

// 10 MWh of load, 4 of sun, 6 burnt; 2 of sun thrown away.
const METERS = {
  ...{ 'roof.generationMw': 4, 'roof.availableMw': 6, 'coal.generationMw': 5, 'grid.importMw': 1 },
  ...{ 'town.loadMw': 10, 'hall.facilityMw': 0, 'hall.itMw': 0 },
};
const judge = (rule: Rule, change: Partial<Parameters<typeof judgeDay>[0]> = {}) =>
  judgeDay({
    ...{ day: '2025-12-30', rule, records: anHour(METERS), periodsOfDay: 1, before: [], revision: 0 },
    ...{ plan: null, nowMs: 0, ...change },
  });

const green = aRule({ limitRatio: 0.5, excessYuanPerMwh: 300, certificatesCount: true });

describe('a day of a rule', () => {
  test('goes on from the region’s own figures, then from the day before', () => {
    const first = judge(aRule({ soFar: { partMwh: 90, wholeMwh: 190 } }));
    // 4 of sun and 0.2 of the import.
    expect(first).toMatchObject({ part: 94.2e6, whole: 200e6, dayPart: 4.2e6, dayWhole: 10e6 });
    const second = judge(aRule({ soFar: { partMwh: 90, wholeMwh: 190 } }), {
      day: '2025-12-31',
      before: [first],
    });
    expect(second).toMatchObject({ part: 98.4e6, whole: 210e6, since: '2025-01-01' });
  });

  test('begins anew with the year and with a new version', () => {
    const before = [judge(green)];
    expect(judge(green, { day: '2026-01-01', before })).toMatchObject({ part: 4.2e6, since: '2026-01-01' });
    const version = aRule({ effectiveFrom: '2025-12-31' });
    expect(judge(version, { day: '2025-12-31', before })).toMatchObject({ part: 4.2e6, since: '2025-12-31' });
  });

  test('shows the price of the rule in the last plan, none where the plan did not reckon with it', () => {
    const rules = [{ id: 'rule' }];
    const plan = { id: 'plan-1', plan: { rules, prices: { 'budgetYuanPerUnit.rule': [42, 42] } } } as never;
    expect(judge(green, { plan }).judgement.shadow).toEqual({ planId: 'plan-1', yuanPerUnit: 42 });
    expect(judge(green).judgement.shadow).toBeNull();
  });

  test('names what is missing and every way to it with its quantity and price, the cheapest first', () => {
    const region = smallRegion();
    const records = { ...anHour(METERS, region) };
    records.periods[0]!.jobReadings.length;
    const state = judge(green, { records });
    // 4.2 of 10 by now and one more such day: 8.4 of 20 where 10 are asked for.
    const { missing, remedies } = state.judgement;
    expect(missing).toEqual({ quantity: expect.closeTo(1.6, 9), certainty: 'mean' });
    expect(remedies.map(({ kind }) => kind)).toEqual(['certificates', 'payExcess', 'cleanImport']);
    const [certificates, excess, clean] = remedies;
    expect(certificates).toMatchObject({ yuanPerUnit: 6, coversRatio: 1, mostQuantity: 100 });
    expect(certificates!.yuan).toBeCloseTo(9.6, 9);
    expect(certificates!.mixQuantity).toBeCloseTo(1.6, 9);
    expect(excess!.yuan).toBeCloseTo(480, 9);
    // A fifth of a MWh counts, it costs 400 where burning costs 300; 8 MWh are needed, 5 a day are burnt.
    expect(clean).toMatchObject({
      countsPerUnit: expect.closeTo(0.2, 12),
      yuanPerUnit: 100,
      mostQuantity: 5,
    });
    expect(clean!.quantity).toBeCloseTo(8, 9);
    expect(clean!.coversRatio).toBeCloseTo(5 / 8, 9);
    expect(ruleSentence(ruleRecord(green), state).en).toContain(
      'Cheapest remedy: Buy certificates 1.6 MWh, 9.6 CNY',
    );
  });

  test('takes the next cheapest where the cheapest does not reach', () => {
    const region = { ...smallRegion(), certificates: { yuanPerMwh: 6, mostMwhPerDay: 1 } };
    const { remedies } = judge(green, { records: anHour(METERS, region) }).judgement;
    expect(remedies.map(({ kind, mixQuantity }) => [kind, Number(mixQuantity.toFixed(6))])).toEqual([
      ['certificates', 1],
      ['payExcess', 0.6],
      ['cleanImport', 0],
    ]);
  });

  test('jobs that ran on bought power can move to what was thrown away', () => {
    const own = anHour(METERS);
    const [period] = own.periods;
    const job = {
      ...{ periodStartMs: 0, jobId: 'j', poolId: 'gpu', siteId: 'hall', unitHours: 1, energyWh: 3e6 },
      method: 'metered' as const,
    };
    const records = { ...own, periods: [{ ...period!, jobReadings: [job] }] };
    const curtailed = aRule({ kind: 'curtailment', limitRatio: 0.1, excessYuanPerMwh: 100 });
    const moved = judge(curtailed, { records }).judgement.remedies.find(({ kind }) => kind === 'moveJobs');
    // 3 MWh of jobs while 6 were bought or burnt, 2 thrown away: 2 can move. They save (5 x 300 + 1 x 400) / 6.
    expect(moved).toMatchObject({ countsPerUnit: 1, mostQuantity: 2 });
    expect(moved!.yuanPerUnit).toBeCloseTo(-1900 / 6, 9);
  });

  test('nothing has to be done where nothing is missing', () => {
    const { missing, remedies } = judge(aRule({ limitRatio: 0.3 })).judgement;
    expect([missing.quantity, remedies]).toEqual([0, []]);
  });

  test('a day with holes is counted, and no day of the record', () => {
    const state = judge(green, { periodsOfDay: 24 }) as RuleDayState;
    expect(state.judgement.projection).toMatchObject({ sampleDays: 0, value: null, probability: null });
    expect(state).toMatchObject({ periods: 1, periodsOfDay: 24, dayPart: 4.2e6 });
  });
});
