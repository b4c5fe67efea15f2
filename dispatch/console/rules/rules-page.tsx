import type { UseQueryResult } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import type { RuleStory, RuleView } from '#dispatch/domain';
import { Card, Empty, Page, Reading, useFormat, useRead, useText } from '#platform/web-shell';
import { RuleDetails } from './rule-details.tsx';
import { RuleGauge } from './rule-gauge.tsx';
import './rules-page.css';
import { say } from './rules-words.ts';

const Answer = ({ rules }: { readonly rules: readonly RuleView[] }) => {
  const t = useText();
  const { language } = useFormat();
  const count = (standing: RuleView['standing']): number =>
    rules.filter((each) => each.standing === standing).length;
  const [danger, watch, unknown] = [count('danger'), count('watch'), count('unknown')];
  const urgent = rules.find(({ standing }) => standing === 'danger' || standing === 'watch');
  const rest = urgent === undefined ? null : <> {t(urgent.sentence)}</>;
  if (language === 'zh')
    return (
      <>
        <b>{rules.length}</b> 条规则中 <b>{danger}</b> 条有风险、<b>{watch}</b> 条须关注
        {unknown > 0 ? (
          <>
            、<b>{unknown}</b> 条记录天数还不够判断
          </>
        ) : null}
        。{urgent === undefined ? null : `${urgent.record.title.zh}：`}
        {rest}
      </>
    );
  return (
    <>
      Of <b>{rules.length}</b> rules <b>{danger}</b> {danger === 1 ? 'is' : 'are'} in danger and{' '}
      <b>{watch}</b> to watch
      {unknown > 0 ? (
        <>
          ; for <b>{unknown}</b> not enough days are recorded
        </>
      ) : null}
      . {urgent === undefined ? null : `${urgent.record.title.en}:`}
      {rest}
    </>
  );
};

const Waiting = <T,>({ read }: { readonly read: UseQueryResult<T, unknown> }) => (
  <Card span={12}>
    <Reading read={read} height={420}>
      {() => null}
    </Reading>
  </Card>
);

const TOPICS = { topics: ['dispatch.rules', 'dispatch.plan'] };

/** Which rule is in danger, and what to do about it today. */
export default function RulesPage() {
  const t = useText();
  const navigate = useNavigate();
  const { id } = useParams();
  const read = useRead<{ rules: readonly RuleView[] }>('/api/dispatch/rules', TOPICS);
  const rules = read.data?.rules ?? [];
  const shown = rules.find(({ record }) => record.id === id) ?? (id === undefined ? rules[0] : undefined);
  const story = useRead<RuleStory>(
    shown ? `/api/dispatch/rules/${encodeURIComponent(shown.record.id)}` : null,
    TOPICS,
  );
  return (
    <Page title={t(say.title)} answer={read.data ? <Answer rules={rules} /> : ' '}>
      {read.data === undefined ? (
        <Waiting read={read} />
      ) : rules.length === 0 ? (
        <Card>
          <Empty icon="rules" title={t(say.none)}>
            {t(say.noneHow)}
          </Empty>
        </Card>
      ) : (
        <>
          <div className="span-12 rule-gauges">
            {rules.map((view) => (
              <RuleGauge
                key={view.record.id}
                view={view}
                isOpen={view === shown}
                onOpen={() => navigate(`/rules/${view.record.id}`)}
              />
            ))}
          </div>
          {story.data ? <RuleDetails story={story.data} /> : <Waiting read={story} />}
        </>
      )}
    </Page>
  );
}
