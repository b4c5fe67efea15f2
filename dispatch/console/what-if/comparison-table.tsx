import { Link } from 'react-router';
import {
  type ComparedCell,
  type ComparedRow,
  compareVariants,
  differenceText,
  rankedVariants,
  variantColour,
  variantFigureText,
} from '#dispatch/charts';
import type { VariantOutcome, WhatIfView } from '#dispatch/domain';
import { Button, Card, Chip, type Column, DataTable, useLanguage, useText } from '#platform/web-shell';
import { comparisonCsv } from './comparison-csv.ts';
import { say } from './what-if-words.ts';

/** The number by which a variant is known in table and pictures, in its colour. */
export const VariantMark = ({ position }: { readonly position: number }) => (
  <span
    className="variant-mark"
    style={{
      ['--mark' as string]: `var(--${variantColour(position).replace(/[A-Z]/g, (part) => `-${part.toLowerCase()}`)})`,
    }}
  >
    {position}
  </span>
);

const Difference = ({ row, cell }: { readonly row: ComparedRow; readonly cell: ComparedCell }) => {
  const t = useText();
  const language = useLanguage();
  if (cell.difference === null) return null;
  if (cell.tone === 'same') return <small className="difference">=</small>;
  const open = row.key === 'costYuan' && !cell.isProven;
  return (
    <small
      className={`difference difference-${cell.tone ?? 'plain'}`}
      title={open ? t(say.unprovenHow) : undefined}
    >
      {cell.tone === null ? null : <span aria-hidden="true">{cell.difference < 0 ? '▼' : '▲'} </span>}
      {differenceText(row.unit, cell.difference, language)}
      {open ? <span className="unproven"> · {t(say.unproven)}</span> : null}
    </small>
  );
};

const Figure = ({ row, cell }: { readonly row: ComparedRow; readonly cell: ComparedCell }) => {
  const t = useText();
  const language = useLanguage();
  return (
    <span className={cell.isBest ? 'compared best' : 'compared'}>
      <span>
        {cell.isBest ? <span className="best-mark">{t(say.best)}</span> : null}
        {variantFigureText(row.unit, cell.value, language)}
      </span>
      <Difference row={row} cell={cell} />
    </span>
  );
};

const Head = ({
  view,
  variant,
  ranked,
}: {
  readonly view: WhatIfView;
  readonly variant: VariantOutcome;
  readonly ranked: boolean;
}) => {
  const t = useText();
  const { position, figures } = variant;
  return (
    <span className="variant-column">
      <span className="variant-head">
        <VariantMark position={position} />
        <span className="variant-name">{t(variant.name)}</span>
      </span>
      {figures === null ? (
        <Chip tone="alarm" title={variant.problem ? t(variant.problem) : ''}>
          {t(say.noPlan)}
        </Chip>
      ) : (
        <Link to={`/what-if/${encodeURIComponent(view.id)}/${position}`}>{t(say.open)}</Link>
      )}
      {figures !== null && !ranked ? <Chip>{t(say.unranked)}</Chip> : null}
    </span>
  );
};

/** Figures as rows, variants as columns, the base first; what is best says so in a word. */
export const ComparisonTable = ({ view }: { readonly view: WhatIfView }) => {
  const t = useText();
  const language = useLanguage();
  const { variants } = view;
  const ranked = new Set(rankedVariants(variants));
  const columns: readonly Column<ComparedRow>[] = [
    { id: 'figure', title: t(say.figure), cell: (row) => row.name[language] },
    ...variants.map((variant, at) => ({
      id: String(variant.position),
      title: <Head view={view} variant={variant} ranked={ranked.has(variant)} />,
      numeric: true,
      cell: (row: ComparedRow) => <Figure row={row} cell={row.cells[at]!} />,
    })),
  ];
  const download = () => saveText(comparisonCsv(variants, language), `${view.id}.csv`);
  return (
    <Card
      title={t(say.table)}
      flush
      className="comparison"
      actions={
        <Button small icon="download" onClick={download}>
          {t(say.csv)}
        </Button>
      }
    >
      <DataTable
        caption={t(say.table)}
        columns={columns}
        rows={compareVariants(variants)}
        rowKey={(row) => row.key}
      />
      <p className="what-if-note">{t(say.free)}</p>
    </Card>
  );
};

function saveText(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
