import { useSearchParams } from 'react-router';
import { EXPLANATION_KINDS, type ExplanationKind } from '#dispatch/domain';
import type { EpochMs } from '#units';

export interface ExplainFilter {
  readonly element: string | null;
  readonly kind: ExplanationKind | null;
  readonly atMs: EpochMs | null;
  readonly area: string | null;
}

const kindOf = (text: string | null): ExplanationKind | null =>
  EXPLANATION_KINDS.find((kind) => kind === text) ?? null;

/** What the page is narrowed to; it lies in the address, so that a link or a reload shows the same. */
export const useExplainFilter = () => {
  const [search, setSearch] = useSearchParams();
  const at = Number(search.get('at') ?? Number.NaN);
  const filter: ExplainFilter = {
    element: search.get('element'),
    kind: kindOf(search.get('kind')),
    atMs: Number.isFinite(at) ? at : null,
    area: search.get('area'),
  };
  const change = (changes: Readonly<Record<string, string>>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === '') next.delete(name);
      else next.set(name, value);
    }
    setSearch(next, { replace: true });
  };
  return { filter, change };
};
