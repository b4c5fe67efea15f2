import type { z } from 'zod';
import type { InputProblem } from './app-error.ts';

type Issue = z.core.$ZodIssue;

/** `['pools', 2, 'name']` -> `pools[2].name`. */
export const fieldPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );

/** Every issue zod found as a located problem with what to write instead. */
export function problemsFromZod(issues: readonly Issue[], where = ''): InputProblem[] {
  return issues.map((issue) => {
    const path = fieldPath(issue.path);
    const field = where === '' ? path || '(whole input)' : path === '' ? where : `${where}.${path}`;
    return { field, message: issue.message, remedy: remedyOf(issue) };
  });
}

function remedyOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Write a value of type ${issue.expected}.`;
    case 'invalid_value':
      return `Write one of: ${issue.values.map(String).join(', ')}.`;
    case 'too_small':
      return `Write a value of at least ${issue.minimum}${issue.inclusive === false ? ' (exclusive)' : ''}.`;
    case 'too_big':
      return `Write a value of at most ${issue.maximum}${issue.inclusive === false ? ' (exclusive)' : ''}.`;
    case 'unrecognized_keys':
      return `Remove or correct: ${issue.keys.join(', ')}.`;
    case 'invalid_format':
      return `Write it in the format ${issue.format}.`;
    default:
      return 'Correct this value; the API description at /api/docs shows what is allowed.';
  }
}
