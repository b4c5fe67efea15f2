import { describe, expect, it } from 'vitest';
import { powerPart } from './assemble-power.ts';
import { resolveWindow } from './resolve.ts';
import { hoursFromMidnight, MIDNIGHT_MS, smallRegion, smallScenario } from './testing.ts';
import { initialState } from './window.ts';

const HOUR_MS = 3_600_000;
const name = { zh: '直流', en: 'direct current' };
const region = smallRegion({
  hvdcLinks: [
    {
      ...{ id: 'dc', name, from: 'town', ratedMw: 100, minimumRatio: 0.1, lossRatio: 0.05, holdMinutes: 120 },
      ...{ deliveredPriceYuanPerMwh: 300, contractedMw: 0, shortfallYuanPerMwh: 1000 },
    },
  ],
});

/** What a window that starts `fromHour` after midnight holds, when the last period ended `meteredHour` after it. */
async function heldMw(fromHour: number, meteredHour: number, sentMw = 40): Promise<number | undefined> {
  const horizon = { ...hoursFromMidnight(6), startMs: MIDNIGHT_MS + fromHour * HOUR_MS };
  const { values } = await resolveWindow({
    scenario: smallScenario([], region),
    horizon,
    foresight: 'perfect',
  });
  const atMs = MIDNIGHT_MS + meteredHour * HOUR_MS;
  const state = { ...initialState(region, atMs), hvdcMw: { dc: sentMw } };
  return powerPart({ region, horizon, values, state, expands: false, outlooks: {} }).hvdcLinks[0]!.heldMw;
}

describe('a step of a DC link, held for two hours', () => {
  it('is kept by a plan that starts inside it', async () => {
    expect(await heldMw(1, 1)).toBe(40);
  });
  it('is chosen anew by a plan that starts with a block', async () => {
    expect(await heldMw(2, 2)).toBeUndefined();
  });
  it('is chosen anew when nobody metered what the block began with', async () => {
    expect(await heldMw(3, 1)).toBeUndefined();
  });
  it('is never below the minimum of the link', async () => {
    expect(await heldMw(1, 1, 0)).toBe(10);
  });
});
