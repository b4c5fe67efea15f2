import type { AcLineInput, CaseConvention } from '#dispatch/domain';
import type { CaseProblems } from '../case-problems.ts';
import { BRANCH, type Row } from './tables.ts';

const DEGREE = Math.PI / 180;
/** Angle differences of the PGLib baseline never exceed this. */
const PGLIB_DEGREES = 30;
/** MATPOWER reads 0 and a full turn as no limit. */
const FULL_TURN = 360;

interface Place {
  readonly file: string;
  readonly problems: CaseProblems;
}

/**
 * A branch as a line. Angles θ: x · flow / baseMVA + shift = θ_from − θ_to, so a limit on the angle is one on the flow.
 * MATPOWER: x = reactance · tap ratio, with phase shift. PGLib's baseline: x = (r² + x²) / x, taps and shifts ignored,
 * ±30° unless the file is tighter. Null when the row is refused.
 */
export const lineOf = (
  row: Row,
  ends: { readonly fromArea: number; readonly toArea: number },
  baseMva: number,
  convention: CaseConvention,
  place: Place,
): AcLineInput | null => {
  const refuse = (column: number, message: string, remedy: string): null => {
    const field = `mpc.branch(${row.number}, ${column + 1})`;
    place.problems.add({ field, message, remedy, file: place.file, line: row.line });
    return null;
  };
  const [resistance, reactance] = [row.values[BRANCH.resistance]!, row.values[BRANCH.reactance]!];
  if (reactance === 0)
    return refuse(
      BRANCH.reactance,
      'a branch without reactance fixes no flow',
      'Join its two buses, or write its small reactance.',
    );
  const rate = row.values[BRANCH.limitMva]!;
  if (rate < 0) return refuse(BRANCH.limitMva, `the limit is ${rate}`, 'Write 0 for no limit.');
  const isPglib = convention === 'pglib';
  const tap = row.values[BRANCH.ratio]! || 1;
  const perUnit = isPglib ? (resistance ** 2 + reactance ** 2) / reactance : reactance * tap;
  const shift = isPglib ? 0 : row.values[BRANCH.shiftDegrees]! * DEGREE;
  const thermal = rate === 0 ? Number.POSITIVE_INFINITY : rate;
  const [least, most] = angleLimits(row, isPglib).map((angle) => ((angle - shift) * baseMva) / perUnit);
  const limitMw = Math.min(thermal, Math.max(least!, most!));
  const backLimitMw = Math.min(thermal, -Math.min(least!, most!));
  if (limitMw < -backLimitMw)
    return refuse(
      BRANCH.leastDegrees,
      'no flow keeps both its angle limits and its rating',
      'Correct the limits of the branch.',
    );
  return {
    id: `branch${row.number}`,
    ...ends,
    reactanceOhm: perUnit,
    limitMw,
    ...(backLimitMw === limitMw ? {} : { backLimitMw }),
    ...(shift === 0 ? {} : { phaseShiftMwOhm: shift * baseMva }),
  };
};

/** Least and most angle between the ends, in radians. */
const angleLimits = ({ values }: Row, isPglib: boolean): [number, number] => {
  const [least, most] = [values[BRANCH.leastDegrees] ?? 0, values[BRANCH.mostDegrees] ?? 0];
  const lower = least === 0 || least <= -FULL_TURN ? Number.NEGATIVE_INFINITY : least * DEGREE;
  const upper = most === 0 || most >= FULL_TURN ? Number.POSITIVE_INFINITY : most * DEGREE;
  if (!isPglib) return [lower, upper];
  return [Math.max(lower, -PGLIB_DEGREES * DEGREE), Math.min(upper, PGLIB_DEGREES * DEGREE)];
};
