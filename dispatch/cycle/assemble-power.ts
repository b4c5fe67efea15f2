import type { Problem } from '#dispatch/domain';
import type { AssembleContext } from './assemble-context.ts';
import { type MarketPart, marketPart } from './assemble-market.ts';
import { type NetworkPart, networkPart } from './assemble-network.ts';
import { type PlantPart, plantPart } from './assemble-plants.ts';
import { storeInputs } from './assemble-stores.ts';

export type PowerPart = NetworkPart & PlantPart & MarketPart & Pick<Problem, 'batteries'>;

/** The power side of a problem: every element of the region with its numbers of each period. */
export const powerPart = (context: AssembleContext): PowerPart => ({
  ...networkPart(context),
  ...plantPart(context),
  batteries: storeInputs(context),
  ...marketPart(context),
});
