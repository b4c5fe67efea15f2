import { AppError, type InputProblem } from '#platform/errors';

export const wrongPassword = (): AppError =>
  new AppError({
    code: 'sign-in-refused',
    kind: 'unauthenticated',
    message: 'This name and password do not belong together.',
    remedy: 'Check both. An administrator can make a new sign-in link for you.',
  });

export const guessingTooFast = (waitSeconds: number): AppError =>
  new AppError({
    code: 'sign-in-slowed',
    kind: 'too-many-requests',
    message: 'Too many wrong passwords for this name.',
    remedy: `Try again in ${waitSeconds} s, or ask an administrator for a sign-in link.`,
  });

export const linkUsedUp = (): AppError =>
  new AppError({
    code: 'link-used-up',
    kind: 'unauthenticated',
    message: 'This sign-in link was used, replaced or has run out.',
    remedy:
      'Ask an administrator for a new one; while no password is set, each start of the server prints one.',
  });

export const tokenRefused = (): AppError =>
  new AppError({
    code: 'token-refused',
    kind: 'unauthenticated',
    message: 'This API token is unknown, revoked or has run out.',
    remedy: 'Make a new one on the account page of the console (or POST /api/tokens).',
  });

export const nameTaken = (what: 'account' | 'token', name: string): AppError =>
  new AppError({
    code: `${what}-exists`,
    kind: 'conflict',
    message: `There already is ${what === 'account' ? 'an account' : 'a token'} named ${name}.`,
    remedy: 'Choose another name.',
  });

export const notThere = (what: 'account' | 'token', id: number): AppError =>
  new AppError({
    code: `${what}-missing`,
    kind: 'not-found',
    message: `There is no ${what} ${id}.`,
    remedy: `GET /api/${what}s lists those there are.`,
  });

export const lastAdministrator = (): AppError =>
  new AppError({
    code: 'last-administrator',
    kind: 'conflict',
    message: 'This is the last active administrator.',
    remedy: 'Make somebody else an administrator first.',
  });

export const passwordRefused = (problems: readonly InputProblem[]): AppError =>
  new AppError({
    code: 'password-refused',
    kind: 'invalid-input',
    message: problems[0]?.message ?? 'This password is refused.',
    remedy: 'Choose another password.',
    problems,
  });
