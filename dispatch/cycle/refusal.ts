import type { Refusal } from '#dispatch/domain';
import { type Bilingual, type EpochMs, type Hours, shanghaiIso } from '#units';

const clock = (atMs: EpochMs): string => shanghaiIso(atMs).slice(0, 16).replace('T', ' ');
const hours = (value: Hours): string => (Math.round(value * 100) / 100).toString();

/** Why a job cannot be bid, one sentence with the numbers that decide, in both languages. */
export const refuse = {
  unknownPoolKind: (id: string, kind: string, known: readonly string[]): Refusal => ({
    id,
    code: 'unknown-pool-kind',
    reason: {
      zh: `区域内没有类型为“${kind}”的资源池。可用类型：${known.join('、') || '无'}。`,
      en: `No pool of the region is of kind "${kind}". Ask for one of: ${known.join(', ') || 'none'}.`,
    },
  }),
  residence: (id: string, kind: string, sites: readonly Bilingual[]): Refusal => ({
    id,
    code: 'residence',
    reason: {
      zh: `允许的站点（${sites.map(({ zh }) => zh).join('、')}）上没有类型为“${kind}”的资源池。`,
      en: `None of the allowed sites (${sites.map(({ en }) => en).join(', ')}) has a pool of kind "${kind}".`,
    },
  }),
  tooWide: (id: string, units: number, widest: number): Refusal => ({
    id,
    code: 'too-wide',
    reason: {
      zh: `需要同时占用 ${units} 个单元，允许的资源池最多只有 ${widest} 个。`,
      en: `It needs ${units} units at once; the largest pool it may use has ${widest}.`,
    },
  }),
  windowTooShort: (id: string, needs: Hours, has: Hours): Refusal => ({
    id,
    code: 'window-too-short',
    reason: {
      zh: `至少需要运行 ${hours(needs)} 小时，而可用时间窗只有 ${hours(Math.max(0, has))} 小时。`,
      en: `It runs for at least ${hours(needs)} h; its window is ${hours(Math.max(0, has))} h long.`,
    },
  }),
  windowPassed: (id: string, latestEndMs: EpochMs): Refusal => ({
    id,
    code: 'window-passed',
    reason: {
      zh: `最迟结束时间 ${clock(latestEndMs)} 已过。`,
      en: `Its latest end, ${clock(latestEndMs)}, has passed.`,
    },
  }),
  latency: (id: string, userRegion: Bilingual, boundMs: number): Refusal => ({
    id,
    code: 'latency',
    reason: {
      zh: `没有任何允许的站点能在 ${boundMs} 毫秒内服务用户区域“${userRegion.zh}”。`,
      en: `No allowed site serves users in "${userRegion.en}" within ${boundMs} ms.`,
    },
  }),
  noRoute: (id: string, from: Bilingual, to: Bilingual): Refusal => ({
    id,
    code: 'no-route',
    reason: {
      zh: `网络中没有从“${from.zh}”到“${to.zh}”的线路。`,
      en: `The network has no route from "${from.en}" to "${to.en}".`,
    },
  }),
  copyResidence: (id: string, site: Bilingual): Refusal => ({
    id,
    code: 'residence',
    reason: {
      zh: `目的站点“${site.zh}”不在数据允许存放的站点之内。`,
      en: `Its data may not be kept in "${site.en}".`,
    },
  }),
  restoreTooSlow: (id: string, needs: Hours, allowed: Hours): Refusal => ({
    id,
    code: 'rto',
    reason: {
      zh: `线路满速恢复全部数据需 ${hours(needs)} 小时，超过 RTO ${hours(allowed)} 小时。`,
      en: `Restoring the volume at the link's full rate takes ${hours(needs)} h; the RTO allows ${hours(allowed)} h.`,
    },
  }),
};
