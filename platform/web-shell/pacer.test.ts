import { describe, expect, it } from 'vitest';
import { createPacer } from './pacer.ts';

describe('updates to the eye', () => {
  it('run at once, then at most once a second, and the last one is never lost', () => {
    let now = 0;
    const waiting: (() => void)[] = [];
    const pacer = createPacer(
      1_000,
      () => now,
      (run) => waiting.push(run),
    );
    const ran: string[] = [];
    for (const name of ['a', 'b', 'c']) pacer.run('overview', () => ran.push(name));
    expect(ran).toEqual(['a']);
    expect(waiting).toHaveLength(1);
    now = 1_000;
    waiting.pop()?.();
    expect(ran).toEqual(['a', 'b']);
  });

  it('of different things do not wait for each other', () => {
    const pacer = createPacer(
      1_000,
      () => 0,
      () => undefined,
    );
    const ran: string[] = [];
    pacer.run('jobs', () => ran.push('jobs'));
    pacer.run('plan', () => ran.push('plan'));
    expect(ran).toEqual(['jobs', 'plan']);
  });
});
