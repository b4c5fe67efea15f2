import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StatementMonth, StatementVersion } from '#dispatch/domain';
import { api, Button, Confirm, refusalText, toast, useMay, useText } from '#platform/web-shell';
import { say } from './statement-words.ts';

/** Closing a month, in two steps: what is written stays for good. */
export const CloseMonth = ({ view }: { readonly view: StatementMonth }) => {
  const t = useText();
  const may = useMay('operator');
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const { month } = view;
  const close = async () => {
    setBusy(true);
    try {
      const { version } = await api.post<{ version: StatementVersion | null }>(
        `/api/dispatch/statements/${month}/close`,
        {},
      );
      toast(version === null ? t(say.unchanged) : t(say.done, { month, version: version.version }));
      await client.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/dispatch/statements'),
      });
    } catch (error) {
      toast(t(say.failed, { reason: refusalText(error, t) }), { tone: 'alarm' });
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  if (!may) return null;
  const action = t(view.state === 'open' ? say.close : say.closeAgain);
  return (
    <>
      <Button icon="check" onClick={() => setAsking(true)}>
        {action}
      </Button>
      <Confirm
        open={asking}
        title={t(say.closeTitle, { month })}
        effect={t(say.closeEffect, { lines: view.lines.length, parties: view.parties.length })}
        action={action}
        danger={false}
        busy={busy}
        onConfirm={() => void close()}
        onClose={() => setAsking(false)}
      />
    </>
  );
};
