export { b } from './round-b.ts';
export const a = 1;
