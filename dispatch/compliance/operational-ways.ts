import type { PueRule, Rule } from '#dispatch/domain';
import type { Bilingual } from '#units';
import type { DayFacts, PricedEnergy } from './day-facts.ts';
import { type RemedyRequest, short, type Way } from './way.ts';

/** What dispatch itself can do for a rule, as a day like the last one shows it. */
export function operationalWays(request: RemedyRequest): Way[] {
  const { rule, facts } = request;
  switch (rule.kind) {
    case 'pue':
      return moreWork(rule, request);
    case 'forecast':
      return betterForecasts(request);
    case 'feedIn':
      return [lessFeedIn(facts), movedOnto('exported', 1, facts)];
    case 'curtailment':
      return [movedOnto('curtailed', 1, facts)];
    case 'carbon':
      return [cleanImport(rule, facts), ...movedForCarbon(facts)];
    case 'greenShare':
      return rule.site === undefined
        ? [cleanImport(rule, facts), movedOnto('curtailed', 1 - facts.imported.cleanShareRatio, facts)]
        : [];
    default:
      return [movedOnto('curtailed', 1, facts), movedOnto('exported', 1, afterCurtailed(facts))];
  }
}

/** Jobs that are left when those that the curtailed energy carries were moved. */
const afterCurtailed = (facts: DayFacts): DayFacts => ({
  ...facts,
  scarceJobMwh: Math.max(0, facts.scarceJobMwh - facts.curtailedMwh),
});

const mwh = (value: number): string => `${short(value)} MWh`;

/** Bought instead of burnt: its clean share counts for a green share, its lower emissions for a carbon budget. */
function cleanImport(rule: Rule, { imported, thermal }: DayFacts): Way {
  const counts = rule.kind === 'carbon' ? thermal.tco2PerMwh - imported.tco2PerMwh : imported.cleanShareRatio;
  return {
    kind: 'cleanImport',
    countsPerUnit: counts,
    yuanPerUnit: imported.yuanPerMwh - thermal.yuanPerMwh,
    mostPerDay: imported.mwh > 0 ? thermal.mwh : 0,
    unit: 'MWh',
    basis: {
      zh: `以购电代替燃料发电：昨日燃料发电 ${mwh(thermal.mwh)}，均价 ${short(thermal.yuanPerMwh)} 元，购电 ${short(imported.yuanPerMwh)} 元`,
      en: `bought instead of burnt: that day ${mwh(thermal.mwh)} came from fuel at ${short(thermal.yuanPerMwh)} CNY, imports cost ${short(imported.yuanPerMwh)} CNY`,
    },
  };
}

/** Curtailed instead of sold: it loses what the grid would have paid. */
const lessFeedIn = ({ exported }: DayFacts): Way => ({
  kind: 'lessFeedIn',
  countsPerUnit: 1,
  yuanPerUnit: exported.yuanPerMwh,
  mostPerDay: exported.mwh,
  unit: 'MWh',
  basis: {
    zh: `少上网：当日上网 ${mwh(exported.mwh)}，均价 ${short(exported.yuanPerMwh)} 元，改为弃电`,
    en: `curtailed instead of sold: that day ${mwh(exported.mwh)} were fed in at ${short(exported.yuanPerMwh)} CNY`,
  },
});

/** What jobs that ran on bought or burnt power pay for it: the dearer comes off first. */
const scarcePrice = ({ imported, thermal }: DayFacts): number => {
  const mwhSum = imported.mwh + thermal.mwh;
  if (mwhSum <= 0) return 0;
  return (imported.mwh * imported.yuanPerMwh + thermal.mwh * thermal.yuanPerMwh) / mwhSum;
};

/** Jobs that ran on bought or burnt power run while energy is thrown away or sold. Deadlines are not looked at. */
function movedOnto(surplus: 'curtailed' | 'exported', counts: number, facts: DayFacts): Way {
  const spare = surplus === 'curtailed' ? facts.curtailedMwh : facts.exported.mwh;
  const lost = surplus === 'curtailed' ? 0 : facts.exported.yuanPerMwh;
  const where: Bilingual =
    surplus === 'curtailed' ? { zh: '弃电', en: 'were curtailed' } : { zh: '上网', en: 'were fed in' };
  return {
    kind: 'moveJobs',
    countsPerUnit: counts,
    yuanPerUnit: lost - scarcePrice(facts),
    mostPerDay: Math.min(facts.scarceJobMwh, spare),
    unit: 'MWh',
    basis: {
      zh: `作业移到${where.zh}时段：当日作业用购电或燃料电 ${mwh(facts.scarceJobMwh)}，${where.zh} ${mwh(spare)}；未检查截止时间`,
      en: `jobs moved to hours of surplus: that day ${mwh(facts.scarceJobMwh)} of jobs ran on bought or burnt power and ${mwh(spare)} ${where.en}; deadlines not looked at`,
    },
  };
}

const movedForCarbon = (facts: DayFacts): Way[] => {
  const { imported, thermal } = facts;
  const tonnes = (each: PricedEnergy): number => each.mwh * each.tco2PerMwh;
  const mwhSum = imported.mwh + thermal.mwh;
  const mean = mwhSum > 0 ? (tonnes(imported) + tonnes(thermal)) / mwhSum : 0;
  return [movedOnto('curtailed', mean, facts), movedOnto('exported', mean, afterCurtailed(facts))];
};

/**
 * Work moved in from other sites spreads what the site draws whatever it does over more IT energy: a MWh of IT adds the
 * limit to what is allowed and only its own slope to what is drawn.
 */
function moreWork({ site: id, mostRatio }: PueRule, { region, facts }: RemedyRequest): Way[] {
  const site = region.sites.find((each) => each.id === id)!;
  const { facilityMwh, itMwh } = facts.pue[id] ?? { facilityMwh: 0, itMwh: 0 };
  if (itMwh <= 0) return [];
  const slope = (facilityMwh - 24 * site.cooling.fixedMw) / itMwh;
  const others = region.sites.filter((each) => each.id !== id).map((each) => facts.pue[each.id]!);
  const otherIt = others.reduce((sum, each) => sum + each.itMwh, 0);
  if (otherIt <= 0) return [];
  const otherPue = others.reduce((sum, each) => sum + each.facilityMwh, 0) / otherIt;
  const price = scarcePrice(facts);
  return [
    {
      kind: 'moreWork',
      countsPerUnit: mostRatio - slope,
      yuanPerUnit: (slope - otherPue) * price,
      mostPerDay: otherIt,
      unit: 'MWh',
      basis: {
        zh: `把其他站点的作业移入：每MWh IT 在本站多用 ${short(slope)} MWh，别处 ${short(otherPue)} MWh`,
        en: `work moved in from other sites: a MWh of IT draws ${short(slope)} MWh more here and ${short(otherPue)} MWh there`,
      },
    },
  ];
}

/** How much better the mean day has to be. It has no price here: it is the forecaster's work. */
const betterForecasts = ({ missing, remainingDays }: RemedyRequest): Way[] => [
  {
    kind: 'betterForecasts',
    countsPerUnit: Math.max(1, remainingDays),
    yuanPerUnit: null,
    mostPerDay: null,
    unit: 'ratio',
    basis: {
      zh: `其余 ${remainingDays} 天平均准确率须再高 ${short((100 * missing.quantity) / Math.max(1, remainingDays))} 个百分点`,
      en: `the mean accuracy of the ${remainingDays} days that remain has to be ${short((100 * missing.quantity) / Math.max(1, remainingDays))} percentage points higher`,
    },
  },
];
