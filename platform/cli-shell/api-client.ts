import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError, ERROR_KINDS, type ErrorKind, type InputProblem } from '#platform/errors';
import type { Terminal } from './terminal.ts';

/** Address of a centre that was started here and not told otherwise. */
const LOCAL_CENTRE = 'http://127.0.0.1:4120';
/** Written by a running centre into its data folder, readable by its OS user only (the same name as in `auth/`). */
export const LOCAL_ACCESS_FILE = 'local-access.json';

/** Calls a running centre: `WATTBIT_URL` and `WATTBIT_TOKEN`, or the local one by the file in its data folder. */
export interface ApiClient {
  readonly url: string;
  get<T>(path: string): Promise<T>;
  getText(path: string): Promise<string>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** Sends bytes as they are, e.g. a CSV. */
  send<T>(path: string, body: BodyInit, contentType: string): Promise<T>;
}

export async function apiClient(terminal: Terminal, projectRoot: string): Promise<ApiClient> {
  const local = await localAccess(terminal, projectRoot);
  const url = (terminal.environment.WATTBIT_URL ?? local?.url ?? LOCAL_CENTRE).replace(/\/$/, '');
  const isLocal = local !== null && url === local.url.replace(/\/$/, '');
  const token = terminal.environment.WATTBIT_TOKEN ?? (isLocal ? local.token : null);
  const call = async (path: string, init: RequestInit & { duplex?: 'half' }): Promise<Response> => {
    const headers = { ...init.headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
    const response = await fetch(`${url}${path}`, { ...init, headers }).catch((cause: unknown) => {
      throw unreachable(url, cause);
    });
    if (!response.ok) throw await refusalOf(response, path, token !== null);
    return response;
  };
  const json = async <T>(response: Promise<Response>): Promise<T> => (await (await response).json()) as T;
  return {
    url,
    get: (path) => json(call(path, {})),
    getText: async (path) => (await call(path, {})).text(),
    post: (path, body) =>
      json(
        call(path, {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      ),
    send: (path, body, contentType) =>
      // `half`: the answer is read once the whole body, which may be a stream, is sent.
      json(call(path, { method: 'POST', body, duplex: 'half', headers: { 'content-type': contentType } })),
  };
}

interface LocalAccess {
  readonly url: string;
  readonly token: string;
}

async function localAccess(terminal: Terminal, projectRoot: string): Promise<LocalAccess | null> {
  const folder = resolve(projectRoot, terminal.environment.WATTBIT_DATA_DIR ?? '.wattbit');
  const text = await readFile(join(folder, LOCAL_ACCESS_FILE), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as LocalAccess);
}

const unreachable = (url: string, cause: unknown): AppError =>
  new AppError({
    code: 'centre-unreachable',
    kind: 'unavailable',
    message: `No centre answers at ${url}.`,
    remedy: 'Start it with "npm start" (or "npx wattbit serve"), or set WATTBIT_URL to where it runs.',
    cause,
  });

interface ProblemBody {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly remedy?: string;
  readonly problems?: readonly InputProblem[];
}

/** The centre's refusal (problem+json) as the error it began as. */
async function refusalOf(response: Response, path: string, hadToken: boolean): Promise<AppError> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  const kind = kindOf(response.status);
  const signIn = hadToken
    ? 'The token is not accepted: make a new one under Account in the console and set WATTBIT_TOKEN.'
    : 'Make a token under Account in the console and set WATTBIT_TOKEN.';
  return new AppError({
    code: body.code ?? `http-${response.status}`,
    kind,
    message: body.detail ?? body.title ?? `${path} was answered with ${response.status}.`,
    remedy: body.remedy ?? (kind === 'unauthenticated' ? signIn : 'See the centre’s log for more.'),
    problems: body.problems ?? [],
  });
}

function kindOf(status: number): ErrorKind {
  const found = Object.entries(ERROR_KINDS).find(([, row]) => row.httpStatus === status);
  if (found) return found[0] as ErrorKind;
  return status >= 500 || status === 429 ? 'unavailable' : 'invalid-input';
}
