import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CertificateAccount, CertificateActionAnswer } from '#dispatch/domain';
import {
  api,
  Button,
  Confirm,
  Dialog,
  refusalText,
  SelectField,
  TextField,
  toast,
  useMay,
  useText,
} from '#platform/web-shell';
import { say } from './certificate-words.ts';

const PATH = '/api/dispatch/certificates';
type Action = 'transfer' | 'cancel' | 'withdraw';
const EFFECTS = {
  transfer: say.effectTransfer,
  cancel: say.effectCancel,
  withdraw: say.effectWithdraw,
};
const FIELDS = { transfer: 'target_id', cancel: 'beneficiary', withdraw: 'reason' } as const;

/** What a person may do with an account's certificates: a form, then a second step that names MWh and beneficiary. */
export const CertificateActions = ({
  accountId,
  accounts,
}: {
  readonly accountId: string;
  readonly accounts: readonly CertificateAccount[];
}) => {
  const t = useText();
  const client = useQueryClient();
  const [mayAct, mayWithdraw] = [useMay('operator'), useMay('administrator')];
  const [action, setAction] = useState<Action | null>(null);
  const [step, setStep] = useState<'form' | 'confirm'>('form');
  const [busy, setBusy] = useState(false);
  const [mwh, setMwh] = useState('');
  const [towards, setTowards] = useState('');
  const energyWh = Math.round(Number(mwh) * 1e6);
  const isReady = energyWh > 0 && towards.trim() !== '';
  const close = () => setAction(null);
  const begin = (chosen: Action) => {
    setAction(chosen);
    setStep('form');
    setMwh('');
    setTowards('');
  };
  const act = async () => {
    if (action === null) return;
    setBusy(true);
    try {
      const wish = { source_id: accountId, certificate_quantity: energyWh, [FIELDS[action]]: towards.trim() };
      const answer = await api.post<CertificateActionAnswer>(`${PATH}/${action}`, wish);
      toast(t(say.done, { mwh: answer.certificate_quantity / 1e6 }));
      await client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith(PATH) });
    } catch (error) {
      toast(t(say.failed, { reason: refusalText(error, t) }), { tone: 'alarm' });
    } finally {
      setBusy(false);
      close();
    }
  };
  if (!mayAct) return null;
  const others = accounts.filter((account) => account.account_id !== accountId);
  return (
    <div className="row">
      <Button onClick={() => begin('transfer')}>{t(say.transfer)}</Button>
      <Button onClick={() => begin('cancel')}>{t(say.cancel)}</Button>
      {mayWithdraw ? <Button onClick={() => begin('withdraw')}>{t(say.withdraw)}</Button> : null}
      <Dialog
        open={action !== null && step === 'form'}
        onClose={close}
        title={action === null ? '' : t(say[action])}
        footer={
          <Button kind="primary" disabled={!isReady} onClick={() => setStep('confirm')}>
            {t(say.go)}
          </Button>
        }
      >
        <TextField
          label={t(say.quantity)}
          unit="MWh"
          inputMode="decimal"
          value={mwh}
          onChange={(event) => setMwh(event.target.value)}
        />
        {action === 'transfer' ? (
          <SelectField
            label={t(say.target)}
            value={towards}
            onChange={(event) => setTowards(event.target.value)}
          >
            <option value="">—</option>
            {others.map((account) => (
              <option key={account.account_id} value={account.account_id}>
                {t(account.name)}
              </option>
            ))}
          </SelectField>
        ) : (
          <TextField
            label={t(action === 'withdraw' ? say.reason : say.beneficiary)}
            value={towards}
            onChange={(event) => setTowards(event.target.value)}
          />
        )}
      </Dialog>
      {action === null ? null : (
        <Confirm
          open={step === 'confirm'}
          title={t(say[action])}
          effect={t(EFFECTS[action], { account: accountId, mwh: energyWh / 1e6, to: towards })}
          action={`${t(say[action])} ${energyWh / 1e6} MWh`}
          danger={action !== 'transfer'}
          busy={busy}
          onConfirm={() => void act()}
          onClose={close}
        />
      )}
    </div>
  );
};
