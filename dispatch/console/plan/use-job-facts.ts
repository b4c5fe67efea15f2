import { useQuery } from '@tanstack/react-query';
import type { JobKind, JobRow } from '#dispatch/domain';
import { api, queryString } from '#platform/web-shell';

export type JobFacts = ReadonlyMap<string, { readonly name: string | null; readonly kind: JobKind }>;

interface JobsAnswer {
  readonly rows: readonly JobRow[];
  readonly next: string | number | null;
}
/** Pages of the job list read at most; a plan of more jobs shows the rest as 'other'. */
const PAGES = 20;

const readFacts = async (): Promise<JobFacts> => {
  const facts = new Map<string, { name: string | null; kind: JobKind }>();
  let after: string | number | null = null;
  for (let page = 0; page < PAGES; page++) {
    const path: string = `/api/dispatch/jobs${queryString({ limit: 1000, after })}`;
    const answer: JobsAnswer = await api.get<JobsAnswer>(path);
    for (const { id, name, kind } of answer.rows) facts.set(id, { name, kind });
    after = answer.next;
    if (after === null) break;
  }
  return facts;
};

/** Names and kinds of the jobs, read only when a picture asks for them. */
export const useJobFacts = (wanted: boolean): JobFacts | null =>
  useQuery({ queryKey: ['job-facts'], queryFn: readFacts, enabled: wanted, staleTime: 60_000 }).data ?? null;
