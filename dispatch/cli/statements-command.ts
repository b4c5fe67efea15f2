import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { MonthSummary, StatementMonth, StatementVersion } from '#dispatch/domain';
import { apiClient, type Terminal } from '#platform/cli-shell';
import { parseMonth } from './option-values.ts';
import { monthTable, statementText } from './statements-text.ts';
import type { CliTools } from './tools.ts';

const EXAMPLES = `Examples:
  $ wattbit statements list
  $ wattbit statements show 2025-03
  $ wattbit statements show 2025-03 --party shared-storage-co
  $ wattbit statements close 2025-03
  $ wattbit statements export 2025-03 --format csv --periods`;

/** `wattbit statements`: what each party receives and pays for a month, from a running centre. */
export function addStatementsCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  const statements = program
    .command('statements')
    .description('months settled in fen between the parties of a running centre')
    .addHelpText('after', `\n${EXAMPLES}`);
  const get = async <T>(path: string): Promise<T> =>
    (await apiClient(terminal, tools.projectRoot)).get<T>(`/api/dispatch/statements${path}`);
  statements
    .command('list')
    .description('months that have statements, the latest first')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const answer = await get<{ months: readonly MonthSummary[] }>('');
      terminal.print(options.json ? JSON.stringify(answer) : monthTable(answer.months, terminal));
    });
  statements
    .command('show')
    .description('a month: parties and lines; of one party with --party')
    .argument('<month>', 'YYYY-MM, Shanghai', parseMonth)
    .option('--party <id>', 'only the lines of this party')
    .option('--json', 'print JSON')
    .action(async (month: string, options: { party?: string; json?: boolean }) => {
      const answer = await get<StatementMonth>(`/${month}${partyQuery(options.party, '?')}`);
      terminal.print(
        options.json ? JSON.stringify(answer) : statementText(answer, options.party ?? null, terminal),
      );
    });
  addClose(statements, terminal, tools);
  addExport(statements, terminal, tools);
}

const partyQuery = (party: string | undefined, mark: '?' | '&'): string =>
  party === undefined ? '' : `${mark}party=${encodeURIComponent(party)}`;

function addClose(statements: Command, terminal: Terminal, tools: CliTools): void {
  statements
    .command('close')
    .description('close a month that is over; again after corrected readings: only what changed is written')
    .argument('<month>', 'YYYY-MM, Shanghai', parseMonth)
    .option('--json', 'print JSON')
    .action(async (month: string, options: { json?: boolean }) => {
      const client = await apiClient(terminal, tools.projectRoot);
      const answer = await client.post<{ version: StatementVersion | null }>(
        `/api/dispatch/statements/${month}/close`,
        {},
      );
      if (options.json) terminal.print(JSON.stringify(answer));
      else terminal.print(closedText(month, answer.version, terminal));
    });
}

function closedText(month: string, version: StatementVersion | null, { language }: Terminal): string {
  if (version === null)
    return language === 'zh'
      ? `${month} 没有变化：不写新版本。`
      : `${month} is as it was: nothing was written.`;
  return language === 'zh'
    ? `${month} 第 ${version.version} 版已关账，在账本区块 ${version.blockNumber}。`
    : `${month} is closed as version ${version.version}, in block ${version.blockNumber} of the ledger.`;
}

function addExport(statements: Command, terminal: Terminal, tools: CliTools): void {
  statements
    .command('export')
    .description('a month as CSV or as a page to print')
    .argument('<month>', 'YYYY-MM, Shanghai', parseMonth)
    .option('--party <id>', 'only the lines of this party')
    .addOption(new Option('--format <kind>', 'csv or html').choices(['csv', 'html']).default('html'))
    .option('--periods', 'CSV: a row for each period of each line')
    .option('--out <file>', 'where to write it; default: reports/ in the current folder')
    .action(async (month: string, options: ExportOptions) => {
      const client = await apiClient(terminal, tools.projectRoot);
      const { format, party } = options;
      const wish =
        format === 'csv'
          ? `statement.csv?periods=${options.periods === true}`
          : `statement.html?language=${terminal.language}`;
      const text = await client.getText(`/api/dispatch/statements/${month}/${wish}${partyQuery(party, '&')}`);
      const name = `statement-${month}${party === undefined ? '' : `-${party}`}.${format}`;
      const path = resolve(terminal.folder, options.out ?? join('reports', name.replaceAll(/[/\\:]/g, '-')));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      terminal.print(path);
    });
}
interface ExportOptions {
  readonly party?: string;
  readonly format: 'csv' | 'html';
  readonly periods?: boolean;
  readonly out?: string;
}
