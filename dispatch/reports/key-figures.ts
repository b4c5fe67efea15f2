import type { Language } from '#units';
import { type Html, html } from './html.ts';
import { say } from './words.ts';

/** A number with what it means and how it was worked out; opens on click, without script. */
export interface KeyFigure {
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
  readonly formula: string;
  readonly inputs?: string;
  readonly source: string;
}

export const keyFigures = (list: readonly KeyFigure[], language: Language): Html => html`<div class="figures">
${list.map((each) => keyFigure(each, language))}
</div>`;

function keyFigure(each: KeyFigure, language: Language): Html {
  const word = say(language);
  return html`<details>
<summary><span class="name">${each.name}</span><span class="value">${each.value}${
    each.unit === undefined ? null : html`<small>${each.unit}</small>`
  }</span></summary>
<p>${word('公式', 'Formula')}: <code>${each.formula}</code></p>
${each.inputs === undefined ? null : html`<p>${each.inputs}</p>`}
<p>${word('来源', 'Source')}: ${each.source}</p>
</details>`;
}
