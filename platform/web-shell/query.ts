import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type ApiProblem, api } from './api.ts';
import { useLiveRefresh } from './live.ts';

export interface ReadOptions {
  /** Server events after which the answer is read again, e.g. `['dispatch.plan']`. */
  readonly topics?: readonly string[];
  /** Read again after so many milliseconds even without an event. */
  readonly everyMs?: number;
}

/** Reads `path` and keeps it fresh; `null` reads nothing yet. The previous answer stays while the next comes. */
export const useRead = <Answer>(
  path: string | null,
  options: ReadOptions = {},
): UseQueryResult<Answer, ApiProblem> => {
  useLiveRefresh(path, options.topics ?? []);
  return useQuery<Answer, ApiProblem>({
    queryKey: [path],
    queryFn: () => api.get<Answer>(path ?? ''),
    enabled: path !== null,
    placeholderData: keepPreviousData,
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
  });
};
