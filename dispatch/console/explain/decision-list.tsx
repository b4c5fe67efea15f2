import { EXPLANATION_WORDS, stakeText } from '#dispatch/charts';
import type { Alternative, Explanation, Plan } from '#dispatch/domain';
import { useFormat, useText } from '#platform/web-shell';
import { horizonEndMs } from '#units';
import { say } from './explain-words.ts';

/** Where in the window a stretch lies, as a mark on a line. */
const Stretch = ({ row, plan }: { readonly row: Explanation; readonly plan: Plan }) => {
  const { startMs } = plan.horizon;
  const length = horizonEndMs(plan.horizon) - startMs;
  const left = (100 * (row.fromMs - startMs)) / length;
  const width = (100 * (row.toMs - row.fromMs)) / length;
  return (
    <span className="decision-stretch" aria-hidden="true">
      <i style={{ left: `${left}%`, width: `max(3px, ${width}%)` }} />
    </span>
  );
};

/** What the next best choice would have cost, and how that is known. */
const Extra = ({ alternative, plan }: { readonly alternative: Alternative; readonly plan: Plan }) => {
  const t = useText();
  const format = useFormat();
  const { basis, extraObjective, extraTco2 } = alternative;
  if (extraObjective === null) return <span className="faint">{t(say.impossible)}</span>;
  const signed = (amount: number, text: string): string => `${amount > 0 ? '+' : '−'}${text}`;
  const isSame = Math.abs(extraObjective) < 0.005;
  return (
    <>
      <b className="tnum nowrap">
        {isSame
          ? t(say.same)
          : signed(extraObjective, stakeText(plan, Math.abs(extraObjective), format.language))}
      </b>
      {extraTco2 === null || Math.abs(extraTco2) < 5e-4 || plan.objective === 'carbon' ? null : (
        <b className="tnum nowrap">{signed(extraTco2, format.co2(Math.abs(extraTco2)))}</b>
      )}
      <span className="faint">{t(say[basis])}</span>
    </>
  );
};

const Decision = ({
  row,
  plan,
  most,
  nameOf,
  onElement,
}: {
  readonly row: Explanation;
  readonly plan: Plan;
  readonly most: number;
  readonly nameOf: (id: string) => string;
  readonly onElement: (element: string) => void;
}) => {
  const t = useText();
  const format = useFormat();
  // Elements whose limits hold it, other than its own: each opens what else it decides.
  const others = new Map(
    row.binding
      .filter(({ element }) => element !== row.element)
      .map((bound) => [bound.element, t(bound.text)]),
  );
  const share = Math.max(0.5, Math.round((1000 * row.stake) / most) / 10);
  return (
    <li className="decision" id={row.id}>
      <div className="decision-head">
        <button type="button" className="decision-name" onClick={() => onElement(row.element)}>
          {nameOf(row.element)}
        </button>
        <span className="decision-kind">{t(EXPLANATION_WORDS[row.kind])}</span>
        <span className="decision-time tnum">
          <time title={`UTC ${format.utc(row.fromMs)}`}>{format.dateTime(row.fromMs)}</time> –{' '}
          <time title={`UTC ${format.utc(row.toMs)}`}>{format.dateTime(row.toMs)}</time>
        </span>
        <b className="decision-stake tnum" title={t(say.stake)}>
          {stakeText(plan, row.stake, format.language)}
        </b>
      </div>
      <div className="decision-bars">
        <Stretch row={row} plan={plan} />
        <span className="decision-bar" aria-hidden="true">
          <i style={{ width: `${share}%` }} />
        </span>
      </div>
      <p className="decision-sentence">{t(row.sentence)}</p>
      <p className="decision-foot">
        {row.alternative ? (
          <>
            <span className="faint">{t(say.otherwise)}</span>
            <Extra alternative={row.alternative} plan={plan} />
          </>
        ) : null}
        {[...others].map(([element, title]) => (
          <button
            key={element}
            type="button"
            className="decision-other"
            title={title}
            onClick={() => onElement(element)}
          >
            {nameOf(element)}
          </button>
        ))}
      </p>
    </li>
  );
};

/** Decisions with most at stake first; pressing a name narrows the page to that element. */
export const DecisionList = ({
  rows,
  plan,
  nameOf,
  onElement,
}: {
  readonly rows: readonly Explanation[];
  readonly plan: Plan;
  readonly nameOf: (id: string) => string;
  readonly onElement: (element: string) => void;
}) => {
  const most = Math.max(1e-9, ...plan.explanations.map(({ stake }) => stake));
  return (
    <ol className="decisions">
      {rows.map((row) => (
        <Decision key={row.id} row={row} plan={plan} most={most} nameOf={nameOf} onElement={onElement} />
      ))}
    </ol>
  );
};
