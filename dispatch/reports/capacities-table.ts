import { capacityTexts, elementsOf } from '#dispatch/charts';
import type { ChosenCapacity, Region } from '#dispatch/domain';
import type { Language } from '#units';
import type { Html } from './html.ts';
import { table } from './table.ts';
import { say } from './words.ts';

/** Capacities that a plan chose, with what stands already and what they cost a year. */
export function capacitiesTable(
  capacities: readonly ChosenCapacity[],
  region: Region,
  language: Language,
): Html {
  const word = say(language);
  const { names } = elementsOf(region);
  return table({
    columns: [
      { title: word('设施', 'Element') },
      { title: word('选定', 'Chosen'), number: true },
      { title: word('已有', 'There'), number: true },
      { title: word('每年', 'A year'), number: true },
      { title: word('触及', 'Stands at') },
    ],
    rows: capacities.map((capacity) => capacityTexts(capacity, names, language)),
  });
}
