import type { Remedy } from '#dispatch/domain';
import { operationalWays } from './operational-ways.ts';
import { excessPriceOf } from './terms.ts';
import type { RemedyRequest, Way } from './way.ts';

/**
 * Every way to what is missing of a rule, the cheapest first, each with how much of it is needed, how much there is
 * (days like the last one), its price and how much the cheapest mix takes. Nothing when nothing is missing.
 */
export function remediesOf(request: RemedyRequest): readonly Remedy[] {
  const { missing, remainingDays } = request;
  if (missing.quantity <= 0) return [];
  const priceOf = ({ yuanPerUnit, countsPerUnit }: Way): number =>
    yuanPerUnit === null ? Number.POSITIVE_INFINITY : yuanPerUnit / countsPerUnit;
  const ways = [...boughtWays(request), ...operationalWays(request)]
    .filter(({ countsPerUnit, mostPerDay }) => countsPerUnit > 0 && (mostPerDay === null || mostPerDay > 0))
    .sort((a, b) => priceOf(a) - priceOf(b));
  let left = missing.quantity;
  return ways.map((way): Remedy => {
    const days = Math.max(1, remainingDays);
    const quantity = missing.quantity / way.countsPerUnit;
    const mostQuantity = way.mostPerDay === null ? null : way.mostPerDay * days;
    const reached = mostQuantity === null ? quantity : Math.min(quantity, mostQuantity);
    const isPriced = way.yuanPerUnit !== null;
    const mixQuantity = isPriced ? Math.min(reached, left / way.countsPerUnit) : 0;
    left = Math.max(0, left - mixQuantity * way.countsPerUnit);
    return {
      kind: way.kind,
      quantity,
      mostQuantity,
      quantityPerDay: reached / days,
      unit: way.unit,
      countsPerUnit: way.countsPerUnit,
      yuanPerUnit: way.yuanPerUnit,
      yuan: way.yuanPerUnit === null ? null : way.yuanPerUnit * reached,
      coversRatio: Math.min(1, reached / quantity),
      mixQuantity,
      basis: way.basis,
    };
  });
}

/** Certificates where they count, and the price of the excess. */
function boughtWays({ rule, region }: RemedyRequest): Way[] {
  const ways: Way[] = [];
  const { certificates } = region;
  if (rule.kind !== 'carbon' && 'certificatesCount' in rule && rule.certificatesCount && certificates)
    ways.push({
      kind: 'certificates',
      countsPerUnit: 1,
      yuanPerUnit: certificates.yuanPerMwh,
      mostPerDay: certificates.mostMwhPerDay,
      unit: 'MWh',
      basis: {
        zh: `市场绿证每MWh ${certificates.yuanPerMwh} 元，每日至多 ${certificates.mostMwhPerDay} MWh`,
        en: `certificates on the market at ${certificates.yuanPerMwh} CNY/MWh, at most ${certificates.mostMwhPerDay} MWh a day`,
      },
    });
  const price = excessPriceOf(rule);
  if (price != null)
    ways.push({
      kind: 'payExcess',
      countsPerUnit: 1,
      yuanPerUnit: price,
      mostPerDay: null,
      unit: rule.kind === 'carbon' ? 't' : 'MWh',
      basis: { zh: `规则写明的超额单价 ${price} 元`, en: `the rule’s own price of an excess, ${price} CNY` },
    });
  return ways;
}
