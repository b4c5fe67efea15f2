import { expect, test } from 'vitest';
import { loadScenario } from '#dispatch/sources';
import { horizonOver } from '#units';
import { resolveWindow } from './resolve.ts';

test('a window a year after the data is refused by the name of the series, not forecast in silence', async () => {
  const scenario = await loadScenario('one-site');
  const horizon = horizonOver(Date.parse('2026-11-01T00:00:00+08:00'), 24, 15);
  await expect(resolveWindow({ scenario, horizon, foresight: 'forecast' })).rejects.toMatchObject({
    code: 'forecast-history-too-old',
    kind: 'invalid-input',
  });
});
