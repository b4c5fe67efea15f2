import { useText, words } from '#platform/web-shell';
import { JOB_STATE_LIST, jobKindWords, jobStateWords } from '../words.ts';

const say = words({
  search: { zh: '按名称、编号或归属查找', en: 'Find by name, id or owner' },
  anyState: { zh: '全部状态', en: 'Any state' },
  anyKind: { zh: '全部类型', en: 'Any kind' },
  anySite: { zh: '全部站点', en: 'Any site' },
  state: { zh: '状态', en: 'State' },
  kind: { zh: '类型', en: 'Kind' },
  site: { zh: '站点', en: 'Site' },
});

export const FILTERS = ['text', 'state', 'kind', 'site'] as const;
export type Filter = (typeof FILTERS)[number];

/** What the list of jobs can be narrowed by. */
export const JobFilters = ({
  value,
  onChange,
  sites,
}: {
  readonly value: (filter: Filter) => string;
  readonly onChange: (filter: Filter, next: string) => void;
  readonly sites: readonly (readonly [string, string])[];
}) => {
  const t = useText();
  const select = (
    filter: Filter,
    label: string,
    any: string,
    options: readonly (readonly [string, string])[],
  ) => (
    <select
      className="control"
      aria-label={label}
      value={value(filter)}
      onChange={(event) => onChange(filter, event.currentTarget.value)}
    >
      <option value="">{any}</option>
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
  return (
    <search className="row job-filters">
      <input
        type="search"
        className="control"
        placeholder={t(say.search)}
        aria-label={t(say.search)}
        value={value('text')}
        onChange={(event) => onChange('text', event.currentTarget.value)}
      />
      {select(
        'state',
        t(say.state),
        t(say.anyState),
        JOB_STATE_LIST.map((state) => [state, t(jobStateWords[state])]),
      )}
      {select(
        'kind',
        t(say.kind),
        t(say.anyKind),
        Object.entries(jobKindWords).map(([kind, name]) => [kind, t(name)]),
      )}
      {select('site', t(say.site), t(say.anySite), sites)}
    </search>
  );
};
