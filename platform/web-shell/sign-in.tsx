import { type FormEvent, useEffect, useState } from 'react';
import { ApiProblem, api } from './api.ts';
import { Button } from './kit/button.tsx';
import { FormProblem, TextField } from './kit/form.tsx';
import { setPreferences, useLanguage } from './preferences.ts';
import type { Session } from './session.tsx';
import { useText, words } from './text.ts';
import { Wordmark } from './wordmark.tsx';

const say = words({
  title: { zh: '登录', en: 'Sign in' },
  lead: { zh: '绿色电力与算力调度中心', en: 'Dispatch centre for green power and compute' },
  name: { zh: '账号', en: 'Name' },
  password: { zh: '密码', en: 'Password' },
  first: {
    zh: '第一次启动？服务器在终端里打印了一次性的登录链接，打开它就能以管理员身份进入。',
    en: 'First start? The server printed a one-time link in its terminal; opening it signs the administrator in.',
  },
  linkBusy: { zh: '正在用一次性链接登录……', en: 'Signing in with the one-time link …' },
  unreachable: { zh: '连不上服务器。', en: 'The server cannot be reached.' },
  other: { zh: 'English', en: '中文' },
});

/** The one-time token of a sign-in link: in the hash or the query, so that it works however it was copied. */
export const linkToken = (location: { readonly hash: string; readonly search: string }): string | null =>
  new URLSearchParams(location.hash.replace(/^#/, '')).get('token') ??
  new URLSearchParams(location.search).get('token');

const asProblem = (error: unknown, unreachable: string): ApiProblem => {
  const problem = error as ApiProblem;
  if (problem.code !== 'unreachable') return problem;
  return new ApiProblem({ status: 0, code: problem.code, message: unreachable, remedy: '', problems: [] });
};

/** The front door: name and password, or a one-time link. */
export const SignIn = ({ onSession }: { readonly onSession: (session: Session) => void }) => {
  const t = useText();
  const language = useLanguage();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const [token] = useState(() => linkToken(window.location));

  const enter = async (ask: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    try {
      await ask();
      onSession(await api.get<Session>('/api/session'));
    } catch (error) {
      setProblem(asProblem(error, t(say.unreachable)));
    } finally {
      setBusy(false);
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a one-time token is used exactly once
  useEffect(() => {
    if (token === null) return;
    // The token leaves the address bar before anything else can read it.
    window.history.replaceState(null, '', '/');
    void enter(() => api.post('/api/session/link', { token }));
  }, []);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void enter(() => api.post('/api/session', { name: form.get('name'), password: form.get('password') }));
  };

  return (
    <main className="front">
      <div className="front-card">
        <div className="stack" style={{ gap: 6 }}>
          <Wordmark />
          <p className="soft">{t(say.lead)}</p>
        </div>
        <h1 className="visually-hidden">{t(say.title)}</h1>
        <FormProblem problem={problem} />
        {token !== null && busy ? (
          <p role="status">{t(say.linkBusy)}</p>
        ) : (
          <form className="stack" onSubmit={submit}>
            <TextField label={t(say.name)} name="name" autoComplete="username" required autoFocus />
            <TextField
              label={t(say.password)}
              name="password"
              type="password"
              autoComplete="current-password"
              required
            />
            <Button type="submit" kind="primary" busy={busy}>
              {t(say.title)}
            </Button>
          </form>
        )}
        <p className="faint">{t(say.first)}</p>
        <div className="front-foot">
          <Button
            small
            kind="quiet"
            onClick={() => setPreferences({ language: language === 'zh' ? 'en' : 'zh' })}
          >
            {t(say.other)}
          </Button>
        </div>
      </div>
    </main>
  );
};
