import type { OverviewView } from '#dispatch/domain';
import { Icon, useFormat, useText, words } from '#platform/web-shell';
import './alarm-list.css';

const levelWords = words({
  info: { zh: '提示', en: 'notice' },
  warning: { zh: '警告', en: 'warning' },
  alarm: { zh: '告警', en: 'alarm' },
});

/** Alarms, the newest first. */
export const AlarmList = ({
  alarms,
  nowMs,
}: {
  readonly alarms: OverviewView['alarms'];
  readonly nowMs: number;
}) => {
  const t = useText();
  const format = useFormat();
  return (
    <ul className="alarm-list">
      {[...alarms]
        .sort((a, b) => b.atMs - a.atMs)
        .map((alarm) => (
          <li key={`${alarm.atMs}${alarm.text.en}`} className={`alarm-${alarm.level}`}>
            <Icon name={alarm.level === 'info' ? 'info' : 'alarm'} size={16} />
            <span>
              <span className="visually-hidden">{t(levelWords[alarm.level])}: </span>
              {t(alarm.text)}
            </span>
            <time className="faint nowrap" title={format.dateTimeFull(alarm.atMs)}>
              {format.ago(alarm.atMs, nowMs)}
            </time>
          </li>
        ))}
    </ul>
  );
};
