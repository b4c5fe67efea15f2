import type { PoolInput } from '#dispatch/domain';

/** Units that a pool has, or that it may have at most where units may be added; Infinity when unlimited. */
export const mostUnits = ({ unitCount, expansion }: PoolInput): number => expansion?.maximum ?? unitCount;
