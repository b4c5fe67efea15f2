import { type ReactNode, useEffect } from 'react';

/** A page: one question answered at the top in a sentence with numbers, then the picture, then the table. */
export const Page = ({
  title,
  answer,
  actions,
  children,
  fill = false,
}: {
  readonly title: string;
  /** The answer in one sentence; its numbers in `<b>`. */
  readonly answer?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** Fills the window on a wall display instead of scrolling. */
  readonly fill?: boolean;
}) => {
  useEffect(() => {
    document.title = `${title} · wattbit`;
  }, [title]);
  return (
    <div className={fill ? 'page page-fill' : 'page'}>
      <header className="page-head">
        <div className="page-words">
          <h1>{title}</h1>
          {answer ? <p className="page-answer">{answer}</p> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      <div className="grid">{children}</div>
    </div>
  );
};

/** A panel on the 12-column grid; it takes the whole width on a phone. */
export const Card = ({
  title,
  note,
  actions,
  span = 12,
  flush = false,
  className,
  children,
}: {
  readonly title?: ReactNode;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly span?: 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 12;
  /** No padding: a table or a picture reaches the edges. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) => (
  <section className={`card span-${span} ${flush ? 'card-flush' : ''} ${className ?? ''}`}>
    {title || actions ? (
      <header className="card-head">
        {title ? <h2>{title}</h2> : null}
        {note ? <span className="card-note">{note}</span> : null}
        {actions ? <div className="card-actions">{actions}</div> : null}
      </header>
    ) : null}
    <div className="card-body">{children}</div>
  </section>
);

/** Label above a value, for facts in a row. */
export const Fact = ({
  label,
  title,
  children,
}: {
  readonly label: ReactNode;
  readonly title?: string;
  readonly children: ReactNode;
}) => (
  <div className="fact" title={title}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
export const Facts = ({ children }: { readonly children: ReactNode }) => (
  <dl className="facts">{children}</dl>
);
