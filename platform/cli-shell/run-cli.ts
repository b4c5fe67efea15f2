import { Command, CommanderError } from 'commander';
import { ERROR_KINDS } from '#platform/errors';
import { showFailure } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** A room's commands. */
export interface CliRoom {
  readonly id: string;
  addCommands(program: Command, terminal: Terminal): void;
}

export interface CliFrame {
  readonly version: string;
  readonly description: string;
  readonly examples: string;
  readonly rooms: readonly CliRoom[];
}

/** Runs one command line and returns the exit code: 0, or the one of the refusal's kind. */
export async function runCli(frame: CliFrame, words: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command('wattbit')
    .description(frame.description)
    .version(frame.version)
    .showHelpAfterError('Run it with --help to see its options and examples.')
    .addHelpText('after', `\n${frame.examples}`);
  for (const room of frame.rooms) room.addCommands(program, terminal);
  everyCommand(program, (command) => {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
      outputError: (text, write) => write(unknownOption(command, text) ?? text),
    });
  });
  try {
    await program.parseAsync([...words], { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : 0;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? 0 : ERROR_KINDS['invalid-input'].exitCode;
    return showFailure(error, terminal, words.includes('--json'));
  }
}

/** A misspelt option is often the one that is missing: it is told first. Null: there is none, or another mistake. */
function unknownOption(command: Command, text: string): string | null {
  const unknown = command.args.find((word) => /^-{1,2}[a-z]/i.test(word));
  return unknown === undefined || !text.startsWith('error: required option')
    ? null
    : `error: unknown option '${unknown}'\n`;
}

function everyCommand(command: Command, visit: (command: Command) => void): void {
  visit(command);
  for (const each of command.commands) everyCommand(each, visit);
}
