import { ROOM_TOLERANCE } from '../bids/room.ts';
import { type Packing, type Part, partsOf } from './segments.ts';
import type { WorkState } from './work-state.ts';

/**
 * Lays the parts of preemptible bids out beside each other, pool by pool and period by period: those that cannot move
 * first, then the largest, each where it is if it fits there, else at the earliest instant of its period at which it fits.
 * A part of a bid whose pauses cost something stays joined to its neighbours, and no late bid ends later than it is charged for.
 */
export const packParts = (state: WorkState): Packing => {
  const moved = new Map<string, number>();
  const crowded = new Set<number>();
  for (const parts of partsByPlace(state).values()) {
    const free = freeForParts(state, parts);
    if (sumOf(parts, ({ units }) => units) <= free + ROOM_TOLERANCE) continue;
    const profile = new Profile(
      parts[0]!.period * state.table.grid.periodMs,
      state.table.grid.periodMs,
      free,
    );
    for (const part of parts.sort(byFreedomThenSize)) {
      const startMs = placeOf(profile, part);
      if (startMs === null) crowded.add(part.bid);
      else if (startMs !== part.startMs) moved.set(`${part.bid}/${part.period}`, startMs);
      profile.hold(startMs ?? part.startMs, part.runMs, part.units);
    }
  }
  return { startOf: (bid, period) => moved.get(`${bid}/${period}`) ?? null, crowded };
};

/** Parts of all preemptible bids by limited pool and period. */
const partsByPlace = (state: WorkState): Map<number, Part[]> => {
  const { table, room } = state;
  const places = new Map<number, Part[]>();
  for (let bid = 0; bid < table.bidCount; bid++) {
    if (table.rigid[bid] || !state.isPlaced(bid)) continue;
    const pool = table.pool[state.option[bid]!]!;
    for (const part of partsOf(state, bid)) {
      const place = pool * table.grid.totalCount + part.period;
      if (!Number.isFinite(room.freeUnits[place]!)) continue;
      const there = places.get(place);
      if (there) there.push(part);
      else places.set(place, [part]);
    }
  }
  return places;
};

/** Units of the pool that rigid, running and online work leave to these parts throughout the period. */
const freeForParts = (state: WorkState, parts: readonly Part[]): number => {
  const { table, room } = state;
  const [first] = parts;
  const pool = table.pool[state.option[first!.bid]!]!;
  const left = room.freeUnits[pool * table.grid.totalCount + first!.period]!;
  return (
    left + sumOf(parts, ({ bid, period, units }) => (units * state.runIn(bid, period)) / table.grid.periodMs)
  );
};

const byFreedomThenSize = (a: Part, b: Part): number =>
  Number(b.staysPut) - Number(a.staysPut) || b.runMs * b.units - a.runMs * a.units || a.bid - b.bid;

const placeOf = (profile: Profile, part: Part): number | null => {
  if (profile.fits(part.startMs, part.runMs, part.units)) return part.startMs;
  if (part.staysPut) return null;
  return profile.earliest(part.opensMs, part.latestEndMs, part.runMs, part.units);
};

/** Units in use through one period, as steps. */
class Profile {
  private readonly edges: number[];
  private readonly used: number[] = [0];
  private readonly free: number;

  constructor(startMs: number, lengthMs: number, free: number) {
    this.edges = [startMs, startMs + lengthMs];
    this.free = free + ROOM_TOLERANCE;
  }

  fits(startMs: number, runMs: number, units: number): boolean {
    return this.earliest(startMs, startMs + runMs, runMs, units) !== null;
  }

  /** The earliest start of a stretch between two instants in which the units are free, null when there is none. */
  earliest(fromMs: number, toMs: number, runMs: number, units: number): number | null {
    let start = fromMs;
    for (let i = 0; i < this.used.length && start + runMs <= toMs; i++) {
      const end = this.edges[i + 1]!;
      if (end <= start) continue;
      if (this.used[i]! + units > this.free) start = end;
      else if (end >= start + runMs) return start;
    }
    return null;
  }

  hold(startMs: number, runMs: number, units: number): void {
    const [from, to] = [this.edgeAt(startMs), this.edgeAt(startMs + runMs)];
    for (let i = from; i < to; i++) this.used[i]! += units;
  }

  /** Index of the step that begins at an instant, which is cut there when needed. */
  private edgeAt(instantMs: number): number {
    const at = this.edges.findIndex((edge) => edge >= instantMs);
    if (this.edges[at] === instantMs) return at;
    this.edges.splice(at, 0, instantMs);
    this.used.splice(at, 0, this.used[at - 1]!);
    return at;
  }
}

const sumOf = (parts: readonly Part[], value: (part: Part) => number): number =>
  parts.reduce((sum, part) => sum + value(part), 0);
