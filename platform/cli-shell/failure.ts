import { AppError, ERROR_KINDS, type InputProblem } from '#platform/errors';
import { dim, red, type Terminal } from './terminal.ts';

/** Exit code of a mistake in the program itself. */
const BUG_EXIT_CODE = 1;
const MOST_PROBLEMS = 50;

/** Tells why a command was refused (or that it broke), on stderr or as JSON on stdout; returns the exit code. */
export function showFailure(error: unknown, terminal: Terminal, asJson: boolean): number {
  if (!(error instanceof AppError)) {
    terminal.note(red(terminal, 'This is a mistake in wattbit itself, not in your input:'));
    terminal.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return BUG_EXIT_CODE;
  }
  const { exitCode } = ERROR_KINDS[error.kind];
  if (asJson) terminal.print(JSON.stringify(failureJson(error)));
  else for (const line of failureLines(error, terminal)) terminal.note(line);
  return exitCode;
}

const failureJson = (error: AppError) => ({
  status: 'refused',
  error: {
    code: error.code,
    message: error.message,
    remedy: error.remedy,
    problems: error.problems,
    ...error.details,
  },
});

function failureLines(error: AppError, terminal: Terminal): string[] {
  const shown = error.problems.slice(0, MOST_PROBLEMS);
  const hidden = error.problems.length - shown.length;
  return [
    red(terminal, error.message),
    ...shown.flatMap((problem) => problemLines(problem, terminal)),
    ...(hidden > 0 ? [`  … and ${hidden} more.`] : []),
    `→ ${error.remedy}`,
  ];
}

function problemLines(problem: InputProblem, terminal: Terminal): string[] {
  const place = [problem.file, problem.line].filter((part) => part !== undefined).join(':');
  const where = [place, problem.field].filter((part) => part !== '').join('  ');
  return [`  ${dim(terminal, where)}`, `    ${problem.message}. ${problem.remedy}`];
}
