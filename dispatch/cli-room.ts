import type { CliRoom } from '#platform/cli-shell';
import { addCertificatesCommand } from './cli/certificates-command.ts';
import { addExplainCommand } from './cli/explain-command.ts';
import { addFootprintCommand } from './cli/footprint-command.ts';
import { addImportCommand } from './cli/import-command.ts';
import { addInitCommand } from './cli/init-command.ts';
import { addJobsCommand } from './cli/jobs-command.ts';
import { addLedgerCommands } from './cli/ledger-commands.ts';
import { addPlanCommand } from './cli/plan-command.ts';
import { addReadingsCommand } from './cli/readings-command.ts';
import { addReplayCommand } from './cli/replay-command.ts';
import { addReportCommand } from './cli/report-command.ts';
import { addRulesCommand } from './cli/rules-command.ts';
import { addScenarioCommand } from './cli/scenario-command.ts';
import { addSchemaCommand } from './cli/schema-command.ts';
import { addShardCommand } from './cli/shard-command.ts';
import { addSolveCommand } from './cli/solve-command.ts';
import { addStatementsCommand } from './cli/statements-command.ts';
import type { CliTools } from './cli/tools.ts';
import { addTraceCommand } from './cli/trace-command.ts';
import { addWhatIfCommand } from './cli/what-if-command.ts';

export type { CliTools } from './cli/tools.ts';

/** The commands of the dispatch room. */
export const dispatchCliRoom = (tools: CliTools): CliRoom => ({
  id: 'dispatch',
  addCommands(program, terminal) {
    addPlanCommand(program, terminal, tools);
    addExplainCommand(program, terminal, tools);
    addWhatIfCommand(program, terminal, tools);
    addSolveCommand(program, terminal, tools);
    addInitCommand(program, terminal);
    addScenarioCommand(program, terminal, tools);
    addJobsCommand(program, terminal, tools);
    addImportCommand(program, terminal, tools);
    addReadingsCommand(program, terminal, tools);
    addReplayCommand(program, terminal, tools);
    addReportCommand(program, terminal, tools);
    addStatementsCommand(program, terminal, tools);
    addTraceCommand(program, terminal, tools);
    addRulesCommand(program, terminal, tools);
    addFootprintCommand(program, terminal, tools);
    addLedgerCommands(program, terminal, tools);
    addCertificatesCommand(program, terminal, tools);
    addShardCommand(program, terminal);
    addSchemaCommand(program, terminal);
  },
});
