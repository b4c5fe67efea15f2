import { useNavigate } from 'react-router';
import type { WhatIfSummary } from '#dispatch/domain';
import { Card, Chip, type Column, DataTable, type Tone, useFormat, useText } from '#platform/web-shell';
import { say } from './what-if-words.ts';

const STATES: Readonly<
  Record<WhatIfSummary['state'], { readonly tone: Tone; readonly word: typeof say.done }>
> = {
  queued: { tone: 'busy', word: say.queued },
  running: { tone: 'busy', word: say.running },
  done: { tone: 'good', word: say.done },
  failed: { tone: 'alarm', word: say.stateFailed },
  cancelled: { tone: 'idle', word: say.stateCancelled },
};

/** Comparisons that are kept, the latest first; choosing one shows it. */
export const WhatIfList = ({ whatIfs }: { readonly whatIfs: readonly WhatIfSummary[] }) => {
  const t = useText();
  const format = useFormat();
  const navigate = useNavigate();
  const columns: readonly Column<WhatIfSummary>[] = [
    {
      id: 'made',
      title: t(say.made),
      sortBy: (row) => row.createdAtMs,
      cell: (row) => (
        <time title={`UTC ${format.utc(row.createdAtMs)}`}>{format.dateTime(row.createdAtMs)}</time>
      ),
    },
    {
      id: 'variants',
      title: t(say.variants),
      cell: (row) =>
        row.names
          .slice(1)
          .map((name) => t(name))
          .join(format.language === 'zh' ? '、' : ', '),
    },
    {
      id: 'state',
      title: t(say.state),
      cell: (row) => (
        <Chip tone={STATES[row.state].tone} title={row.error ?? ''}>
          {t(STATES[row.state].word)}
        </Chip>
      ),
    },
    { id: 'by', title: t(say.by), minor: true, cell: (row) => row.createdBy },
  ];
  return (
    <Card title={t(say.earlier)} flush>
      <DataTable
        caption={t(say.earlier)}
        columns={columns}
        rows={whatIfs}
        rowKey={(row) => row.id}
        onOpen={(row) => void navigate(`/what-if/${encodeURIComponent(row.id)}`)}
        maxHeight={320}
      />
    </Card>
  );
};
