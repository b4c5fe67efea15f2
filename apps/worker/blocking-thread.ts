import {
  MessageChannel,
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  Worker,
  workerData,
} from 'node:worker_threads';
import { type PlanFailure, PlanningStopped, type ShardLimits } from '#dispatch/optimise';
import { AppError } from '#platform/errors';

/** What a thread is started with: its script beside this file, the way back, and settings of its own. */
interface ThreadData<Settings> {
  readonly script: string;
  readonly port: MessagePort;
  /** An Int32 for each of `SENT`, `DEAD` and `UNWANTED`. */
  readonly flags: SharedArrayBuffer;
  readonly settings: Settings;
}
type Reply<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'stopped'; readonly ending: PlanFailure };

/** Grows with every reply; whether the thread has ended (bootstrap.mjs sets both); whether its answer is not wanted any more. */
const SENT = 0;
const DEAD = 1;
const UNWANTED = 2;
const FLAG_COUNT = 3;

/** How long to sleep at most before everything is looked at again. */
const LOOK_EVERY_MS = 100;
/** How long a thread has to answer when time is up, and when nobody wants the plan any more. */
interface Patience {
  readonly lateMs: number;
  readonly cancelledMs: number;
}
const PATIENCE: Patience = { lateMs: 30_000, cancelledMs: 5_000 };

/** A thread that is asked by one which has no time for an event loop: it sleeps until the answer is there. */
export class BlockingThread<Question, Answer> {
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly flags: Int32Array;
  private readonly patience: Patience;
  /** Replies on their way that nobody wants. */
  private unwantedCount = 0;

  constructor(script: string, settings: unknown = null, patience: Patience = PATIENCE) {
    const { port1, port2 } = new MessageChannel();
    const flags = new SharedArrayBuffer(FLAG_COUNT * Int32Array.BYTES_PER_ELEMENT);
    const data: ThreadData<unknown> = { script, port: port2, flags, settings };
    this.worker = new Worker(new URL('./bootstrap.mjs', import.meta.url), {
      workerData: data,
      transferList: [port2],
    });
    // Told by the next answer.
    this.worker.on('error', () => undefined);
    this.port = port1;
    this.flags = new Int32Array(flags);
    this.patience = patience;
    this.worker.unref();
    this.port.unref();
  }

  ask(question: Question): void {
    this.worker.postMessage(question);
  }

  /** Asks for something to be done; a failure is thrown by the next answer. */
  tell(question: Question): void {
    this.ask(question);
    this.unwantedCount++;
  }

  /**
   * The answer to the oldest question that was asked. A thread that failed, ended or does not answer in time stops the
   * planning with its reason. It may owe replies then, so that only its end is left to it.
   */
  answer(limits: ShardLimits): Answer {
    const waiting = new Waiting(limits, this.patience);
    Atomics.store(this.flags, UNWANTED, 0);
    for (; this.unwantedCount > 0; this.unwantedCount--) this.next(waiting);
    return this.next(waiting);
  }

  private next(waiting: Waiting): Answer {
    for (;;) {
      const sent = Atomics.load(this.flags, SENT);
      const isDead = Atomics.load(this.flags, DEAD) !== 0;
      const received = receiveMessageOnPort(this.port) as { message: Reply<Answer> } | undefined;
      if (received?.message.kind === 'answer') return received.message.answer;
      if (received !== undefined) throw new PlanningStopped(received.message.ending);
      if (isDead) throw new PlanningStopped({ kind: 'failed', detail: 'A thread ended without an answer.' });
      if (waiting.isCancelled()) Atomics.store(this.flags, UNWANTED, 1);
      waiting.stopWhenInVain();
      Atomics.wait(this.flags, SENT, sent, LOOK_EVERY_MS);
    }
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}

/** How long an answer is waited for. */
class Waiting {
  private readonly limits: ShardLimits;
  private readonly patience: Patience;
  private readonly untilMs: number;
  private cancelledMs: number | null = null;

  constructor(limits: ShardLimits, patience: Patience) {
    this.limits = limits;
    this.patience = patience;
    this.untilMs = performance.now() + Math.max(0, 1000 * limits.secondsLeft()) + patience.lateMs;
  }

  isCancelled(): boolean {
    if (this.cancelledMs === null && this.limits.isCancelled()) this.cancelledMs = performance.now();
    return this.cancelledMs !== null;
  }

  stopWhenInVain(): void {
    const nowMs = performance.now();
    const { lateMs, cancelledMs } = this.patience;
    if (this.cancelledMs !== null && nowMs > this.cancelledMs + cancelledMs)
      throw new PlanningStopped({ kind: 'cancelled' });
    if (nowMs > this.untilMs)
      throw new PlanningStopped({
        kind: 'failed',
        detail: `A thread did not answer within ${lateMs / 1000} s after the time limit.`,
      });
  }
}

/** The other side, inside the thread: answers one question after the other. */
export const answerQuestions = <Question, Answer>(
  answerTo: (question: Question) => Answer | Promise<Answer>,
): void => {
  const { port, flags } = workerData as ThreadData<unknown>;
  const shared = new Int32Array(flags);
  const reply = (message: Reply<Answer>): void => {
    port.postMessage(message);
    Atomics.add(shared, SENT, 1);
    Atomics.notify(shared, SENT);
  };
  let queue: Promise<void> = Promise.resolve();
  parentPort?.on('message', (question: Question) => {
    queue = queue
      .then(async () => reply({ kind: 'answer', answer: await answerTo(question) }))
      .catch((error: unknown) => reply({ kind: 'stopped', ending: endingOf(error) }));
  });
};

const endingOf = (error: unknown): PlanFailure =>
  error instanceof PlanningStopped ? error.ending : { kind: 'failed', detail: detailOf(error) };

const detailOf = (error: unknown): string => {
  if (error instanceof AppError) return `${error.message} ${error.remedy}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** The settings that this thread was started with. */
export const threadSettings = <Settings>(): Settings => (workerData as ThreadData<Settings>).settings;

/** Inside the thread: whether nobody wants the answer to the open question any more. */
export const isUnwanted = (): boolean =>
  Atomics.load(new Int32Array((workerData as ThreadData<unknown>).flags), UNWANTED) !== 0;
