import { afterEach, expect, test } from 'vitest';
import { PlanningStopped } from '#dispatch/optimise';
import { BlockingThread } from './blocking-thread.ts';

const threads: BlockingThread<string, unknown>[] = [];
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.end()));
});

const started = (script: string): BlockingThread<string, unknown> => {
  const thread = new BlockingThread<string, unknown>(script, null, { lateMs: 1000, cancelledMs: 500 });
  threads.push(thread);
  return thread;
};
const running = (code: string) => started(`data:text/javascript,${encodeURIComponent(code)}`);

const endingOf = (thread: BlockingThread<string, unknown>, isCancelled: boolean, secondsLeft = 60) => {
  thread.ask('anything');
  try {
    return thread.answer({ secondsLeft: () => secondsLeft, isCancelled: () => isCancelled });
  } catch (error) {
    expect(error).toBeInstanceOf(PlanningStopped);
    return (error as PlanningStopped).ending;
  }
};

test('a thread whose script cannot be loaded says why', () => {
  expect(endingOf(started('./missing.ts'), false)).toMatchObject({
    kind: 'failed',
    detail: expect.stringContaining('missing.ts') as string,
  });
});

test('a thread that ends without an answer is not waited for', () => {
  expect(endingOf(running('process.exit(3)'), false)).toEqual({
    kind: 'failed',
    detail: 'A thread ended without an answer.',
  });
});

test('a thread that hangs is given up a while after the time limit, and sooner when the plan is cancelled', () => {
  const thread = running('for (;;);');
  const begunMs = performance.now();
  expect(endingOf(thread, false, -1)).toEqual({
    kind: 'failed',
    detail: 'A thread did not answer within 1 s after the time limit.',
  });
  expect(performance.now() - begunMs).toBeGreaterThan(1000);
  expect(endingOf(thread, true)).toEqual({ kind: 'cancelled' });
});
