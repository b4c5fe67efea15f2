/** The console's shell and kit. Rooms bring pages; the shell brings frame, words, session and live updates. */

export { ApiProblem, api, type FieldProblem, queryString } from './api.ts';
export { createFormat, type Format, GAP, type Measure } from './format.ts';
export { hallRoom } from './hall-room.ts';
export * from './kit/index.ts';
export { type LiveState, listen, useLiveRefresh, useLiveState } from './live.ts';
export { setPreferences, useLanguage, usePreferences, useTheme } from './preferences.ts';
export { refusalText } from './problem-text.ts';
export { type ReadOptions, useRead } from './query.ts';
export type { ConsolePage, ConsoleRoom } from './room.ts';
export { type Role, roleReaches, type Session, useMay, useSession } from './session.tsx';
export { startConsole } from './start-console.tsx';
export { fillIn, type TextValues, type Translate, useText, words } from './text.ts';
export { useFormat } from './use-format.ts';
