import type { Problem } from '#dispatch/domain';
import type { Bilingual } from '#units';

/** Whose row or column it is, and what people call it: rows of an element carry its id, and what tells them apart. */
export class ElementWords {
  private readonly names = new Map<string, Bilingual>();

  constructor(problem: Problem) {
    const parts: readonly (readonly { readonly id: string; readonly name?: Bilingual }[])[] = [
      problem.areas,
      problem.acLines,
      problem.hvdcLinks,
      problem.converters,
      problem.renewables,
      problem.thermalUnits,
      problem.cspPlants,
      problem.reservoirs,
      problem.batteries,
      problem.gridConnections,
      problem.reserves,
      problem.budgets,
      problem.sites,
      problem.pools,
      problem.online,
    ];
    for (const part of parts)
      for (const { id, name } of part) this.names.set(id, name ?? problem.names?.[id] ?? { zh: id, en: id });
  }

  /** `battery.final` belongs to `battery`: the longest id that the name begins with. */
  elementOf(rowElement: string): string {
    for (let end = rowElement.length; end > 0; end--) {
      const isEdge = end === rowElement.length || './@'.includes(rowElement[end]!);
      if (isEdge && this.names.has(rowElement.slice(0, end))) return rowElement.slice(0, end);
    }
    return rowElement;
  }

  nameOf(rowElement: string): Bilingual {
    const id = this.elementOf(rowElement);
    return this.names.get(id) ?? { zh: id, en: id };
  }

  /** A sentence with the element's name in the place of `{e}`. */
  about(rowElement: string, words: Bilingual): Bilingual {
    const name = this.nameOf(rowElement);
    return { zh: words.zh.replaceAll('{e}', name.zh), en: words.en.replaceAll('{e}', name.en) };
  }
}
