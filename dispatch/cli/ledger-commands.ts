import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type JobProof, textOfProof } from '#dispatch/ledger';
import { apiClient, type Terminal } from '#platform/cli-shell';
import type { CliTools } from './tools.ts';

/** `wattbit proof`, `verify` and `audit-ledger`: whose energy a job used, shown to whoever does not trust the centre. */
export function addLedgerCommands(program: Command, terminal: Terminal, tools: CliTools): void {
  program
    .command('proof')
    .description('whose energy a job used, as one file that anybody can check')
    .argument('<job>', 'the job’s id')
    .option('-o, --out <file>', 'where to write it; default: JOB.proof.json in the current folder')
    .addHelpText('after', '\nExamples:\n  $ wattbit proof train-7\n  $ wattbit verify train-7.proof.json')
    .action(async (job: string, options: { out?: string }) => {
      const client = await apiClient(terminal, tools.projectRoot);
      const proof = await client.get<JobProof>(`/api/dispatch/jobs/${encodeURIComponent(job)}/proof`);
      const name = `${job.replaceAll(/[^\w.-]/g, '_')}.proof.json`;
      const path = resolve(terminal.folder, options.out ?? name);
      await writeFile(path, textOfProof(proof));
      terminal.print(path);
      terminal.print(`Signed with the key ${proof.publicKey}, as of block ${proof.head.blockCount - 1}.`);
    });
  program
    .command('verify')
    .description('check a proof offline, with nothing but the public key')
    .argument('<file>', 'a file that "wattbit proof" wrote')
    .option(
      '--key <hex|file>',
      'the public key, got from the centre by a way you trust; without it the file is checked against the key it names',
    )
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExit codes: 0 the proof holds, 2 it does not.')
    .action(async (file: string, options: { key?: string; json?: boolean }) => {
      const { runVerify } = await import('./verify-run.ts');
      await runVerify(file, options, terminal);
    });
  program
    .command('audit-ledger')
    .description(
      'derive the whole ledger of a running centre again, and name every row that is not as it was',
    )
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExit codes: 0 everything is as it was written, 5 something is not.')
    .action(async (options: { json?: boolean }) => {
      const { runAudit } = await import('./audit-ledger-run.ts');
      await runAudit(options, terminal, tools);
    });
}
