import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { JobRow, JobState } from '#dispatch/domain';
import {
  Button,
  ButtonLink,
  Card,
  DataTable,
  Empty,
  IconButton,
  Page,
  queryString,
  Reading,
  useFormat,
  useMay,
  useRead,
  useText,
  words,
} from '#platform/web-shell';
import { useOverview } from '../overview-read.ts';
import { useRegion } from '../region-read.ts';
import { useJobColumns } from './job-columns.tsx';
import { FILTERS, type Filter, JobFilters } from './job-filters.tsx';
import './jobs.css';
import { SubmitDialog } from './submit-dialog.tsx';

const say = words({
  title: { zh: '作业', en: 'Jobs' },
  submit: { zh: '提交作业', en: 'Submit a job' },
  none: { zh: '没有符合条件的作业', en: 'No job matches' },
  noneNote: { zh: '换一个筛选条件，或者提交一个新作业。', en: 'Change the filters, or submit a new job.' },
  first: { zh: '还没有作业', en: 'No jobs yet' },
  firstNote: {
    zh: '提交一个作业，调度会在最晚结束之前挑一个电最绿、最便宜的时段。也可以用命令行：npx wattbit jobs submit job.json',
    en: 'Submit one, and dispatch finds the greenest, cheapest hour before its deadline. Or from a terminal: npx wattbit jobs submit job.json',
  },
  clear: { zh: '清除筛选', en: 'Clear filters' },
  page: { zh: '第 {from}–{to} 条，共 {total} 条', en: '{from}–{to} of {total}' },
  earlier: { zh: '上一页', en: 'Previous page' },
  later: { zh: '下一页', en: 'Next page' },
});

const PAGE_SIZE = 50;

interface JobPage {
  readonly rows: readonly JobRow[];
  readonly next: string | number | null;
  readonly total: number;
}

const Counts = () => {
  const format = useFormat();
  const counts: Partial<Record<JobState, number>> = useOverview().data?.jobCounts ?? {};
  const waiting = (counts.submitted ?? 0) + (counts.planned ?? 0) + (counts.paused ?? 0);
  const [running, done, refused] = [
    counts.running ?? 0,
    counts.finished ?? 0,
    (counts.refused ?? 0) + (counts.failed ?? 0) + (counts.lost ?? 0),
  ];
  if (format.language === 'zh')
    return (
      <>
        <b>{format.count(running)}</b> 个在运行，<b>{format.count(waiting)}</b> 个在等，
        <b>{format.count(done)}</b> 个已完成，<b>{format.count(refused)}</b> 个被拒绝或失败。
      </>
    );
  return (
    <>
      <b>{format.count(running)}</b> running, <b>{format.count(waiting)}</b> waiting,{' '}
      <b>{format.count(done)}</b> finished, <b>{format.count(refused)}</b> refused or failed.
    </>
  );
};

const Pager = ({
  page,
  before,
  onBack,
  onNext,
}: {
  readonly page: JobPage;
  readonly before: number;
  readonly onBack: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
}) => {
  const t = useText();
  const format = useFormat();
  if (page.rows.length === 0) return null;
  return (
    <div className="row job-pager">
      <span className="faint tnum">
        {t(say.page, {
          from: format.count(before + 1),
          to: format.count(before + page.rows.length),
          total: format.count(page.total),
        })}
      </span>
      <IconButton icon="arrowUp" label={t(say.earlier)} disabled={!onBack} onClick={onBack} />
      <IconButton icon="arrowDown" label={t(say.later)} disabled={!onNext} onClick={onNext} />
    </div>
  );
};

const NoJobs = ({
  filtered,
  onClear,
  onSubmit,
}: {
  readonly filtered: boolean;
  readonly onClear: () => void;
  readonly onSubmit: (() => void) | undefined;
}) => {
  const t = useText();
  const action = filtered ? (
    <Button onClick={onClear}>{t(say.clear)}</Button>
  ) : onSubmit ? (
    <Button kind="primary" icon="plus" onClick={onSubmit}>
      {t(say.submit)}
    </Button>
  ) : (
    <ButtonLink to="/">wattbit</ButtonLink>
  );
  return (
    <Empty icon="jobs" title={t(filtered ? say.none : say.first)} action={action}>
      {t(filtered ? say.noneNote : say.firstNote)}
    </Empty>
  );
};

/** All work of the region: find, filter, open, submit. */
export default function JobsPage() {
  const t = useText();
  const navigate = useNavigate();
  const may = useMay('operator');
  const [search, setSearch] = useSearchParams();
  const [cursors, setCursors] = useState<readonly (string | number)[]>([]);
  const region = useRegion().data;
  const nowMs = useOverview().data?.clock.nowMs;
  const value = (filter: Filter) => search.get(filter) ?? '';
  const change = (changes: Partial<Record<Filter | 'new', string>>) => {
    setCursors([]);
    setSearch(
      (now) => {
        for (const [name, text] of Object.entries(changes)) text ? now.set(name, text) : now.delete(name);
        return now;
      },
      { replace: true },
    );
  };
  const filters = Object.fromEntries(FILTERS.map((filter) => [filter, value(filter)]));
  const read = useRead<JobPage>(
    `/api/dispatch/jobs${queryString({ ...filters, after: cursors.at(-1), limit: PAGE_SIZE })}`,
    { topics: ['dispatch.jobs', 'dispatch.plan'] },
  );
  const siteName = (id: string | null) => {
    const site = region?.sites.find((one) => one.id === id);
    return site ? t(site.name) : (id ?? '—');
  };
  const columns = useJobColumns(siteName);
  const open = () => change({ new: '1' });
  return (
    <Page
      title={t(say.title)}
      answer={<Counts />}
      actions={
        may ? (
          <Button kind="primary" icon="plus" onClick={open}>
            {t(say.submit)}
          </Button>
        ) : null
      }
    >
      <Card flush>
        <div className="job-bar">
          <JobFilters
            value={value}
            onChange={(filter, next) => change({ [filter]: next })}
            sites={(region?.sites ?? []).map((site) => [site.id, t(site.name)])}
          />
          {read.data ? (
            <Pager
              page={read.data}
              before={cursors.length * PAGE_SIZE}
              onBack={cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : undefined}
              onNext={
                read.data.next === null
                  ? undefined
                  : () => setCursors([...cursors, read.data.next as string | number])
              }
            />
          ) : null}
        </div>
        <Reading read={read} height={480}>
          {(page) => (
            <DataTable
              caption={t(say.title)}
              columns={columns}
              rows={page.rows}
              rowKey={(job) => job.id}
              onOpen={(job) => void navigate(`/jobs/${encodeURIComponent(job.id)}`)}
              empty={
                <NoJobs
                  filtered={FILTERS.some((filter) => value(filter) !== '')}
                  onClear={() => change({ text: '', state: '', kind: '', site: '' })}
                  onSubmit={may ? open : undefined}
                />
              }
            />
          )}
        </Reading>
      </Card>
      {nowMs === undefined ? null : (
        <SubmitDialog open={search.get('new') === '1'} nowMs={nowMs} onClose={() => change({ new: '' })} />
      )}
    </Page>
  );
}
