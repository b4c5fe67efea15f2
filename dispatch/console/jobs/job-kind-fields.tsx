import { SelectField, TextField, useText } from '#platform/web-shell';
import { type JobFormProps, useField } from './job-field.ts';
import { say } from './job-form-words.ts';

/** Work on a pool. */
export const BatchFields = (props: JobFormProps) => {
  const t = useText();
  const field = useField(props);
  const { draft, region } = props;
  const kinds = [...new Set(region.sites.flatMap((site) => site.pools.map((pool) => pool.kind)))];
  return (
    <>
      <SelectField label={t(say.pool)} required {...field('poolKind')}>
        <option value="">{t(say.choose)}</option>
        {kinds.map((kind) => (
          <option key={kind}>{kind}</option>
        ))}
      </SelectField>
      {draft.kind === 'online' ? null : (
        <>
          <TextField label={t(say.units)} type="number" min={1} step="any" required {...field('units')} />
          <TextField
            label={t(say.duration)}
            type="number"
            min={0.01}
            step="any"
            unit="h"
            required
            {...field('durationHours')}
          />
        </>
      )}
      {draft.kind === 'preemptible' ? <PauseFields {...props} /> : null}
      {draft.kind === 'elastic' ? (
        <>
          <TextField label={t(say.minimum)} type="number" min={1} required {...field('minimumUnits')} />
          <TextField label={t(say.maximum)} type="number" min={1} required {...field('maximumUnits')} />
        </>
      ) : null}
    </>
  );
};

const PauseFields = (props: JobFormProps) => {
  const t = useText();
  const field = useField(props);
  const hours = { type: 'number', min: 0, step: 'any', unit: 'h' } as const;
  return (
    <>
      <TextField label={t(say.checkpoint)} {...hours} {...field('checkpointHours')} />
      <TextField
        label={t(say.minimumRun)}
        hint={t(say.minimumRunHint)}
        {...hours}
        {...field('minimumRunHours')}
      />
    </>
  );
};

/** A service. */
export const OnlineFields = (props: JobFormProps) => {
  const t = useText();
  const field = useField(props);
  return (
    <>
      <SelectField label={t(say.userRegion)} required {...field('userRegion', 'demand[0].userRegion')}>
        <option value="">{t(say.choose)}</option>
        {props.region.userRegions.map((region) => (
          <option key={region.id} value={region.id}>
            {t(region.name)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t(say.peak)}
        type="number"
        min={1}
        unit={t(say.unitsShort)}
        required
        {...field('peakUnits', 'demand[0].peakUnits')}
      />
      <TextField
        label={t(say.latency)}
        type="number"
        min={1}
        unit="ms"
        required
        {...field('latencyBoundMs')}
      />
      <TextField
        label={t(say.unserved)}
        type="number"
        min={0}
        step="any"
        unit={t(say.yuanUnitHour)}
        required
        {...field('unservedYuanPerUnitHour')}
      />
    </>
  );
};

/** A transfer. */
export const BulkFields = (props: JobFormProps) => {
  const t = useText();
  const field = useField(props);
  const options = [
    <option key="" value="">
      {t(say.choose)}
    </option>,
    ...props.region.sites.map((site) => (
      <option key={site.id} value={site.id}>
        {t(site.name)}
      </option>
    )),
  ];
  return (
    <>
      <SelectField label={t(say.from)} required {...field('fromSite')}>
        {options}
      </SelectField>
      <SelectField label={t(say.to)} required {...field('toSite')}>
        {options}
      </SelectField>
      <TextField
        label={t(say.volume)}
        type="number"
        min={0}
        step="any"
        unit="GB"
        required
        {...field('volumeGb')}
      />
      <TextField label={t(say.rate)} type="number" min={0} step="any" unit="Gb/s" {...field('maximumGbps')} />
    </>
  );
};
