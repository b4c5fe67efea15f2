import { useState } from 'react';
import type { MeterIntake, MeterRejection } from '#dispatch/domain';
import {
  type ApiProblem,
  AreaField,
  api,
  Button,
  Chip,
  type Column,
  DataTable,
  Dialog,
  FormProblem,
  problemText,
  queryString,
  TextField,
  useText,
  words,
} from '#platform/web-shell';
import { FlagChips } from './meter-columns.tsx';

const say = words({
  title: { zh: '导入读数', en: 'Import readings' },
  paste: { zh: '粘贴 CSV 或 JSON Lines', en: 'Paste CSV or JSON Lines' },
  hint: {
    zh: '列名：meter, readAt, register；或 meter, fromAt, untilAt（或 minutes）与 energyKwh、powerMw 等之一。时间写成带时区的 ISO 8601。压缩文件用命令行：npx wattbit readings import。',
    en: 'Columns: meter, readAt, register; or meter, fromAt, untilAt (or minutes) and one of energyKwh, powerMw … Times in ISO 8601 with offset. Packed files from a terminal: npx wattbit readings import.',
  },
  file: { zh: '或者选一个文件', en: 'Or choose a file' },
  map: { zh: '列的对应（可不填）', en: 'Mapping of columns (optional)' },
  mapHint: { zh: 'meter=表号,readAt=时间,register=示数', en: 'meter=point,readAt=time,register=kwh' },
  send: { zh: '导入', en: 'Import' },
  accepted: { zh: '接受 {n}', en: '{n} accepted' },
  duplicates: { zh: '{n} 行早已收到', en: '{n} known already' },
  rejected: { zh: '拒绝 {n}', en: '{n} rejected' },
  effect: {
    zh: '{changed} 个时段的数变了；其中 {retraced} 个已结算，将重新溯源。',
    en: '{changed} periods have another reading; {retraced} of them were closed and are traced anew.',
  },
  outside: {
    zh: '{n} 个时段本中心从未结算：读数留存，但不产生后果。',
    en: '{n} periods were never closed by this centre: kept, but nothing follows.',
  },
  line: { zh: '行', en: 'Line' },
  meter: { zh: '电表', en: 'Meter' },
  why: { zh: '为什么，怎么改', en: 'Why, and what to write' },
  rejectedRows: { zh: '被拒绝的行', en: 'Rejected lines' },
});

const Outcome = ({ intake }: { readonly intake: MeterIntake }) => {
  const t = useText();
  const columns: readonly Column<MeterRejection>[] = [
    { id: 'line', title: t(say.line), cell: (row) => row.line, sortBy: (row) => row.line, numeric: true },
    { id: 'meter', title: t(say.meter), cell: (row) => row.id ?? '' },
    {
      id: 'why',
      title: t(say.why),
      cell: (row) => row.problems.map((one) => `${one.field}: ${problemText(one)}`).join(' · '),
    },
  ];
  return (
    <>
      <div className="row" role="status">
        <Chip tone="good">{t(say.accepted, { n: intake.accepted })}</Chip>
        <Chip>{t(say.duplicates, { n: intake.duplicates })}</Chip>
        {intake.rejected.length > 0 ? (
          <Chip tone="alarm">{t(say.rejected, { n: intake.rejected.length })}</Chip>
        ) : null}
        <FlagChips flags={intake.flags} />
      </div>
      <p>
        {t(say.effect, { changed: intake.periodsChanged, retraced: intake.periodsRetraced })}{' '}
        {intake.periodsOutside.length > 0 ? t(say.outside, { n: intake.periodsOutside.length }) : ''}
      </p>
      {intake.rejected.length > 0 ? (
        <DataTable
          caption={t(say.rejectedRows)}
          columns={columns}
          rows={intake.rejected}
          rowKey={(row) => String(row.line)}
          maxHeight={300}
        />
      ) : null}
    </>
  );
};

/** Readings of a file or pasted: sent, and every row accounted for. */
export const ReadingsImport = ({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}) => {
  const t = useText();
  const [text, setText] = useState('');
  const [map, setMap] = useState('');
  const [intake, setIntake] = useState<MeterIntake | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const take = (next: string) => {
    setText(next);
    setIntake(null);
    setProblem(null);
  };
  const send = async () => {
    setBusy(true);
    setProblem(null);
    const isLines = text.trimStart().startsWith('{');
    const query = queryString({ map: map.trim(), name: isLines ? 'console.jsonl' : 'console.csv' });
    const type = isLines ? 'application/x-ndjson' : 'text/csv';
    try {
      setIntake(await api.postText<MeterIntake>(`/api/dispatch/meter-readings${query}`, text, type));
    } catch (error) {
      setProblem(error as ApiProblem);
    }
    setBusy(false);
  };
  return (
    <Dialog open={open} onClose={onClose} title={t(say.title)}>
      <div className="stack">
        <AreaField
          label={t(say.paste)}
          hint={t(say.hint)}
          value={text}
          spellCheck={false}
          onChange={(event) => take(event.currentTarget.value)}
        />
        <label className="row">
          <span className="soft">{t(say.file)}</span>
          <input
            type="file"
            accept=".csv,.jsonl,.ndjson,text/csv"
            onChange={(event) => void event.currentTarget.files?.[0]?.text().then(take)}
          />
        </label>
        <TextField
          label={t(say.map)}
          placeholder={t(say.mapHint)}
          value={map}
          spellCheck={false}
          onChange={(event) => setMap(event.currentTarget.value)}
        />
        <FormProblem problem={problem} />
        {intake ? <Outcome intake={intake} /> : null}
        <div className="row">
          <Button kind="primary" busy={busy} disabled={text.trim() === ''} onClick={() => void send()}>
            {t(say.send)}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};
