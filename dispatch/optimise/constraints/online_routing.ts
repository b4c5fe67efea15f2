import { columnAt, type Decision } from '../model/lp-model.ts';
import { type BlockContext, zero } from './block-context.ts';

export const ONLINE_ROUTING = 'online_routing';

/** One stream of an online service: units served by each pool it may use, and units not served. */
export interface OnlineDecisions {
  readonly bid: number;
  readonly stream: number;
  readonly element: string;
  readonly served: readonly { readonly pool: number; readonly units: Decision<'unit'> }[];
  readonly unservedUnits: Decision<'unit'>;
}

/** Demand of every user region is served by pools within its latency bound, or counted as unserved and priced. */
export const onlineRouting = (context: BlockContext): OnlineDecisions[] => {
  const { problem, model, grid, hours } = context;
  const streams = declare(context);
  for (const stream of streams) {
    const bid = problem.online[stream.bid]!;
    const demand = bid.streams[stream.stream]!.demandUnits;
    for (let t = 0; t < grid.periodCount; t++) {
      const row = model.row<'unit'>(ONLINE_ROUTING, stream.element, t, demand[t]!, demand[t]!);
      for (const { units } of stream.served) model.add(row, 1, columnAt(units, t));
      const missing = columnAt(stream.unservedUnits, t);
      model.add(row, 1, missing);
      model.charge('onlineUnserved', missing, bid.unservedYuanPerUnitHour * hours[t]!);
    }
  }
  return streams;
};

const declare = ({ problem, model, grid }: BlockContext): OnlineDecisions[] =>
  problem.online.flatMap((bid, b) =>
    bid.streams.map((stream, s) => {
      const element = `${bid.id}/${stream.userRegion}`;
      const demanded = (t: number): number => stream.demandUnits[t]!;
      const decide = (name: string, of: string): Decision<'unit'> =>
        model.decide<'unit'>(name, of, grid.periodCount, zero, demanded);
      return {
        bid: b,
        stream: s,
        element,
        served: stream.pools.map((pool) => ({
          pool,
          units: decide('servedUnits', `${element}@${problem.pools[pool]!.id}`),
        })),
        unservedUnits: decide('unservedUnits', element),
      };
    }),
  );
