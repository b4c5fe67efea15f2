import type { JobKind } from '#dispatch/domain';
import { Choice, problemsOf, SelectField, TextField, useText } from '#platform/web-shell';
import { jobKindWords } from '../words.ts';
import { type JobFormProps, useField } from './job-field.ts';
import './job-form.css';
import { say } from './job-form-words.ts';
import { BatchFields, BulkFields, OnlineFields } from './job-kind-fields.tsx';

/** Fields of the job whose problems are shown beside their input. */
export const SHOWN_FIELDS = [
  'id',
  'name',
  'owner',
  'poolKind',
  'units',
  'durationHours',
  'earliestStartAt',
  'latestEndAt',
  'dueAt',
  'latenessYuanPerHour',
  'powerTier',
  'allowedSites',
  'checkpointHours',
  'minimumRunHours',
  'minimumUnits',
  'maximumUnits',
  'command',
  'latencyBoundMs',
  'unservedYuanPerUnitHour',
  'fromSite',
  'toSite',
  'volumeGb',
  'maximumGbps',
];

const MORE_FIELDS = [
  'earliestStartAt',
  'dueAt',
  'latenessYuanPerHour',
  'powerTier',
  'allowedSites',
  'owner',
  'command',
];

const SiteChoice = ({ draft, region, onChange, problems }: JobFormProps) => {
  const t = useText();
  const toggle = (id: string) =>
    onChange({
      allowedSites: draft.allowedSites.includes(id)
        ? draft.allowedSites.filter((one) => one !== id)
        : [...draft.allowedSites, id],
    });
  const wrong = problemsOf(problems, 'allowedSites');
  return (
    <fieldset className="wide job-sites">
      <legend>
        {t(say.sites)} <span className="faint">{t(say.sitesHint)}</span>
      </legend>
      {region.sites.map((site) => (
        <label key={site.id}>
          <input
            type="checkbox"
            checked={draft.allowedSites.includes(site.id)}
            onChange={() => toggle(site.id)}
          />{' '}
          {t(site.name)}
        </label>
      ))}
      {wrong.map((problem) => (
        <small key={problem.message} className="field-problem" role="alert">
          {problem.message} {problem.remedy}
        </small>
      ))}
    </fieldset>
  );
};

/** What most jobs leave as it is; opens by itself when one of them is wrong. */
const More = (props: JobFormProps) => {
  const t = useText();
  const field = useField(props);
  const { kind } = props.draft;
  const wrong = MORE_FIELDS.some((name) => problemsOf(props.problems, name).length > 0);
  return (
    <details className="wide job-more" open={wrong || undefined}>
      <summary>{t(say.more)}</summary>
      <div className="form">
        <TextField
          label={t(say.earliest)}
          hint={t(say.earliestHint)}
          type="datetime-local"
          {...field('earliestStart', 'earliestStartAt')}
        />
        <TextField label={t(say.due)} type="datetime-local" {...field('due', 'dueAt')} />
        <TextField
          label={t(say.lateness)}
          type="number"
          min={0}
          step="any"
          unit={t(say.yuanHour)}
          {...field('latenessYuanPerHour')}
        />
        {kind === 'bulk' || kind === 'online' ? null : (
          <SelectField label={t(say.tier)} hint={t(say.tierHint)} {...field('powerTier')}>
            {['0 %', '10 %', '25 %', '50 %'].map((slow, tier) => (
              <option key={slow} value={String(tier)}>
                {slow}
              </option>
            ))}
          </SelectField>
        )}
        <TextField label={t(say.owner)} autoComplete="off" {...field('owner')} />
        {kind === 'bulk' ? null : <SiteChoice {...props} />}
        {kind === 'bulk' || kind === 'online' ? null : (
          <div className="wide">
            <TextField
              label={t(say.command)}
              hint={t(say.commandHint)}
              placeholder="python train.py"
              autoComplete="off"
              spellCheck={false}
              {...field('command')}
            />
          </div>
        )}
      </div>
    </details>
  );
};

/** The form of one job; which fields there are follows its kind. */
export const JobForm = (props: JobFormProps) => {
  const t = useText();
  const field = useField(props);
  const { kind } = props.draft;
  const kinds = Object.keys(jobKindWords) as JobKind[];
  return (
    <div className="form">
      <div className="wide">
        <Choice
          label={t(say.kind)}
          value={kind}
          onChange={props.onKind}
          options={kinds.map((one) => ({ value: one, label: t(jobKindWords[one]) }))}
        />
        <p className="faint job-kind-note">{t(say[kind])}</p>
      </div>
      <TextField label={t(say.name)} hint={t(say.nameHint)} autoComplete="off" {...field('name')} />
      <TextField label={t(say.id)} required autoComplete="off" {...field('id')} />
      {kind === 'bulk' ? <BulkFields {...props} /> : <BatchFields {...props} />}
      {kind === 'online' ? <OnlineFields {...props} /> : null}
      <TextField
        label={t(say.latest)}
        type="datetime-local"
        required
        {...field('latestEnd', 'latestEndAt')}
      />
      <More {...props} />
    </div>
  );
};
