import { type Command, InvalidArgumentError } from 'commander';
import type {
  CertificateActionAnswer,
  CertificatePage,
  CertificateReconciliation,
  MonthlyView,
} from '#dispatch/domain';
import { apiClient, type Terminal } from '#platform/cli-shell';
import { certificateTable, monthlyTable, mwhText, reconciliationText } from './certificates-text.ts';
import type { CliTools } from './tools.ts';

const EXAMPLES = `Examples:
  $ wattbit certificates list --account centre --status active --limit 20
  $ wattbit certificates transfer --account centre --to shared-storage-co --mwh 1.5
  $ wattbit certificates cancel --account centre --mwh 0.25 --beneficiary "A firm"
  $ wattbit certificates withdraw --account centre --mwh 0.001 --reason "issued in error"
  $ wattbit certificates monthly
  $ wattbit certificates reconcile`;

interface Chosen {
  readonly account: string;
  readonly mwh?: number;
  readonly device?: string;
  readonly source?: string;
  readonly issuance?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly to?: string;
  readonly beneficiary?: string;
  readonly reason?: string;
  readonly json?: boolean;
}

/** `wattbit certificates`: units of clean energy of a running centre, by period and by month. */
export function addCertificatesCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  const certificates = program
    .command('certificates')
    .description('certificates of a running centre: list, transfer, cancel, withdraw, months, reconciliation')
    .addHelpText('after', `\n${EXAMPLES}`);
  addList(certificates, terminal, tools);
  addActions(certificates, terminal, tools);
  addRegisters(certificates, terminal, tools);
}

function addList(certificates: Command, terminal: Terminal, tools: CliTools): void {
  certificates
    .command('list')
    .description('bundles of certificates, the latest first')
    .option('--account <id>', 'held by this account')
    .option('--device <id>', 'of this plant or store')
    .option('--source <kind>', 'pv, wind, csp or hydro')
    .option('--status <status>', 'active, claimed, stored, withdrawn or expired')
    .option('--after <cursor>', 'the next page')
    .option('--limit <n>', 'most rows', '50')
    .option('--json', 'print JSON')
    .action(async (options: Record<string, string>) => {
      const names = { account: 'account_id', device: 'device_id', source: 'energy_source' };
      const more = { status: 'certificate_bundle_status', after: 'after', limit: 'limit' };
      const query = new URLSearchParams();
      for (const [option, name] of Object.entries({ ...names, ...more }))
        if (options[option] !== undefined) query.set(name, options[option]);
      const client = await apiClient(terminal, tools.projectRoot);
      const page = await client.get<CertificatePage>(`/api/dispatch/certificates/query?${query}`);
      if (options.json) terminal.print(JSON.stringify(page));
      else terminal.print(certificateTable(page, terminal));
    });
}

function addActions(certificates: Command, terminal: Terminal, tools: CliTools): void {
  const action = (name: 'transfer' | 'cancel' | 'withdraw', description: string): Command =>
    certificates
      .command(name)
      .description(description)
      .requiredOption('--account <id>', 'the account that holds them')
      .option('--mwh <n>', 'how much; without it all that matches', parseMwh)
      .option('--device <id>', 'only of this plant or store')
      .option('--source <kind>', 'only pv, wind, csp or hydro')
      .option('--issuance <ids...>', 'only of these issuances')
      .option('--from <instant>', 'produced at or after, ISO 8601')
      .option('--until <instant>', 'produced before, ISO 8601')
      .option('--json', 'print JSON')
      .action((options: Chosen) => act(name, options, terminal, tools));
  action('transfer', 'move certificates to another account').requiredOption(
    '--to <id>',
    'the account that gets them',
  );
  action('cancel', 'claim certificates for good').option(
    '--beneficiary <name>',
    'on whose behalf; else the account',
  );
  action(
    'withdraw',
    'take out certificates that should not have been issued (administrators)',
  ).requiredOption('--reason <text>', 'why');
}

async function act(name: string, options: Chosen, terminal: Terminal, tools: CliTools): Promise<void> {
  const client = await apiClient(terminal, tools.projectRoot);
  const wish = {
    source_id: options.account,
    target_id: options.to,
    beneficiary: options.beneficiary,
    reason: options.reason,
    device_id: options.device,
    energy_source: options.source,
    issuance_ids: options.issuance,
    certificate_period_start: options.from,
    certificate_period_end: options.until,
    certificate_quantity: options.mwh === undefined ? undefined : Math.round(options.mwh * 1e6),
  };
  const answer = await client.post<CertificateActionAnswer>(`/api/dispatch/certificates/${name}`, wish);
  if (options.json) terminal.print(JSON.stringify(answer));
  else {
    const towards = answer.target_id ?? answer.beneficiary ?? '';
    const done = `${answer.action_type} of ${mwhText(answer.certificate_quantity)} MWh from ${answer.source_id}`;
    terminal.print(`${done}${towards === '' ? '' : ` for ${towards}`}: ${answer.action_id}`);
  }
}

function addRegisters(certificates: Command, terminal: Terminal, tools: CliTools): void {
  certificates
    .command('monthly')
    .description('monthly certificates (绿证) with their numbers and what was carried over')
    .option('--month <month>', 'YYYY-MM, Shanghai')
    .option('--json', 'print JSON')
    .action(async (options: { month?: string; json?: boolean }) => {
      const query = options.month === undefined ? '' : `?month=${encodeURIComponent(options.month)}`;
      const client = await apiClient(terminal, tools.projectRoot);
      const answer = await client.get<{ rows: readonly MonthlyView[] }>(
        `/api/dispatch/certificates/monthly${query}`,
      );
      terminal.print(options.json ? JSON.stringify(answer) : monthlyTable(answer.rows, terminal));
    });
  certificates
    .command('reconcile')
    .description('hold both registers against each other, to the Wh')
    .option('--json', 'print JSON')
    .action(async (options: { json?: boolean }) => {
      const client = await apiClient(terminal, tools.projectRoot);
      const answer = await client.get<CertificateReconciliation>('/api/dispatch/certificates/reconciliation');
      terminal.print(options.json ? JSON.stringify(answer) : reconciliationText(answer, terminal));
    });
}

function parseMwh(text: string): number {
  const mwh = Number(text);
  if (Number.isFinite(mwh) && mwh > 0) return mwh;
  throw new InvalidArgumentError(`"${text}" is no energy. Write MWh above 0, like 1.5.`);
}
