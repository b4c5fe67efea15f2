interface Line {
  readonly fromArea: number;
  readonly toArea: number;
  readonly reactanceOhm: number;
}

/** What every line takes over of the flow of a lost one. */
export interface OutageFactors {
  readonly outage: number;
  /** Share of the lost line's flow, by line. */
  readonly factors: Float64Array;
}

/** A denominator below this means that nothing but the lost line joins its ends. */
const NO_OTHER_WAY = 1e-9;
/** A pivot below this share of the largest entry is rounding of zero. */
const REFERENCE_RATIO = 1e-10;

/**
 * Line outage distribution factors of the DC power flow: the factors of a transfer between the lost line's ends,
 * divided by what of it does not return over the line itself (Wood, Wollenberg: Power Generation, Operation and
 * Control). Outages that cut the network in two are left out.
 */
export const outageFactors = (
  areaCount: number,
  lines: readonly Line[],
  outages: readonly number[],
): OutageFactors[] => {
  const angles = new AngleSolver(areaCount, lines);
  return outages.flatMap((outage) => {
    const { fromArea, toArea } = lines[outage]!;
    const angle = angles.ofTransfer(fromArea, toArea);
    const shares = Float64Array.from(
      lines,
      (line) => (angle[line.fromArea]! - angle[line.toArea]!) / line.reactanceOhm,
    );
    const stays = 1 - shares[outage]!;
    if (Math.abs(stays) < NO_OTHER_WAY) return [];
    const factors = shares.map((share, index) => (index === outage ? -1 : share / stays));
    return [{ outage, factors }];
  });
};

/** Voltage angles of a transfer between two areas: a dense factorisation of the susceptance matrix, made once. */
class AngleSolver {
  private readonly count: number;
  /** Lower factor of LDLᵀ below the diagonal, D on it; row-major. */
  private readonly factor: Float64Array;

  constructor(areaCount: number, lines: readonly Line[]) {
    this.count = areaCount;
    const matrix = new Float64Array(areaCount * areaCount);
    for (const { fromArea, toArea, reactanceOhm } of lines) {
      const susceptance = 1 / reactanceOhm;
      matrix[fromArea * areaCount + fromArea]! += susceptance;
      matrix[toArea * areaCount + toArea]! += susceptance;
      matrix[fromArea * areaCount + toArea]! -= susceptance;
      matrix[toArea * areaCount + fromArea]! -= susceptance;
    }
    this.factor = matrix;
    this.factorise();
  }

  /** In place. A zero pivot is an area whose angle is the reference of its part of the network. */
  private factorise(): void {
    const { count, factor } = this;
    const scale = factor.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (let k = 0; k < count; k++) {
      const pivot = factor[k * count + k]!;
      const isReference = Math.abs(pivot) <= REFERENCE_RATIO * scale;
      if (isReference) factor[k * count + k] = 0;
      for (let i = k + 1; i < count; i++) {
        const share = isReference ? 0 : factor[i * count + k]! / pivot;
        // Column k above row i still holds the entries before division.
        for (let j = i; j < count; j++) factor[j * count + i]! -= share * factor[j * count + k]!;
      }
      for (let i = k + 1; i < count; i++)
        factor[i * count + k] = isReference ? 0 : factor[i * count + k]! / pivot;
    }
  }

  ofTransfer(from: number, to: number): Float64Array {
    const { count, factor } = this;
    const angle = new Float64Array(count);
    angle[from]! += 1;
    angle[to]! -= 1;
    for (let i = 0; i < count; i++)
      for (let k = 0; k < i; k++) angle[i]! -= factor[i * count + k]! * angle[k]!;
    for (let i = 0; i < count; i++) {
      const pivot = factor[i * count + i]!;
      angle[i] = pivot === 0 ? 0 : angle[i]! / pivot;
    }
    for (let i = count - 1; i >= 0; i--)
      for (let k = i + 1; k < count; k++) angle[i]! -= factor[k * count + i]! * angle[k]!;
    return angle;
  }
}
