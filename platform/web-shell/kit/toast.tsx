import { useSyncExternalStore } from 'react';
import { Icon } from './icon.tsx';

export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'alarm' | 'idle';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();
const set = (next: readonly Toast[]) => {
  toasts = next;
  for (const listener of listeners) listener();
};
const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id));

/** Says what just happened, for some seconds; failures stay longer. */
export const toast = (text: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void => {
  const id = nextId++;
  set([...toasts.slice(-3), { id, text, tone: 'good', ...options }]);
  setTimeout(() => dismiss(id), options.tone === 'alarm' ? 12_000 : 6_000);
};

export const Toasts = () => {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, tone, text, action }) => (
        <div key={id} className={`toast toast-${tone}`}>
          <Icon name={tone === 'alarm' ? 'alarm' : tone === 'good' ? 'check' : 'info'} size={16} />
          <span>{text}</span>
          {action ? (
            <button
              type="button"
              onClick={() => {
                action.run();
                dismiss(id);
              }}
            >
              {action.label}
            </button>
          ) : null}
        </div>
      ))}
    </div>
  );
};
