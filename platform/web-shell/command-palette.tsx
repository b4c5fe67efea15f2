import { Command } from 'cmdk';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { Icon, type IconName } from './kit/icon.tsx';
import { setPreferences, useLanguage, useTheme } from './preferences.ts';
import type { ConsoleRoom } from './room.ts';
import { roleReaches, useSession } from './session.tsx';
import { useText, words } from './text.ts';

const say = words({
  placeholder: { zh: '去哪一页，做什么……', en: 'Go to a page, do something …' },
  none: { zh: '没有这样的页面或命令。', en: 'No such page or command.' },
  settings: { zh: '设置', en: 'Settings' },
  otherLanguage: { zh: 'Switch to English', en: '切换为中文' },
  otherTheme: { zh: '切换深浅色', en: 'Switch between dark and light' },
  signOut: { zh: '退出登录', en: 'Sign out' },
  api: { zh: '打开接口说明', en: 'Open the API description' },
  label: { zh: '命令面板', en: 'Command palette' },
});

const Entry = ({
  icon,
  text,
  keys,
  onSelect,
}: {
  readonly icon: IconName;
  readonly text: string;
  readonly keys?: string;
  readonly onSelect: () => void;
}) => (
  <Command.Item value={text} onSelect={onSelect}>
    <Icon name={icon} size={16} />
    {text}
    {keys ? <kbd>{keys}</kbd> : null}
  </Command.Item>
);

/** Ctrl-K: every page and command by name, in either language. */
export const CommandPalette = ({
  rooms,
  open,
  onClose,
}: {
  readonly rooms: readonly ConsoleRoom[];
  readonly open: boolean;
  readonly onClose: () => void;
}) => {
  const element = useRef<HTMLDialogElement>(null);
  const navigate = useNavigate();
  const t = useText();
  const language = useLanguage();
  const theme = useTheme();
  const { session, signOut } = useSession();
  useEffect(() => {
    if (open && !element.current?.open) element.current?.showModal();
  }, [open]);
  if (!open) return null;
  const run = (work: () => void) => () => {
    onClose();
    work();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the native dialog already closes on Escape; this adds the backdrop
    <dialog
      ref={element}
      className="palette"
      aria-label={t(say.label)}
      onClose={onClose}
      onClick={(event) => event.target === element.current && onClose()}
    >
      <Command label={t(say.label)} loop>
        <Command.Input placeholder={t(say.placeholder)} autoFocus />
        <Command.List>
          <Command.Empty>{t(say.none)}</Command.Empty>
          {rooms.map((room) => (
            <Command.Group key={room.id} heading={t(room.title)}>
              {room.pages
                .filter(
                  (page) => !page.path.includes(':') && roleReaches(session.role, page.role ?? 'viewer'),
                )
                .map((page) => (
                  <Entry
                    key={page.path}
                    icon={page.icon}
                    text={t(page.title)}
                    {...(page.shortcut ? { keys: `g ${page.shortcut}` } : {})}
                    onSelect={run(() => void navigate(page.path))}
                  />
                ))}
            </Command.Group>
          ))}
          <Command.Group heading={t(say.settings)}>
            <Entry
              icon="language"
              text={t(say.otherLanguage)}
              onSelect={run(() => setPreferences({ language: language === 'zh' ? 'en' : 'zh' }))}
            />
            <Entry
              icon={theme === 'dark' ? 'sun' : 'moon'}
              text={t(say.otherTheme)}
              onSelect={run(() => setPreferences({ theme: theme === 'dark' ? 'light' : 'dark' }))}
            />
            <Entry icon="link" text={t(say.api)} onSelect={run(() => void window.open('/api/docs'))} />
            <Entry icon="signOut" text={t(say.signOut)} onSelect={run(() => void signOut())} />
          </Command.Group>
        </Command.List>
      </Command>
    </dialog>
  );
};
