import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { builtInMappings, findJobMapping, findMapping } from './find-mapping.ts';
import { readJobs } from './import-jobs.ts';

const upload = (text: string, name = 'x.csv') => ({ name, stream: Readable.from([Buffer.from(text)]) });

describe('jobs from a file', () => {
  test('of GAIA wait 6 h when shorter than 2 h, else 24 h', async () => {
    const text = 'arrival_time,length,cpus\n0.0,3600.0,2\n60.0,7200.0,1\n';
    const { accepted } = await readJobs(upload(text), await findJobMapping('gaia-seconds'));
    expect(accepted[0]).toMatchObject({
      id: 'gaia-1',
      kind: 'preemptible',
      units: 2,
      durationHours: 1,
      latestEndAt: '2022-01-01T07:00:00.000Z',
    });
    // 60 s + 2 h + 24 h
    expect(accepted[1]).toMatchObject({ latestEndAt: '2022-01-02T02:01:00.000Z' });
  });

  test('follow changes written behind a built-in name', async () => {
    const mapping = await findJobMapping(
      'gaia-seconds,origin:=2022-10-19T16:00:00Z,kind:=rigid,waitHours:=3',
    );
    const { accepted } = await readJobs(upload('arrival_time,length,cpus\n0,3600,1\n'), mapping);
    expect(accepted[0]).toMatchObject({ kind: 'rigid', latestEndAt: '2022-10-19T20:00:00.000Z' });
  });

  test('are read by a mapping written on the command line', async () => {
    const mapping = await findJobMapping(
      'id=n,kind:=rigid,poolKind:=gpu,units=cards,durationHours=len:minutes,submittedAt=at,latestEndAt=end',
    );
    const text = 'n,cards,len,at,end\nx,8,90,2025-03-10 08:00,2025-03-11T00:00:00+08:00\n';
    const { accepted, rejected } = await readJobs(upload(text), mapping);
    expect(rejected).toEqual([]);
    expect(accepted[0]).toMatchObject({ durationHours: 1.5, submittedAt: '2025-03-10T08:00:00.000Z' });
  });

  test('are each accepted or rejected with line and reason; none is lost', async () => {
    const rows = ['0,3600,1', '0,0,1', '5,abc,1', '9,60,-4', ',60,1'];
    const { accepted, rejected } = await readJobs(
      upload(`arrival_time,length,cpus\n${rows.join('\n')}\n`),
      await findJobMapping('gaia-seconds'),
    );
    expect(accepted).toHaveLength(1);
    expect(rejected.map((row) => [row.line, row.problems[0]!.field])).toEqual([
      [3, ''],
      [4, 'durationHours'],
      [5, 'units'],
      [6, 'submittedAt'],
    ]);
    expect(rejected[0]!.problems[0]!.message).toBe('The job has no length.');
  });

  test('need ids of their own', async () => {
    const mapping = await findJobMapping('gaia-seconds,id=cpus');
    const { rejected } = await readJobs(upload('arrival_time,length,cpus\n0,60,1\n9,60,1\n'), mapping);
    expect(rejected[0]).toMatchObject({ line: 3, id: '1' });
    expect(rejected[0]!.problems[0]!.message).toContain('line 2');
  });

  test('in JSON Lines are read as they are, a broken line by itself', async () => {
    const job = {
      kind: 'bulk',
      id: 'copy',
      submittedAt: '2025-03-10T00:00:00+08:00',
      latestEndAt: '2025-03-11T00:00:00+08:00',
      fromSite: 'a',
      toSite: 'b',
      volumeGb: 10,
    };
    const text = `${JSON.stringify(job)}\n{"kind":\n\n${JSON.stringify({ ...job, id: 'two', volume: 3 })}\n`;
    const { accepted, rejected } = await readJobs(upload(text, 'x.jsonl'));
    expect(accepted).toEqual([job]);
    expect(rejected.map((row) => row.line)).toEqual([2, 4]);
    expect(rejected[1]).toMatchObject({ id: 'two', problems: [{ field: 'volume' }] });
  });

  test('without a mapping come from columns named like a job’s fields', async () => {
    const text =
      'kind,id,submittedAt,latestEndAt,poolKind,units,durationHours,allowedSites\n' +
      'rigid,a,2025-03-10 08:00,2025-03-10 20:00,gpu,4,2,xining;golmud\n';
    const { accepted } = await readJobs(upload(text));
    // Shanghai time where no offset is written
    expect(accepted[0]).toMatchObject({
      submittedAt: '2025-03-10T00:00:00.000Z',
      allowedSites: ['xining', 'golmud'],
    });
  });
});

describe('mappings', () => {
  test('that ship are all well-formed', async () => {
    for (const name of builtInMappings()) expect((await findMapping(name)).reads).toMatch(/jobs|series/);
  });

  test('that do not exist are answered with the nearest name', async () => {
    await expect(findMapping('gaia-hour')).rejects.toMatchObject({
      code: 'mapping-invalid',
      problems: [{ remedy: 'Did you mean "gaia-hours"?' }],
    });
  });

  test('come from a file only where that is allowed, and whole as JSON anywhere', async () => {
    await expect(findMapping('/etc/passwd.yaml')).rejects.toMatchObject({ code: 'mapping-invalid' });
    await expect(findMapping('/no/such/map.yaml', { files: true })).rejects.toMatchObject({
      code: 'mapping-invalid',
    });
    const json = JSON.stringify({ reads: 'series', time: { form: 'written', column: 't' } });
    expect((await findMapping(json)).reads).toBe('series');
    await expect(findMapping('{"reads":')).rejects.toMatchObject({ code: 'mapping-invalid' });
  });

  test('that name a column the file lacks say which there are', async () => {
    const mapping = await findJobMapping('gaia-hours');
    await expect(readJobs(upload('a,b\n1,2\n'), mapping)).rejects.toMatchObject({
      code: 'mapping-invalid',
      message: expect.stringContaining('a, b') as string,
    });
  });

  test('that compute a field from itself are refused, not run', async () => {
    const mapping = await findJobMapping('gaia-seconds');
    const looped = { ...mapping, let: { waitHours: { sum: ['waitHours'] } } };
    await expect(readJobs(upload('arrival_time,length,cpus\n0,60,1\n'), looped)).rejects.toMatchObject({
      code: 'mapping-invalid',
    });
  });
});
