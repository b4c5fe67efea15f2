import { elementNames, type Region } from '#dispatch/domain';
import type { Bilingual } from '#units';

/** The name of one thing; its id where the region does not know it. */
export const nameInRegion = (region: Region | undefined, id: string): Bilingual =>
  (region && elementNames(region)[id]) ?? { zh: id, en: id };
