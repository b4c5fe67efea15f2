import type { Bilingual } from '#units';
import { ApiProblem } from './api.ts';
import { type Translate, words } from './text.ts';

const say = words({
  invalid: { zh: '填写的内容有问题', en: 'The input has a problem' },
  signedOut: { zh: '需要重新登录', en: 'Sign in again' },
  forbidden: { zh: '没有这个权限', en: 'Not allowed' },
  missing: { zh: '找不到', en: 'Not found' },
  conflict: { zh: '与现在的状态冲突', en: 'In conflict with what is there' },
  tooLarge: { zh: '内容太大', en: 'Too large' },
  tooMany: { zh: '请求太频繁，稍等再试', en: 'Too many requests; wait a moment' },
  unavailable: { zh: '暂时做不了', en: 'Not available at the moment' },
  fault: { zh: '服务器出错', en: 'The server failed' },
  unreachable: {
    zh: '控制台连不上服务器。它可能正在重启；页面会自己再试。',
    en: 'The console cannot reach its server. It may be restarting; this page keeps trying.',
  },
});
/** Refusals that people meet often, in a sentence of their own. */
const KNOWN: Readonly<Record<string, Bilingual>> = {
  unreachable: say.unreachable,
  rejected: { zh: '没有被接收', en: 'Not accepted' },
  'sign-in-refused': { zh: '名字或密码不对', en: 'Name or password is wrong' },
  'sign-in-slowed': { zh: '试错太多次，稍等再试', en: 'Too many wrong tries; wait a moment' },
  'link-used-up': { zh: '这个链接已用过或过期', en: 'This link is used up or too old' },
  'password-refused': { zh: '密码没有设成', en: 'The password was not set' },
  'role-too-low': { zh: '权限不够', en: 'Your role does not allow this' },
  'last-administrator': { zh: '至少要留一位管理员', en: 'One administrator must remain' },
  'jobs-invalid': { zh: '作业填写有误', en: 'The job has a problem' },
  'job-known': { zh: '这个编号已被另一个作业用了', en: 'Another job has this id' },
  'columns-missing': { zh: '缺少列', en: 'Columns are missing' },
  'mapping-invalid': { zh: '列的对应关系有误', en: 'The mapping of columns has a problem' },
};
const BY_STATUS: Readonly<Record<number, Bilingual>> = {
  400: say.invalid,
  401: say.signedOut,
  403: say.forbidden,
  404: say.missing,
  409: say.conflict,
  413: say.tooLarge,
  422: say.invalid,
  429: say.tooMany,
  503: say.unavailable,
};

/** What kind of refusal it is, in the reader's language. */
export const problemTitle = ({ code, status }: Pick<ApiProblem, 'code' | 'status'>): Bilingual =>
  KNOWN[code] ?? BY_STATUS[status] ?? say.fault;

/** The server's own words: what was wrong and what to do next. */
export const problemDetail = ({ message, remedy }: Pick<ApiProblem, 'message' | 'remedy'>): string =>
  [message, remedy].filter((part) => part !== '').join(' ');

/** A refusal in one line: its kind in the reader's language, then the server's detail. */
export const refusalText = (error: unknown, t: Translate): string => {
  if (!(error instanceof ApiProblem)) return error instanceof Error ? error.message : String(error);
  const detail = problemDetail(error);
  return detail === '' ? t(problemTitle(error)) : `${t(problemTitle(error))} · ${detail}`;
};
