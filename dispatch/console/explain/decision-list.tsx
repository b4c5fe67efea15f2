import { EXPLANATION_WORDS, stakeText } from '#dispatch/charts';
import type { Alternative, Binding, Explanation, Plan } from '#dispatch/domain';
import { useFormat, useText } from '#platform/web-shell';
import { horizonEndMs } from '#units';
import { say } from './explain-words.ts';
import { priceText } from './price-text.ts';

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

const BoundBy = ({ binding, plan }: { readonly binding: readonly Binding[]; readonly plan: Plan }) => {
  const t = useText();
  const format = useFormat();
  return (
    <div className="decision-part">
      <dt>{t(say.boundBy)}</dt>
      <dd>
        {binding.length === 0 ? <span className="faint">{t(say.free)}</span> : null}
        {binding.map((bound) => (
          <span
            key={`${bound.block}${bound.element}${bound.text.en}`}
            className="decision-bound"
            title={bound.block}
          >
            {t(bound.text)} <b className="tnum nowrap">{priceText(plan, bound, format.language)}</b>
          </span>
        ))}
      </dd>
    </div>
  );
};

const Otherwise = ({ alternative, plan }: { readonly alternative: Alternative; readonly plan: Plan }) => {
  const t = useText();
  const format = useFormat();
  const { basis, extraObjective, extraTco2 } = alternative;
  const extra = (amount: number, text: string): string => `${amount > 0 ? '+' : '−'}${text}`;
  const cost =
    extraObjective === null
      ? t(say.impossible)
      : Math.abs(extraObjective) < 0.005
        ? t(say.same)
        : extra(extraObjective, stakeText(plan, Math.abs(extraObjective), format.language));
  const carbon =
    extraTco2 === null || Math.abs(extraTco2) < 5e-4
      ? null
      : extra(extraTco2, format.co2(Math.abs(extraTco2)));
  return (
    <div className="decision-part">
      <dt>{t(say.otherwise)}</dt>
      <dd>
        {t(alternative.what)} <b className="tnum nowrap">{cost}</b>
        {carbon === null || plan.objective === 'carbon' ? null : <b className="tnum nowrap">{carbon}</b>}
        {basis === 'impossible' ? null : <span className="faint">{t(say[basis])}</span>}
      </dd>
    </div>
  );
};

const Decision = ({
  row,
  plan,
  most,
  name,
  onElement,
}: {
  readonly row: Explanation;
  readonly plan: Plan;
  readonly most: number;
  readonly name: string;
  readonly onElement: (element: string) => void;
}) => {
  const t = useText();
  const format = useFormat();
  const share = Math.max(0.5, Math.round((1000 * row.stake) / most) / 10);
  return (
    <li className="decision" id={row.id}>
      <div className="decision-head">
        <button type="button" className="decision-name" onClick={() => onElement(row.element)}>
          {name}
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
      <dl className="decision-parts">
        <BoundBy binding={row.binding} plan={plan} />
        {row.alternative ? <Otherwise alternative={row.alternative} plan={plan} /> : null}
      </dl>
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
        <Decision
          key={row.id}
          row={row}
          plan={plan}
          most={most}
          name={nameOf(row.element)}
          onElement={onElement}
        />
      ))}
    </ol>
  );
};
