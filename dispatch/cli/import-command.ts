import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { findSeriesMapping, importSeries, type RejectedRow } from '#dispatch/sources';
import { type ApiClient, apiClient, startProgress, type Terminal, textTable } from '#platform/cli-shell';
import { shanghaiIso } from '#units';
import { jobsOfFile, noteRejected, reportIntake, submitFile } from './submit-file.ts';
import type { CliTools } from './tools.ts';

interface ImportOptions {
  readonly map?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}
const EXAMPLES = `Examples:
  $ wattbit import jobs trace.csv.gz --map gaia-hours --dry-run
  $ wattbit import series prices.csv.gz --map price-usd
  $ wattbit import jobs my.csv --map 'id=name,submittedAt=arrival,durationHours=length:seconds,units=cards,poolKind:=gpu,kind:=rigid,latestEndAt=deadline'`;

/** `wattbit import`: files of other people's making, read through a column mapping. */
export function addImportCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  const group = program
    .command('import')
    .description('bring jobs or series of a file into a running centre')
    .addHelpText('after', `\n${EXAMPLES}`);
  const shared = (command: Command): Command =>
    command
      .argument('<file>', 'CSV, CSV.GZ or Parquet')
      .option(
        '--map <mapping>',
        'built-in name, YAML file, or field=column,…; "wattbit schema mappings" lists names',
      )
      .option('--dry-run', 'only read and report; nothing is sent')
      .option('--json', 'print JSON');
  shared(group.command('jobs').description('jobs, one a row')).action(
    async (file: string, options: ImportOptions) => {
      const path = resolve(terminal.folder, file);
      if (options.dryRun) await readJobsOnly(path, options, terminal);
      else await submitFile(await apiClient(terminal, tools.projectRoot), path, options, terminal);
    },
  );
  shared(group.command('series').description('series, one a column')).action(
    async (file: string, options: ImportOptions) => {
      const path = resolve(terminal.folder, file);
      if (options.dryRun) await readSeriesOnly(path, options, terminal);
      else await sendSeries(await apiClient(terminal, tools.projectRoot), path, options, terminal);
    },
  );
}

async function readJobsOnly(path: string, options: ImportOptions, terminal: Terminal): Promise<void> {
  const progress = startProgress(terminal, '');
  const rejected: RejectedRow[] = [];
  let accepted = 0;
  try {
    for await (const batch of jobsOfFile(path, options.map)) {
      accepted += batch.accepted.length;
      for (const row of batch.rejected) rejected.push(row);
      progress.show(0, `${accepted} read`);
    }
  } finally {
    progress.end();
  }
  reportIntake(path, accepted, rejected, options.json === true, terminal);
}

async function readSeriesOnly(path: string, options: ImportOptions, terminal: Terminal): Promise<void> {
  const { accepted, rejected } = await importSeries(
    path,
    await findSeriesMapping(options.map ?? 'wide-utc', { files: true }),
  );
  const rows = accepted.map((series) => {
    const gaps = series.quality.reduce((count, quality) => count + (quality === 4 ? 1 : 0), 0);
    const present = series.values.filter((_, index) => series.quality[index] !== 4);
    return {
      name: series.name,
      from: shanghaiIso(series.startMs),
      periodMinutes: series.periodMinutes,
      values: series.values.length,
      gaps,
      least: present.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
      mean: present.reduce((sum, value) => sum + value, 0) / Math.max(1, present.length),
      most: present.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
    };
  });
  if (options.json) {
    terminal.print(JSON.stringify({ file: path, series: rows, rejected }));
    return;
  }
  const three = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 4 });
  terminal.print(
    textTable(
      [
        { title: 'series', most: 30 },
        { title: 'from' },
        { title: 'min', align: 'right' },
        { title: 'values', align: 'right' },
        { title: 'gaps', align: 'right' },
        { title: 'least', align: 'right' },
        { title: 'mean', align: 'right' },
        { title: 'most', align: 'right' },
      ],
      rows.map((row) => [
        row.name,
        row.from,
        String(row.periodMinutes),
        String(row.values),
        String(row.gaps),
        three(row.least),
        three(row.mean),
        three(row.most),
      ]),
    ),
  );
  reportIntake(path, accepted.length, rejected, false, terminal);
}

async function sendSeries(
  client: ApiClient,
  path: string,
  options: ImportOptions,
  terminal: Terminal,
): Promise<void> {
  const query = new URLSearchParams({ name: basename(path) });
  // A mapping of one's own travels whole: the centre reads no files of this machine.
  if (options.map !== undefined)
    query.set('map', JSON.stringify(await findSeriesMapping(options.map, { files: true })));
  const bytes = Readable.toWeb(createReadStream(path)) as unknown as BodyInit;
  const answer = await client.send<SeriesAnswer>(
    `/api/dispatch/series/import?${query}`,
    bytes,
    path.endsWith('.gz') ? 'application/gzip' : 'text/csv',
  );
  if (options.json) {
    terminal.print(JSON.stringify({ file: path, ...answer }));
    return;
  }
  for (const { series, points } of answer.accepted) terminal.print(`${series}: ${points} values`);
  for (const name of answer.ignored)
    terminal.note(`${name}: no series of the region has this name; left out`);
  noteRejected(answer.rejected, terminal);
}

interface SeriesAnswer {
  readonly accepted: readonly { readonly series: string; readonly points: number }[];
  readonly ignored: readonly string[];
  readonly rejected: readonly RejectedRow[];
}
