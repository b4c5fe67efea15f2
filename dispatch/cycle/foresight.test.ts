import { expect, it } from 'vitest';
import { resolveWindow } from './resolve.ts';
import { hoursFromMidnight, smallScenario } from './testing.ts';

it('a forecast of the window does not change when the window itself does', async () => {
  const horizon = hoursFromMidnight(24);
  const honest = smallScenario();
  const series = await honest.series('sun');
  const values = series.values.map((value, i) =>
    series.startMs + i * 3_600_000 >= horizon.startMs ? 0.99 : value,
  );
  const other = { ...honest, series: async () => ({ ...series, values }) };
  const [a, b] = await Promise.all(
    [honest, other].map((scenario) => resolveWindow({ scenario, horizon, foresight: 'forecast' })),
  );
  expect(a!.values.get('roof.availableRatio')).toEqual(b!.values.get('roof.availableRatio'));
  expect(a!.forecasts.map((row) => row.target)).toEqual(['roof.availableRatio']);
  const known = await resolveWindow({ scenario: other, horizon, foresight: 'perfect' });
  expect(known.values.get('roof.availableRatio')![3]).toBe(0.99);
});

it('a gap in a known series takes the value before it and is counted', async () => {
  const horizon = hoursFromMidnight(24);
  const honest = smallScenario();
  const series = await honest.series('sun');
  const quality = new Uint8Array(series.quality);
  // Gap at 12:00 and 13:00 of the first day of the window.
  for (const hour of [12, 13]) quality[(horizon.startMs - series.startMs) / 3_600_000 + hour] = 4;
  const gappy = { ...honest, series: async () => ({ ...series, quality }) };
  const { values, filled } = await resolveWindow({ scenario: gappy, horizon, foresight: 'perfect' });
  expect(values.get('roof.availableRatio')![13]).toBe(0.5);
  expect(filled).toEqual([{ key: 'roof.availableRatio', periods: 2 }]);
});

it('nothing before the window is refused with what to do', async () => {
  const scenario = smallScenario();
  const series = await scenario.series('sun');
  const horizon = { ...hoursFromMidnight(2), startMs: series.startMs };
  await expect(resolveWindow({ scenario, horizon, foresight: 'forecast' })).rejects.toMatchObject({
    code: 'forecast-without-history',
    remedy: expect.stringContaining('perfect'),
  });
});
