/** One run of a program, in a folder of its own that ends with it. */
export interface ProcessOrder {
  readonly arguments: readonly string[];
  /** Files that lie in the folder when the program starts, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Files that the program may leave there and that are handed back. */
  readonly reads: readonly string[];
  /** A program that is still running then is ended. */
  readonly killAfterS: number;
  isCancelled(): boolean;
}

/** How it ended; a program that cannot be started is an ending like any other. */
export type ProcessEnding =
  | {
      readonly kind: 'ended';
      readonly exitCode: number;
      /** What it printed, errors included. */
      readonly output: string;
      /** Those of `reads` that are there. */
      readonly files: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'outOfTime' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly detail: string };

/** Runs a program to its end and blocks its thread for as long. Injected by `apps/`: this stage starts no process. */
export type RunProcess = (order: ProcessOrder) => ProcessEnding;
