import { Worker } from 'node:worker_threads';
import type { Placement, Plan, Problem } from '#dispatch/domain';
import {
  type PlanControl,
  type PlanFailure,
  type Planner,
  PlanningStopped,
  type PowerControl,
  type PowerDispatcher,
  type PowerSolution,
  type Repairer,
} from '#dispatch/optimise';
import type { PlanOrder, PlanReply, Wanted } from './messages.ts';
import { IN_ONE_PIECE, type ShardSettings } from './shard-settings.ts';

/** A planner whose solves run in a worker thread of its own, kept warm between plans; plans wait for each other. */
export interface WorkerPlanner {
  readonly plan: Planner;
  /** The same thread makes an earlier plan good. */
  readonly repair: Repairer;
  /** And dispatches the power side of problems without jobs. */
  readonly dispatchPower: PowerDispatcher;
  /** Stops the thread; a plan still running ends as cancelled. */
  close(): Promise<void>;
}

const CANCEL_POLL_MS = 100;
/** A thread that is this much past its time limit is stuck and is replaced. */
const GRACE_S = 120;

interface Running {
  readonly id: number;
  readonly control: PlanControl;
  readonly cancelFlag: Int32Array;
  resolve(answer: Plan | PowerSolution): void;
  reject(error: Error): void;
}

/** Starts the thread at once, so that the solver is compiled before the first plan is asked for. */
export const createWorkerPlanner = (shards: ShardSettings = IN_ONE_PIECE): WorkerPlanner => {
  const thread = new PlannerThread(shards);
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };
  return {
    plan: (problem, control) => inTurn(() => thread.plan(problem, control)),
    repair: (problem, kept, control) => inTurn(() => thread.repair(problem, kept, control)),
    dispatchPower: (problem, control) => inTurn(() => thread.dispatchPower(problem, control)),
    close: () => thread.close(),
  };
};

class PlannerThread {
  private worker: Worker | null = null;
  private running: Running | null = null;
  private closed = false;
  private lastId = 0;
  private readonly shards: ShardSettings;

  constructor(shards: ShardSettings) {
    this.shards = shards;
    this.worker = this.start();
  }

  private start(): Worker {
    const worker = new Worker(new URL('./bootstrap.mjs', import.meta.url), {
      workerData: { script: './planner-thread.ts', settings: this.shards },
    });
    worker.on('message', (reply: PlanReply) => this.take(reply));
    worker.on('error', (error) => this.lose(worker, error.stack ?? error.message));
    worker.on('exit', (code) => this.lose(worker, `The planner's thread ended with code ${code}.`));
    // An idle planner keeps no process alive.
    worker.unref();
    return worker;
  }

  plan(problem: Problem, control: PlanControl): Promise<Plan> {
    return this.ask({ kind: 'plan' }, problem, control) as Promise<Plan>;
  }
  repair(problem: Problem, kept: readonly Placement[], control: PlanControl): Promise<Plan> {
    return this.ask({ kind: 'repair', kept }, problem, control) as Promise<Plan>;
  }
  dispatchPower(problem: Problem, control: PowerControl): Promise<PowerSolution> {
    const quiet = { ...control, progress: () => undefined };
    return this.ask({ kind: 'power', gapRatio: control.gapRatio }, problem, quiet) as Promise<PowerSolution>;
  }

  private async ask(wanted: Wanted, problem: Problem, control: PlanControl): Promise<Plan | PowerSolution> {
    if (this.closed) throw new PlanningStopped({ kind: 'cancelled' });
    this.worker ??= this.start();
    const { worker } = this;
    const shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const cancelFlag = new Int32Array(shared);
    if (control.isCancelled()) Atomics.store(cancelFlag, 0, 1);
    const id = ++this.lastId;
    const watch = setInterval(() => this.watch(worker), CANCEL_POLL_MS);
    worker.ref();
    try {
      return await new Promise<Plan | PowerSolution>((resolve, reject) => {
        this.running = { id, control, cancelFlag, resolve, reject };
        const order: PlanOrder = {
          id,
          wanted,
          problem,
          timeLimitS: control.timeLimitS,
          elapsedS: control.elapsedS(),
          cancelFlag: shared,
        };
        worker.postMessage(order);
      });
    } finally {
      clearInterval(watch);
      this.running = null;
      worker.unref();
    }
  }

  private watch(worker: Worker): void {
    if (this.running === null) return;
    const { control, cancelFlag } = this.running;
    if (control.isCancelled()) Atomics.store(cancelFlag, 0, 1);
    if (control.elapsedS() < control.timeLimitS + GRACE_S) return;
    this.lose(worker, `No answer ${GRACE_S} s after the time limit; the planner's thread was replaced.`);
    void worker.terminate();
  }

  private take(reply: PlanReply): void {
    const { running } = this;
    if (running === null || reply.id !== running.id) return;
    switch (reply.kind) {
      case 'progress':
        running.control.progress(reply.stage, reply.ratio);
        break;
      case 'answer':
        running.resolve(reply.answer);
        break;
      case 'stopped':
        running.reject(new PlanningStopped(reply.ending));
        break;
    }
  }

  /** The thread is gone: its plan ends as a value, the next plan gets a new thread. */
  private lose(worker: Worker, detail: string): void {
    if (this.worker !== worker) return;
    this.worker = null;
    const ending: PlanFailure = this.closed ? { kind: 'cancelled' } : { kind: 'failed', detail };
    this.running?.reject(new PlanningStopped(ending));
  }

  async close(): Promise<void> {
    this.closed = true;
    const { worker } = this;
    if (worker === null) return;
    this.lose(worker, 'closed');
    await worker.terminate();
  }
}
