import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { QUALITIES } from '#dispatch/domain';
import { checkMapping } from './find-mapping.ts';
import { importSeries } from './import-series.ts';
import type { SeriesMapping } from './mapping-schema.ts';

const MISSING = QUALITIES.indexOf('missing');
const upload = (text: string, name = 'x.csv') => ({
  name,
  stream: Readable.from([name.endsWith('.gz') ? gzipSync(text) : Buffer.from(text)]),
});
const mapping = (fields: object): SeriesMapping =>
  checkMapping({ reads: 'series', ...fields }, 'test') as SeriesMapping;
const written = { form: 'written', column: 'time' };
const at = (text: string): number => Date.parse(text);

describe('series from a file', () => {
  test('leave a gap where a row is missing or a cell is empty', async () => {
    const text = 'time,a,b\n2025-01-01T00:00Z,1,5\n2025-01-01T01:00Z,,6\n2025-01-01T03:00Z,4,NA\n';
    const { accepted, rejected } = await importSeries(upload(text, 'x.csv.gz'), mapping({ time: written }));
    expect(accepted.map((each) => each.name)).toEqual(['a', 'b']);
    expect([...accepted[0]!.values]).toEqual([1, 0, 0, 4]);
    expect([...accepted[0]!.quality].map((each) => each === MISSING)).toEqual([false, true, true, false]);
    expect([...accepted[1]!.quality].map((each) => each === MISSING)).toEqual([false, false, true, true]);
    expect(rejected).toEqual([]);
  });

  test('report a cell that is no number and a row without a time, each with its line', async () => {
    const text =
      'time,a\n2025-01-01 00:00,1\n2025-01-01 01:00,abc\nyesterday,3\n2025-01-01 01:00,9\n2025-01-01 02:00,4\n';
    const { accepted, rejected } = await importSeries(upload(text), mapping({ time: written }));
    expect([...accepted[0]!.values]).toEqual([1, 0, 4]);
    expect(rejected.map((row) => [row.line, row.problems[0]!.field])).toEqual([
      [3, 'a'],
      [4, 'time'],
      [5, 'time'],
    ]);
    expect(rejected[2]!.problems[0]!.message).toContain('earlier row');
  });

  test('labelled by the end of their period begin one period earlier', async () => {
    const text = 'time,a\n2025-01-01 00:15,1\n2025-01-01 00:30,2\n';
    const { accepted } = await importSeries(upload(text), mapping({ time: written, labelledBy: 'end' }));
    expect(accepted[0]!.startMs).toBe(at('2025-01-01T00:00Z'));
  });

  test('in a zone with summer time skip the hour that does not exist and take the doubled one once', async () => {
    const hours = (day: string) =>
      ['00', '01', '02', '03', '04'].map((hour) => `${day} ${hour}:00,1`).join('\n');
    const berlin = { time: { ...written, zone: 'Europe/Berlin' } };
    const spring = await importSeries(upload(`time,a\n${hours('2025-03-30')}\n`), mapping(berlin));
    expect(spring.rejected.map((row) => row.line)).toEqual([4]);
    expect(spring.accepted[0]!.startMs).toBe(at('2025-03-29T23:00Z'));
    // 00:00, 01:00, 03:00, 04:00 local are four hours in a row.
    expect(spring.accepted[0]!.values).toHaveLength(4);
    const autumn = await importSeries(upload(`time,a\n${hours('2025-10-26')}\n`), mapping(berlin));
    expect(autumn.accepted[0]!.quality.filter((each) => each === MISSING)).toHaveLength(1);
  });

  test('that list 24 hours on every local day keep standard time when told so', async () => {
    const rows = Array.from(
      { length: 24 },
      (_, hour) => `2025-03-30T${String(hour).padStart(2, '0')}:00,${hour}`,
    );
    const { accepted, rejected } = await importSeries(
      upload(`time,a\n${rows.join('\n')}\n`),
      mapping({ time: { ...written, zone: 'Europe/Berlin', summerTime: 'ignored' } }),
    );
    expect(rejected).toEqual([]);
    expect(accepted[0]!.values).toHaveLength(24);
    expect(accepted[0]!.startMs).toBe(at('2025-03-29T23:00Z'));
  });

  test('count hours, calendar periods or rows from an origin', async () => {
    const origin = '2022-01-01T00:00:00Z';
    const hours = mapping({ time: { form: 'count', column: 'h', unit: 'hours', origin }, scale: 0.001 });
    const counted = await importSeries(upload('h,ci\n7000,500\n7001,400\n'), hours);
    expect(counted.accepted[0]!.startMs).toBe(at('2022-10-19T16:00Z'));
    expect(counted.accepted[0]!.values[1]).toBeCloseTo(0.4, 12);
    const calendar = { form: 'calendar', year: 'Y', month: 'M', day: 'D', period: 'P', periodMinutes: 5 };
    const dated = await importSeries(
      upload('Y,M,D,P,w\n2020,2,29,288,7\n2020,3,1,1,8\n2020,2,30,1,9\n'),
      mapping({ time: calendar }),
    );
    expect(dated.accepted[0]!.startMs).toBe(at('2020-02-29T23:55Z'));
    expect(dated.rejected.map((row) => row.line)).toEqual([4]);
    const plain = await importSeries(
      upload('d\n1\n2\n'),
      mapping({ time: { form: 'rows', origin, periodMinutes: 30 } }),
    );
    expect(plain.accepted[0]).toMatchObject({ startMs: at(origin), periodMinutes: 30 });
  });

  test('read quoted cells, other delimiters, a BOM, CRLF and a Chinese encoding', async () => {
    const text = '\ufefftime;"a;b"\r\n2025-01-01 00:00;"1"\r\n2025-01-01 01:00;2\r\n';
    const { accepted } = await importSeries(upload(text), mapping({ time: written, delimiter: ';' }));
    expect(accepted[0]!.name).toBe('a;b');
    expect([...accepted[0]!.values]).toEqual([1, 2]);
    // 时间 in GB18030
    const chinese = Buffer.concat([
      Buffer.from([0xca, 0xb1, 0xbc, 0xe4]),
      Buffer.from(',a\n2025-01-01 00:00,3\n'),
    ]);
    const read = await importSeries(
      { name: 'x.csv', stream: Readable.from([chinese]) },
      mapping({ time: { form: 'written', column: '时间' }, encoding: 'gb18030' }),
    );
    expect([...read.accepted[0]!.values]).toEqual([3]);
  });

  test('refuse a file whose columns do not fit, and one that breaks off', async () => {
    await expect(importSeries(upload('t,a\n1,2\n'), mapping({ time: written }))).rejects.toMatchObject({
      code: 'columns-missing',
      remedy: expect.stringContaining('t, a') as string,
    });
    const whole = gzipSync('time,a\n2025-01-01 00:00,1\n'.repeat(50));
    const broken = { name: 'x.csv.gz', stream: Readable.from([whole.subarray(0, whole.length - 12)]) };
    await expect(importSeries(broken, mapping({ time: written }))).rejects.toMatchObject({
      code: 'file-unreadable',
    });
    await expect(importSeries('/no/such.csv', mapping({ time: written }))).rejects.toMatchObject({
      code: 'file-unreadable',
    });
  });
});
