import type { Problem } from '#dispatch/domain';
import type { Bilingual } from '#units';
import { runningMw } from '../largest-draw.ts';

/** Excess of a site's limit below this is rounding. */
const LEAST_EXCESS_MW = 1e-6;

/** What makes a plan less than a full solve would be, or than its limits ask for, in one sentence each. */
export const joinRemarks = (remarks: readonly (Bilingual | null)[]): Bilingual | null => {
  const said = remarks.filter((remark) => remark !== null);
  if (said.length === 0) return null;
  return { zh: said.map(({ zh }) => zh).join(''), en: said.map(({ en }) => en).join(' ') };
};

/** Sites whose running work alone draws more than their limit: it is not stopped, nothing is added beside it. */
export const overloadedSites = (problem: Problem): Bilingual | null =>
  joinRemarks(
    problem.sites.map((site, s) => {
      const excess = Math.max(...runningMw(problem, s)) - site.facilityLimitMw;
      if (!(excess > LEAST_EXCESS_MW)) return null;
      const mw = excess.toPrecision(2);
      return {
        zh: `${site.name?.zh ?? site.id}：已在运行的作业超出站点功率上限，最多 ${mw} MW；超限时段不再安排新作业。`,
        en: `${site.name?.en ?? site.id}: work that already runs exceeds the site's limit by up to ${mw} MW; nothing is added in those periods.`,
      };
    }),
  );

export const outOfTime: Bilingual = {
  zh: '计算在时限内未完成全部优化轮次；此方案可行，但可能不是能达到的最好结果。',
  en: 'The time limit ended the search: this plan is feasible, but perhaps not the best that could be found.',
};

export const noBaseline: Bilingual = {
  zh: '时限内未算出“到达即运行”的对照方案。',
  en: 'The baseline of running at once was not dispatched in time.',
};

export const noYuanPrices: Bilingual = {
  zh: '时限内未算出以元计的电价；各作业的费用与影子价格缺失，按零显示。',
  en: 'Prices in CNY were not found in time: costs of single jobs and shadow prices are missing and shown as zero.',
};

/** Shards were lost in mid-plan, with the reason as it came: its first line is enough for a sentence. */
export const shardsLost = (reason: string): Bilingual => {
  const [line] = reason.split('\n');
  return {
    zh: `持有作业分片的线程、进程或其数据库中途失联（${line}），其余由计划程序自己算完。`,
    en: `The threads or processes that had shards of the jobs, or their database, were lost in mid-plan (${line}); the planner went on by itself.`,
  };
};
