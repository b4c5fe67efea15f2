import type { AcLineInput, ConverterInput } from '#dispatch/domain';
import type { ComponentTable, Element } from './component-table.ts';
import { expansionOf, type NetworkContext } from './network-context.ts';

/**
 * Lines and transformers as lines whose flows obey Kirchhoff's laws, with reactances per unit of 1 MVA: x / v_nom² of a
 * line (r in a network of direct current), x / s_nom of a transformer.
 */
export const readBranches = (context: NetworkContext): AcLineInput[] => {
  const lines = context.table('lines');
  const transformers = context.table('transformers');
  return [
    ...lines.elements.flatMap((element) => {
      const ends = endsOf(context, lines, element);
      return ends === null ? [] : [lineOf(context, lines, element, ends)];
    }),
    ...transformers.elements.flatMap((element) => {
      const ends = endsOf(context, transformers, element);
      return ends === null ? [] : [transformerOf(context, transformers, element, ends)];
    }),
  ];
};

type Lines = ComponentTable<'lines'>;
type Transformers = ComponentTable<'transformers'>;
interface Ends {
  readonly fromArea: number;
  readonly toArea: number;
}

const endsOf = (context: NetworkContext, table: Lines | Transformers, element: Element): Ends | null => {
  const fromArea = context.area(table, element, 'bus0');
  const toArea = context.area(table, element, 'bus1');
  if (fromArea === undefined || toArea === undefined) return null;
  if (fromArea !== toArea) return { fromArea, toArea };
  table.refuse(element, 'bus1', 'both ends are at one bus', 'Correct one of them.');
  return null;
};

const carrierAt = (context: NetworkContext, area: number): string =>
  context.buses.text(context.bus(area), 'carrier');

const lineOf = (context: NetworkContext, table: Lines, element: Element, ends: Ends): AcLineInput => {
  const number = (attribute: Parameters<Lines['number']>[1]): number => table.number(element, attribute);
  const carrier = carrierAt(context, ends.fromArea);
  if (carrier !== carrierAt(context, ends.toArea))
    table.refuse(
      element,
      'bus1',
      'a line joins buses of different carriers',
      'Use a link between them, or correct the carriers in buses.csv.',
    );
  const voltage = context.buses.number(context.bus(ends.fromArea), 'v_nom');
  if (!(voltage > 0))
    context.buses.refuse(
      context.bus(ends.fromArea),
      'v_nom',
      `the voltage ${voltage} is not above 0`,
      'Write kV above 0.',
    );
  return {
    id: `lines/${element.name}`,
    ...ends,
    reactanceOhm: number(carrier === 'DC' ? 'r' : 'x') / voltage ** 2,
    limitMw: number('s_nom'),
    ...limitsOf(table, element),
    ...(table.flag(element, 's_nom_extendable')
      ? {
          expansion: expansionOf(
            number('s_nom_min'),
            number('s_nom_max'),
            number('s_nom'),
            number('capital_cost'),
          ),
        }
      : {}),
  };
};

const transformerOf = (
  context: NetworkContext,
  table: Transformers,
  element: Element,
  ends: Ends,
): AcLineInput => {
  const limitMw = table.number(element, 's_nom');
  if (!(limitMw > 0))
    table.refuse(element, 's_nom', 'a transformer without rating has no impedance', 'Write MVA above 0.');
  const attribute = carrierAt(context, ends.fromArea) === 'DC' ? 'r' : 'x';
  return {
    id: `transformers/${element.name}`,
    ...ends,
    reactanceOhm: table.number(element, attribute) / limitMw,
    limitMw,
    ...limitsOf(table, element),
  };
};

const limitsOf = (table: Lines | Transformers, element: Element): Pick<AcLineInput, 'availableRatio'> => {
  const availableRatio = table.values(element, 's_max_pu');
  if (availableRatio.some((ratio) => ratio < 0))
    table.refuse(element, 's_max_pu', 'a share below 0', 'Write values of at least 0.');
  return availableRatio.every((ratio) => ratio === 1) ? {} : { availableRatio };
};

/** Links as converters: what leaves the first bus arrives at the second times the efficiency. */
export const readLinks = (context: NetworkContext): ConverterInput[] => {
  const table = context.table('links');
  return table.elements.flatMap((element) => {
    const fromArea = context.area(table, element, 'bus0');
    const toArea = context.area(table, element, 'bus1');
    if (fromArea === undefined || toArea === undefined) return [];
    const number = (attribute: Parameters<typeof table.number>[1]): number =>
      table.number(element, attribute);
    return [
      {
        id: `links/${element.name}`,
        fromArea,
        toArea,
        ratedMw: number('p_nom'),
        minimumRatio: table.values(element, 'p_min_pu'),
        maximumRatio: table.values(element, 'p_max_pu'),
        efficiencyRatio: table.values(element, 'efficiency'),
        operatingYuanPerMwh: context.costs(table.values(element, 'marginal_cost')),
        ...(table.flag(element, 'p_nom_extendable')
          ? {
              expansion: expansionOf(
                number('p_nom_min'),
                number('p_nom_max'),
                number('p_nom'),
                number('capital_cost'),
              ),
            }
          : {}),
      },
    ];
  });
};
