import { lazy, Suspense, useMemo, useState } from 'react';
import { Link, Route, Routes, useLocation } from 'react-router';
import { CommandPalette } from './command-palette.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { ButtonLink } from './kit/button.tsx';
import { Empty, Skeleton } from './kit/empty.tsx';
import { Icon } from './kit/icon.tsx';
import { Page } from './kit/page.tsx';
import { Toasts } from './kit/toast.tsx';
import { useLiveState } from './live.ts';
import { Rail } from './rail.tsx';
import { type ConsoleRoom, RoomsContext } from './room.ts';
import { roleReaches, useSession } from './session.tsx';
import { ShortcutList, useShortcuts } from './shortcuts.tsx';
import { useText, words } from './text.ts';
import { TopBar } from './top-bar.tsx';

const say = words({
  skip: { zh: '跳到内容', en: 'Skip to content' },
  lost: {
    zh: '与服务器的连接断了，显示的是断开前的数据；正在重连。',
    en: 'The connection to the server is lost; what you see is as of then. Reconnecting.',
  },
  noPassword: {
    zh: '这个账号还没有密码，登录链接只能用一次。',
    en: 'This account has no password yet, and its sign-in link works only once.',
  },
  setPassword: { zh: '设置密码', en: 'Set a password' },
  missing: { zh: '没有这一页', en: 'There is no such page' },
  missingNext: {
    zh: '地址可能写错了，或者这一页需要更高的权限。',
    en: 'The address may be mistyped, or the page needs a higher role.',
  },
  home: { zh: '回到首页', en: 'Back to the start' },
});

const Missing = () => {
  const t = useText();
  return (
    <Page title={t(say.missing)}>
      <div className="span-12">
        <Empty icon="search" title={t(say.missing)} action={<ButtonLink to="/">{t(say.home)}</ButtonLink>}>
          {t(say.missingNext)}
        </Empty>
      </div>
    </Page>
  );
};

const Pages = ({ rooms }: { readonly rooms: readonly ConsoleRoom[] }) => {
  const { session } = useSession();
  const location = useLocation();
  const pages = useMemo(
    () =>
      rooms
        .flatMap((room) => room.pages)
        .filter((page) => roleReaches(session.role, page.role ?? 'viewer'))
        .map((page) => ({ path: page.path, View: lazy(page.load) })),
    [rooms, session.role],
  );
  return (
    <ErrorBoundary key={location.pathname}>
      <Suspense
        fallback={
          <div className="page">
            <Skeleton lines={6} />
          </div>
        }
      >
        <Routes>
          {pages.map(({ path, View }) => (
            <Route key={path} path={path} element={<View />} />
          ))}
          <Route path="*" element={<Missing />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  );
};

/** The frame around every page once somebody is signed in. */
export const ConsoleShell = ({ rooms }: { readonly rooms: readonly ConsoleRoom[] }) => {
  const t = useText();
  const live = useLiveState();
  const { session } = useSession();
  const { pathname } = useLocation();
  const [opened, setOpened] = useState<'palette' | 'list' | null>(null);
  const open = useMemo(() => ({ palette: () => setOpened('palette'), list: () => setOpened('list') }), []);
  const close = () => setOpened(null);
  useShortcuts(rooms, open);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t(say.skip)}
      </a>
      <Rail rooms={rooms} />
      <TopBar rooms={rooms} onSearch={open.palette} onShortcuts={open.list} />
      <main id="main" className="main" tabIndex={-1}>
        {live === 'lost' ? (
          <div className="lost" role="status">
            <Icon name="alarm" size={16} /> {t(say.lost)}
          </div>
        ) : null}
        {session.mustSetPassword && pathname !== '/account' ? (
          <div className="lost" role="status">
            <Icon name="key" size={16} /> {t(say.noPassword)} <Link to="/account">{t(say.setPassword)}</Link>
          </div>
        ) : null}
        <RoomsContext.Provider value={rooms}>
          <Pages rooms={rooms} />
        </RoomsContext.Provider>
      </main>
      <CommandPalette rooms={rooms} open={opened === 'palette'} onClose={close} />
      <ShortcutList rooms={rooms} open={opened === 'list'} onClose={close} />
      <Toasts />
    </div>
  );
};
