import { NavLink } from 'react-router';
import { Icon } from './kit/icon.tsx';
import type { ConsoleRoom } from './room.ts';
import { roleReaches, useSession } from './session.tsx';
import { useText, words } from './text.ts';
import { Mark } from './wordmark.tsx';

const say = words({ pages: { zh: '页面', en: 'Pages' } });

/** Rooms, then their pages; at the bottom of the screen on a phone. */
export const Rail = ({ rooms }: { readonly rooms: readonly ConsoleRoom[] }) => {
  const t = useText();
  const { session } = useSession();
  return (
    <nav className="rail" aria-label={t(say.pages)}>
      <NavLink to="/" className="mark" aria-label="wattbit">
        <Mark />
      </NavLink>
      {rooms.map((room) => (
        <ul key={room.id} aria-label={t(room.title)}>
          {room.pages
            .filter((page) => !page.hidden && roleReaches(session.role, page.role ?? 'viewer'))
            .map((page) => (
              <li key={page.path}>
                <NavLink to={page.path} end={page.path === '/'} title={t(page.title)}>
                  <Icon name={page.icon} size={20} />
                  {t(page.title)}
                </NavLink>
              </li>
            ))}
        </ul>
      ))}
    </nav>
  );
};
