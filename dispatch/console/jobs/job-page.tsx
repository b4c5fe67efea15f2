import { useState } from 'react';
import { useParams } from 'react-router';
import type { JobAlternative, JobStory } from '#dispatch/domain';
import {
  api,
  Button,
  ButtonLink,
  Card,
  Chip,
  Confirm,
  createFormat,
  Fact,
  Facts,
  Page,
  Reading,
  refusalText,
  toast,
  useFormat,
  useMay,
  useRead,
  useText,
  words,
} from '#platform/web-shell';
import { nameInRegion } from '../element-names.ts';
import { useOverview } from '../overview-read.ts';
import { useRegion } from '../region-read.ts';
import { jobKindWords, jobStateTone, jobStateWords, widthText } from '../words.ts';
import { jobAnswer } from './job-answer.ts';
import { JobEnergy } from './job-energy.tsx';
import './jobs.css';
import { PauseFact } from './pause-fact.tsx';
import { TrackPicture } from './track-picture.tsx';

const say = words({
  back: { zh: '全部作业', en: 'All jobs' },
  proof: { zh: '用电证明', en: 'Proof of its energy' },
  cancel: { zh: '取消作业', en: 'Cancel the job' },
  cancelTitle: { zh: '取消“{name}”？', en: 'Cancel “{name}”?' },
  cancelRunning: {
    zh: '正在 {site} 运行的进程会被终止，释放 {units}；已用的 {energy} 不能收回，没有保存的结果会丢失。',
    en: 'Its process at {site} is stopped and {units} are freed; the {energy} already used are spent, and results not saved are lost.',
  },
  cancelWaiting: {
    zh: '它不会启动，排给它的 {units} 在下一份计划里让给别的作业。',
    en: 'It will not start; the {units} planned for it go to other jobs in the next plan.',
  },
  cancelled: { zh: '已取消 {name}', en: '{name} is cancelled' },
  time: { zh: '时间', en: 'Time' },
  why: { zh: '为什么这样排', en: 'Why it was placed so' },
  events: { zh: '经过', en: 'What happened' },
  output: { zh: '程序输出', en: 'Output of its process' },
  noOutput: { zh: '这个作业没有输出。', en: 'This job has no output.' },
  outputForOperators: { zh: '程序输出只有调度员可以查看。', en: 'Only operators may read it.' },
  kind: { zh: '类型', en: 'Kind' },
  width: { zh: '规模', en: 'Width' },
  duration: { zh: '时长', en: 'Duration' },
  site: { zh: '站点', en: 'Site' },
  power: { zh: '功率档', en: 'Power' },
  cost: { zh: '电费', en: 'Energy cost' },
  atOnce: { zh: '马上开始要花', en: 'At once it would cost' },
  co2: { zh: '排放', en: 'Emissions' },
  boundBy: { zh: '受限于', en: 'Bound by' },
  nextBest: { zh: '次优', en: 'Next best' },
  around: { zh: '当时还决定了什么', en: 'What was decided around it' },
  pieces: { zh: '分段', en: 'Pieces' },
  id: { zh: '编号', en: 'Id' },
  volume: { zh: '数据量', en: 'Volume' },
  route: { zh: '路线', en: 'Route' },
  centre: { zh: '调度中心', en: 'the centre' },
  owner: { zh: '归属', en: 'Owner' },
  unplanned: { zh: '还没有计划。', en: 'Not planned yet.' },
});

const WORKING = new Set(['submitted', 'planned', 'running', 'paused']);

const CancelButton = ({ story, siteName }: { readonly story: JobStory; readonly siteName: string }) => {
  const t = useText();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const name = story.name ?? story.id;
  const cancel = async () => {
    setBusy(true);
    try {
      await api.post(`/api/dispatch/jobs/${encodeURIComponent(story.id)}/cancel`);
      toast(t(say.cancelled, { name }));
    } catch (error) {
      toast(refusalText(error, t), { tone: 'alarm' });
    }
    setBusy(false);
    setAsking(false);
  };
  const effect =
    story.state === 'running' || story.state === 'paused' ? say.cancelRunning : say.cancelWaiting;
  return (
    <>
      <Button icon="stop" onClick={() => setAsking(true)}>
        {t(say.cancel)}
      </Button>
      <Confirm
        open={asking}
        busy={busy}
        title={t(say.cancelTitle, { name })}
        effect={
          <p>
            {t(effect, {
              site: siteName,
              units: widthText(story, format),
              energy: format.energyWh(story.energyWh),
            })}
          </p>
        }
        action={t(say.cancel)}
        onConfirm={() => void cancel()}
        onClose={() => setAsking(false)}
      />
    </>
  );
};

const WhyCard = ({ story }: { readonly story: JobStory }) => {
  const t = useText();
  const format = useFormat();
  const { placement, refusal } = story;
  return (
    <Card title={t(say.why)} span={4}>
      <div className="stack">
        <p>{refusal ? t(refusal) : placement ? t(placement.reason) : t(say.unplanned)}</p>
        {placement ? (
          <Facts>
            <Fact label={t(say.cost)}>{format.money(placement.costYuan)}</Fact>
            <Fact label={t(say.atOnce)}>{format.money(placement.runAtOnceYuan)}</Fact>
            <Fact label={t(say.co2)}>{format.co2(placement.co2Tonnes)}</Fact>
            <Fact label={t(say.power)}>{format.percent(placement.powerRatio)}</Fact>
            <Fact label={t(say.pieces)}>{format.count(placement.segments.length)}</Fact>
            {placement.binding ? (
              <Fact label={t(say.boundBy)} title={placement.binding.block}>
                {t(placement.binding.text)}
              </Fact>
            ) : null}
            {placement.alternative ? <NextBest alternative={placement.alternative} /> : null}
          </Facts>
        ) : null}
        {placement?.segments[0] ? (
          <ButtonLink
            small
            kind="quiet"
            icon="why"
            to={`/explain?element=${encodeURIComponent(placement.poolId)}&at=${placement.segments[0].startMs}`}
          >
            {t(say.around)}
          </ButtonLink>
        ) : null}
      </div>
    </Card>
  );
};

/** Another site or start, and what it would have cost more. */
const NextBest = ({ alternative }: { readonly alternative: JobAlternative }) => {
  const t = useText();
  const format = useFormat();
  const region = useRegion().data;
  const { extraYuan, siteId, startMs } = alternative;
  return (
    <Fact label={t(say.nextBest)}>
      {t(nameInRegion(region, siteId))}, {format.dateTime(startMs)}: {extraYuan < 0 ? '−' : '+'}
      {format.money(Math.abs(extraYuan))}
    </Fact>
  );
};

const Events = ({ story }: { readonly story: JobStory }) => {
  const t = useText();
  const format = useFormat();
  return (
    <ol className="events">
      {story.events.map((event) => (
        <li key={`${event.atMs}${event.kind}`}>
          <time title={`UTC ${format.utc(event.atMs)}`}>{format.dateTime(event.atMs)}</time>
          <span>
            {t(event.text)}{' '}
            <span className="faint">{event.actor === 'centre' ? t(say.centre) : event.actor}</span>
          </span>
        </li>
      ))}
    </ol>
  );
};

const Story = ({ story, nowMs }: { readonly story: JobStory; readonly nowMs: number }) => {
  const t = useText();
  const format = useFormat();
  const region = useRegion().data;
  const may = useMay('operator');
  const siteName = story.siteId ? t(nameInRegion(region, story.siteId)) : '—';
  const answer = jobAnswer({ ...story, siteId: story.siteId ? siteName : null }, nowMs, {
    zh: createFormat('zh'),
    en: createFormat('en'),
  });
  return (
    <Page
      title={`${story.name ?? story.id}`}
      answer={
        <>
          <Chip tone={jobStateTone[story.state]}>{t(jobStateWords[story.state])}</Chip> {t(answer)}
        </>
      }
      actions={
        <>
          <ButtonLink to="/jobs" kind="quiet">
            {t(say.back)}
          </ButtonLink>
          {story.energyWh > 0 ? (
            <ButtonLink to={`/proof?job=${encodeURIComponent(story.id)}`} kind="quiet" icon="check">
              {t(say.proof)}
            </ButtonLink>
          ) : null}
          {may && WORKING.has(story.state) ? <CancelButton story={story} siteName={siteName} /> : null}
        </>
      }
    >
      <Card title={t(say.time)} span={8}>
        <TrackPicture story={story} nowMs={nowMs} />
        <Facts>
          <Fact label={t(say.kind)}>{t(jobKindWords[story.kind])}</Fact>
          {story.job.kind === 'bulk' ? (
            <>
              <Fact label={t(say.volume)}>{`${format.count(story.job.volumeGb)} GB`}</Fact>
              <Fact label={t(say.route)}>
                {`${t(nameInRegion(region, story.job.fromSite))} → ${t(nameInRegion(region, story.job.toSite))}`}
              </Fact>
            </>
          ) : (
            <>
              <Fact label={t(say.width)}>{widthText(story, format)}</Fact>
              {story.durationHours === null ? null : (
                <Fact label={t(say.duration)}>{format.duration(story.durationHours)}</Fact>
              )}
              <PauseFact job={story.job} />
              <Fact label={t(say.site)}>{siteName}</Fact>
            </>
          )}
          {story.owner ? <Fact label={t(say.owner)}>{story.owner}</Fact> : null}
          <Fact label={t(say.id)}>
            <code>{story.id}</code>
          </Fact>
        </Facts>
      </Card>
      <WhyCard story={story} />
      <Card span={8}>{region ? <JobEnergy story={story} region={region} nowMs={nowMs} /> : null}</Card>
      <div className="span-4 stack" style={{ gap: 12 }}>
        <Card title={t(say.events)}>
          <Events story={story} />
        </Card>
        <Card title={t(say.output)}>
          {story.output ? (
            <pre className="job-output">{story.output}</pre>
          ) : (
            <p className="faint">{t(may ? say.noOutput : say.outputForOperators)}</p>
          )}
        </Card>
      </div>
    </Page>
  );
};

/** One job from its submission to its last watt-hour. */
export default function JobPage() {
  const t = useText();
  const { id = '' } = useParams();
  const read = useRead<JobStory>(`/api/dispatch/jobs/${encodeURIComponent(id)}`, {
    topics: ['dispatch.jobs', 'dispatch.plan'],
    everyMs: 20_000,
  });
  const clock = useOverview().data?.clock;
  if (read.data && read.data.id === id)
    return <Story story={read.data} nowMs={clock?.nowMs ?? read.data.submittedAtMs} />;
  return (
    <Page
      title={id}
      actions={
        <ButtonLink to="/jobs" kind="quiet">
          {t(say.back)}
        </ButtonLink>
      }
    >
      <Card>
        <Reading read={read} height={420}>
          {() => null}
        </Reading>
      </Card>
    </Page>
  );
}
