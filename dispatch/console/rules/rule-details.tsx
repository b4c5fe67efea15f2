import { useMemo } from 'react';
import { ENFORCEMENT_WORDS, ruleFigureText, ruleHistoryPicture, ruleLimitText } from '#dispatch/charts';
import type { RuleDayState, RuleRecord, RuleStory } from '#dispatch/domain';
import { Card, Chip, Fact, Facts, useFormat, useLanguage, useText } from '#platform/web-shell';
import { Chart, ChartGroup } from '#platform/web-shell/charts';
import { nameInRegion } from '../element-names.ts';
import { useRegion } from '../region-read.ts';
import { useChartContext } from '../use-chart-context.ts';
import { RemedyTable } from './remedy-table.tsx';
import { say } from './rules-words.ts';

/** One rule in full: its days and where they lead, what helps, how it is worked out, its versions. */
export const RuleDetails = ({ story }: { readonly story: RuleStory }) => {
  const t = useText();
  const context = useChartContext();
  const picture = useMemo(() => ruleHistoryPicture(story.record, story.days, context), [story, context]);
  return (
    <>
      <Card span={12} flush>
        <p className="rule-sentence">{t(story.sentence)}</p>
        {story.days.length === 0 ? null : (
          <ChartGroup key={story.record.id}>
            <Chart picture={picture} nowMs={null} />
          </ChartGroup>
        )}
      </Card>
      <RemedyTable story={story} />
      <WorkedOut story={story} />
      <Versions story={story} />
    </>
  );
};

const LARGE = { Wh: 'MWh', g: 't', ppm: 'd' } as const;

function inputsOf(
  state: RuleDayState,
): readonly (readonly ['part' | 'whole' | 'dayPart' | 'dayWhole', number])[] {
  const { part, whole, dayPart, dayWhole } = state;
  const parts = [['part', part] as const, ['dayPart', dayPart] as const];
  return state.unit === 'g'
    ? parts
    : [
        ['part', part],
        ['whole', whole],
        ['dayPart', dayPart],
        ['dayWhole', dayWhole],
      ];
}

const WorkedOut = ({ story: { record, state, corrections } }: { readonly story: RuleStory }) => {
  const t = useText();
  const format = useFormat();
  return (
    <Card span={6} title={t(say.formula)}>
      <div className="stack">
        <pre className="formula">{t(record.formula)}</pre>
        <table className="plain-table">
          <caption className="visually-hidden">{t(say.inputs)}</caption>
          <tbody>
            {record.parameters.map(({ name, value, unit }) => (
              <tr key={name.en}>
                <th scope="row">{t(name)}</th>
                <td className="tnum right">{typeof value === 'number' ? format.full(value) : t(say.yes)}</td>
                <td>{unit === 'ratio' ? '' : unit?.replace('CNY', t(say.yuan))}</td>
              </tr>
            ))}
            {state === null
              ? null
              : inputsOf(state).map(([name, value]) => (
                  <tr key={name}>
                    <th scope="row">{t(say[name])}</th>
                    <td className="tnum right">{format.full(value / 1e6)}</td>
                    <td>{LARGE[state.unit]}</td>
                  </tr>
                ))}
          </tbody>
        </table>
        <RuleFacts record={record} state={state} />
        {corrections.length > 0 ? (
          <p className="soft">{t(say.corrected, { count: String(corrections.length) })}</p>
        ) : null}
      </div>
    </Card>
  );
};

const RuleFacts = ({
  record,
  state,
}: {
  readonly record: RuleRecord;
  readonly state: RuleDayState | null;
}) => {
  const t = useText();
  const format = useFormat();
  const region = useRegion().data;
  const scope = record.scope === null ? [] : [...record.scope.sources, ...record.scope.sites];
  const shadow = state?.judgement.shadow ?? null;
  const perUnit = record.kind === 'carbon' ? 't' : 'MWh';
  return (
    <Facts>
      <Fact label={t(say.source)}>{record.source}</Fact>
      <Fact label={t(say.jurisdiction)}>{record.jurisdiction}</Fact>
      <Fact label={t(say.force)}>{t(ENFORCEMENT_WORDS[record.enforcement])}</Fact>
      <Fact label={t(say.scope)}>
        {scope.length === 0 ? t(say.region) : scope.map((id) => t(nameInRegion(region, id))).join(', ')}
      </Fact>
      <Fact label={t(say.shadow)}>
        {shadow === null ? t(say.noShadow) : `${format.money(shadow.yuanPerUnit)}/${perUnit}`}
      </Fact>
      {state === null ? null : (
        <>
          <Fact label={t(say.since)}>{state.since}</Fact>
          <Fact label={t(say.kept)}>
            {t(say.keptText, {
              day: state.day,
              revision: String(state.revision),
              periods: String(state.periods),
              all: String(state.periodsOfDay),
            })}
          </Fact>
          <Fact label={t(say.method)}>
            <Method state={state} />
          </Fact>
        </>
      )}
    </Facts>
  );
};

const Method = ({ state }: { readonly state: RuleDayState }) => {
  const t = useText();
  const format = useFormat();
  const { method, sampleDays, remainingDays, paths, blockDays, seed, seasonMatchedRatio } =
    state.judgement.projection;
  if (method === 'counted') return t(say.over);
  return t(method === 'dayRange' ? say.range : say.bootstrap, {
    sample: String(sampleDays),
    remaining: String(remainingDays),
    paths: String(paths),
    block: String(blockDays),
    matched: format.percent(seasonMatchedRatio),
    seed: String(seed),
  });
};

const Versions = ({ story: { record, versions } }: { readonly story: RuleStory }) => {
  const t = useText();
  const language = useLanguage();
  return (
    <Card span={6} title={t(say.versions)}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t(say.from)}</th>
            <th scope="col">{t(say.to)}</th>
            <th scope="col">{t(say.limit)}</th>
            <th scope="col" aria-label={t(say.inForce)} />
          </tr>
        </thead>
        <tbody>
          {versions.map((each) => (
            <tr key={each.effectiveFrom}>
              <td className="tnum">{each.effectiveFrom}</td>
              <td className="tnum">{each.effectiveTo ?? '…'}</td>
              <td className="tnum">{ruleLimitText(each, language)}</td>
              <td>
                {each.effectiveFrom === record.effectiveFrom ? (
                  <Chip tone="busy">{t(say.inForce)}</Chip>
                ) : null}
              </td>
            </tr>
          ))}
          {record.kind === 'pue'
            ? record.parameters.slice(1).map(({ name, value }) => (
                <tr key={name.en}>
                  <td colSpan={2}>{t(name)}</td>
                  <td className="tnum" colSpan={2}>
                    ≤ {ruleFigureText('pue', Number(value), language)}
                  </td>
                </tr>
              ))
            : null}
        </tbody>
      </table>
    </Card>
  );
};
