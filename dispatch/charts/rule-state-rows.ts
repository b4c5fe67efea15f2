import type { RuleView } from '#dispatch/domain';
import type { Bilingual, Language } from '#units';
import { figure } from './figures.ts';
import { chance, ruleFigure, ruleFigureText, ruleLimitText, STANDING_WORDS } from './rule-state-words.ts';

export const RULE_STATE_COLUMNS: readonly Bilingual[] = [
  { zh: '规则', en: 'Rule' },
  { zh: '现状', en: 'Now' },
  { zh: '限值', en: 'Limit' },
  { zh: '期末预计', en: 'Expected at the end' },
  { zh: '达标概率', en: 'Chance' },
  { zh: '影子价格', en: 'Shadow price' },
  { zh: '判断', en: 'Standing' },
];

/** A row for every rule: how it stands, where it ends, what it costs. */
export const ruleStateRows = (views: readonly RuleView[], language: Language): string[][] =>
  views.map(({ record, state, standing }) => {
    const now = state === null ? null : ruleFigure(state);
    const projection = state?.judgement.projection;
    const shadow = state?.judgement.shadow ?? null;
    const text = (value: number | null | undefined): string =>
      value == null ? '—' : ruleFigureText(record.kind, value, language);
    const unit = record.kind === 'carbon' ? 't' : 'MWh';
    return [
      record.title[language],
      text(now),
      ruleLimitText(record, language),
      text(projection?.value?.median),
      projection?.probability == null ? '—' : chance(projection.probability),
      shadow === null
        ? '—'
        : `${figure(shadow.yuanPerUnit, language)} ${language === 'zh' ? '元' : 'CNY'}/${unit}`,
      STANDING_WORDS[standing][language],
    ];
  });
