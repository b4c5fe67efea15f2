export * from './access.ts';
export type * from './events.ts';
export type * from './room.ts';
