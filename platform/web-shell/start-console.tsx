import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query';
import { StrictMode, useCallback, useEffect, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { type ApiProblem, api, onSignedOut } from './api.ts';
import { ConsoleShell } from './console-shell.tsx';
import { Failure } from './kit/empty.tsx';
import { openLive } from './live.ts';
import { applyPreferences } from './preferences.ts';
import type { ConsoleRoom } from './room.ts';
import { type Session, SessionContext } from './session.tsx';
import { SignIn } from './sign-in.tsx';
import './styles/base.css';
import './styles/rail.css';
import './styles/top-bar.css';
import './styles/front.css';
import './styles/palette.css';
import './styles/page.css';
import './styles/buttons.css';
import './styles/marks.css';
import './styles/figures.css';
import './styles/tables.css';
import './styles/sheets.css';
import './styles/forms.css';
import './styles/waiting.css';
import './styles/toasts.css';

const SESSION = ['/api/session'];

/** Null when nobody is signed in; other refusals stay refusals. */
const readSession = async (): Promise<Session | null> => {
  try {
    return await api.get<Session>('/api/session');
  } catch (error) {
    if ((error as ApiProblem).status === 401) return null;
    throw error;
  }
};

const Door = ({ rooms }: { readonly rooms: readonly ConsoleRoom[] }) => {
  const client = useQueryClient();
  const {
    data: session,
    error,
    refetch,
  } = useQuery({ queryKey: SESSION, queryFn: readSession, staleTime: 60_000 });
  const leave = useCallback(() => {
    client.clear();
    client.setQueryData(SESSION, null);
  }, [client]);
  useEffect(() => onSignedOut(leave), [leave]);
  const name = session?.name;
  useEffect(() => (name === undefined ? undefined : openLive()), [name]);
  const control = useMemo(
    () =>
      session && {
        session,
        signOut: async () => {
          await api.delete('/api/session').catch(() => undefined);
          leave();
        },
      },
    [session, leave],
  );
  if (error && session === undefined)
    return (
      <main className="front">
        <Failure error={error} onRetry={() => void refetch()} />
      </main>
    );
  if (session === undefined) return <main className="front" aria-busy="true" />;
  if (!control) return <SignIn onSession={(next) => client.setQueryData(SESSION, next)} />;
  return (
    <SessionContext value={control}>
      <ConsoleShell rooms={rooms} />
    </SessionContext>
  );
};

/** Shows the console with these rooms in an element of the page. */
export const startConsole = (element: HTMLElement, rooms: readonly ConsoleRoom[]): void => {
  applyPreferences();
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2_000,
        retry: (count, error) => (error as ApiProblem).status === 0 && count < 5,
        retryDelay: (attempt) => Math.min(1_000 * 2 ** attempt, 15_000),
      },
    },
  });
  createRoot(element).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <BrowserRouter>
          <Door rooms={rooms} />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
};
