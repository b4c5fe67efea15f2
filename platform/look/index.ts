export * from './contrast.ts';
export * from './css.ts';
export * from './tokens.ts';
