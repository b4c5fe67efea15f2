import { workOf } from '../bids/bid-table.ts';
import type { Found } from '../fluid/price-search.ts';
import type { Placer } from './placer.ts';
import type { WorkState } from './work-state.ts';

/**
 * From a fluid to whole bids: each group's starts are dealt out to its members, largest first, to the start that is
 * furthest behind its part. A member that finds no room there, and every preemptible bid, is placed at the placer's prices.
 * Returns the bids that found no room at all.
 */
export const roundMixtures = (
  found: Found,
  state: WorkState,
  placer: Placer,
  order: Int32Array,
): number[] => {
  const dealer = new Dealer(found, state);
  const left: number[] = [];
  for (const bid of order) {
    if (state.isPlaced(bid)) continue;
    if (state.table.rigid[bid] && dealer.deal(bid)) placer.noteMoved(bid);
    else if (!placer.place(bid)) left.push(bid);
  }
  return left;
};

class Dealer {
  private readonly found: Found;
  private readonly state: WorkState;
  /** Work dealt to every slot of the mixtures so far. */
  private readonly dealt: Float64Array;

  constructor(found: Found, state: WorkState) {
    this.found = found;
    this.state = state;
    this.dealt = new Float64Array(found.work.mixtures.slotCount);
  }

  /** Places a bid at its group's start that is furthest behind; false when it does not fit there. */
  deal(bid: number): boolean {
    const { clusters, work } = this.found;
    const { table } = this.state;
    const group = clusters.clusterOf[bid]!;
    let [chosen, most, nth, groupStartMs] = [-1, Number.NEGATIVE_INFINITY, 0, 0];
    work.mixtures.forEachStart(group, (slot, option, startMs, part) => {
      const behind = part * workOf(clusters.table, option) - this.dealt[slot]!;
      if (behind <= most) return;
      [chosen, most, nth, groupStartMs] = [
        slot,
        behind,
        option - clusters.table.firstOption[group]!,
        startMs,
      ];
    });
    if (chosen < 0) return false;
    const option = table.firstOption[bid]! + nth;
    const startMs = this.ownStart(group, nth, groupStartMs, option);
    if (!this.state.fits(option, startMs)) return false;
    this.dealt[chosen]! += workOf(table, option);
    this.state.placeRigid(bid, option, startMs);
    return true;
  }

  /** The group's start for a member's own length and window: one that ends on the edge of a period goes on doing so. */
  private ownStart(group: number, nth: number, groupStartMs: number, option: number): number {
    const { table } = this.state;
    const { periodMs } = table.grid;
    const groups = this.found.clusters.table;
    const groupEndMs = groupStartMs + groups.durationMs[groups.firstOption[group]! + nth]!;
    const endsOnEdge = groupStartMs % periodMs !== 0 && groupEndMs % periodMs === 0;
    const wanted = endsOnEdge ? groupEndMs - table.durationMs[option]! : groupStartMs;
    const last = table.latestEndMs[option]! - table.durationMs[option]!;
    return Math.min(last, Math.max(table.earliestMs[option]!, wanted));
  }
}
