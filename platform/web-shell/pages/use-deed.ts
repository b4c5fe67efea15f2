import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiProblem } from '../api.ts';

/** Runs a request that changes something: busy meanwhile, its refusal kept, then the named readings are renewed. */
export const useDeed = (renews: readonly string[]) => {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const run = async <Answer>(ask: () => Promise<Answer>): Promise<Answer | null> => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await ask();
      await Promise.all(renews.map((path) => client.invalidateQueries({ queryKey: [path] })));
      return answer;
    } catch (error) {
      setProblem(error as ApiProblem);
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run, forget: () => setProblem(null) };
};
