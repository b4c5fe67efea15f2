import type { LpData, LpSolver } from '../solvers/lp-solver.ts';
import { type Member, problemOf } from './certificate.ts';

export interface FilterLimits {
  secondsLeft(): number;
  isCancelled(): boolean;
}
export interface FilterTask {
  readonly data: LpData;
  readonly members: readonly Member[];
  /** Members of one name are left out together first. */
  groupOf(member: Member): string;
  /** Columns of whole numbers take whole numbers. */
  readonly whole: boolean;
}

/**
 * Leaves out of a set without a solution whatever the rest can do without (deletion filter; Chinneck, Dravnieks 1991):
 * first whole groups, the largest first, then halves of what is left, down to single members. What remains cannot hold
 * together, and does without any one of its members. When time runs out, the set as far as it got.
 */
export const irreducible = (
  { data, members, groupOf, whole }: FilterTask,
  solver: LpSolver,
  limits: FilterLimits,
): Member[] => {
  const filter = new Filter(data, whole, solver, limits);
  let kept = [...members];
  if (!filter.isInfeasible(kept)) return kept;
  for (const group of groupsOf(kept, groupOf)) kept = filter.without(kept, group) ?? kept;
  for (const group of groupsOf(kept, groupOf)) kept = filter.thinned(kept, group);
  return kept;
};

const groupsOf = (members: readonly Member[], groupOf: (member: Member) => string): Member[][] => {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const name = groupOf(member);
    groups.set(name, [...(groups.get(name) ?? []), member]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
};

class Filter {
  private readonly data: LpData;
  private readonly whole: boolean;
  private readonly solver: LpSolver;
  private readonly limits: FilterLimits;

  constructor(data: LpData, whole: boolean, solver: LpSolver, limits: FilterLimits) {
    this.data = data;
    this.whole = whole;
    this.solver = solver;
    this.limits = limits;
  }

  isInfeasible(members: readonly Member[]): boolean {
    if (this.limits.isCancelled() || this.limits.secondsLeft() <= 0) return false;
    const lp = this.solver.load(problemOf(this.data, members, this.whole));
    try {
      const outcome = lp.run({
        timeLimitS: this.limits.secondsLeft(),
        isCancelled: this.limits.isCancelled,
        start: 'cold',
      });
      return outcome.kind === 'infeasible';
    } finally {
      lp.dispose();
    }
  }

  /** The set without a part of it, where that still has no solution. */
  without(members: Member[], part: readonly Member[]): Member[] | null {
    if (part.length === members.length) return null;
    const left = new Set(part);
    const rest = members.filter((member) => !left.has(member));
    return this.isInfeasible(rest) ? rest : null;
  }

  /** Leaves out as much of one group as can be, in halves. */
  thinned(members: Member[], part: readonly Member[]): Member[] {
    const rest = this.without(members, part);
    if (rest !== null) return rest;
    if (part.length <= 1) return members;
    const middle = part.length >> 1;
    return this.thinned(this.thinned(members, part.slice(0, middle)), part.slice(middle));
  }
}
