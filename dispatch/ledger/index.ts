export * from './block.ts';
export * from './canonical.ts';
export * from './growing-log.ts';
export type { JobClaim } from './job-claim.ts';
export * from './proof.ts';
export * from './signature.ts';
export * from './tree.ts';
export * from './verify-proof.ts';
