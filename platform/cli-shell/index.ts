export { type ApiClient, apiClient, LOCAL_ACCESS_FILE } from './api-client.ts';
export { type Progress, startProgress } from './progress.ts';
export { type CliFrame, type CliRoom, runCli } from './run-cli.ts';
export { bold, dim, green, processTerminal, red, type Terminal, yellow } from './terminal.ts';
export { type TextColumn, textTable, textWidth } from './text-table.ts';
