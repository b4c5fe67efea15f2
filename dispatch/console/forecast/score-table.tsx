import { useState } from 'react';
import type { ForecastView } from '#dispatch/domain';
import { Button, Card, Chip, type Column, DataTable, Drawer, useFormat, useText } from '#platform/web-shell';
import { methodWords, say } from './forecast-words.ts';

type Score = ForecastView['scores'][number];

const FormulaDrawer = ({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) => {
  const t = useText();
  return (
    <Drawer open={open} onClose={onClose} title={t(say.formula)}>
      <div className="stack">
        <h3>{t(say.accuracy)}</h3>
        <pre className="formula">accuracy = 1 − √( mean_t (forecast_t − actual_t)² ) / capacity</pre>
        <p>{t(say.formulaAccuracy)}</p>
        <h3>{t(say.pinball)}</h3>
        <pre className="formula">{'loss = mean_{t,q} max( q·(y − f_q), (q − 1)·(y − f_q) )'}</pre>
        <p>{t(say.formulaPinball)}</p>
        <p className="soft">{t(say.limits)}</p>
      </div>
    </Drawer>
  );
};

/** Accuracy of each method over the past days, with the formula behind it. */
export const ScoreTable = ({ view }: { readonly view: ForecastView }) => {
  const t = useText();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const columns: readonly Column<Score>[] = [
    {
      id: 'method',
      title: t(say.method),
      sortBy: (score) => score.method,
      cell: (score) => (
        <span className="row">
          {methodWords[score.method] ? t(methodWords[score.method]!) : score.method}
          {score.method === view.method ? <Chip tone="good">{t(say.inUse)}</Chip> : null}
        </span>
      ),
    },
    {
      id: 'accuracy',
      title: t(say.accuracy),
      numeric: true,
      sortBy: (score) => score.accuracyRatio,
      cell: (score) => (
        <span className="score-bar" style={{ ['--share' as string]: Math.max(0, score.accuracyRatio) }}>
          {format.percent(score.accuracyRatio)}
        </span>
      ),
    },
    {
      id: 'pinball',
      title: t(say.pinball),
      numeric: true,
      sortBy: (score) => score.pinballLoss,
      cell: (score) => format.number(score.pinballLoss),
    },
    {
      id: 'days',
      title: t(say.days),
      numeric: true,
      minor: true,
      sortBy: (score) => score.days,
      cell: (score) => format.count(score.days),
    },
  ];
  return (
    <Card
      title={t(say.scores)}
      flush
      span={12}
      actions={
        <Button small kind="quiet" icon="info" onClick={() => setOpen(true)}>
          {t(say.formula)}
        </Button>
      }
    >
      <DataTable
        caption={t(say.scores)}
        columns={columns}
        rows={view.scores}
        rowKey={(score) => score.method}
        sortedBy={{ column: 'accuracy', descending: true }}
        empty={<p className="forecast-note">{t(say.noScores)}</p>}
      />
      <FormulaDrawer open={open} onClose={() => setOpen(false)} />
    </Card>
  );
};
