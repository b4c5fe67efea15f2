/** Why a request was refused; one table maps each kind to its HTTP status, exit code and whether to try again. */
export type ErrorKind =
  | 'invalid-input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-many-requests'
  | 'unavailable';

export interface ErrorKindRow {
  readonly httpStatus: number;
  readonly exitCode: number;
  readonly retryable: boolean;
}

export const ERROR_KINDS: Readonly<Record<ErrorKind, ErrorKindRow>> = {
  'invalid-input': { httpStatus: 400, exitCode: 2, retryable: false },
  unauthenticated: { httpStatus: 401, exitCode: 3, retryable: false },
  forbidden: { httpStatus: 403, exitCode: 3, retryable: false },
  'not-found': { httpStatus: 404, exitCode: 4, retryable: false },
  conflict: { httpStatus: 409, exitCode: 5, retryable: true },
  'too-many-requests': { httpStatus: 429, exitCode: 6, retryable: true },
  unavailable: { httpStatus: 503, exitCode: 6, retryable: true },
};

/** One located problem: where it is, what is wrong, and what to write instead. */
export interface InputProblem {
  /** Path in the input, e.g. `batteries[2].initialSocRatio`. */
  readonly field: string;
  readonly message: string;
  readonly remedy: string;
  readonly file?: string;
  /** 1-based line in the file. */
  readonly line?: number;
}

/** An expected refusal. Bugs are not AppErrors: they go through `invariant`. */
export class AppError extends Error {
  override readonly name = 'AppError';
  /** Stable machine name, e.g. `region-invalid`. */
  readonly code: string;
  readonly kind: ErrorKind;
  readonly problems: readonly InputProblem[];
  /** The next step for a person. */
  readonly remedy: string;
  /** What a program that reads the refusal may want beside its words. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(fields: {
    code: string;
    kind: ErrorKind;
    message: string;
    remedy: string;
    problems?: readonly InputProblem[];
    details?: Readonly<Record<string, unknown>>;
    cause?: unknown;
  }) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = fields.code;
    this.kind = fields.kind;
    this.remedy = fields.remedy;
    this.problems = fields.problems ?? [];
    this.details = fields.details ?? {};
  }
}
