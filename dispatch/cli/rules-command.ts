import type { Command } from 'commander';
import { RULE_STATE_COLUMNS, ruleStateRows } from '#dispatch/charts';
import type { RuleStory, RuleView } from '#dispatch/domain';
import { apiClient, bold, type Terminal, textTable } from '#platform/cli-shell';
import { parseDay } from './option-values.ts';
import { ruleText } from './rule-state-text.ts';
import type { CliTools } from './tools.ts';

interface RulesOptions {
  readonly day?: string;
  readonly json?: boolean;
}

/** `wattbit rules`: how each dated rule stands in a running centre, where it ends, and what helps. */
export function addRulesCommand(program: Command, terminal: Terminal, tools: CliTools): void {
  program
    .command('rules')
    .description(
      'the dated rules of a running centre, those in danger first: counted, expected at the end, chance, remedies',
    )
    .argument('[id]', 'one rule, with its formula, source, versions and days')
    .option('--day <day>', 'as it stood at the end of this day, YYYY-MM-DD, Shanghai; default: now', parseDay)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ wattbit rules\n  $ wattbit rules green-share-hub\n  $ wattbit rules --day 2025-03-10 --json',
    )
    .action(async (id: string | undefined, options: RulesOptions) => {
      const client = await apiClient(terminal, tools.projectRoot);
      const query = options.day === undefined ? '' : `?day=${options.day}`;
      if (id !== undefined) {
        const story = await client.get<RuleStory>(`/api/dispatch/rules/${encodeURIComponent(id)}${query}`);
        if (options.json) terminal.print(JSON.stringify(story));
        else for (const line of ruleText(story, terminal)) terminal.print(line);
        return;
      }
      const list = await client.get<{ day: string; rules: readonly RuleView[] }>(
        `/api/dispatch/rules${query}`,
      );
      if (options.json) terminal.print(JSON.stringify(list));
      else for (const line of listText(list.rules, terminal)) terminal.print(line);
    });
}

function listText(rules: readonly RuleView[], terminal: Terminal): string[] {
  const { language } = terminal;
  if (rules.length === 0) return [language === 'zh' ? '这个区域没有规则。' : 'This region has no rules.'];
  const columns = RULE_STATE_COLUMNS.map((title, at) => ({
    title: title[language],
    ...(at === 0 ? { most: 44 } : { align: 'right' as const }),
  }));
  const urgent = rules.filter(({ standing }) => standing === 'danger' || standing === 'watch');
  return [
    textTable(columns, ruleStateRows(rules, language)),
    ...urgent.flatMap(({ record, sentence }) => [
      '',
      `${bold(terminal, record.title[language])} (${record.id})`,
      sentence[language],
    ]),
  ];
}
