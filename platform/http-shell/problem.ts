import type { FastifyBaseLogger, FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError, ERROR_KINDS, fieldPath, type InputProblem, problemsFromZod } from '#platform/errors';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** What every refusal looks like on the wire (RFC 9457, with the house's own members). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly remedy: string;
  readonly retryable: boolean;
  readonly problems: readonly InputProblem[];
  readonly requestId: string;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The input has mistakes',
  401: 'Nobody is signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'In conflict with what is there',
  413: 'Too large',
  415: 'Of an unreadable type',
  429: 'Too many requests',
  500: 'A fault of wattbit',
  503: 'Not available now',
};

interface Request {
  readonly id: string;
  readonly url: string;
  readonly log: FastifyBaseLogger;
}

/** The one place that turns whatever was thrown into a problem. A fault of our own is logged and shows no inside. */
export function problemOf(error: unknown, request: Request): Problem {
  const { status, refusal } = refusalOf(error);
  if (status === 500) request.log.error({ err: error, requestId: request.id }, 'a request failed');
  return {
    type: `urn:wattbit:problem:${refusal.code}`,
    title: TITLES[status] ?? 'Refused',
    status,
    detail: refusal.message,
    instance: request.url.split('?')[0] ?? request.url,
    code: refusal.code,
    remedy: refusal.remedy,
    retryable: status === 500 ? false : ERROR_KINDS[refusal.kind].retryable,
    problems: refusal.problems,
    requestId: request.id,
  };
}

function refusalOf(error: unknown): { status: number; refusal: AppError } {
  if (error instanceof AppError) return { status: ERROR_KINDS[error.kind].httpStatus, refusal: error };
  if (hasZodFastifySchemaValidationErrors(error)) return { status: 400, refusal: requestInvalid(error) };
  if (isDatabaseAway(error)) return { status: 503, refusal: databaseAway(error) };
  const { statusCode } = error as Partial<FastifyError>;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return { status: statusCode, refusal: unreadable(error as FastifyError) };
  }
  return { status: 500, refusal: ownFault(error) };
}

interface ZodValidation {
  readonly keyword: string;
  readonly instancePath: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

function requestInvalid(error: unknown): AppError {
  const { validation, validationContext } = error as {
    validation: ZodValidation[];
    validationContext?: string;
  };
  const issues = validation.map((one) => ({
    ...one.params,
    code: one.keyword,
    message: one.message ?? 'is wrong',
    path: one.instancePath.split('/').filter(Boolean).map(numberIfIndex),
  }));
  const problems = problemsFromZod(issues as never, validationContext ?? 'request');
  return new AppError({
    code: 'request-invalid',
    kind: 'invalid-input',
    message: `The request has ${problems.length} ${problems.length === 1 ? 'mistake' : 'mistakes'}: ${fieldPath([problems[0]?.field ?? ''])} ${problems[0]?.message ?? ''}`,
    remedy: 'Correct each of the problems; /api/docs shows what is allowed.',
    problems,
  });
}
const numberIfIndex = (key: string): string | number => (/^\d+$/.test(key) ? Number(key) : key);

/** The server of the database is away, is starting, or ended our session. */
const AWAY_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '53300',
]);
function isDatabaseAway(error: unknown): boolean {
  const { code, syscall, message } = error as { code?: string; syscall?: string; message?: string };
  if (code === 'ENOENT' && syscall !== 'connect') return false;
  if (code !== undefined && AWAY_CODES.has(code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect/.test(message ?? '');
}

const databaseAway = (cause: unknown): AppError =>
  new AppError({
    code: 'database-unavailable',
    kind: 'unavailable',
    message: 'The database does not answer.',
    remedy: 'Try again in a few seconds; the embedded one is started again by itself.',
    cause,
  });

const unreadable = (error: FastifyError): AppError =>
  new AppError({
    code:
      error.code
        ?.toLowerCase()
        .replace(/^fst_err_/, '')
        .replaceAll('_', '-') ?? 'request-unreadable',
    kind: error.statusCode === 404 ? 'not-found' : 'invalid-input',
    message: error.message,
    remedy: 'See /api/docs for what this address takes.',
    cause: error,
  });

const ownFault = (cause: unknown): AppError =>
  new AppError({
    code: 'own-fault',
    kind: 'unavailable',
    message: 'Something broke inside wattbit; nothing of this request was kept.',
    remedy: 'Tell the administrator the requestId; the log has the cause.',
    cause,
  });
