import type { JobRow } from '#dispatch/domain';
import { type Terminal, textTable } from '#platform/cli-shell';
import { type EpochMs, shanghaiIso } from '#units';

export const at = (instantMs: EpochMs | null): string =>
  instantMs === null ? '—' : shanghaiIso(instantMs).slice(0, 16).replace('T', ' ');

/** Jobs as lines of a table. */
export function jobTable(rows: readonly JobRow[], terminal: Terminal): string {
  const zh = terminal.language === 'zh';
  return textTable(
    [
      { title: zh ? '作业' : 'job', most: 32 },
      { title: zh ? '类型' : 'kind' },
      { title: zh ? '状态' : 'state' },
      { title: zh ? '单元' : 'units', align: 'right' },
      { title: zh ? '站点' : 'site' },
      { title: zh ? '计划开始' : 'planned start' },
      { title: zh ? '计划结束' : 'planned end' },
      { title: 'kWh', align: 'right' },
    ],
    rows.map((row) => [
      row.id,
      row.kind,
      row.state,
      row.units === null ? '—' : String(row.units),
      row.siteId ?? '—',
      at(row.startedAtMs ?? row.plannedStartMs),
      at(row.endedAtMs ?? row.plannedEndMs),
      (row.energyWh / 1000).toFixed(1),
    ]),
  );
}
