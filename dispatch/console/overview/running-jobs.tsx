import { Link } from 'react-router';
import type { JobRow } from '#dispatch/domain';
import { ButtonLink, Empty, Reading, useFormat, useRead, useText, words } from '#platform/web-shell';
import { nameInRegion } from '../element-names.ts';
import { useRegion } from '../region-read.ts';
import { jobKindWords, widthText } from '../words.ts';
import './running-jobs.css';

const say = words({
  empty: { zh: '没有运行中的作业', en: 'No job is running' },
  emptyNote: {
    zh: '提交一个作业，调度会把它放到电最绿、最便宜的时段。',
    en: 'Submit one, and dispatch puts it where power is greenest and cheapest.',
  },
  submit: { zh: '提交作业', en: 'Submit a job' },
  ends: { zh: '{time} 结束', en: 'ends {time}' },
});

const shareDone = (job: JobRow, nowMs: number): number => {
  if (job.startedAtMs === null || job.plannedEndMs === null) return 0;
  return Math.min(
    1,
    Math.max(0, (nowMs - job.startedAtMs) / Math.max(1, job.plannedEndMs - job.startedAtMs)),
  );
};

/** Jobs that run now, with how far they are. */
export const RunningJobs = ({ nowMs }: { readonly nowMs: number }) => {
  const t = useText();
  const format = useFormat();
  const region = useRegion().data;
  const read = useRead<{ rows: readonly JobRow[]; total: number }>(
    '/api/dispatch/jobs?state=running&limit=12',
    { topics: ['dispatch.jobs'] },
  );
  return (
    <Reading read={read} height={120}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty
            icon="jobs"
            title={t(say.empty)}
            action={
              <ButtonLink small icon="plus" to="/jobs?new=1">
                {t(say.submit)}
              </ButtonLink>
            }
          >
            {t(say.emptyNote)}
          </Empty>
        ) : (
          <ul className="running">
            {rows.map((job) => (
              <li key={job.id}>
                <Link to={`/jobs/${encodeURIComponent(job.id)}`}>{job.name ?? job.id}</Link>
                <span className="faint">
                  {job.units === null ? t(jobKindWords[job.kind]) : widthText(job, format)}
                  {job.siteId ? ` · ${t(nameInRegion(region, job.siteId))}` : ''}
                </span>
                <span className="running-end faint">
                  {job.plannedEndMs === null ? '' : t(say.ends, { time: format.time(job.plannedEndMs) })}
                </span>
                <i
                  className="running-bar"
                  style={{ width: `${(shareDone(job, nowMs) * 100).toFixed(1)}%` }}
                />
              </li>
            ))}
          </ul>
        )
      }
    </Reading>
  );
};
