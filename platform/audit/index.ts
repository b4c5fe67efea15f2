export * from './audit.ts';
export { canonicalJson } from './canonical-json.ts';
export * from './migrations.ts';
