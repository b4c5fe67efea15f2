import { BLOCK_WORDS, type Conflict } from '#dispatch/domain';
import type { Bilingual } from '#units';
import type { ElementWords } from '../element-words.ts';
import type { PowerModel } from '../power-model.ts';
import { joinSpans, spanOfColumn, spanOfRow } from '../time-spans.ts';
import type { Member } from './certificate.ts';
import { blockOfDecision } from './decision-blocks.ts';
import { HARD_BOUNDS, hardRow } from './hard-limits.ts';

/** Where a member lies, in the words of the model. */
const placeOf = (power: PowerModel, member: Member): Omit<Conflict, 'text'> => {
  const { problem, model } = power;
  if (member.kind === 'row') {
    const { block, element, period } = model.rowPlace(member.index);
    const span = spanOfRow(problem, { block, element, period });
    return { block, element, side: 'row', name: `${block}[${element}]`, spans: [span] };
  }
  const decision = model.decisionOf(member.index);
  const span = spanOfColumn(problem, decision, member.index - decision.first);
  const name = `${decision.name}[${decision.element}]`;
  const { element } = decision;
  return { block: blockOfDecision(decision.name), element, side: member.side, name, spans: [span] };
};

/** Members of one name and side belong together, whatever their periods. */
export const groupOfMember =
  (power: PowerModel) =>
  (member: Member): string => {
    const { name, side } = placeOf(power, member);
    return `${name} ${side}`;
  };

/** Members as people read them: one entry a law or limit of an element, with the time it speaks of. */
export const conflictsOf = (
  power: PowerModel,
  members: readonly Member[],
  words: ElementWords,
): Conflict[] => {
  const found = new Map<string, Omit<Conflict, 'text'>>();
  for (const member of members) {
    const place = placeOf(power, member);
    const key = `${place.name} ${place.side}`;
    const before = found.get(key);
    found.set(key, before === undefined ? place : { ...place, spans: [...before.spans, ...place.spans] });
  }
  return [...found.values()].map((place) => ({
    ...place,
    element: words.elementOf(place.element),
    spans: joinSpans(place.spans),
    text: textOf(power, place, words),
  }));
};

const textOf = (power: PowerModel, place: Omit<Conflict, 'text'>, words: ElementWords): Bilingual => {
  const own = words.elementOf(place.element);
  if (place.side === 'row') {
    const isCarbon = power.problem.budgets.some(({ id, kind }) => id === own && kind === 'carbon');
    const hard = hardRow(place.block, place.element.slice(own.length), isCarbon);
    return words.about(place.element, hard?.words ?? BLOCK_WORDS[place.block]!);
  }
  const decision = place.name.slice(0, place.name.indexOf('['));
  const hard = HARD_BOUNDS[decision]?.[place.side];
  return words.about(
    place.element,
    hard?.words ?? BLOCK_WORDS[place.block] ?? { zh: place.name, en: place.name },
  );
};
