import { createReadStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import type { MeterFlag, MeterIntake, MeterView } from '#dispatch/domain';
import { findReadingMapping } from '#dispatch/sources';
import { type ApiClient, apiClient, type Terminal, textTable } from '#platform/cli-shell';
import { shanghaiIso } from '#units';
import { noteRejected } from './submit-file.ts';
import type { CliTools } from './tools.ts';

const EXAMPLES = `Without --map the columns are named like the fields: meter, readAt and register; or fromAt, untilAt (or minutes)
and one of energyWh, energyKwh, energyMwh, powerKw, powerMw; and issuedAt if the sender says it.

Examples:
  $ wattbit readings import readings.csv
  $ wattbit readings import export.csv.gz --map 'meter=point,readAt=time,register=kwh,zone=Asia/Shanghai'
  $ wattbit readings list`;

/** `wattbit readings`: what real meters say, into and out of a running centre. */
export function addReadingsCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  const client = (): Promise<ApiClient> => apiClient(terminal, tools.projectRoot);
  const readings = program
    .command('readings')
    .description('send readings of meters to a running centre; list its meters')
    .addHelpText('after', `\n${EXAMPLES}`);
  readings
    .command('import')
    .description('readings of a file, one a row; the same file again changes nothing')
    .argument('<file>', 'CSV, CSV.GZ, JSON Lines or JSONL.GZ')
    .option('--map <mapping>', 'YAML file, name of one of the region’s mappings, or field=column,…')
    .option('--json', 'print JSON')
    .action(async (file: string, options: ImportOptions) =>
      importReadings(await client(), resolve(terminal.folder, file), options, terminal),
    );
  readings
    .command('list')
    .description('every meter with its last reading, age and flags of the day')
    .option('--json', 'print JSON')
    .action(async (options: { readonly json?: boolean }) =>
      listMeters(await client(), options.json === true, terminal),
    );
}

interface ImportOptions {
  readonly map?: string;
  readonly json?: boolean;
}

async function importReadings(
  client: ApiClient,
  path: string,
  options: ImportOptions,
  terminal: Terminal,
): Promise<void> {
  const query = new URLSearchParams({ name: basename(path) });
  if (options.map !== undefined) query.set('map', await mappingText(options.map));
  const bytes = Readable.toWeb(createReadStream(path)) as unknown as BodyInit;
  const intake = await client.send<MeterIntake>(`/api/dispatch/meter-readings?${query}`, bytes, typeOf(path));
  if (options.json) terminal.print(JSON.stringify({ file: path, ...intake }));
  else {
    terminal.print(intakeText(basename(path), intake));
    for (const line of flagLines(intake.flags)) terminal.print(line);
    noteRejected(intake.rejected, terminal);
  }
  if (intake.rows > 0 && intake.rejected.length === intake.rows) process.exitCode = 2;
}

/** A mapping of one's own travels whole, since the centre reads no files of this machine; a name that is none goes as it is. */
async function mappingText(map: string): Promise<string> {
  const isName = /^[a-z][a-z0-9-]*$/i.test(map);
  return isName ? map : JSON.stringify(await findReadingMapping(map, { files: true }));
}

const typeOf = (path: string): string => {
  if (path.endsWith('.gz')) return 'application/gzip';
  return /\.(jsonl|ndjson)$/i.test(path) ? 'application/x-ndjson' : 'text/csv';
};

function intakeText(file: string, intake: MeterIntake): string {
  const outside = intake.periodsOutside.length;
  return [
    `${file}: ${intake.rows} rows: ${intake.accepted} accepted, ${intake.duplicates} known already, ${intake.rejected.length} rejected`,
    `${intake.periodsChanged} periods have another reading; ${intake.periodsRetraced} of them were closed and are traced anew`,
    ...(outside === 0
      ? []
      : [`${outside} periods were never closed by this centre: kept, but nothing follows`]),
  ].join('\n');
}

/** How often each flag was raised, and when first. */
function flagLines(flags: readonly MeterFlag[]): string[] {
  const byKind = new Map<string, { count: number; first: MeterFlag }>();
  for (const flag of flags) {
    const key = `${flag.kind} ${flag.meter}`;
    byKind.set(key, { count: (byKind.get(key)?.count ?? 0) + 1, first: byKind.get(key)?.first ?? flag });
  }
  return [...byKind.values()].map(
    ({ count, first }) =>
      `  ${first.kind.padEnd(13)} ${first.meter}  ${count} ×, first ${shanghaiIso(first.fromMs).slice(0, 16)}`,
  );
}

async function listMeters(client: ApiClient, asJson: boolean, terminal: Terminal): Promise<void> {
  const { meters } = await client.get<{ meters: readonly MeterView[] }>('/api/dispatch/meters');
  if (asJson) terminal.print(JSON.stringify({ meters }));
  else if (meters.length === 0)
    terminal.print('The region has no meters; write them into region.yaml under meters.');
  else terminal.print(textTable(COLUMNS, meters.map(meterCells)));
}

const COLUMNS = [
  ...[
    { title: 'meter', most: 30 },
    { title: 'element', most: 24 },
    { title: 'quantity' },
    { title: 'state' },
  ],
  ...[{ title: 'last reading' }, { title: 'age', align: 'right' as const }],
  ...[
    { title: 'mean MW', align: 'right' as const },
    { title: 'quality' },
    { title: 'flags today', most: 40 },
  ],
];

const meterCells = (meter: MeterView): string[] => [
  ...[meter.id, meter.element, meter.quantity, meter.state],
  meter.last === null
    ? '—'
    : `${shanghaiIso(meter.last.untilMs).slice(0, 16)}  ${meter.last.value} ${meter.last.unit}`,
  meter.ageMs === null ? '—' : ageText(meter.ageMs),
  meter.latest?.meanMw == null ? '—' : meter.latest.meanMw.toFixed(3),
  meter.latest?.quality ?? '—',
  [...new Set(meter.flags.map(({ kind }) => kind))].join(', '),
];

const ageText = (ageMs: number): string => {
  const minutes = Math.floor(ageMs / 60_000);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
};
