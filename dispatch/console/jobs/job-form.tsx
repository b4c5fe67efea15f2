import type { JobKind, Region } from '#dispatch/domain';
import {
  Choice,
  type FieldProblem,
  problemsOf,
  SelectField,
  TextField,
  useText,
  words,
} from '#platform/web-shell';
import { jobKindWords } from '../words.ts';
import type { JobDraft } from './job-draft.ts';
import './job-form.css';

const say = words({
  kind: { zh: '作业类型', en: 'Kind of job' },
  rigid: { zh: '一次启动，一直跑完；宽度不变。', en: 'Starts once and runs to its end at one width.' },
  preemptible: {
    zh: '可以暂停再继续，每次中断损失一个检查点。',
    en: 'May pause and resume; each interruption loses a checkpoint.',
  },
  elastic: {
    zh: '卡数可以在范围内选择，卡越多越快。',
    en: 'Its width may be chosen within bounds; wider is faster.',
  },
  online: {
    zh: '长期在线的服务，按用户地区的需求和时延在站点间分配。',
    en: 'A service that stays up; demand is routed to sites within the latency bound.',
  },
  bulk: {
    zh: '在两个站点之间搬运数据，占用网络带宽。',
    en: 'Data carried between two sites over the network.',
  },
  name: { zh: '名称', en: 'Name' },
  nameHint: { zh: '人看得懂的名字，可以不填', en: 'For people; may stay empty' },
  id: { zh: '编号', en: 'Id' },
  owner: { zh: '归属', en: 'Owner' },
  pool: { zh: '资源池类型', en: 'Kind of pool' },
  units: { zh: '卡数（或核数）', en: 'Width (cards or cores)' },
  duration: { zh: '时长', en: 'Duration' },
  earliest: { zh: '最早开始', en: 'Earliest start' },
  earliestHint: { zh: '不填：提交后随时', en: 'Empty: at once' },
  latest: { zh: '最晚结束', en: 'Must end by' },
  due: { zh: '希望结束', en: 'Wanted end' },
  lateness: { zh: '迟到罚金', en: 'Price of lateness' },
  tier: { zh: '可接受的降速', en: 'Tolerated slowdown' },
  tierHint: { zh: '允许限功率，电紧张时会慢一些', en: 'Power may be capped when it is scarce' },
  sites: { zh: '数据只能留在', en: 'Data must stay on' },
  sitesHint: { zh: '一个都不选：任何站点', en: 'None chosen: any site' },
  checkpoint: { zh: '一次中断的损失', en: 'Lost by an interruption' },
  minimum: { zh: '最少卡数', en: 'Narrowest' },
  maximum: { zh: '最多卡数', en: 'Widest' },
  command: { zh: '命令', en: 'Command' },
  commandHint: {
    zh: '由本地执行器运行；不填则由孪生模拟',
    en: 'Run by the local executor; empty: the twin stands for the work',
  },
  userRegion: { zh: '用户地区', en: 'Users in' },
  peak: { zh: '高峰需求', en: 'Peak demand' },
  latency: { zh: '时延上限', en: 'Latency bound' },
  unserved: { zh: '未满足的代价', en: 'Cost when not served' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
  volume: { zh: '数据量', en: 'Volume' },
  rate: { zh: '最高速率', en: 'Highest rate' },
  more: {
    zh: '更多：时间窗、迟到、降速、归属、站点、命令',
    en: 'More: window, lateness, slowdown, owner, sites, command',
  },
  choose: { zh: '请选择', en: 'Choose' },
  yuanHour: { zh: '元/小时', en: 'CNY/h' },
  yuanUnitHour: { zh: '元/卡时', en: 'CNY/unit·h' },
  unitsShort: { zh: '卡', en: 'units' },
});

export interface JobFormProps {
  readonly draft: JobDraft;
  readonly problems: readonly FieldProblem[];
  readonly region: Region;
  readonly onChange: (change: Partial<JobDraft>) => void;
  readonly onKind: (kind: JobKind) => void;
}
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

const useField =
  ({ draft, problems, onChange }: JobFormProps) =>
  (key: keyof JobDraft, field: string = key) => ({
    value: draft[key] as string,
    problems: problemsOf(problems, field),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ [key]: event.currentTarget.value }),
  });

const BatchFields = (props: JobFormProps) => {
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
      {draft.kind === 'preemptible' ? (
        <TextField
          label={t(say.checkpoint)}
          type="number"
          min={0}
          step="any"
          unit="h"
          {...field('checkpointHours')}
        />
      ) : null}
      {draft.kind === 'elastic' ? (
        <>
          <TextField label={t(say.minimum)} type="number" min={1} required {...field('minimumUnits')} />
          <TextField label={t(say.maximum)} type="number" min={1} required {...field('maximumUnits')} />
        </>
      ) : null}
    </>
  );
};

const OnlineFields = (props: JobFormProps) => {
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

const BulkFields = (props: JobFormProps) => {
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
