import type { BatteryInput } from '#dispatch/domain';
import type { ComponentTable, Element } from './component-table.ts';
import { expansionOf, type NetworkContext } from './network-context.ts';

/** Storage units and stores as stores whose two ways do not share a converter. `tco2Of`: of a carrier; must be 0 here. */
export const readStorage = (context: NetworkContext, tco2Of: (carrier: string) => number): BatteryInput[] => {
  const units = context.table('storage_units');
  const stores = context.table('stores');
  for (const table of [units, stores] as const)
    for (const element of table.elements)
      if (tco2Of(table.text(element, 'carrier')) !== 0)
        table.refuse(
          element,
          'carrier',
          'a store whose carrier emits CO2 is not supported',
          'Give it a carrier with co2_emissions 0.',
        );
  return [
    ...units.elements.flatMap((element) => {
      const area = context.area(units, element, 'bus');
      return area === undefined ? [] : [unitOf(context, units, element, area)];
    }),
    ...stores.elements.flatMap((element) => {
      const area = context.area(stores, element, 'bus');
      return area === undefined ? [] : [storeOf(context, stores, element, area)];
    }),
  ];
};

type Units = ComponentTable<'storage_units'>;
type Stores = ComponentTable<'stores'>;

const unitOf = (context: NetworkContext, table: Units, element: Element, area: number): BatteryInput => {
  const number = (attribute: Parameters<Units['number']>[1]): number => table.number(element, attribute);
  const [ratedMw, maxHours] = [number('p_nom'), number('max_hours')];
  const isExtendable = table.flag(element, 'p_nom_extendable');
  const [least, most] = [number('p_min_pu'), number('p_max_pu')];
  if (least > 0 || most < 0 || (isExtendable && (least !== -1 || most !== 1)))
    table.refuse(
      element,
      most < 0 ? 'p_max_pu' : 'p_min_pu',
      'this range of power is not supported',
      isExtendable
        ? 'Leave p_min_pu at -1 and p_max_pu at 1 where p_nom is chosen.'
        : 'Let 0 lie within the range.',
    );
  const inflowMw = table.values(element, 'inflow');
  if (inflowMw.some((value) => value < 0))
    table.refuse(element, 'inflow', 'an inflow below 0 is not supported', 'Write values of at least 0.');
  const maximumMwh = isExtendable ? Number.POSITIVE_INFINITY : maxHours * ratedMw;
  return {
    ...shared(
      context,
      table,
      element,
      `storage_units/${element.name}`,
      area,
      number('state_of_charge_initial'),
    ),
    chargeMw: isExtendable ? 0 : -least * ratedMw,
    dischargeMw: isExtendable ? 0 : most * ratedMw,
    minimumMwh: 0,
    maximumMwh,
    chargeEfficiencyRatio: efficiency(table, element, 'efficiency_store'),
    dischargeEfficiencyRatio: efficiency(table, element, 'efficiency_dispatch'),
    isCyclic: table.flag(element, 'cyclic_state_of_charge'),
    flowYuanPerMwh: {
      charge: new Float64Array(context.snapshots.count),
      discharge: context.costs(table.values(element, 'marginal_cost')),
    },
    ...(inflowMw.some((value) => value > 0) ? { inflowMw } : {}),
    ...contentsOf(table, element, maximumMwh),
    ...(isExtendable
      ? {
          expansion: {
            power: expansionOf(number('p_nom_min'), number('p_nom_max'), ratedMw, number('capital_cost')),
            hoursAtFullPower: maxHours,
          },
        }
      : {}),
  };
};

/** Contents that are set for some snapshots. */
const contentsOf = (table: Units, element: Element, maximumMwh: number): Pick<BatteryInput, 'contents'> => {
  const contents: { period: number; mwh: number }[] = [];
  table.values(element, 'state_of_charge_set').forEach((mwh, period) => {
    if (Number.isNaN(mwh)) return;
    if (mwh < 0 || mwh > maximumMwh)
      table.refuse(
        element,
        'state_of_charge_set',
        `${mwh} MWh in snapshot ${period + 1} does not fit between 0 and ${maximumMwh}`,
        'Correct the series, or max_hours and p_nom.',
      );
    contents.push({ period, mwh });
  });
  return contents.length > 0 ? { contents } : {};
};

const storeOf = (context: NetworkContext, table: Stores, element: Element, area: number): BatteryInput => {
  const number = (attribute: Parameters<Stores['number']>[1]): number => table.number(element, attribute);
  const isExtendable = table.flag(element, 'e_nom_extendable');
  const [least, most, capacityMwh] = [number('e_min_pu'), number('e_max_pu'), number('e_nom')];
  if (least < 0 || least > most || (isExtendable && (least !== 0 || most !== 1)))
    table.refuse(
      element,
      'e_min_pu',
      'this range of content is not supported',
      isExtendable
        ? 'Leave e_min_pu at 0 and e_max_pu at 1 where e_nom is chosen.'
        : 'Write 0 ≤ e_min_pu ≤ e_max_pu.',
    );
  const discharge = context.costs(table.values(element, 'marginal_cost'));
  return {
    ...shared(context, table, element, `stores/${element.name}`, area, number('e_initial')),
    chargeMw: Number.POSITIVE_INFINITY,
    dischargeMw: Number.POSITIVE_INFINITY,
    minimumMwh: isExtendable ? 0 : least * capacityMwh,
    maximumMwh: isExtendable ? Number.POSITIVE_INFINITY : most * capacityMwh,
    chargeEfficiencyRatio: 1,
    dischargeEfficiencyRatio: 1,
    isCyclic: table.flag(element, 'e_cyclic'),
    flowYuanPerMwh: { charge: discharge.map((cost) => 0 - cost), discharge },
    ...(isExtendable
      ? {
          expansion: {
            energy: expansionOf(
              number('e_nom_min'),
              number('e_nom_max'),
              capacityMwh,
              number('capital_cost'),
            ),
          },
        }
      : {}),
  };
};

/** PyPSA lets the content before the first snapshot stand without loss until its end; here it would lose as ever. */
const shared = (
  context: NetworkContext,
  table: Units | Stores,
  element: Element,
  id: string,
  area: number,
  initialMwh: number,
): Pick<
  BatteryInput,
  'id' | 'area' | 'initialMwh' | 'finalMwh' | 'wearYuanPerMwh' | 'hasTwoConverters' | 'lossRatioPerH'
> => {
  const lossRatioPerH = table.number(element, 'standing_loss');
  if (!(lossRatioPerH >= 0 && lossRatioPerH < 1))
    table.refuse(
      element,
      'standing_loss',
      `${lossRatioPerH} is no share`,
      'Write a value from 0 to below 1.',
    );
  return {
    id,
    area,
    initialMwh: initialMwh / (1 - lossRatioPerH) ** (context.hours[0] ?? 1),
    finalMwh: 0,
    wearYuanPerMwh: 0,
    hasTwoConverters: true,
    lossRatioPerH,
  };
};

const efficiency = (
  table: Units,
  element: Element,
  attribute: 'efficiency_store' | 'efficiency_dispatch',
): number => {
  const value = table.number(element, attribute);
  if (value > 0 && Number.isFinite(value)) return value;
  table.refuse(element, attribute, `the efficiency ${value} is not above 0`, 'Write a value above 0.');
  return 1;
};
