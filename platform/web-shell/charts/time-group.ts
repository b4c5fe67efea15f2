import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useState,
  useSyncExternalStore,
} from 'react';
import type { EpochMs } from '#units';
import type { TimeWindow } from './picture.ts';

interface TimeState {
  readonly cursorMs: EpochMs | null;
  /** Null shows everything. */
  readonly window: TimeWindow | null;
}

/** Cursor and zoom that the charts of a page share. */
export interface TimeGroup {
  readonly state: () => TimeState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly pointAt: (cursorMs: EpochMs | null) => void;
  readonly show: (window: TimeWindow | null) => void;
}

export const createTimeGroup = (): TimeGroup => {
  let state: TimeState = { cursorMs: null, window: null };
  const listeners = new Set<() => void>();
  const set = (next: TimeState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pointAt: (cursorMs) => cursorMs !== state.cursorMs && set({ ...state, cursorMs }),
    show: (window) => set({ ...state, window }),
  };
};

const GroupContext = createContext<TimeGroup | null>(null);

/** Charts inside share one cursor and one zoom. */
export const ChartGroup = ({ children }: { readonly children: ReactNode }) => {
  const [group] = useState(createTimeGroup);
  return createElement(GroupContext.Provider, { value: group }, children);
};

/** The page's group, or one of the chart's own outside any group. */
export const useTimeGroup = (): TimeGroup => {
  const shared = useContext(GroupContext);
  const [own] = useState(createTimeGroup);
  return shared ?? own;
};
export const useCursorMs = (group: TimeGroup): EpochMs | null =>
  useSyncExternalStore(group.subscribe, () => group.state().cursorMs);
export const useWindow = (group: TimeGroup): TimeWindow | null =>
  useSyncExternalStore(group.subscribe, () => group.state().window);
