import {
  ENFORCEMENT_WORDS,
  REMEDY_WORDS,
  remedyQuantityText,
  ruleFigure,
  ruleFigureText,
  ruleLimitText,
  STANDING_WORDS,
} from '#dispatch/charts';
import type { Remedy, RuleDayState, RuleStory } from '#dispatch/domain';
import { bold, type Terminal, textTable } from '#platform/cli-shell';

const SHOWN_DAYS = 10;

/** A rule in full: how it stands, its remedies, how it is worked out, its versions and its last days. */
export function ruleText(story: RuleStory, terminal: Terminal): string[] {
  const { language } = terminal;
  const zh = language === 'zh';
  const { record, versions, standing, sentence, days, corrections } = story;
  const parameters = record.parameters.map(
    ({ name, value, unit }) => `${name[language]} ${value}${unit ? ` ${unit}` : ''}`,
  );
  return [
    `${bold(terminal, record.title[language])}  ${record.id}  ${STANDING_WORDS[standing][language]}`,
    sentence[language],
    '',
    `${zh ? '公式' : 'Formula'}: ${record.formula[language]}`,
    `${zh ? '参数' : 'Parameters'}: ${parameters.join('; ')}`,
    `${zh ? '依据' : 'Source'}: ${record.source}`,
    `${zh ? '效力' : 'Force'}: ${record.jurisdiction}; ${ENFORCEMENT_WORDS[record.enforcement][language]}`,
    ...methodLines(story.state, zh),
    ...remedyLines(story.state?.judgement.remedies ?? [], terminal),
    '',
    bold(terminal, zh ? '版本' : 'Versions'),
    ...versions.map(
      (each) =>
        `${each.effectiveFrom} – ${each.effectiveTo ?? '…'}  ${ruleLimitText(each, language)}${each.effectiveFrom === record.effectiveFrom ? (zh ? '  现行' : '  in force') : ''}`,
    ),
    ...dayLines(days, terminal),
    ...(corrections.length > 0
      ? [
          zh
            ? `有 ${corrections.length} 条记录属于更正过的日子，见 --json。`
            : `${corrections.length} records belong to days that were corrected: see --json.`,
        ]
      : []),
  ];
}

function methodLines(state: RuleDayState | null, zh: boolean): string[] {
  if (state === null) return [];
  const { projection } = state.judgement;
  const { sampleDays, paths, blockDays, seasonMatchedRatio, seed, remainingDays } = projection;
  if (projection.method !== 'blockBootstrap') return [];
  const matched = Math.round(100 * seasonMatchedRatio);
  return [
    zh
      ? `方法: 由 ${sampleDays} 个整日按 ${blockDays} 天为一段重抽余下 ${remainingDays} 天，共 ${paths} 次，${matched} % 取自同季，种子 ${seed}`
      : `Method: the ${remainingDays} days that remain drawn ${paths} times in runs of ${blockDays} from ${sampleDays} whole days, ${matched} % of their own season, seed ${seed}`,
  ];
}

function remedyLines(remedies: readonly Remedy[], terminal: Terminal): string[] {
  const { language } = terminal;
  const zh = language === 'zh';
  if (remedies.length === 0) return [];
  const yuan = (value: number | null): string =>
    value === null
      ? '—'
      : value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 });
  return [
    '',
    bold(terminal, zh ? '补救，便宜的在前' : 'Remedies, the cheapest first'),
    textTable(
      [
        { title: zh ? '办法' : 'What' },
        { title: zh ? '需要' : 'Needed', align: 'right' },
        { title: zh ? '每日' : 'A day', align: 'right' },
        { title: zh ? '补足' : 'Reaches', align: 'right' },
        { title: zh ? '单价（元）' : 'CNY each', align: 'right' },
        { title: zh ? '费用（元）' : 'CNY', align: 'right' },
        { title: zh ? '最便宜组合' : 'Cheapest mix', align: 'right' },
      ],
      remedies.map((each) => [
        REMEDY_WORDS[each.kind][language],
        remedyQuantityText(each.quantity, each, language),
        remedyQuantityText(each.quantityPerDay, each, language),
        `${Math.round(100 * each.coversRatio)} %`,
        yuan(each.yuanPerUnit),
        yuan(each.yuan),
        each.mixQuantity > 0 ? remedyQuantityText(each.mixQuantity, each, language) : '—',
      ]),
    ),
    ...remedies.map((each) => `  ${REMEDY_WORDS[each.kind][language]}: ${each.basis[language]}`),
  ];
}

function dayLines(days: readonly RuleDayState[], terminal: Terminal): string[] {
  const { language } = terminal;
  const zh = language === 'zh';
  if (days.length === 0) return [];
  const text = (state: RuleDayState, value: number | null | undefined): string =>
    value == null ? '—' : ruleFigureText(state.kind, value, language);
  return [
    '',
    bold(terminal, zh ? '逐日' : 'Days'),
    textTable(
      [
        { title: zh ? '日' : 'Day' },
        { title: zh ? '当日' : 'That day', align: 'right' },
        { title: zh ? '累计' : 'Counted', align: 'right' },
        { title: zh ? '期末预计' : 'Expected at the end', align: 'right' },
        { title: zh ? '达标概率' : 'Chance', align: 'right' },
        { title: zh ? '时段' : 'Periods', align: 'right' },
        { title: zh ? '版本' : 'Revision', align: 'right' },
      ],
      days.slice(-SHOWN_DAYS).map((state) => {
        const { projection } = state.judgement;
        return [
          state.day,
          text(state, ruleFigure({ unit: state.unit, part: state.dayPart, whole: state.dayWhole })),
          text(state, ruleFigure(state)),
          text(state, projection.value?.median),
          projection.probability === null ? '—' : `${Math.round(100 * projection.probability)} %`,
          `${state.periods}/${state.periodsOfDay}`,
          String(state.revision),
        ];
      }),
    ),
  ];
}
