import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Objective } from '#dispatch/domain';
import { type ApiProblem, api, listen } from '#platform/web-shell';

export interface PlanRequest {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly stage: string | null;
  readonly ratio: number;
  readonly planId: string | null;
  readonly error: { readonly zh: string; readonly en: string } | string | null;
}
export interface PlanWish {
  readonly hours?: number;
  readonly objective?: Objective;
}

const KEY = 'wattbit.plan-request';
const pathOf = (id: string) => `/api/dispatch/plans/requests/${encodeURIComponent(id)}`;
const isOver = (state: PlanRequest['state'] | undefined): boolean =>
  state === 'done' || state === 'failed' || state === 'cancelled';

/** A plan asked for by hand: its progress survives a reload, because its id is kept with the tab. */
export const usePlanRequest = (onEnd: (request: PlanRequest) => void) => {
  const client = useQueryClient();
  const [id, setId] = useState<string | null>(() => sessionStorage.getItem(KEY));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [asking, setAsking] = useState(false);
  const [stoppingId, setStoppingId] = useState<string | null>(null);
  const keep = (next: string | null) => {
    if (next === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, next);
    setId(next);
  };
  const read = useQuery<PlanRequest, ApiProblem>({
    queryKey: ['plan-request', id],
    queryFn: () => api.get<PlanRequest>(pathOf(id ?? '')),
    enabled: id !== null,
    refetchInterval: 1_000,
    retry: 2,
  });
  useEffect(
    () =>
      id === null
        ? undefined
        : listen('dispatch.plan', () => void client.invalidateQueries({ queryKey: ['plan-request', id] })),
    [client, id],
  );
  useEffect(() => {
    if (id === null) return;
    // A request the server no longer knows (restarted, forgotten) is not waited for.
    if (read.error) keep(null);
    if (read.data?.id === id && isOver(read.data.state)) {
      keep(null);
      onEnd(read.data);
    }
  });
  const ask = async (wish: PlanWish) => {
    setProblem(null);
    setAsking(true);
    try {
      const { requestId } = await api.post<{ requestId: string }>('/api/dispatch/plans', wish);
      keep(requestId);
    } catch (error) {
      setProblem(error as ApiProblem);
    }
    setAsking(false);
  };
  const cancel = () => {
    if (id === null) return;
    setStoppingId(id);
    api.delete(pathOf(id)).catch((error: ApiProblem) => {
      setStoppingId(null);
      setProblem(error);
    });
  };
  return {
    request: id === null ? null : (read.data ?? null),
    busy: asking || id !== null,
    ask,
    cancel,
    /** The wish is withdrawn, its end not yet seen. */
    stopping: id !== null && stoppingId === id,
    problem,
  };
};
