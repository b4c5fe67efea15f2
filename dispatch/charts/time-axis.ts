import { type EpochMs, type Language, MS_PER_HOUR } from '#units';

/** Shanghai keeps UTC+8; on the axis an instant stands at its Shanghai wall time, so that ticks fall on its midnights. */
const AXIS_SHIFT_MS = 8 * MS_PER_HOUR;

/** Where an instant lies on a picture's time axis. */
export const onTimeAxis = (instantMs: EpochMs): number => instantMs + AXIS_SHIFT_MS;
/** The instant at a place of a picture's time axis. */
export const fromTimeAxis = (axisMs: number): EpochMs => axisMs - AXIS_SHIFT_MS;

const two = (value: number): string => String(value).padStart(2, '0');
const WEEKDAY = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;
const MONTH = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `08:15` at a place of the axis. */
export const clockText = (axisMs: number): string => {
  const date = new Date(axisMs);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
};
/** `Mon 10 Mar`, `3月10日 周一`. */
export const dayText = (axisMs: number, language: Language): string => {
  const date = new Date(axisMs);
  const weekday = WEEKDAY[language][date.getUTCDay()];
  const [day, month] = [date.getUTCDate(), date.getUTCMonth()];
  return language === 'zh' ? `${month + 1}月${day}日 ${weekday}` : `${weekday} ${day} ${MONTH[month]}`;
};
/** An instant in words, Shanghai time: `Mon 10 Mar 08:15`. */
export const momentText = (instantMs: EpochMs, language: Language): string => {
  const axisMs = onTimeAxis(instantMs);
  return `${dayText(axisMs, language)} ${clockText(axisMs)}`;
};
/** Label of a tick: the day at midnight, the clock elsewhere. */
export const tickText = (axisMs: number, language: Language): string =>
  clockText(axisMs) === '00:00' ? `{day|${dayText(axisMs, language)}}` : clockText(axisMs);
