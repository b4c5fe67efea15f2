import { type DragEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type JobProof, textOfProof, verifyProof } from '#dispatch/ledger';
import { api, Button, Card, Page, refusalText, TextField, toast, useText } from '#platform/web-shell';
import { LedgerCard, useLedger } from './ledger-card.tsx';
import './proof-page.css';
import { ProofResult } from './proof-result.tsx';
import { say } from './proof-words.ts';

interface Chosen {
  readonly name: string;
  readonly text: string;
}

/** Checks a proof in the browser, with the key that the person trusts, and shows the ledger it is from. */
export default function ProofPage() {
  const t = useText();
  const centreKey = useLedger().data?.publicKey ?? '';
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [givenKey, setGivenKey] = useState<string | null>(null);
  const key = (givenKey ?? centreKey).trim().toLowerCase();
  return (
    <Page title={t(say.title)} answer={t(say.question)}>
      <Card title={t(say.file)}>
        <Choose onChosen={setChosen} />
        <TextField
          label={t(say.key)}
          hint={t(say.keyHint)}
          value={givenKey ?? centreKey}
          spellCheck={false}
          onChange={(event) => setGivenKey(event.target.value)}
        />
        {chosen === null ? null : <Save chosen={chosen} />}
      </Card>
      {chosen === null || key === '' ? null : <ProofResult check={verifyProof(chosen.text, key)} />}
      <LedgerCard />
    </Page>
  );
}

const Choose = ({ onChosen }: { readonly onChosen: (chosen: Chosen) => void }) => {
  const t = useText();
  const [search] = useSearchParams();
  const [jobId, setJobId] = useState(search.get('job') ?? '');
  const [busy, setBusy] = useState(false);
  const take = async (file: File | undefined) => {
    if (file !== undefined) onChosen({ name: file.name, text: await file.text() });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  const fetchProof = async () => {
    setBusy(true);
    try {
      const proof = await api.get<JobProof>(`/api/dispatch/jobs/${encodeURIComponent(jobId.trim())}/proof`);
      onChosen({ name: `${jobId.trim()}.proof.json`, text: textOfProof(proof) });
    } catch (error) {
      toast(refusalText(error, t), { tone: 'alarm' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="proof-choose">
      <label className="proof-drop" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        {t(say.choose)}
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </label>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void fetchProof();
        }}
      >
        <TextField
          label={t(say.job)}
          placeholder={t(say.jobId)}
          value={jobId}
          onChange={(event) => setJobId(event.target.value)}
        />
        <Button kind="primary" type="submit" busy={busy} disabled={jobId.trim() === ''}>
          {t(say.fetch)}
        </Button>
      </form>
    </div>
  );
};

const Save = ({ chosen }: { readonly chosen: Chosen }) => {
  const t = useText();
  return (
    <a download={chosen.name} href={`data:application/json;charset=utf-8,${encodeURIComponent(chosen.text)}`}>
      {t(say.save)} {chosen.name}
    </a>
  );
};
