import { columnAt } from '../model/lp-model.ts';
import type { BlockContext } from './block-context.ts';

export const ONLINE_ROUTING = 'online_routing';

/** Demand of every user region is served by pools within its latency bound, or counted as unserved and priced. */
export const onlineRouting = ({ problem, model, decisions, grid }: BlockContext): void => {
  for (const stream of decisions.online) {
    const bid = problem.online[stream.bid]!;
    const demand = bid.streams[stream.stream]!.demandUnits;
    for (let t = 0; t < grid.periodCount; t++) {
      const row = model.row<'unit'>(ONLINE_ROUTING, stream.element, t, demand[t]!, demand[t]!);
      for (const { units } of stream.served) model.add(row, 1, columnAt(units, t));
      const missing = columnAt(stream.unservedUnits, t);
      model.add(row, 1, missing);
      model.charge('onlineUnserved', missing, bid.unservedYuanPerUnitHour * grid.hours);
    }
  }
};
