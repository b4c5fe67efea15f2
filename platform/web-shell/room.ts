import { type ComponentType, createContext, useContext } from 'react';
import type { Bilingual } from '#units';
import type { IconName } from './kit/icon.tsx';
import type { Role } from './session.tsx';

/** One page of a room. `load` is a dynamic import, so that a page's code comes when it is opened. */
export interface ConsolePage {
  /** Absolute, e.g. `/jobs`; may end in a parameter, e.g. `/jobs/:id`. */
  readonly path: string;
  readonly title: Bilingual;
  readonly icon: IconName;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  /** Least role that may open it; default viewer. */
  readonly role?: Role;
  /** Not in the rail: reached from another page. */
  readonly hidden?: boolean;
  /** Second key of the `g` shortcut, e.g. `o` for `g o`. */
  readonly shortcut?: string;
}

/** The door of a room to the console: its pages, and what it says in the bar on top. */
export interface ConsoleRoom {
  readonly id: string;
  readonly title: Bilingual;
  readonly pages: readonly ConsolePage[];
  /** What the audit log's names of actions and of house actors mean, e.g. `job.submit`. */
  readonly auditWords?: Readonly<Record<string, Bilingual>>;
  /** Shown in the bar on every page: where we are, which clock runs, what is wrong. */
  readonly bar?: () => Promise<{ readonly default: ComponentType }>;
}

/** The rooms of this console, for pages that speak for all of them. */
export const RoomsContext = createContext<readonly ConsoleRoom[]>([]);

/** Words of every room for what stands in the audit log. */
export const useAuditWords = (): Readonly<Record<string, Bilingual>> =>
  Object.assign({}, ...useContext(RoomsContext).map((room) => room.auditWords ?? {}));
