import type { SolvedPoint } from './solved-point.ts';

/** Prices of two areas this close, relative, are one. */
const SAME_PRICE = 1e-4;

/** The area, then those that are reached over lines with room at the same price, the nearest first. */
export const zoneOf = (point: SolvedPoint, area: number, t: number): number[] => {
  const { problem, decisions } = point.power;
  const zone = [area];
  const price = point.areaPrice(area, t);
  for (let i = 0; i < zone.length; i++) {
    problem.acLines.forEach((line, l) => {
      const [from, to] = [line.fromArea, line.toArea];
      const next = from === zone[i] ? to : to === zone[i] ? from : -1;
      if (next < 0 || zone.includes(next)) return;
      const column = decisions.lineFlowMw[l]!.first + t;
      const hasRoom = !point.isAtUpper(column) && !point.isAtLower(column);
      const isSame = Math.abs(point.areaPrice(next, t) - price) <= SAME_PRICE * Math.max(1, Math.abs(price));
      if (hasRoom && isSame) zone.push(next);
    });
  }
  return zone;
};
