export * from './calendar.ts';
export * from './horizon.ts';
export * from './invariant.ts';
export * from './quantity.ts';
export * from './text.ts';
