import { useState } from 'react';
import { meanPriceText, quantityText, STATEMENT_KIND_WORDS, yuanText } from '#dispatch/charts';
import type { StatementLineDetail, StatementLineView, StatementPeriod } from '#dispatch/domain';
import {
  Card,
  type Column,
  DataTable,
  Drawer,
  Fact,
  Facts,
  Reading,
  useFormat,
  useRead,
  useText,
} from '#platform/web-shell';
import { say } from './statement-words.ts';

/** Lines of a month; one opens to the periods that it sums. Those of one party carry its sign. */
export const LineTable = ({
  title,
  lines,
  month,
  party,
}: {
  readonly title: string;
  readonly lines: readonly StatementLineView[];
  readonly month: string;
  readonly party: string | null;
}) => {
  const t = useText();
  const { language } = useFormat();
  const [opened, setOpened] = useState<StatementLineView | null>(null);
  const signed = ({ payer, amountFen }: StatementLineView): number =>
    party !== null && payer === party ? -amountFen : amountFen;
  const columns: readonly Column<StatementLineView>[] = [
    {
      id: 'kind',
      title: t(say.kind),
      sortBy: ({ kind }) => t(STATEMENT_KIND_WORDS[kind]),
      cell: (line) => (
        <>
          {t(STATEMENT_KIND_WORDS[line.kind])}
          {line.isStanding ? null : (
            <small className="statement-note">
              {line.reverses === null ? t(say.takenBack) : t(say.takesBack, { line: line.reverses })}
            </small>
          )}
        </>
      ),
    },
    {
      id: 'subject',
      title: t(say.subject),
      sortBy: ({ subjectName }) => t(subjectName),
      cell: ({ subjectName }) => t(subjectName),
    },
    {
      id: 'between',
      title: t(say.between),
      minor: true,
      cell: ({ payerName, payeeName }) => `${t(payerName)} → ${t(payeeName)}`,
    },
    {
      id: 'quantity',
      title: t(say.quantity),
      numeric: true,
      minor: true,
      cell: ({ quantityMillionths, unit }) => (
        <>
          {quantityText(quantityMillionths, language)} <small>{unit}</small>
        </>
      ),
    },
    {
      id: 'price',
      title: t(say.price),
      numeric: true,
      minor: true,
      cell: (line) => meanPriceText(line, language),
    },
    {
      id: 'amount',
      title: t(say.amount),
      numeric: true,
      sortBy: signed,
      cell: (line) => yuanText(signed(line), language),
    },
  ];
  return (
    <Card title={title} note={t(say.rule)} flush>
      <DataTable
        caption={title}
        columns={columns}
        rows={lines}
        rowKey={({ id }) => id}
        onOpen={setOpened}
        maxHeight={560}
      />
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        title={opened ? `${t(STATEMENT_KIND_WORDS[opened.kind])} · ${t(opened.subjectName)}` : ''}
      >
        {opened ? <LineDetails line={opened} month={month} /> : null}
      </Drawer>
    </Card>
  );
};

/** A line with each period that it sums. A reversal shows those of the line that it takes back. */
const LineDetails = ({ line, month }: { readonly line: StatementLineView; readonly month: string }) => {
  const t = useText();
  const format = useFormat();
  const { language } = format;
  const id = line.reverses ?? line.id;
  const read = useRead<StatementLineDetail>(
    `/api/dispatch/statements/${month}/line?id=${encodeURIComponent(id)}`,
  );
  const columns: readonly Column<StatementPeriod>[] = [
    {
      id: 'from',
      title: t(say.from),
      cell: ({ startMs }) => <time title={`UTC ${format.utc(startMs)}`}>{format.dateTime(startMs)}</time>,
    },
    {
      id: 'quantity',
      title: line.unit,
      numeric: true,
      cell: ({ quantityMillionths }) => quantityText(quantityMillionths, language),
    },
    {
      id: 'price',
      title: t(say.unitPrice),
      numeric: true,
      cell: ({ microYuanPerUnit }) => quantityText(microYuanPerUnit, language),
    },
    {
      id: 'amount',
      title: t(say.amount),
      numeric: true,
      cell: ({ amountFen }) => yuanText(amountFen, language),
    },
  ];
  return (
    <div className="stack">
      <Facts>
        <Fact label={t(say.between)}>{`${t(line.payerName)} → ${t(line.payeeName)}`}</Fact>
        <Fact
          label={t(say.quantity)}
        >{`${quantityText(line.quantityMillionths, language)} ${line.unit}`}</Fact>
        <Fact label={t(say.price)}>{meanPriceText(line, language)}</Fact>
        <Fact label={t(say.amount)}>{yuanText(line.amountFen, language)}</Fact>
      </Facts>
      <p className="statement-rule">{t(say.rule)}</p>
      <Reading read={read} height={320}>
        {(detail) => (
          <DataTable
            caption={t(say.lines)}
            columns={columns}
            rows={detail.periods}
            rowKey={({ startMs, microYuanPerUnit }) => `${startMs} ${microYuanPerUnit}`}
            maxHeight={520}
          />
        )}
      </Reading>
    </div>
  );
};
