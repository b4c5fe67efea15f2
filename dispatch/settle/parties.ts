import { CENTRE_PARTY, isOutside, OUTSIDE_PREFIX, type PartyTotal, type Region } from '#dispatch/domain';

/** Who owns what: parties by element, everything else is the centre's. */
export class Owners {
  readonly #byElement: ReadonlyMap<string, string>;

  constructor(region: Pick<Region, 'parties'>) {
    this.#byElement = new Map(region.parties.flatMap(({ id, owns }) => owns.map((element) => [element, id])));
  }

  of(element: string): string {
    return this.#byElement.get(element) ?? CENTRE_PARTY;
  }
}

/** The power company or market met at an element. */
export const outside = (element: string): string => `${OUTSIDE_PREFIX}${element}`;

/** What a party is, and how it is called. */
export function partyFace(id: string, region: Region): Pick<PartyTotal, 'name' | 'kind'> {
  const party = region.parties.find((each) => each.id === id);
  if (party !== undefined) return { name: party.name, kind: party.kind };
  if (id === CENTRE_PARTY) return { name: { zh: '调度中心', en: 'Dispatch centre' }, kind: 'centre' };
  if (!isOutside(id)) return { name: { zh: id, en: id }, kind: 'jobOwner' };
  const element = id.slice(OUTSIDE_PREFIX.length);
  const met = [...region.gridConnections, ...region.hvdcLinks].find((each) => each.id === element);
  const name = met?.name ?? { zh: element, en: element };
  return { name: { zh: `对侧：${name.zh}`, en: `Beyond ${name.en}` }, kind: 'outside' };
}
