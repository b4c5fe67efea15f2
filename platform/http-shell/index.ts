export * from './access.ts';
export { createEventHub, type EventHub, type Events } from './events.ts';
export type { Problem } from './problem.ts';
export type * from './room.ts';
export { sendReport } from './security.ts';
export { createShell, type ShellOptions } from './shell.ts';
