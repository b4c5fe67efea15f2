import type { FormEvent } from 'react';
import { api } from '../api.ts';
import { Button, Card, FormProblem, problemsOf, TextField, toast } from '../kit/index.ts';
import { useSession } from '../session.tsx';
import { useText, words } from '../text.ts';
import { useDeed } from './use-deed.ts';

const say = words({
  title: { zh: '密码', en: 'Password' },
  first: {
    zh: '这个账号还没有密码。设一个，下次就能不用一次性链接登录。',
    en: 'This account has no password yet. Set one to sign in without a one-time link.',
  },
  current: { zh: '现在的密码', en: 'Current password' },
  next: { zh: '新密码', en: 'New password' },
  hint: {
    zh: '至少 10 个字符；一句话比一个词好记也更难猜',
    en: 'At least 10 characters; a sentence is easier to keep and harder to guess than a word',
  },
  set: { zh: '设置密码', en: 'Set password' },
  done: {
    zh: '密码已设置，这个账号在别处的登录都已退出。',
    en: 'The password is set; this account is signed out everywhere else.',
  },
});

/** Sets the own password. */
export const PasswordCard = () => {
  const t = useText();
  const { session } = useSession();
  const { busy, problem, run } = useDeed(['/api/session']);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const element = event.currentTarget;
    const form = new FormData(element);
    const current = String(form.get('current') ?? '');
    const body = { newPassword: String(form.get('next')), ...(current ? { currentPassword: current } : {}) };
    const done = await run(() => api.post('/api/session/password', body).then(() => true));
    if (!done) return;
    element.reset();
    toast(t(say.done));
  };
  const at = (field: string) =>
    problemsOf(problem?.problems ?? [], field).concat(problemsOf(problem?.problems ?? [], `body.${field}`));
  return (
    <Card title={t(say.title)} span={6}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {session.mustSetPassword ? <p className="soft">{t(say.first)}</p> : null}
        <FormProblem
          problem={problem}
          shown={['newPassword', 'body.newPassword', 'currentPassword', 'body.currentPassword']}
        />
        <input type="text" name="username" autoComplete="username" value={session.name} readOnly hidden />
        {session.mustSetPassword ? null : (
          <TextField
            label={t(say.current)}
            name="current"
            type="password"
            autoComplete="current-password"
            required
            problems={at('currentPassword')}
          />
        )}
        <TextField
          label={t(say.next)}
          hint={t(say.hint)}
          name="next"
          type="password"
          autoComplete="new-password"
          required
          problems={at('newPassword')}
        />
        <div>
          <Button type="submit" kind="primary" busy={busy}>
            {t(say.set)}
          </Button>
        </div>
      </form>
    </Card>
  );
};
