import { capacityTexts, elementsOf } from '#dispatch/charts';
import type { ChosenCapacity, Region } from '#dispatch/domain';
import { textTable } from '#platform/cli-shell';
import type { Language } from '#units';

/** Capacities that a plan chose: how much, beside what stands, for how many yuan a year, at which limit. */
export function capacityTable(
  capacities: readonly ChosenCapacity[],
  region: Region,
  language: Language,
): string {
  const say = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const { names } = elementsOf(region);
  return textTable(
    [
      { title: say('设施', 'Element') },
      { title: say('选定', 'Chosen'), align: 'right' },
      { title: say('已有', 'There'), align: 'right' },
      { title: say('每年', 'A year'), align: 'right' },
      { title: say('触及', 'Stands at') },
    ],
    capacities.map((capacity) => capacityTexts(capacity, names, language)),
  );
}
