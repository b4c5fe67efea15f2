import type { Language } from '#units';

/** What a command may read and write; tests pass their own. */
export interface Terminal {
  /** Results: to stdout, a line each. */
  print(text: string): void;
  /** Everything else: to stderr. */
  note(text: string): void;
  /** Whether a person watches stderr: progress bars are drawn only then. */
  readonly watched: boolean;
  /** Characters a line. */
  readonly width: number;
  /** Whether to colour. */
  readonly colourful: boolean;
  readonly language: Language;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start at. */
  readonly folder: string;
}

/** The terminal of this process. Chinese when the locale says so. */
export function processTerminal(): Terminal {
  process.stdout.once('error', endQuietly);
  const environment = process.env;
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return {
    print: (text) => {
      process.stdout.write(`${text}\n`);
    },
    note: (text) => {
      process.stderr.write(`${text}\n`);
    },
    watched: process.stderr.isTTY === true,
    width: Math.min(process.stdout.columns ?? 110, 140),
    colourful: process.stdout.isTTY === true && !environment.NO_COLOR,
    language: locale.startsWith('zh') ? 'zh' : 'en',
    environment,
    folder: process.cwd(),
  };
}

/** Whoever read the answer has read enough (`wattbit … | head`): nothing is left to do, and nothing went wrong. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

const paint =
  (code: number) =>
  (terminal: Terminal, text: string): string =>
    terminal.colourful ? `\u001b[${code}m${text}\u001b[0m` : text;
export const bold = paint(1);
export const dim = paint(2);
export const green = paint(32);
export const yellow = paint(33);
export const red = paint(31);
