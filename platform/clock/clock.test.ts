import { expect, test } from 'vitest';
import { anchorAt, manualClock, scenarioClock } from './clock.ts';

test('a scenario’s time advances as many times as fast as the wall as its speed says', () => {
  const wall = manualClock(1_000);
  const clock = scenarioClock({ wallMs: 1_000, scenarioMs: 500_000, speed: 60 }, wall);
  expect(clock.now()).toBe(500_000);
  wall.advance(1_000);
  // 1 s of the wall x 60
  expect(clock.now()).toBe(560_000);
});

test('a scenario’s time does not jump when its speed changes', () => {
  const wall = manualClock(0);
  const slow = scenarioClock({ wallMs: 0, scenarioMs: 0, speed: 1 }, wall);
  wall.advance(10_000);
  const fast = scenarioClock(anchorAt(slow, 100, wall), wall);
  expect(fast.now()).toBe(10_000);
  wall.advance(1_000);
  expect(fast.now()).toBe(110_000);
});
