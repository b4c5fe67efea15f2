import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { JobKind } from '#dispatch/domain';
import {
  ApiProblem,
  api,
  Button,
  Choice,
  Dialog,
  FormProblem,
  Reading,
  toast,
  useText,
  words,
} from '#platform/web-shell';
import { useRegion } from '../region-read.ts';
import { CsvImport } from './csv-import.tsx';
import type { Intake } from './intake.ts';
import { jobOfDraft, newDraft } from './job-draft.ts';
import { JobForm, SHOWN_FIELDS } from './job-form.tsx';

const say = words({
  title: { zh: '提交作业', en: 'Submit a job' },
  way: { zh: '提交方式', en: 'How to submit' },
  form: { zh: '填表', en: 'Form' },
  csv: { zh: 'CSV 批量', en: 'Many, from CSV' },
  submit: { zh: '提交', en: 'Submit' },
  done: {
    zh: '已接受：{id}。下一次排计划时会给出时间。',
    en: 'Accepted: {id}. The next plan gives it a time.',
  },
  refused: { zh: '没有接受这个作业。', en: 'The job was not accepted.' },
  look: { zh: '查看', en: 'Open' },
});

const freshId = () => `job-${Date.now().toString(36)}`;

const OneJob = ({ nowMs, onDone }: { readonly nowMs: number; readonly onDone: (id: string) => void }) => {
  const t = useText();
  const region = useRegion();
  const [draft, setDraft] = useState(() => newDraft('rigid', nowMs, freshId()));
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  const changeKind = (kind: JobKind) => {
    setDraft((now) => ({
      ...newDraft(kind, nowMs, now.id),
      name: now.name,
      owner: now.owner,
      poolKind: now.poolKind,
      latestEnd: now.latestEnd,
    }));
    setProblem(null);
  };
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const { accepted, rejected } = await api.post<Intake>('/api/dispatch/jobs', jobOfDraft(draft));
      const problems = rejected.flatMap((row) => row.problems);
      if (accepted.length > 0) onDone(accepted[0] as string);
      else
        setProblem(
          new ApiProblem({ status: 200, code: 'rejected', message: t(say.refused), remedy: '', problems }),
        );
    } catch (error) {
      setProblem(error as ApiProblem);
    }
    setBusy(false);
  };
  return (
    <Reading read={region} height={320}>
      {(known) => (
        <form
          className="submit"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <FormProblem problem={problem} shown={SHOWN_FIELDS} />
          <JobForm
            draft={draft}
            region={known}
            problems={problem?.problems ?? []}
            onKind={changeKind}
            onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
          />
          <div className="row">
            <Button kind="primary" type="submit" busy={busy}>
              {t(say.submit)}
            </Button>
          </div>
        </form>
      )}
    </Reading>
  );
};

/** Submitting work: one job by form, or many from CSV. */
export const SubmitDialog = ({
  open,
  nowMs,
  onClose,
}: {
  readonly open: boolean;
  readonly nowMs: number;
  readonly onClose: () => void;
}) => {
  const t = useText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [way, setWay] = useState<'form' | 'csv'>('form');
  const refresh = () =>
    void client.invalidateQueries({
      predicate: (query) => String(query.queryKey[0]).startsWith('/api/dispatch/jobs'),
    });
  const done = (id: string) => {
    refresh();
    onClose();
    toast(t(say.done, { id }), {
      action: { label: t(say.look), run: () => void navigate(`/jobs/${encodeURIComponent(id)}`) },
    });
  };
  return (
    <Dialog open={open} onClose={onClose} title={t(say.title)}>
      <div className="submit">
        <div>
          <Choice
            label={t(say.way)}
            value={way}
            onChange={setWay}
            options={[
              { value: 'form', label: t(say.form) },
              { value: 'csv', label: t(say.csv) },
            ]}
          />
        </div>
        {way === 'form' ? <OneJob nowMs={nowMs} onDone={done} /> : <CsvImport onAccepted={refresh} />}
      </div>
    </Dialog>
  );
};
