import type { AcLineInput } from '#dispatch/domain';
import type { PlanReader } from './plan-reader.ts';
import type { Findings } from './violation.ts';

/** Flows stay within their limits, belong to voltage angles, and what remains after an outage is bearable. */
export const checkLines = (read: PlanReader, findings: Findings): void => {
  const { acLines, areas } = read.problem;
  const flows = acLines.map((line) => read.of('line', line.id, 'flowMw'));
  acLines.forEach((line, i) => {
    const chosen = read.chosen(line.id, 'capacityMw');
    for (const t of read.periods) {
      const share = (limitMw: number): number =>
        limitMw === 0 ? 0 : limitMw * (line.availableRatio?.[t] ?? 1);
      const [ahead, back] = [chosen ?? line.limitMw, chosen ?? line.backLimitMw ?? line.limitMw];
      findings.atMost('dc_power_flow', line.id, t, flows[i]![t]!, share(ahead), 'MW');
      findings.atMost('dc_power_flow', line.id, t, -flows[i]![t]!, share(back), 'MW');
    }
  });
  for (const t of read.periods) {
    const now = flows.map((series) => series[t]!);
    anglesFit(areas.length, acLines, now, t, findings);
    standOutages(areas.length, acLines, now, t, findings);
  }
};

/**
 * Walks the network and gives every area the angle that the flow over the line to it asks for (reactance x flow, and what
 * a phase shifter adds); every further line has to agree. Amounts are the flow that a line is off by.
 */
const anglesFit = (
  areaCount: number,
  lines: readonly AcLineInput[],
  flows: readonly number[],
  t: number,
  findings: Findings,
): void => {
  const angle = new Array<number | undefined>(areaCount);
  const dropOver = (i: number): number =>
    lines[i]!.reactanceOhm * flows[i]! + (lines[i]!.phaseShiftMwOhm ?? 0);
  const scale = lines.reduce((most, _, i) => Math.max(most, Math.abs(dropOver(i))), 0);
  for (let root = 0; root < areaCount; root++) {
    if (angle[root] !== undefined) continue;
    angle[root] = 0;
    const reached = [root];
    for (const area of reached)
      lines.forEach((line, i) => {
        const drop = dropOver(i);
        if (line.fromArea === area && angle[line.toArea] === undefined) {
          angle[line.toArea] = angle[area]! - drop;
          reached.push(line.toArea);
        } else if (line.toArea === area && angle[line.fromArea] === undefined) {
          angle[line.fromArea] = angle[area]! + drop;
          reached.push(line.fromArea);
        }
      });
  }
  lines.forEach((line, i) => {
    const across = angle[line.fromArea]! - angle[line.toArea]! - (line.phaseShiftMwOhm ?? 0);
    const [asked, size] = [across / line.reactanceOhm, Math.abs((10 * scale) / line.reactanceOhm)];
    findings.equal('dc_power_flow', line.id, t, flows[i]!, asked, 'MW', size);
  });
};

/** For every line whose outage is to be stood, the flows of the network without it, solved anew. */
const standOutages = (
  areaCount: number,
  lines: readonly AcLineInput[],
  flows: readonly number[],
  t: number,
  findings: Findings,
): void => {
  if (!lines.some((line) => line.postContingencyMw !== undefined)) return;
  const injection = new Array<number>(areaCount).fill(0);
  lines.forEach((line, i) => {
    injection[line.fromArea]! += flows[i]!;
    injection[line.toArea]! -= flows[i]!;
  });
  for (const lost of lines) {
    if (lost.isOutage !== true) continue;
    const left = lines.filter((line) => line !== lost);
    if (!joined(areaCount, left, lost.fromArea, lost.toArea)) continue;
    const after = dcFlows(areaCount, left, injection);
    left.forEach((line, i) => {
      if (line.postContingencyMw === undefined) return;
      const element = `${line.id} without ${lost.id}`;
      findings.atMost('post_contingency', element, t, Math.abs(after[i]!), line.postContingencyMw, 'MW');
    });
  }
};

const joined = (areaCount: number, lines: readonly AcLineInput[], from: number, to: number): boolean => {
  const seen = new Array<boolean>(areaCount).fill(false);
  seen[from] = true;
  const reached = [from];
  for (const area of reached)
    for (const { fromArea, toArea } of lines) {
      const next = fromArea === area ? toArea : toArea === area ? fromArea : area;
      if (seen[next]) continue;
      seen[next] = true;
      reached.push(next);
    }
  return seen[to]!;
};

/** Flows of the DC power flow for given injections: Gauss-Jordan on the angles, one of them at zero in every part. */
const dcFlows = (
  areaCount: number,
  lines: readonly AcLineInput[],
  injection: readonly number[],
): number[] => {
  const n = areaCount;
  const rows = injection.map((mw) => [...new Array<number>(n).fill(0), mw]);
  let largest = 0;
  for (const { fromArea, toArea, reactanceOhm, phaseShiftMwOhm = 0 } of lines) {
    rows[fromArea]![n]! += phaseShiftMwOhm / reactanceOhm;
    rows[toArea]![n]! -= phaseShiftMwOhm / reactanceOhm;
    for (const [a, b] of [
      [fromArea, toArea],
      [toArea, fromArea],
    ] as const) {
      rows[a]![a]! += 1 / reactanceOhm;
      rows[a]![b]! -= 1 / reactanceOhm;
      largest = Math.max(largest, Math.abs(rows[a]![a]!));
    }
  }
  const angle = new Array<number>(n).fill(0);
  const pivots: [number, number][] = [];
  const used = new Set<number>();
  for (let k = 0; k < n; k++) {
    let at = -1;
    for (let i = 0; i < n; i++)
      if (!used.has(i) && (at < 0 || Math.abs(rows[i]![k]!) > Math.abs(rows[at]![k]!))) at = i;
    // No pivot: this angle is the zero of its part of the network.
    if (at < 0 || Math.abs(rows[at]![k]!) <= 1e-9 * largest) continue;
    used.add(at);
    pivots.push([at, k]);
    for (let i = 0; i < n; i++) {
      if (i === at) continue;
      const factor = rows[i]![k]! / rows[at]![k]!;
      for (let j = k; j <= n; j++) rows[i]![j]! -= factor * rows[at]![j]!;
    }
  }
  for (const [row, k] of pivots) angle[k] = rows[row]![n]! / rows[row]![k]!;
  return lines.map(
    ({ fromArea, toArea, reactanceOhm, phaseShiftMwOhm = 0 }) =>
      (angle[fromArea]! - angle[toArea]! - phaseShiftMwOhm) / reactanceOhm,
  );
};
