export { a } from './round-a.ts';
export const b = 1;
