import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QUALITIES } from '#dispatch/domain';
import { findJobMapping, findSeriesMapping } from '../find-mapping.ts';
import { importJobs, readJobs } from '../import-jobs.ts';
import { importSeries } from '../import-series.ts';

const MISSING = QUALITIES.indexOf('missing');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wattbit-parquet-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, columnData: ColumnSource[], rowGroupSize?: number): string {
  const path = join(folder, `${name}.parquet`);
  const bytes = parquetWriteBuffer({ columnData, ...(rowGroupSize === undefined ? {} : { rowGroupSize }) });
  writeFileSync(path, Buffer.from(bytes));
  return path;
}
const hour = (n: number): Date => new Date(Date.UTC(2025, 2, 10, n));

describe('jobs of a Parquet file', () => {
  test('are read through a mapping, whole numbers of 64 bits and missing values among them', async () => {
    const file = written('trace', [
      { name: 'arrival_time', type: 'INT64', data: [0n, 60n, 120n, 180n] },
      { name: 'length', type: 'DOUBLE', data: [3600, 7200, 0, null], nullable: true },
      { name: 'cpus', type: 'INT32', data: [2, 1, 4, 4] },
    ]);
    const { accepted, rejected, lines } = await readJobs(file, await findJobMapping('gaia-seconds'));
    expect(accepted.map((job) => job.kind === 'preemptible' && [job.units, job.durationHours])).toEqual([
      [2, 1],
      [1, 2],
    ]);
    // The names of the columns count as line 1.
    expect(lines).toEqual([2, 3]);
    expect(rejected.map((row) => row.line)).toEqual([4, 5]);
    for (const row of rejected) for (const problem of row.problems) expect(problem.file).toBe(file);
  });

  test('named like the fields of a job need no mapping, and instants stay instants', async () => {
    const file = written('jobs', [
      { name: 'id', type: 'STRING', data: ['a', 'b'] },
      { name: 'kind', type: 'STRING', data: ['rigid', 'rigid'] },
      { name: 'poolKind', type: 'STRING', data: ['gpu', 'gpu'] },
      { name: 'units', type: 'INT32', data: [8, -1] },
      { name: 'durationHours', type: 'DOUBLE', data: [1.5, 1] },
      { name: 'submittedAt', type: 'TIMESTAMP', data: [hour(0), hour(1)] },
      { name: 'latestEndAt', type: 'TIMESTAMP', data: [hour(12), hour(12)] },
    ]);
    const { accepted, rejected } = await readJobs(file);
    expect(accepted).toEqual([
      expect.objectContaining({ id: 'a', units: 8, submittedAt: hour(0).toISOString() }),
    ]);
    expect(rejected).toEqual([
      expect.objectContaining({ line: 3, id: 'b', problems: [expect.objectContaining({ field: 'units' })] }),
    ]);
  });

  test('arrive in batches over all row groups, in order, none twice', async () => {
    const count = 20_000;
    const numbers = Array.from({ length: count }, (_, index) => index);
    const file = written(
      'many',
      [
        { name: 'arrival_time', type: 'DOUBLE', data: numbers },
        { name: 'length', type: 'DOUBLE', data: numbers.map(() => 60) },
        { name: 'cpus', type: 'DOUBLE', data: numbers.map((n) => n + 1) },
      ],
      3_000,
    );
    const [units, lines]: [number[], number[]] = [[], []];
    for await (const batch of importJobs(file, await findJobMapping('gaia-seconds'))) {
      for (const job of batch.accepted) if (job.kind === 'preemptible') units.push(job.units);
      for (const line of batch.lines) lines.push(line);
    }
    expect(units).toEqual(numbers.map((n) => n + 1));
    expect(lines).toEqual(numbers.map((n) => n + 2));
  });

  test('are refused when a column is not there, with the columns there are', async () => {
    const file = written('wrong', [
      { name: 'begin', type: 'DOUBLE', data: [0] },
      { name: 'cards', type: 'DOUBLE', data: [1] },
    ]);
    await expect(readJobs(file, await findJobMapping('gaia-seconds'))).rejects.toMatchObject({
      code: 'mapping-invalid',
      message: expect.stringMatching(/"(arrival_time|length|cpus)".*begin, cards/) as string,
      problems: [{ field: expect.stringContaining('fields.') as string }],
    });
  });
});

describe('series of a Parquet file', () => {
  test('take their times as instants and leave gaps where values are missing', async () => {
    const file = written('series', [
      { name: 'time', type: 'TIMESTAMP', data: [hour(0), hour(1), hour(3)] },
      { name: 'wind', type: 'DOUBLE', data: [1.5, null, 4], nullable: true },
      { name: 'sun', type: 'FLOAT', data: [0, 0.5, 1] },
    ]);
    const { accepted, rejected } = await importSeries(file, await findSeriesMapping('wide-utc'));
    expect(rejected).toEqual([]);
    const [wind, sun] = accepted;
    expect([wind!.name, wind!.startMs, wind!.periodMinutes]).toEqual(['wind', hour(0).getTime(), 60]);
    expect([...wind!.values]).toEqual([1.5, 0, 0, 4]);
    expect([...wind!.quality].map((each) => each === MISSING)).toEqual([false, true, true, false]);
    expect([...sun!.values]).toEqual([0, 0.5, 0, 1]);
  });

  test('report a cell that is no number with its line', async () => {
    const file = written('words', [
      { name: 'time', type: 'STRING', data: ['2025-03-10 00:00', '2025-03-10 01:00', '2025-03-10 02:00'] },
      { name: 'price', type: 'STRING', data: ['1', 'dear', '3'] },
    ]);
    const { accepted, rejected } = await importSeries(file, await findSeriesMapping('wide-utc'));
    expect([...accepted[0]!.values]).toEqual([1, 0, 3]);
    expect(rejected).toMatchObject([{ line: 3, problems: [{ field: 'price' }] }]);
  });

  test('are refused without the time column, which is named', async () => {
    const file = written('timeless', [{ name: 'wind', type: 'DOUBLE', data: [1, 2] }]);
    await expect(importSeries(file, await findSeriesMapping('wide-utc'))).rejects.toMatchObject({
      kind: 'invalid-input',
      message: expect.stringContaining('time') as string,
    });
  });
});

describe('a Parquet file that cannot be read', () => {
  const column = (data: number[]): ColumnSource[] => [
    { name: 'arrival_time', type: 'DOUBLE', data },
    { name: 'length', type: 'DOUBLE', data },
    { name: 'cpus', type: 'DOUBLE', data },
  ];

  test('is refused by its name: other content, damaged pages, an upload', async () => {
    const mapping = await findJobMapping('gaia-seconds');
    const unlike = join(folder, 'unlike.parquet');
    writeFileSync(unlike, 'arrival_time,length,cpus\n0,60,1\n');
    await expect(readJobs(unlike, mapping)).rejects.toMatchObject({ code: 'file-unreadable' });

    const whole = written('whole', column(Array.from({ length: 500 }, (_, index) => index * 1.37)));
    const damaged = join(folder, 'damaged.parquet');
    const bytes = readFileSync(whole);
    writeFileSync(damaged, bytes.fill(0xff, 4, 400));
    await expect(readJobs(damaged, mapping)).rejects.toMatchObject({
      code: 'file-unreadable',
      problems: [{ file: damaged }],
    });

    const upload = { name: 'x.parquet', stream: Readable.from([bytes]) };
    await expect(readJobs(upload, mapping)).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});
