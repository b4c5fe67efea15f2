import { lazy, Suspense, useMemo } from 'react';
import { Link } from 'react-router';
import { ErrorBoundary } from './error-boundary.tsx';
import { Icon, IconButton } from './kit/index.ts';
import { setPreferences, useLanguage, useTheme } from './preferences.ts';
import { roleWords } from './role-words.ts';
import type { ConsoleRoom } from './room.ts';
import { useSession } from './session.tsx';
import { useText, words } from './text.ts';

const say = words({
  search: { zh: '搜索或执行命令', en: 'Search or run a command' },
  searchShort: { zh: '搜索', en: 'Search' },
  language: { zh: 'Switch to English', en: '切换为中文' },
  toDark: { zh: '换成深色', en: 'Switch to dark' },
  toLight: { zh: '换成浅色', en: 'Switch to light' },
  account: { zh: '账号：{name}', en: 'Account: {name}' },
  settings: { zh: '账号与设置', en: 'Account and settings' },
  shortcuts: { zh: '快捷键', en: 'Keyboard shortcuts' },
  api: { zh: '接口说明', en: 'API description' },
  signOut: { zh: '退出登录', en: 'Sign out' },
});

const RoomBars = ({ rooms }: { readonly rooms: readonly ConsoleRoom[] }) => {
  const bars = useMemo(
    () => rooms.flatMap((room) => (room.bar ? [{ id: room.id, Bar: lazy(room.bar) }] : [])),
    [rooms],
  );
  return bars.map(({ id, Bar }) => (
    <ErrorBoundary key={id} quiet>
      <Suspense fallback={null}>
        <Bar />
      </Suspense>
    </ErrorBoundary>
  ));
};

const AccountMenu = ({ onShortcuts }: { readonly onShortcuts: () => void }) => {
  const t = useText();
  const { session, signOut } = useSession();
  return (
    <>
      <button
        type="button"
        className="avatar"
        popoverTarget="account-menu"
        aria-label={t(say.account, { name: session.name })}
      >
        {session.name.slice(0, 1)}
      </button>
      <div id="account-menu" popover="auto" className="menu">
        <header>
          <strong>{session.name}</strong>
          <div className="faint">{t(roleWords[session.role])}</div>
        </header>
        <Link to="/account" onClick={() => document.getElementById('account-menu')?.hidePopover()}>
          <Icon name="account" /> {t(say.settings)}
        </Link>
        <button type="button" onClick={onShortcuts}>
          <Icon name="help" /> {t(say.shortcuts)}
        </button>
        <a href="/api/docs" target="_blank" rel="noreferrer">
          <Icon name="link" /> {t(say.api)}
        </a>
        <button type="button" onClick={() => void signOut()}>
          <Icon name="signOut" /> {t(say.signOut)}
        </button>
      </div>
    </>
  );
};

/** Where we are, which clock runs, what is wrong; then language, theme and account. */
export const TopBar = ({
  rooms,
  onSearch,
  onShortcuts,
}: {
  readonly rooms: readonly ConsoleRoom[];
  readonly onSearch: () => void;
  readonly onShortcuts: () => void;
}) => {
  const t = useText();
  const language = useLanguage();
  const theme = useTheme();
  return (
    <header className="top">
      <div className="top-room">
        <RoomBars rooms={rooms} />
      </div>
      <button
        type="button"
        className="top-search"
        onClick={onSearch}
        aria-label={t(say.search)}
        aria-keyshortcuts="Control+K"
      >
        <Icon name="search" size={16} />
        <span>{t(say.searchShort)}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <button
        type="button"
        className="top-language"
        title={t(say.language)}
        aria-label={t(say.language)}
        onClick={() => setPreferences({ language: language === 'zh' ? 'en' : 'zh' })}
      >
        {language === 'zh' ? 'EN' : '中'}
      </button>
      <IconButton
        icon={theme === 'dark' ? 'sun' : 'moon'}
        label={t(theme === 'dark' ? say.toLight : say.toDark)}
        onClick={() => setPreferences({ theme: theme === 'dark' ? 'light' : 'dark' })}
      />
      <AccountMenu onShortcuts={onShortcuts} />
    </header>
  );
};
