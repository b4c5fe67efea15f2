import { chance, ruleFigure, ruleFigureText, ruleLimitText, STANDING_WORDS } from '#dispatch/charts';
import type { RuleView } from '#dispatch/domain';
import { Chip, type Tone, useLanguage, useText } from '#platform/web-shell';
import { say } from './rules-words.ts';

const TONES: Readonly<Record<RuleView['standing'], Tone>> = {
  danger: 'alarm',
  watch: 'warning',
  unknown: 'idle',
  safe: 'good',
};
export const StandingChip = ({ standing }: Pick<RuleView, 'standing'>) => {
  const t = useText();
  return <Chip tone={TONES[standing]}>{t(STANDING_WORDS[standing])}</Chip>;
};

/** Where figures, the limit and the fan lie on a bar from 0 to 100. */
function scaleOf({ record, state }: RuleView) {
  const value = state?.judgement.projection.value ?? null;
  const now = state === null ? null : ruleFigure(state);
  const all = [record.limit, now, value?.low, value?.high].filter((each) => each != null);
  const air = Math.max((Math.max(...all) - Math.min(...all)) * 0.25, record.limit * 0.04);
  const [least, most] = [Math.max(0, Math.min(...all) - air), Math.max(...all) + air];
  const at = (figure: number): number => (most > least ? (100 * (figure - least)) / (most - least) : 0);
  return { now, value, at };
}

const Bar = ({ view }: { readonly view: RuleView }) => {
  const { now, value, at } = scaleOf(view);
  const limitAt = at(view.record.limit);
  const good =
    view.record.sense === 'atLeast' ? { left: limitAt, right: 0 } : { left: 0, right: 100 - limitAt };
  return (
    <div className="rule-bar" aria-hidden="true">
      <i className="rule-good" style={{ left: `${good.left}%`, right: `${good.right}%` }} />
      {value === null ? null : (
        <i className="rule-fan" style={{ left: `${at(value.low)}%`, right: `${100 - at(value.high)}%` }} />
      )}
      {value === null ? null : <i className="rule-median" style={{ left: `${at(value.median)}%` }} />}
      {now === null ? null : <i className="rule-now" style={{ left: `${at(now)}%` }} />}
      <i className="rule-limit" style={{ left: `${limitAt}%` }} />
    </div>
  );
};

/** A rule at a glance: figure, limit, where it ends and how likely it is met. It opens to all of it. */
export const RuleGauge = ({
  view,
  isOpen,
  onOpen,
}: {
  readonly view: RuleView;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}) => {
  const t = useText();
  const language = useLanguage();
  const { record, state } = view;
  const now = state === null ? null : ruleFigure(state);
  const projection = state?.judgement.projection;
  const text = (value: number): string => ruleFigureText(record.kind, value, language);
  return (
    <button
      type="button"
      className={`rule-gauge rule-${view.standing}`}
      aria-expanded={isOpen}
      onClick={onOpen}
    >
      <span className="rule-head">
        <span className="rule-title">{t(record.title)}</span>
        <StandingChip standing={view.standing} />
      </span>
      <span className="rule-figures tnum">
        <b>{now === null ? '—' : text(now)}</b>
        <span>{ruleLimitText(record, language)}</span>
      </span>
      <Bar view={view} />
      <span className="rule-foot tnum">
        <span>
          {projection?.value == null ? t(say.noEnd) : t(say.end, { value: text(projection.value.median) })}
        </span>
        <span>
          {projection?.probability == null
            ? t(say.days, { days: String(projection?.sampleDays ?? 0) })
            : t(say.chance, { chance: chance(projection.probability) })}
        </span>
      </span>
      {record.enforcement === 'watched' ? <span className="rule-watched">{t(say.watched)}</span> : null}
      <span className="visually-hidden">{t(say.open)}</span>
    </button>
  );
};
