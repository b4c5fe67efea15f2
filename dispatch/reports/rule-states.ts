import { RULE_STATE_COLUMNS, ruleStateRows } from '#dispatch/charts';
import type { RuleView } from '#dispatch/domain';
import type { Language } from '#units';
import { type Html, html } from './html.ts';
import { table } from './table.ts';
import { say } from './words.ts';

/** How each rule stood at the end of the day, and in words what was in danger; null where no day was judged. */
export function ruleStates(views: readonly RuleView[], language: Language): Html | null {
  const judged = views.filter(({ state }) => state !== null);
  if (judged.length === 0) return null;
  const word = say(language);
  const day = judged[0]!.state!.day;
  return html`<h2>${word(`规则（至 ${day}）`, `Rules (by ${day})`)}</h2>
${table({
  columns: RULE_STATE_COLUMNS.map((title, at) => ({
    title: title[language],
    ...(at > 0 ? { number: true } : {}),
  })),
  rows: ruleStateRows(judged, language),
})}
${judged
  .filter(({ standing }) => standing !== 'safe')
  .map(({ record, sentence }) => html`<p>${record.title[language]}: ${sentence[language]}</p>`)}`;
}
