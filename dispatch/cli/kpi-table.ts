import type { DayReport, Kpi } from '#dispatch/domain';
import { type Terminal, textTable } from '#platform/cli-shell';

/** A day's key figures, each with its formula. */
export function kpiTable(report: Pick<DayReport, 'kpis'>, terminal: Terminal): string {
  const zh = terminal.language === 'zh';
  return textTable(
    [
      { title: zh ? '指标' : 'figure' },
      { title: zh ? '数值' : 'value', align: 'right' },
      { title: '' },
      { title: zh ? '公式' : 'formula' },
    ],
    report.kpis.map((kpi) => [
      kpi.title[terminal.language],
      shown(kpi),
      kpi.unit === 'ratio' ? '' : kpi.unit,
      kpi.formula[terminal.language],
    ]),
  );
}

function shown({ value, unit }: Kpi): string {
  if (value === null) return '—';
  const figure = (each: number): string => each.toLocaleString('en-US', { maximumSignificantDigits: 4 });
  return unit === 'ratio' ? `${figure(value * 100)} %` : figure(value);
}
