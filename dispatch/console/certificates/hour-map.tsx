import type { ShownStatus, WalletSum } from '#dispatch/domain';
import { Card, useFormat, useText } from '#platform/web-shell';
import { say } from './certificate-words.ts';

const STATUSES: readonly ShownStatus[] = ['active', 'claimed', 'stored', 'withdrawn', 'expired'];
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

function daysOf(month: string): string[] {
  const [year, number] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year!, number!, 0)).getUTCDate();
  return Array.from({ length: count }, (_, day) => `${month}-${String(day + 1).padStart(2, '0')}`);
}

/** A month hour by hour: a row an hour of the day, a column a day; the colour is what most of the hour's units are. */
export const HourMap = ({ month, sums }: { readonly month: string; readonly sums: readonly WalletSum[] }) => {
  const t = useText();
  const format = useFormat();
  const byHour = new Map<string, Map<ShownStatus, number>>();
  for (const { at, status, energyWh } of sums) {
    const cell = byHour.get(at) ?? new Map<ShownStatus, number>();
    cell.set(status, (cell.get(status) ?? 0) + energyWh);
    byHour.set(at, cell);
  }
  const days = daysOf(month);
  const cellOf = (at: string) => {
    const parts = [...(byHour.get(at) ?? [])].sort(([, a], [, b]) => b - a);
    const words = parts.map(([status, wh]) => `${t(say[status])} ${format.energyWh(wh)}`).join(', ');
    return <i key={at} className={`hour-cell hour-${parts[0]?.[0] ?? 'none'}`} title={`${at}:00 ${words}`} />;
  };
  return (
    <Card title={t(say.hours)} note={t(say.hoursNote)}>
      <div className="hour-map" role="img" aria-label={`${t(say.hours)} ${month}`}>
        {HOURS.map((hour) => (
          <div key={hour} className="hour-row">
            <span className="faint tnum">{hour}</span>
            {days.map((day) => cellOf(`${day}T${hour}`))}
          </div>
        ))}
      </div>
      <div className="row hour-legend">
        {STATUSES.map((status) => (
          <span key={status}>
            <i className={`hour-cell hour-${status}`} /> {t(say[status])}
          </span>
        ))}
      </div>
    </Card>
  );
};
