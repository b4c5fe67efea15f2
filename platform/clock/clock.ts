import type { EpochMs } from '#units';

/** Where "now" comes from. Passed in everywhere; nothing but `systemClock` reads the wall. */
export interface Clock {
  /** `live`: the wall clock; `scenario`: a shifted time that advances `speed` times as fast as the wall. */
  readonly mode: 'live' | 'scenario';
  readonly speed: number;
  now(): EpochMs;
}

/** The wall clock. */
export const systemClock: Clock = { mode: 'live', speed: 1, now: () => Date.now() };

/** One fixed point of a scenario's time: at wall instant `wallMs` the scenario shows `scenarioMs`. */
export interface ScenarioAnchor {
  readonly wallMs: EpochMs;
  readonly scenarioMs: EpochMs;
  /** Scenario seconds per wall second, > 0. */
  readonly speed: number;
}

/** A clock that continues from an anchor. The caller stores the anchor, so that a restart continues the same time. */
export function scenarioClock(anchor: ScenarioAnchor, wall: Clock = systemClock): Clock {
  return {
    mode: 'scenario',
    speed: anchor.speed,
    now: () => Math.round(anchor.scenarioMs + (wall.now() - anchor.wallMs) * anchor.speed),
  };
}

/** The anchor that keeps the time a clock shows now and goes on at another speed. */
export const anchorAt = (clock: Clock, speed: number, wall: Clock = systemClock): ScenarioAnchor => ({
  wallMs: wall.now(),
  scenarioMs: clock.now(),
  speed,
});

/** A clock that tests move by hand. */
export interface ManualClock extends Clock {
  advance(byMs: number): void;
  set(toMs: EpochMs): void;
}
export function manualClock(startMs: EpochMs): ManualClock {
  let nowMs = startMs;
  return {
    mode: 'scenario',
    speed: 0,
    now: () => nowMs,
    advance: (byMs) => {
      nowMs += byMs;
    },
    set: (toMs) => {
      nowMs = toMs;
    },
  };
}
