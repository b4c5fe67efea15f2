import {
  MessageChannel,
  type MessagePort,
  parentPort,
  receiveMessageOnPort,
  Worker,
  workerData,
} from 'node:worker_threads';
import { PlanningStopped } from '#dispatch/optimise';
import { AppError } from '#platform/errors';

/** What a thread is started with: its script beside this file, the way back, and settings of its own. */
interface ThreadData<Settings> {
  readonly script: string;
  readonly port: MessagePort;
  /** One Int32: how many replies were sent. */
  readonly sent: SharedArrayBuffer;
  readonly settings: Settings;
}
type Reply<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly detail: string };

/** How long to sleep at most before the port is looked at again. */
const LOOK_EVERY_MS = 1000;

/** A thread that is asked by one which has no time for an event loop: it sleeps until the answer is there. */
export class BlockingThread<Question, Answer> {
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly sent: Int32Array;
  /** Replies on their way that nobody wants. */
  private unwanted = 0;

  constructor(script: string, settings: unknown = null) {
    const { port1, port2 } = new MessageChannel();
    const sent = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const data: ThreadData<unknown> = { script, port: port2, sent, settings };
    this.worker = new Worker(new URL('./bootstrap.mjs', import.meta.url), {
      workerData: data,
      transferList: [port2],
    });
    this.port = port1;
    this.sent = new Int32Array(sent);
    this.worker.unref();
    this.port.unref();
  }

  ask(question: Question): void {
    this.worker.postMessage(question);
  }

  /** Asks for something to be done; a failure is thrown by the next answer. */
  tell(question: Question): void {
    this.ask(question);
    this.unwanted++;
  }

  /** The answer to the oldest question that was asked. A thread that failed stops the planning with its reason. */
  answer(): Answer {
    while (this.unwanted > 0) {
      this.unwanted--;
      this.next();
    }
    return this.next();
  }

  private next(): Answer {
    for (;;) {
      const seen = Atomics.load(this.sent, 0);
      const received = receiveMessageOnPort(this.port) as { message: Reply<Answer> } | undefined;
      if (received === undefined) Atomics.wait(this.sent, 0, seen, LOOK_EVERY_MS);
      else if (received.message.kind === 'answer') return received.message.answer;
      else throw new PlanningStopped({ kind: 'failed', detail: received.message.detail });
    }
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}

/** The other side, inside the thread: answers one question after the other. */
export const answerQuestions = <Question, Answer>(
  answerTo: (question: Question) => Answer | Promise<Answer>,
): void => {
  const { port, sent } = workerData as ThreadData<unknown>;
  const count = new Int32Array(sent);
  const reply = (message: Reply<Answer>): void => {
    port.postMessage(message);
    Atomics.add(count, 0, 1);
    Atomics.notify(count, 0);
  };
  let queue: Promise<void> = Promise.resolve();
  parentPort?.on('message', (question: Question) => {
    queue = queue
      .then(async () => reply({ kind: 'answer', answer: await answerTo(question) }))
      .catch((error: unknown) => reply({ kind: 'failed', detail: detailOf(error) }));
  });
};

const detailOf = (error: unknown): string => {
  if (error instanceof AppError) return `${error.message} ${error.remedy}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** The settings that this thread was started with. */
export const threadSettings = <Settings>(): Settings => (workerData as ThreadData<Settings>).settings;
