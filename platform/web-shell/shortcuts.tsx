import { Fragment, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { Dialog } from './kit/dialog.tsx';
import type { ConsoleRoom } from './room.ts';
import { useText, words } from './text.ts';

const say = words({
  title: { zh: '快捷键', en: 'Keyboard shortcuts' },
  palette: { zh: '命令面板', en: 'Command palette' },
  list: { zh: '这张表', en: 'This list' },
  search: { zh: '跳到本页的搜索框', en: 'Jump to the search field of the page' },
  rows: { zh: '在表格的行之间移动，回车打开', en: 'Walk over the rows of a table, Enter opens' },
  close: { zh: '关闭抽屉或对话框', en: 'Close a drawer or dialog' },
});

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Keys that work everywhere: Ctrl-K, ?, / and g followed by a page's letter. */
export const useShortcuts = (
  rooms: readonly ConsoleRoom[],
  open: { palette: () => void; list: () => void },
): void => {
  const navigate = useNavigate();
  const waitingSince = useRef(0);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open.palette();
        return;
      }
      if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '?') open.list();
      if (event.key === '/') {
        const field = document.querySelector<HTMLInputElement>('main input[type=search]');
        if (field) event.preventDefault();
        field?.focus();
      }
      if (event.timeStamp - waitingSince.current < 1_200) {
        const page = rooms.flatMap((room) => room.pages).find((one) => one.shortcut === event.key);
        if (page) void navigate(page.path);
      }
      waitingSince.current = event.key === 'g' ? event.timeStamp : 0;
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [rooms, navigate, open]);
};

export const ShortcutList = ({
  rooms,
  open,
  onClose,
}: {
  readonly rooms: readonly ConsoleRoom[];
  readonly open: boolean;
  readonly onClose: () => void;
}) => {
  const t = useText();
  const rows: readonly (readonly [string, string])[] = [
    ['Ctrl K', t(say.palette)],
    ['?', t(say.list)],
    ['/', t(say.search)],
    ['↑ ↓ ⏎', t(say.rows)],
    ['Esc', t(say.close)],
    ...rooms
      .flatMap((room) => room.pages)
      .flatMap((page) => (page.shortcut ? [[`g ${page.shortcut}`, t(page.title)] as const] : [])),
  ];
  return (
    <Dialog open={open} onClose={onClose} title={t(say.title)}>
      <div className="shortcuts">
        {rows.map(([keys, text]) => (
          <Fragment key={keys}>
            <kbd>{keys}</kbd>
            <span>{text}</span>
          </Fragment>
        ))}
      </div>
    </Dialog>
  );
};
