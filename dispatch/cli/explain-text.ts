import {
  EXPLANATION_WORDS,
  explainAnswer,
  type JobReasons,
  type PriceShare,
  priceShares,
  SETTER_WORDS,
  stakeText,
} from '#dispatch/charts';
import { type Explanation, elementNames, type Plan, type PriceSetter, type Region } from '#dispatch/domain';
import { bold, dim, type Terminal, textTable } from '#platform/cli-shell';
import { type Bilingual, type EpochMs, horizonEndMs, shanghaiIso } from '#units';

export interface ExplainView {
  readonly plan: Plan;
  readonly region: Region;
  readonly chosen: readonly Explanation[];
  readonly setters: readonly PriceSetter[];
  readonly top: number;
}

export const namesIn = (region: Region): ReadonlyMap<string, Bilingual> =>
  new Map(Object.entries(elementNames(region)));
const clock = (ms: EpochMs): string => shanghaiIso(ms).slice(5, 16).replace('T', ' ');
const span = (fromMs: EpochMs, toMs: EpochMs): string => `${clock(fromMs)} – ${clock(toMs)}`;

/** What set the prices, then the decisions with most at stake, each with its reason. */
export function explainText(view: ExplainView, terminal: Terminal): string[] {
  const { plan, region, chosen, setters, top } = view;
  const { language } = terminal;
  const zh = language === 'zh';
  const names = namesIn(region);
  const nameOf = (id: string): Bilingual => names.get(id) ?? { zh: id, en: id };
  const shown = chosen.slice(0, top);
  const more = chosen.length - shown.length;
  return [
    `${bold(terminal, region.name[language])}  ${span(plan.horizon.startMs, horizonEndMs(plan.horizon))} (UTC+8)`,
    ...(plan.degraded ? [plan.degraded[language]] : []),
    explainAnswer(plan, nameOf, language).join(''),
    ...(setters.length === 0
      ? []
      : [
          '',
          bold(terminal, zh ? '电价由谁决定' : 'What set the prices'),
          setterTable(setters, nameOf, terminal),
        ]),
    '',
    bold(terminal, zh ? '主要决定与理由' : 'Large decisions and why'),
    ...(shown.length === 0
      ? [zh ? '没有符合的决定。' : 'None that matches.']
      : shown.flatMap((row) => decision(row, plan, terminal))),
    ...(more > 0
      ? [dim(terminal, zh ? `……另有 ${more} 项，用 --top 或 --json` : `… and ${more} more: --top or --json`)]
      : []),
  ];
}

function decision(row: Explanation, plan: Plan, terminal: Terminal): string[] {
  const { language } = terminal;
  const head = `${span(row.fromMs, row.toMs)}  ${EXPLANATION_WORDS[row.kind][language]}  ${stakeText(plan, row.stake, language)}`;
  return [dim(terminal, head), `  ${row.sentence[language]}`];
}

/** Kinds of price setters told of an area. */
const MOST_SHARES = 3;
const rounded = ({ kind, element, ratio, meanYuanPerMwh }: PriceShare): string =>
  `${kind} ${element} ${ratio.toFixed(2)} ${meanYuanPerMwh.toFixed(0)}`;

/** Shares of time by what set the price, area by area. */
function setterTable(
  setters: readonly PriceSetter[],
  nameOf: (id: string) => Bilingual,
  terminal: Terminal,
): string {
  const { language } = terminal;
  const zh = language === 'zh';
  // Areas that share their prices all day are told together.
  const alike = new Map<string, string[]>();
  for (const area of new Set(setters.map((row) => row.area))) {
    const key = JSON.stringify(
      priceShares({ priceSetters: setters }, area).slice(0, MOST_SHARES).map(rounded),
    );
    alike.set(key, [...(alike.get(key) ?? []), area]);
  }
  return textTable(
    [
      { title: zh ? '片区' : 'Area', most: 40 },
      { title: zh ? '由谁决定' : 'Set by' },
      { title: zh ? '时间' : 'time', align: 'right' },
      { title: zh ? '均价 元/MWh' : 'mean CNY/MWh', align: 'right' },
    ],
    [...alike.values()].flatMap((areas) =>
      priceShares({ priceSetters: setters }, areas[0])
        .slice(0, MOST_SHARES)
        .map((share, i) => [
          i === 0 ? areas.map((area) => nameOf(area)[language]).join(zh ? '、' : ', ') : '',
          `${SETTER_WORDS[share.kind][language]} (${nameOf(share.element)[language]})`,
          `${Math.round(100 * share.ratio)} %`,
          share.meanYuanPerMwh.toFixed(1),
        ]),
    ),
  );
}

/** One job: where it is and why, what set the price there, and what else was decided around it. */
export function jobText(reasons: JobReasons, plan: Plan, region: Region, terminal: Terminal): string[] {
  const { language } = terminal;
  const zh = language === 'zh';
  const { placement } = reasons;
  const names = namesIn(region);
  const nameOf = (id: string): Bilingual => names.get(id) ?? { zh: id, en: id };
  const runs = placement.segments.map(({ startMs, endMs }) => span(startMs, endMs)).join(', ');
  const around = reasons.explanations.flatMap((row) => decision(row, plan, terminal));
  return [
    `${bold(terminal, placement.jobId)}  ${nameOf(placement.siteId)[language]} / ${nameOf(placement.poolId)[language]}  ${runs}`,
    placement.reason[language],
    ...(placement.binding
      ? [
          `${zh ? '受限于' : 'Bound by'} ${placement.binding.text[language]} (${placement.binding.block}), ${placement.binding.pricePerUnit.toFixed(3)}/${placement.binding.unit}`,
        ]
      : []),
    ...(reasons.priceSetters.length === 0 ? [] : ['', setterTable(reasons.priceSetters, nameOf, terminal)]),
    ...(around.length === 0
      ? []
      : ['', bold(terminal, zh ? '同时段的相关决定' : 'Decided around it'), ...around]),
  ];
}
