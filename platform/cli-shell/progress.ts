import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.ts';

export interface Progress {
  /** Share done, 0 to 1, and what is being done. */
  show(ratio: number, stage: string): void;
  end(): void;
}

/** A bar on stderr while somebody watches; nothing otherwise, so that logs and pipes stay clean. */
export function startProgress(terminal: Terminal, stage: string): Progress {
  if (!terminal.watched) return { show: () => {}, end: () => {} };
  const bar = new SingleBar({
    format: ' {bar} {percentage}%  {stage}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 32,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  bar.start(1000, 0, { stage });
  return {
    show: (ratio, now) => bar.update(Math.round(Math.min(1, ratio) * 1000), { stage: now }),
    end: () => bar.stop(),
  };
}
