import { expect, test } from 'vitest';
import { CertificateRule, type MonthlyCertificates } from '#dispatch/domain';
import {
  certificateNumber,
  closeMonth,
  monthAfter,
  ownProjectCode,
  ruleOn,
  unexpiredFromMs,
  validUntil,
} from './months.ts';

const rule = CertificateRule.parse({
  id: 'green-certificate',
  title: { zh: '绿证', en: 'green certificate' },
  jurisdiction: 'CN',
  effectiveFrom: '2024-01-01',
  unitMwh: 1,
  eligible: ['pv', 'wind', 'hydro'],
  barred: { offGrid: true, hydroBefore: '2023-01-01' },
  validMonths: 24,
  source: 'test',
});
const project = {
  device: 'lake',
  projectCode: '12345678901234567',
  inServiceFrom: '2010-05-01',
  offGrid: false,
};
const close = (
  month: string,
  issuedSoFarWh: number,
  usedWh: number,
  earlier: readonly MonthlyCertificates[] = [],
) =>
  closeMonth({
    ...{ month, rule, regionId: 'r', projects: [project], earlier, atMs: 0 },
    devices: [{ deviceId: 'sun', source: 'pv', accountId: 'maker', issuedSoFarWh, usedWh }],
  });

test('whole MWh become certificates, and the remainder carries over', () => {
  // March: 5.4 MWh, 2.1 of it used: 3.3 can be traded. April: 1.0 more, 0.2 used: 0.3 + 0.8 and 0.1 + 0.2.
  const march = close('2025-03', 5_400_000, 2_100_000);
  expect(march.map((row) => [row.tradability, row.certificateCount, row.remainderWh])).toEqual([
    ['tradable', 3, 300_000],
    ['used', 2, 100_000],
  ]);
  const april = close('2025-04', 6_400_000, 200_000, march);
  expect(april.map((row) => [row.tradability, row.certificateCount, row.remainderWh])).toEqual([
    ['tradable', 1, 100_000],
    ['used', 0, 300_000],
  ]);
});

test('a correction that takes more than a month brought is carried as less than nothing', () => {
  const march = close('2025-03', 2_500_000, 0);
  const [april] = close('2025-04', 1_900_000, 0, march);
  expect(april).toMatchObject({ eligibleWh: -600_000, certificateCount: 0, remainderWh: -100_000 });
});

test('old water power, plants off the grid and kinds that the rule leaves out', () => {
  const device = (deviceId: string, source: 'hydro' | 'csp') => ({
    ...{ deviceId, source, accountId: 'maker', issuedSoFarWh: 1_200_000, usedWh: 400_000 },
  });
  const rows = closeMonth({
    ...{ month: '2025-03', rule, regionId: 'r', projects: [project], earlier: [], atMs: 0 },
    devices: [device('lake', 'hydro'), device('tower', 'csp')],
  });
  expect(rows.map((row) => [row.deviceId, row.tradability, row.certificateCount])).toEqual([
    ['lake', 'barred', 1],
  ]);
  expect(certificateNumber(rows[0]!, 0)).toBe('12345678901234567202503000000001');
  expect(ownProjectCode('r', 'sun')).toMatch(/^9\d{16}$/);
});

test('valid for two years from the month of production, by the version of its day', () => {
  expect(validUntil(rule, '2025-03')).toBe('2027-02-28');
  expect(monthAfter('2025-12', 1)).toBe('2026-01');
  expect(ruleOn([rule], '2023-12-31')).toBeNull();
  // On 2027-03-01 what March 2025 made has expired, what April 2025 made has not.
  expect(unexpiredFromMs([rule], Date.parse('2027-03-01T00:00:00+08:00'))).toBe(
    Date.parse('2025-04-01T00:00:00+08:00'),
  );
});
