// A server reduced to its executor, for the test that kills it: starts the given orders again and again.
import { setTimeout as wait } from 'node:timers/promises';
import type { RunOrder } from './executor.ts';
import { createLocalExecutor } from './local-executor.ts';

const [runsFolder, orders] = process.argv.slice(2);
const executor = createLocalExecutor({ runsFolder: runsFolder! });
console.log('ready');
for (;;) {
  await Promise.all((JSON.parse(orders!) as RunOrder[]).map((order) => executor.start(order)));
  await executor.observe();
  await wait(5);
}
