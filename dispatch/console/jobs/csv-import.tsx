import { useState } from 'react';
import {
  type ApiProblem,
  AreaField,
  api,
  Button,
  Chip,
  type Column,
  DataTable,
  FormProblem,
  problemText,
  useText,
  words,
} from '#platform/web-shell';
import { type CsvPreview, previewCsv } from './csv-preview.ts';
import type { Intake } from './intake.ts';

const say = words({
  paste: { zh: '粘贴 CSV', en: 'Paste CSV' },
  hint: {
    zh: '第一行是列名，用作业的字段名：id, kind, poolKind, units, durationHours, submittedAt, latestEndAt……时间写成带时区的 ISO 8601。',
    en: 'The first line names the columns after the fields of a job: id, kind, poolKind, units, durationHours, submittedAt, latestEndAt … Times in ISO 8601 with offset.',
  },
  file: { zh: '或者选一个文件', en: 'Or choose a file' },
  submit: { zh: '提交 {n} 行', en: 'Submit {n} lines' },
  preview: { zh: '前几行', en: 'First lines' },
  missing: { zh: '缺少列：{names}', en: 'Missing columns: {names}' },
  uneven: {
    zh: '{n} 行的格数与列名不符，从第 {line} 行起',
    en: '{n} lines differ from the heading in their number of cells, the first is line {line}',
  },
  accepted: { zh: '接受 {n}', en: '{n} accepted' },
  rejected: { zh: '拒绝 {n}', en: '{n} rejected' },
  line: { zh: '行', en: 'Line' },
  why: { zh: '为什么，怎么改', en: 'Why, and what to write' },
  rejectedRows: { zh: '被拒绝的行', en: 'Rejected lines' },
});

const Preview = ({ preview }: { readonly preview: CsvPreview }) => {
  const t = useText();
  return (
    <>
      {preview.missing.length > 0 ? (
        <Chip tone="warning">{t(say.missing, { names: preview.missing.join(', ') })}</Chip>
      ) : null}
      {preview.uneven.length > 0 ? (
        <Chip tone="warning">
          {t(say.uneven, { n: preview.uneven.length, line: preview.uneven[0] ?? 0 })}
        </Chip>
      ) : null}
      <div className="csv-preview">
        <table className="plain-table">
          <caption className="visually-hidden">{t(say.preview)}</caption>
          <thead>
            <tr>
              {preview.columns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pasted lines have no other name
              <tr key={row}>
                {preview.columns.map((name, cell) => (
                  <td key={name}>{cells[cell]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
};

type Rejected = Intake['rejected'][number];

const Outcome = ({ intake }: { readonly intake: Intake }) => {
  const t = useText();
  const columns: readonly Column<Rejected>[] = [
    {
      id: 'line',
      title: t(say.line),
      cell: (row) => row.line,
      sortBy: (row) => row.line,
      numeric: true,
      width: '64px',
    },
    { id: 'id', title: 'id', cell: (row) => row.id ?? '', sortBy: (row) => row.id ?? null },
    {
      id: 'why',
      title: t(say.why),
      cell: (row) => row.problems.map((one) => `${one.field}: ${problemText(one)}`).join(' · '),
    },
  ];
  return (
    <>
      <div className="row" role="status">
        <Chip tone="good">{t(say.accepted, { n: intake.accepted.length })}</Chip>
        {intake.rejected.length > 0 ? (
          <Chip tone="alarm">{t(say.rejected, { n: intake.rejected.length })}</Chip>
        ) : null}
      </div>
      {intake.rejected.length > 0 ? (
        <DataTable
          caption={t(say.rejectedRows)}
          columns={columns}
          rows={intake.rejected}
          rowKey={(row) => `${row.line}${row.id}`}
          maxHeight={300}
        />
      ) : null}
    </>
  );
};

/** Many jobs at once: paste or choose, look, send, and see line by line what was rejected and why. */
export const CsvImport = ({ onAccepted }: { readonly onAccepted: () => void }) => {
  const t = useText();
  const [text, setText] = useState('');
  const [intake, setIntake] = useState<Intake | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const preview = text.trim() === '' ? null : previewCsv(text);
  const take = (next: string) => {
    setText(next);
    setIntake(null);
    setProblem(null);
  };
  const send = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await api.postText<Intake>('/api/dispatch/jobs/import', text, 'text/csv');
      setIntake(answer);
      if (answer.accepted.length > 0) onAccepted();
    } catch (error) {
      setProblem(error as ApiProblem);
    }
    setBusy(false);
  };
  return (
    <div className="csv-drop">
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
          accept=".csv,text/csv"
          onChange={(event) => void event.currentTarget.files?.[0]?.text().then(take)}
        />
      </label>
      <FormProblem problem={problem} />
      {preview && !intake ? <Preview preview={preview} /> : null}
      {intake ? <Outcome intake={intake} /> : null}
      {preview && !intake ? (
        <div className="row">
          <Button kind="primary" busy={busy} disabled={preview.lineCount === 0} onClick={() => void send()}>
            {t(say.submit, { n: preview.lineCount })}
          </Button>
        </div>
      ) : null}
    </div>
  );
};
