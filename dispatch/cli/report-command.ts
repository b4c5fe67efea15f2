import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { DayReport, OverviewView } from '#dispatch/domain';
import { apiClient, type Terminal } from '#platform/cli-shell';
import { shanghaiDay } from '#units';
import { kpiTable } from './kpi-table.ts';
import { parseDay } from './option-values.ts';
import type { CliTools } from './tools.ts';

/** `wattbit report`: a day of a running centre, in the terminal and as an HTML page. */
export function addReportCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  program
    .command('report')
    .description('a day as it went, from a running centre: figures, and a self-contained HTML page')
    .argument('[day]', 'YYYY-MM-DD, Shanghai; default: the centre’s today', parseDay)
    .option('--json', 'print the day report as JSON')
    .option('--out <file>', 'where to write the page; default: reports/ in the current folder')
    .addHelpText('after', '\nExamples:\n  $ wattbit report 2025-03-10\n  $ wattbit report --json')
    .action(async (day: string | undefined, options: { json?: boolean; out?: string }) => {
      const client = await apiClient(terminal, tools.projectRoot);
      const wanted =
        day ?? shanghaiDay((await client.get<OverviewView>('/api/dispatch/overview')).clock.nowMs);
      const report = await client.get<DayReport>(`/api/dispatch/reports/${wanted}`);
      if (options.json) {
        terminal.print(JSON.stringify(report));
        return;
      }
      terminal.print(kpiTable(report, terminal));
      const page = await client.getText(
        `/api/dispatch/reports/${wanted}/report.html?language=${terminal.language}`,
      );
      const path = resolve(
        terminal.folder,
        options.out ?? join('reports', `day-${report.regionId}-${wanted}.html`),
      );
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, page);
      terminal.print(`\n${path}`);
    });
}
