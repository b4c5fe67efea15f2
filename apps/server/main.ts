import { readConfig } from '#platform/config';
import { AppError, ERROR_KINDS } from '#platform/errors';
import { createLog } from '#platform/log';
import { type Centre, startCentre } from './centre.ts';
import { SERVER_ROOMS } from './rooms.ts';

const SAME_SIGNAL_MS = 2_000;

/** The front door: reads the environment, starts the centre, tells people where it is, ends it cleanly. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  let centre: Centre | null = null;
  let endingSinceMs: number | null = null;

  const end = async (exitCode: number): Promise<void> => {
    if (endingSinceMs !== null) {
      // One Ctrl-C arrives from the terminal and from `npm start`; only a later one does not want to wait.
      if (performance.now() - endingSinceMs > SAME_SIGNAL_MS) process.exit(exitCode || 130);
      return;
    }
    endingSinceMs = performance.now();
    await centre
      ?.stop()
      .catch((error: unknown) => log.error({ err: error }, 'the centre did not stop cleanly'));
    process.exit(exitCode);
  };
  const fatal = (error: unknown): void => {
    tell(error);
    log.fatal({ err: error }, 'the centre ends');
    void end(1);
  };
  process.on('SIGINT', () => void end(0));
  process.on('SIGTERM', () => void end(0));
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);

  centre = await startCentre(config, log, SERVER_ROOMS, fatal);
  console.log(greeting(centre));
}

function greeting({ url, firstLink, databaseKind }: Centre): string {
  const lines = [`wattbit is up: ${url}`, `  API ${url}/api/docs   database: ${databaseKind}`];
  if (firstLink !== null) {
    lines.push(
      '',
      'Sign in as administrator with this one-time link (then set a password):',
      `  ${firstLink}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** A refusal in words for the terminal: what, each problem, what to do. */
function tell(error: unknown): void {
  if (!(error instanceof AppError)) {
    console.error(error);
    return;
  }
  console.error(`wattbit: ${error.message}`);
  for (const problem of error.problems) {
    console.error(`  ${problem.field}: ${problem.message}\n    ${problem.remedy}`);
  }
  console.error(`  ${error.remedy}`);
}

main().catch((error: unknown) => {
  tell(error);
  process.exit(error instanceof AppError ? ERROR_KINDS[error.kind].exitCode : 1);
});
