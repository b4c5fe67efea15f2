import type { JobRow } from '#dispatch/domain';
import { Chip, type Column, useFormat, useText, words } from '#platform/web-shell';
import { jobKindWords, jobStateTone, jobStateWords, widthText } from '../words.ts';

const say = words({
  state: { zh: '状态', en: 'State' },
  kind: { zh: '类型', en: 'Kind' },
  site: { zh: '站点', en: 'Site' },
  name: { zh: '名称', en: 'Name' },
  width: { zh: '规模', en: 'Width' },
  duration: { zh: '时长', en: 'Duration' },
  start: { zh: '开始', en: 'Starts' },
  end: { zh: '结束', en: 'Ends' },
  latest: { zh: '最晚结束', en: 'Must end by' },
  energy: { zh: '用电 · 清洁', en: 'Energy · clean' },
  cleanShare: { zh: '{share} 清洁', en: '{share} clean' },
  actual: { zh: '实际', en: 'actual' },
  planned: { zh: '计划', en: 'planned' },
});

/** Columns of the list of jobs; planned times stand apart from actual ones. */
export const useJobColumns = (siteName: (id: string | null) => string): readonly Column<JobRow>[] => {
  const t = useText();
  const format = useFormat();
  const start = (job: JobRow) => job.startedAtMs ?? job.plannedStartMs;
  const end = (job: JobRow) => job.endedAtMs ?? job.plannedEndMs;
  const when = (ms: number | null, real: boolean) => (
    <time
      className={real ? undefined : 'planned'}
      title={
        ms === null
          ? ''
          : `${t(real ? say.actual : say.planned)} · ${format.dateTimeFull(ms)} · UTC ${format.utc(ms)}`
      }
    >
      {format.dateTime(ms)}
    </time>
  );
  return [
    {
      id: 'name',
      title: t(say.name),
      cell: (job) => (
        <span className="job-name">
          <strong>{job.name ?? job.id}</strong>
          {job.owner ? <span className="faint"> {job.owner}</span> : null}
        </span>
      ),
      sortBy: (job) => job.name ?? job.id,
    },
    {
      id: 'state',
      title: t(say.state),
      cell: (job) => <Chip tone={jobStateTone[job.state]}>{t(jobStateWords[job.state])}</Chip>,
      sortBy: (job) => job.state,
    },
    {
      id: 'kind',
      title: t(say.kind),
      cell: (job) => <span className="nowrap">{t(jobKindWords[job.kind])}</span>,
      sortBy: (job) => job.kind,
      minor: true,
    },
    {
      id: 'width',
      title: t(say.width),
      cell: (job) => widthText(job, format),
      sortBy: (job) => job.units,
      numeric: true,
      minor: true,
    },
    {
      id: 'duration',
      title: t(say.duration),
      cell: (job) => format.duration(job.durationHours),
      sortBy: (job) => job.durationHours,
      numeric: true,
      minor: true,
    },
    {
      id: 'site',
      title: t(say.site),
      cell: (job) => (
        <span className="clip" title={siteName(job.siteId)}>
          {siteName(job.siteId)}
        </span>
      ),
      sortBy: (job) => job.siteId,
      minor: true,
    },
    {
      id: 'start',
      title: t(say.start),
      cell: (job) => when(start(job), job.startedAtMs !== null),
      sortBy: start,
      numeric: true,
    },
    {
      id: 'end',
      title: t(say.end),
      cell: (job) => when(end(job), job.endedAtMs !== null),
      sortBy: end,
      numeric: true,
      minor: true,
    },
    {
      id: 'latest',
      title: t(say.latest),
      cell: (job) => format.dateTime(job.latestEndMs),
      sortBy: (job) => job.latestEndMs,
      numeric: true,
      minor: true,
    },
    {
      id: 'energy',
      title: t(say.energy),
      cell: (job) =>
        job.energyWh > 0 ? (
          <span title={t(say.cleanShare, { share: format.percent(job.cleanWh / job.energyWh) })}>
            {format.energyWh(job.energyWh)}{' '}
            <span className="faint">{format.percent(job.cleanWh / job.energyWh)}</span>
          </span>
        ) : (
          '—'
        ),
      sortBy: (job) => job.energyWh,
      numeric: true,
      minor: true,
    },
  ];
};
