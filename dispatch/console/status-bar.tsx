import { useState } from 'react';
import type { OverviewView } from '#dispatch/domain';
import { Chip, Drawer, Empty, useFormat, useText, words } from '#platform/web-shell';
import { AlarmList } from './alarm-list.tsx';
import { useOverview } from './overview-read.ts';
import './status-bar.css';
import { useScenarioNow } from './use-scenario-now.ts';
import { planStageWords } from './words.ts';

const say = words({
  live: { zh: '实时', en: 'live' },
  scenario: { zh: '情景时钟 ×{speed}', en: 'scenario clock ×{speed}' },
  scenarioWhy: {
    zh: '演示按情景数据自己的日历走，每过一秒前进 {speed} 秒。',
    en: 'The demonstration runs on the calendar of its own data: {speed} s for each second on the wall.',
  },
  generated: { zh: '生成的数据', en: 'generated data' },
  paused: { zh: '调度已暂停', en: 'dispatch paused' },
  planning: { zh: '正在排计划', en: 'planning' },
  failed: { zh: '排计划失败', en: 'planning failed' },
  alarms: { zh: '{n} 条告警', en: '{n} alarms' },
  noAlarms: { zh: '没有告警', en: 'no alarms' },
  alarmsTitle: { zh: '告警', en: 'Alarms' },
  quiet: { zh: '一切正常', en: 'All quiet' },
  quietNote: {
    zh: '线路、储能、预测和作业的告警会出现在这里。',
    en: 'Alarms of lines, storage, forecasts and jobs appear here.',
  },
  utc: { zh: '北京时间；UTC {time}', en: 'Asia/Shanghai; UTC {time}' },
});

const Clock = ({ clock }: { readonly clock: OverviewView['clock'] }) => {
  const t = useText();
  const format = useFormat();
  const now = useScenarioNow(clock);
  return (
    <time
      className="bar-time"
      title={t(say.utc, { time: format.utc(now) })}
      dateTime={now === null ? '' : new Date(now).toISOString()}
    >
      <span className="bar-day">{format.dayLong(now)}</span>
      <span className="bar-day-short">{format.day(now)}</span> <strong>{format.timeSeconds(now)}</strong>
    </time>
  );
};

const CycleChip = ({ cycle }: { readonly cycle: OverviewView['cycle'] }) => {
  const t = useText();
  const format = useFormat();
  if (cycle.state === 'failed')
    return (
      <Chip tone="alarm" title={cycle.lastError ? t(cycle.lastError) : ''}>
        {t(say.failed)}
      </Chip>
    );
  if (cycle.mode === 'paused') return <Chip tone="warning">{t(say.paused)}</Chip>;
  if (cycle.state !== 'planning') return null;
  const stage = cycle.progress ? planStageWords[cycle.progress.stage] : undefined;
  return (
    <Chip tone="busy" title={stage ? t(stage) : ''}>
      {t(say.planning)} {cycle.progress ? format.percent(Math.round(cycle.progress.ratio * 100) / 100) : ''}
    </Chip>
  );
};

/** Region, time, clock, honesty label and alarms, on every page. */
export default function StatusBar() {
  const t = useText();
  const { data } = useOverview();
  const [open, setOpen] = useState(false);
  if (!data) return null;
  const { region, clock, cycle, alarms } = data;
  const serious = alarms.filter((alarm) => alarm.level !== 'info');
  const worst = serious.some((alarm) => alarm.level === 'alarm')
    ? 'alarm'
    : serious.length > 0
      ? 'warning'
      : 'good';
  return (
    <>
      <span className="bar-region">{t(region.name)}</span>
      <Clock clock={clock} />
      {clock.mode === 'live' ? (
        <Chip tone="good">{t(say.live)}</Chip>
      ) : (
        <Chip tone="idle" title={t(say.scenarioWhy, { speed: clock.speed })}>
          {t(say.scenario, { speed: clock.speed })}
        </Chip>
      )}
      {region.generatedNote ? (
        <span className="bar-note">
          <Chip tone="idle" title={t(region.generatedNote)}>
            {t(say.generated)}
          </Chip>
        </span>
      ) : null}
      <CycleChip cycle={cycle} />
      <button type="button" className="bar-alarms" onClick={() => setOpen(true)}>
        <Chip tone={worst}>
          {serious.length > 0 ? t(say.alarms, { n: serious.length }) : t(say.noAlarms)}
        </Chip>
      </button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t(say.alarmsTitle)}>
        {alarms.length === 0 ? (
          <Empty icon="check" title={t(say.quiet)}>
            {t(say.quietNote)}
          </Empty>
        ) : (
          <AlarmList alarms={alarms} nowMs={clock.nowMs} />
        )}
      </Drawer>
    </>
  );
}
