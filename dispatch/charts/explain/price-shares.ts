import type { Plan, PriceSetter } from '#dispatch/domain';

/** For what share of the time a kind of element made the price, which one mostly, and at what price. */
export interface PriceShare {
  readonly kind: PriceSetter['kind'];
  /** The element that did so for longest. */
  readonly element: string;
  readonly ratio: number;
  readonly meanYuanPerMwh: number;
}

/** Shares of time over all areas, or one, the largest first. */
export const priceShares = (plan: Pick<Plan, 'priceSetters'>, area?: string): PriceShare[] => {
  const setters = plan.priceSetters.filter((setter) => area === undefined || setter.area === area);
  const kinds = new Map<PriceSetter['kind'], { ms: number; priced: number; elements: Map<string, number> }>();
  let totalMs = 0;
  for (const { kind, element, fromMs, toMs, yuanPerMwh } of setters) {
    const ms = toMs - fromMs;
    const known = kinds.get(kind) ?? { ms: 0, priced: 0, elements: new Map<string, number>() };
    known.ms += ms;
    known.priced += ms * yuanPerMwh;
    known.elements.set(element, (known.elements.get(element) ?? 0) + ms);
    kinds.set(kind, known);
    totalMs += ms;
  }
  return [...kinds]
    .map(([kind, { ms, priced, elements }]) => ({
      kind,
      element: [...elements].sort((a, b) => b[1] - a[1])[0]![0],
      ratio: ms / Math.max(1, totalMs),
      meanYuanPerMwh: priced / Math.max(1, ms),
    }))
    .sort((a, b) => b.ratio - a.ratio);
};
