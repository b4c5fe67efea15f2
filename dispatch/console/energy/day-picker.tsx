import { Icon, IconButton, useText } from '#platform/web-shell';
import { MS_PER_DAY, shanghaiDay, shanghaiDayStartMs } from '#units';
import { say } from './energy-words.ts';

const dayBeside = (day: string, days: 1 | -1): string =>
  shanghaiDay(shanghaiDayStartMs(day) + days * MS_PER_DAY);

/** The day shown, one step either way, and its rows to take away. */
export const DayPicker = ({
  day,
  today,
  onDay,
}: {
  readonly day: string;
  readonly today: string;
  readonly onDay: (day: string) => void;
}) => {
  const t = useText();
  const path = `/api/dispatch/traces/${day}/trace.csv`;
  return (
    <>
      <div className="energy-day">
        <IconButton
          icon="chevronRight"
          className="energy-back"
          label={t(say.before)}
          onClick={() => onDay(dayBeside(day, -1))}
        />
        <input
          type="date"
          aria-label={t(say.day)}
          value={day}
          max={today}
          onChange={(event) => event.target.value !== '' && onDay(event.target.value)}
        />
        <IconButton
          icon="chevronRight"
          label={t(say.after)}
          disabled={day >= today}
          onClick={() => onDay(dayBeside(day, 1))}
        />
      </div>
      <a className="button button-plain" href={path} download={`trace-${day}.csv`}>
        <Icon name="download" size={16} />
        {t(say.csv)}
      </a>
      <a className="button button-plain" href={`${path}?periods=true`} download={`trace-${day}-periods.csv`}>
        <Icon name="download" size={16} />
        {t(say.csvPeriods)}
      </a>
    </>
  );
};
