import { EXPLANATION_WORDS } from '#dispatch/charts';
import type { Plan } from '#dispatch/domain';
import { Button, useFormat, useText } from '#platform/web-shell';
import { horizonEndMs, MS_PER_HOUR } from '#units';
import { say } from './explain-words.ts';
import type { ExplainFilter } from './use-explain-filter.ts';

interface FiltersProps {
  readonly plan: Plan;
  readonly filter: ExplainFilter;
  readonly nameOf: (id: string) => string;
  readonly onChange: (changes: Readonly<Record<string, string>>) => void;
}

/** Narrows the list of decisions to an element, a kind, an hour. */
export const ExplainFilters = ({ plan, filter, nameOf, onChange }: FiltersProps) => {
  const t = useText();
  const format = useFormat();
  const { explanations, horizon } = plan;
  const elements = new Set(
    explanations.flatMap((row) => [row.element, ...row.binding.map((bound) => bound.element)]),
  );
  const kinds = new Set(explanations.map(({ kind }) => kind));
  const hours: number[] = [];
  for (let ms = horizon.startMs; ms < horizonEndMs(horizon); ms += MS_PER_HOUR) hours.push(ms);
  if (filter.atMs !== null && !hours.includes(filter.atMs)) hours.push(filter.atMs);
  if (filter.element !== null) elements.add(filter.element);
  const select = (
    name: string,
    label: string,
    any: string,
    value: string,
    options: readonly (readonly [string, string])[],
  ) => (
    <select
      className="control"
      aria-label={label}
      value={value}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    >
      <option value="">{any}</option>
      {options.map(([id, text]) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
  const isNarrow = filter.element !== null || filter.kind !== null || filter.atMs !== null;
  return (
    <search className="row explain-filters">
      {select(
        'element',
        t(say.element),
        t(say.allElements),
        filter.element ?? '',
        named([...elements], nameOf),
      )}
      {select(
        'kind',
        t(say.kind),
        t(say.allKinds),
        filter.kind ?? '',
        [...kinds].map((kind) => [kind, t(EXPLANATION_WORDS[kind])] as const),
      )}
      {select(
        'at',
        t(say.time),
        t(say.allTimes),
        filter.atMs === null ? '' : String(filter.atMs),
        hours.sort((a, b) => a - b).map((ms) => [String(ms), format.dateTime(ms)] as const),
      )}
      {isNarrow ? (
        <Button small kind="quiet" icon="close" onClick={() => onChange({ element: '', kind: '', at: '' })}>
          {t(say.clear)}
        </Button>
      ) : null}
    </search>
  );
};

const named = (ids: readonly string[], nameOf: (id: string) => string): (readonly [string, string])[] =>
  ids.map((id) => [id, nameOf(id)] as const).sort((a, b) => a[1].localeCompare(b[1]));
