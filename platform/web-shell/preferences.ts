import { useSyncExternalStore } from 'react';
import type { Theme } from '#platform/look';
import type { Language } from '#units';

export type ThemeChoice = Theme | 'system';
export interface Preferences {
  readonly language: Language;
  readonly theme: ThemeChoice;
  readonly railOpen: boolean;
}

const KEY = 'wattbit.preferences';
const listeners = new Set<() => void>();

const initial = (): Preferences => {
  const standard: Preferences = {
    language: navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
    theme: 'system',
    railOpen: false,
  };
  try {
    return { ...standard, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>) };
  } catch {
    return standard;
  }
};

let current: Preferences | null = null;
export const preferences = (): Preferences => {
  current ??= initial();
  return current;
};

/** Writes the choice to the document, so that CSS and screen readers follow it. */
export const applyPreferences = (): void => {
  const { language, theme } = preferences();
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
};

/** Changes some preferences, keeps them on this device and tells every reader. */
export const setPreferences = (change: Partial<Preferences>): void => {
  current = { ...preferences(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A browser that forbids storage keeps the choice until the page is closed.
  }
  applyPreferences();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    dark.removeEventListener('change', listener);
  };
};

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, preferences);
export const useLanguage = (): Language => usePreferences().language;

const themeNow = (): Theme => {
  const choice = preferences().theme;
  if (choice !== 'system') return choice;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
};
/** The theme that is on, the system's wish resolved. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, themeNow);
