import { spawn } from 'node:child_process';
import type { CliRoom } from '#platform/cli-shell';

/** `wattbit serve`: the centre in the foreground, started exactly as `npm start` does. */
export const serveRoom = (projectRoot: string): CliRoom => ({
  id: 'serve',
  addCommands(program) {
    program
      .command('serve')
      .description('run the centre: console, API, live cycle, embedded database')
      .option('--port <n>', 'TCP port; default 4120')
      .option('--host <address>', 'address to listen on; default 127.0.0.1, this machine only')
      .option('--scenario <name|folder>', 'region to run; default qinghai')
      .addHelpText(
        'after',
        '\nExamples:\n  $ wattbit serve\n  $ wattbit serve --scenario ./my-region --port 4200',
      )
      .action(async (options: { port?: string; host?: string; scenario?: string }) => {
        process.exitCode = await runCentre(projectRoot, {
          ...(options.port === undefined ? {} : { WATTBIT_PORT: options.port }),
          ...(options.host === undefined ? {} : { WATTBIT_HOST: options.host }),
          ...(options.scenario === undefined ? {} : { WATTBIT_SCENARIO: options.scenario }),
        });
      });
  },
});

function runCentre(projectRoot: string, settings: Readonly<Record<string, string>>): Promise<number> {
  const centre = spawn(process.execPath, [`${projectRoot}apps/start.mjs`], {
    stdio: 'inherit',
    env: { ...process.env, ...settings },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => centre.kill(signal));
  return new Promise((resolve, reject) => {
    centre.once('error', reject);
    centre.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 0)));
  });
}
