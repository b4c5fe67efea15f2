import { kwToMw } from '#units';
import type { Bid, BidColumns } from './problem-work.ts';

export const nameInColumns = (columns: BidColumns, row: number): string => columns.ids?.[row] ?? String(row);

/** One row of the columns as a bid of its own. */
export const bidInColumns = (columns: BidColumns, row: number): Bid => {
  const { kind, checkpointHours, minimumRunHours, options } = columns.templates[columns.template[row]!]!;
  const units = columns.units[row]!;
  const latestEndMs = columns.latestEndMs[row]!;
  return {
    id: nameInColumns(columns, row),
    kind,
    releaseMs: columns.releaseMs[row]!,
    latestEndMs,
    dueMs: latestEndMs,
    latenessYuanPerH: 0,
    checkpointHours,
    ...(minimumRunHours === undefined ? {} : { minimumRunHours }),
    options: options.map(({ pool, powerRatio, itKwPerUnit, fixedYuan }) => ({
      pool,
      units,
      powerRatio,
      durationHours: columns.durationHours[row]!,
      itMw: kwToMw(itKwPerUnit * units),
      fixedYuan,
    })),
  };
};
