import type { PoolInput } from '#dispatch/domain';

/** Units that a pool has, or that it may have at most where units may be added; Infinity when unlimited. */
export const mostUnits = ({ unitCount, expansion }: PoolInput): number => expansion?.maximum ?? unitCount;
/** Units that a pool has whatever is chosen. */
export const leastUnits = ({ unitCount, expansion }: PoolInput): number => expansion?.minimum ?? unitCount;
/** Units that are given; those that are chosen are no part of them. */
export const givenUnits = ({ unitCount, expansion }: PoolInput): number =>
  expansion === undefined ? unitCount : 0;
