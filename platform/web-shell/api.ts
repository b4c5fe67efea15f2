/** One located problem of an input, as the server reports it. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
  readonly remedy: string;
  readonly line?: number;
}

/** A refusal in words: what, why, what next (RFC 9457 on the wire). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly remedy: string;
  readonly problems: readonly FieldProblem[];

  constructor(fields: {
    status: number;
    code: string;
    message: string;
    remedy: string;
    problems: readonly FieldProblem[];
  }) {
    super(fields.message);
    this.status = fields.status;
    this.code = fields.code;
    this.remedy = fields.remedy;
    this.problems = fields.problems;
  }
}

interface ProblemBody {
  title?: string;
  detail?: string;
  code?: string;
  remedy?: string;
  problems?: FieldProblem[];
}

const problemOf = async (response: Response): Promise<ApiProblem> => {
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  return new ApiProblem({
    status: response.status,
    code: body.code ?? `http-${response.status}`,
    message: body.detail ?? body.title ?? response.statusText,
    remedy: body.remedy ?? '',
    problems: body.problems ?? [],
  });
};

const listeners = new Set<() => void>();
/** Called when the server no longer knows the session, so that the shell asks to sign in. */
export const onSignedOut = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const send = async <Answer>(
  method: string,
  path: string,
  body?: unknown,
  type = 'application/json',
): Promise<Answer> => {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined
        ? {}
        : { body: type === 'application/json' ? JSON.stringify(body) : (body as string) }),
    });
  } catch {
    throw new ApiProblem({ status: 0, code: 'unreachable', message: '', remedy: '', problems: [] });
  }
  if (response.status === 401 && path !== '/api/session') for (const listener of listeners) listener();
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204 || response.headers.get('content-length') === '0') return undefined as Answer;
  return (await response.json()) as Answer;
};

/** The server's HTTP interface; every refusal is thrown as an `ApiProblem`. */
export const api = {
  get: <Answer>(path: string) => send<Answer>('GET', path),
  post: <Answer>(path: string, body: unknown = {}) => send<Answer>('POST', path, body),
  put: <Answer>(path: string, body: unknown) => send<Answer>('PUT', path, body),
  patch: <Answer>(path: string, body: unknown) => send<Answer>('PATCH', path, body),
  delete: <Answer>(path: string) => send<Answer>('DELETE', path),
  postText: <Answer>(path: string, text: string, type: string) => send<Answer>('POST', path, text, type),
};

/** `?a=1&b=2` of the given values; empty and absent ones are left out. */
export const queryString = (values: Readonly<Record<string, string | number | null | undefined>>): string => {
  const given = Object.entries(values).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text ? `?${text}` : '';
};
