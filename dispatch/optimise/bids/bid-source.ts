import { type Bid, bidInColumns, nameInColumns, type Problem } from '#dispatch/domain';

/** Bids are numbered through: those of the list first, then the rows of the columns. */
export const bidIdOf = (problem: Problem, index: number): string =>
  problem.bids[index]?.id ?? nameInColumns(problem.bidColumns!, index - problem.bids.length);

export const latenessYuanPerHOf = (problem: Problem, index: number): number =>
  problem.bids[index]?.latenessYuanPerH ?? 0;

export const releaseMsOf = (problem: Problem, index: number): number =>
  problem.bids[index]?.releaseMs ?? problem.bidColumns!.releaseMs[index - problem.bids.length]!;

/** Yuan paid once for an option of a bid. */
export const fixedYuanOf = (problem: Problem, index: number, option: number): number => {
  const bid = problem.bids[index];
  if (bid !== undefined) return bid.options[option]!.fixedYuan;
  const columns = problem.bidColumns!;
  return columns.templates[columns.template[index - problem.bids.length]!]!.options[option]!.fixedYuan;
};

/** A bid as an object, made on demand where it stands in columns. */
export const bidAt = (problem: Problem, index: number): Bid =>
  problem.bids[index] ?? bidInColumns(problem.bidColumns!, index - problem.bids.length);
