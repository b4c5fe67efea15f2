import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { EpochMs } from '#units';
import { api, queryString } from '../api.ts';
import {
  Button,
  Card,
  Chip,
  type Column,
  DataTable,
  Drawer,
  Empty,
  Fact,
  Facts,
  IconButton,
  Page,
  Reading,
  toast,
} from '../kit/index.ts';
import { refusalText } from '../problem-text.ts';
import { useRead } from '../query.ts';
import { useAuditWords } from '../room.ts';
import { useText, words } from '../text.ts';
import { useFormat } from '../use-format.ts';
import './audit.css';

interface AuditEntry {
  readonly sequence: number;
  readonly atMs: EpochMs;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly hash: string;
}
interface AuditPageAnswer {
  readonly rows: readonly AuditEntry[];
  readonly next: number | null;
}
interface Verdict {
  readonly whole: boolean;
  readonly rows: number;
  readonly lastHash: string;
  readonly firstBad: { readonly sequence: number; readonly reason: string } | null;
}

const say = words({
  title: { zh: '审计', en: 'Audit' },
  answer: {
    zh: '每一次改变都记在这里，一行咬住上一行；任何改动或缺失都会被查出来。',
    en: 'Every change is written here, each row holding on to the one before; anything altered or missing shows.',
  },
  whole: {
    zh: '整条链完好：{n} 行，最后的校验值 {hash}。',
    en: 'The chain is whole: {n} rows, last hash {hash}.',
  },
  broken: { zh: '链在第 {n} 行断开：{why}', en: 'The chain breaks at row {n}: {why}' },
  verify: { zh: '校验整条链', en: 'Verify the chain' },
  actor: { zh: '谁', en: 'Who' },
  action: { zh: '做了什么', en: 'Did what' },
  subject: { zh: '对什么', en: 'To what' },
  at: { zh: '时刻', en: 'When' },
  hash: { zh: '校验值', en: 'Hash' },
  row: { zh: '行', en: 'Row' },
  detail: { zh: '细节', en: 'Detail' },
  actionFilter: { zh: '动作，如 job.', en: 'Action, e.g. job.' },
  subjectFilter: { zh: '对象，如作业编号', en: 'Subject, e.g. a job id' },
  actorFilter: { zh: '谁', en: 'Who' },
  none: { zh: '没有符合条件的记录', en: 'No record matches' },
  noneNote: {
    zh: '动作以点结尾时匹配这一类，例如 “job.”。',
    en: 'An action that ends with a dot stands for all of its kind, e.g. “job.”.',
  },
  newer: { zh: '较新的', en: 'Newer' },
  older: { zh: '较早的', en: 'Older' },
  whereRow: { zh: '第 {n} 行', en: 'Row {n}' },
});

const FILTERS = ['action', 'subject', 'actor'] as const;
const shortHash = (hash: string) => `${hash.slice(0, 8)}…${hash.slice(-4)}`;

const Details = ({ entry }: { readonly entry: AuditEntry }) => {
  const t = useText();
  const format = useFormat();
  return (
    <div className="stack">
      <Facts>
        <Fact label={t(say.at)} title={`UTC ${format.utc(entry.atMs)}`}>
          {format.dateTimeFull(entry.atMs)}
        </Fact>
        <Fact label={t(say.actor)}>{entry.actor}</Fact>
        <Fact label={t(say.action)}>
          <code>{entry.action}</code>
        </Fact>
        <Fact label={t(say.subject)}>{entry.subject}</Fact>
      </Facts>
      <h3>{t(say.detail)}</h3>
      <pre className="formula">{JSON.stringify(entry.detail, null, 2)}</pre>
      <h3>{t(say.hash)}</h3>
      <pre className="formula audit-hash">{entry.hash}</pre>
    </div>
  );
};

const useColumns = (): readonly Column<AuditEntry>[] => {
  const t = useText();
  const format = useFormat();
  const known = useAuditWords();
  const inWords = (name: string): string => (known[name] ? t(known[name]) : name);
  return [
    {
      id: 'row',
      title: t(say.row),
      cell: (entry) => format.count(entry.sequence),
      numeric: true,
      width: '72px',
      minor: true,
    },
    {
      id: 'at',
      title: t(say.at),
      cell: (entry) => <time title={`UTC ${format.utc(entry.atMs)}`}>{format.dateTimeFull(entry.atMs)}</time>,
    },
    { id: 'actor', title: t(say.actor), cell: (entry) => inWords(entry.actor) },
    {
      id: 'action',
      title: t(say.action),
      cell: (entry) => <span title={entry.action}>{inWords(entry.action)}</span>,
    },
    {
      id: 'subject',
      title: t(say.subject),
      cell: (entry) => <span className="audit-subject">{entry.subject}</span>,
      minor: true,
    },
    {
      id: 'hash',
      title: t(say.hash),
      cell: (entry) => <code className="faint">{shortHash(entry.hash)}</code>,
      minor: true,
    },
  ];
};

const Verify = () => {
  const t = useText();
  const format = useFormat();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [busy, setBusy] = useState(false);
  const verify = async () => {
    setBusy(true);
    try {
      setVerdict(await api.get<Verdict>('/api/audit/verify'));
    } catch (error) {
      toast(refusalText(error, t), { tone: 'alarm' });
    }
    setBusy(false);
  };
  return (
    <>
      {verdict?.whole ? (
        <Chip tone="good">
          {t(say.whole, { n: format.count(verdict.rows), hash: shortHash(verdict.lastHash) })}
        </Chip>
      ) : null}
      {verdict?.firstBad ? (
        <Chip tone="alarm">
          {t(say.broken, { n: verdict.firstBad.sequence, why: verdict.firstBad.reason })}
        </Chip>
      ) : null}
      <Button icon="shield" busy={busy} onClick={() => void verify()}>
        {t(say.verify)}
      </Button>
    </>
  );
};

/** Who did what to what, when; and the proof that nothing was altered. */
export default function AuditPage() {
  const t = useText();
  const [search, setSearch] = useSearchParams();
  const [cursors, setCursors] = useState<readonly number[]>([]);
  const [opened, setOpened] = useState<AuditEntry | null>(null);
  const filters = Object.fromEntries(FILTERS.map((name) => [name, search.get(name)]));
  const read = useRead<AuditPageAnswer>(
    `/api/audit${queryString({ ...filters, after: cursors.at(-1), limit: 100 })}`,
    { topics: ['hall.audit'] },
  );
  const columns = useColumns();
  const change = (name: string, text: string) => {
    setCursors([]);
    setSearch(
      (now) => {
        text ? now.set(name, text) : now.delete(name);
        return now;
      },
      { replace: true },
    );
  };
  const labels = { action: t(say.actionFilter), subject: t(say.subjectFilter), actor: t(say.actorFilter) };
  return (
    <Page title={t(say.title)} answer={t(say.answer)} actions={<Verify />}>
      <Card flush>
        <search className="audit-bar">
          {FILTERS.map((name) => (
            <input
              key={name}
              type="search"
              className="control"
              placeholder={labels[name]}
              aria-label={labels[name]}
              value={search.get(name) ?? ''}
              onChange={(event) => change(name, event.currentTarget.value)}
            />
          ))}
          <span className="audit-pages">
            <IconButton
              icon="arrowUp"
              label={t(say.newer)}
              disabled={cursors.length === 0}
              onClick={() => setCursors(cursors.slice(0, -1))}
            />
            <IconButton
              icon="arrowDown"
              label={t(say.older)}
              disabled={!read.data?.next}
              onClick={() => read.data?.next && setCursors([...cursors, read.data.next])}
            />
          </span>
        </search>
        <Reading read={read} height={480}>
          {({ rows }) => (
            <DataTable
              caption={t(say.title)}
              columns={columns}
              rows={rows}
              rowKey={(entry) => String(entry.sequence)}
              onOpen={setOpened}
              empty={
                <Empty icon="audit" title={t(say.none)}>
                  {t(say.noneNote)}
                </Empty>
              }
            />
          )}
        </Reading>
      </Card>
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        title={opened ? t(say.whereRow, { n: opened.sequence }) : ''}
      >
        {opened ? <Details entry={opened} /> : null}
      </Drawer>
    </Page>
  );
}
