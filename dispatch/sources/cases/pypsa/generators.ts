import type { CommitmentInput, ThermalInput } from '#dispatch/domain';
import type { ComponentTable, Element } from './component-table.ts';
import { expansionOf, type NetworkContext } from './network-context.ts';

type Generators = ComponentTable<'generators'>;

/** Every generator as a unit between its least and its most output. `tco2Of`: tonnes per MWh of a carrier's primary energy. */
export const readGenerators = (
  context: NetworkContext,
  tco2Of: (carrier: string) => number,
): ThermalInput[] => {
  const table = context.table('generators');
  return table.elements.flatMap((element) => {
    const area = context.area(table, element, 'bus');
    return area === undefined ? [] : [generatorOf(context, table, element, area, tco2Of)];
  });
};

const generatorOf = (
  context: NetworkContext,
  table: Generators,
  element: Element,
  area: number,
  tco2Of: (carrier: string) => number,
): ThermalInput => {
  const number = (attribute: Parameters<Generators['number']>[1]): number => table.number(element, attribute);
  const ratedMw = number('p_nom');
  const isExtendable = table.flag(element, 'p_nom_extendable');
  const minimumRatios = table.values(element, 'p_min_pu');
  const quadratic = number('marginal_cost_quadratic');
  checkGenerator(context, table, element, isExtendable, quadratic);
  const commitment = table.flag(element, 'committable')
    ? commitmentOf(context, table, element, isExtendable, ratedMw)
    : undefined;
  return {
    id: `generators/${element.name}`,
    area,
    ratedMw,
    minimumRatio: minimumRatios[0]!,
    minimumRatios,
    availableRatio: table.values(element, 'p_max_pu'),
    operatingYuanPerMwh: context.costs(table.values(element, 'marginal_cost')),
    ...(quadratic === 0 ? {} : { quadraticYuanPerMw2H: quadratic }),
    emissionTco2PerMwh: emissionOf(table, element, tco2Of(table.text(element, 'carrier'))),
    ...rampsOf(context, table, element, isExtendable, ratedMw),
    ...(commitment === undefined ? {} : { commitment }),
    ...(isExtendable
      ? { expansion: expansionOf(number('p_nom_min'), number('p_nom_max'), ratedMw, number('capital_cost')) }
      : {}),
  };
};

const checkGenerator = (
  context: NetworkContext,
  table: Generators,
  element: Element,
  isExtendable: boolean,
  quadratic: number,
): void => {
  if (quadratic < 0)
    table.refuse(
      element,
      'marginal_cost_quadratic',
      'a cost whose slope falls is not convex',
      'Write a value of at least 0.',
    );
  if (quadratic > 0 && !context.isUniform())
    table.refuse(
      element,
      'marginal_cost_quadratic',
      'squared costs are solved only where all snapshots have one weighting',
      'Write one weighting for all.',
    );
  if (!isExtendable && !(table.number(element, 'p_nom') < Number.POSITIVE_INFINITY))
    table.refuse(element, 'p_nom', 'an output without limit', 'Write a number above all load.');
};

const emissionOf = (table: Generators, element: Element, tco2PerMwh: number): number => {
  if (tco2PerMwh === 0) return 0;
  const efficiency = table.number(element, 'efficiency');
  if (efficiency > 0) return tco2PerMwh / efficiency;
  table.refuse(
    element,
    'efficiency',
    `the efficiency ${efficiency} makes no emissions`,
    'Write a value above 0.',
  );
  return 0;
};

/** PyPSA's ramps are per unit and snapshot; blank means none. */
const rampsOf = (
  context: NetworkContext,
  table: Generators,
  element: Element,
  isExtendable: boolean,
  ratedMw: number,
): Pick<ThermalInput, 'rampUpMwPerH' | 'rampDownMwPerH'> => {
  const rampOf = (attribute: 'ramp_limit_up' | 'ramp_limit_down'): number | undefined => {
    const limit = table.number(element, attribute);
    if (Number.isNaN(limit)) return undefined;
    if (isExtendable)
      table.refuse(
        element,
        attribute,
        'a ramp of a generator whose size is chosen is not supported',
        'Fix p_nom, or leave the ramp out.',
      );
    else if (!context.isUniform())
      table.refuse(
        element,
        attribute,
        'ramps are read only where all snapshots have one weighting',
        'Write one weighting for all.',
      );
    return (limit * ratedMw) / context.hours[0]!;
  };
  const [up, down] = [rampOf('ramp_limit_up'), rampOf('ramp_limit_down')];
  return {
    ...(up === undefined ? {} : { rampUpMwPerH: up }),
    ...(down === undefined ? {} : { rampDownMwPerH: down }),
  };
};

const commitmentOf = (
  context: NetworkContext,
  table: Generators,
  element: Element,
  isExtendable: boolean,
  ratedMw: number,
): CommitmentInput => {
  const number = (attribute: Parameters<Generators['number']>[1]): number => table.number(element, attribute);
  const refuse = (attribute: string, message: string, remedy: string): void =>
    table.refuse(element, attribute, message, remedy);
  if (isExtendable)
    refuse('committable', 'a committable generator whose size is chosen is not supported', 'Fix p_nom.');
  if (!context.isUniform())
    refuse(
      'committable',
      'commitment is read only where all snapshots have one weighting',
      'Write one weighting for all.',
    );
  for (const attribute of ['min_up_time', 'min_down_time', 'up_time_before', 'down_time_before'] as const)
    if (!(Number.isInteger(number(attribute)) && number(attribute) >= 0))
      refuse(
        attribute,
        `${number(attribute)} is no count of snapshots`,
        'Write a whole number of at least 0.',
      );
  const isOn = number('up_time_before') > 0;
  const limitOf = (attribute: 'ramp_limit_start_up' | 'ramp_limit_shut_down'): number | undefined =>
    number(attribute) < 1 ? number(attribute) * ratedMw : undefined;
  const [startMw, stopMw] = [limitOf('ramp_limit_start_up'), limitOf('ramp_limit_shut_down')];
  return {
    noLoadYuanPerH: number('stand_by_cost'),
    startYuan: number('start_up_cost'),
    stopYuan: number('shut_down_cost'),
    minimumUpPeriods: number('min_up_time'),
    minimumDownPeriods: number('min_down_time'),
    ...(startMw === undefined ? {} : { startMw }),
    ...(stopMw === undefined ? {} : { stopMw }),
    before: { isOn, periods: isOn ? number('up_time_before') : number('down_time_before') },
  };
};
