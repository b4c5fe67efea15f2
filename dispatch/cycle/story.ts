import type { JobEvent } from '#dispatch/domain';
import { type Bilingual, type EpochMs, shanghaiIso } from '#units';
import { CENTRE } from './dependencies.ts';

const clock = (atMs: EpochMs): string => shanghaiIso(atMs).slice(5, 16).replace('T', ' ');

/** The sentences of a job's story. */
const TEXTS = {
  submitted: (): Bilingual => ({ zh: '已提交并接收。', en: 'Submitted and accepted.' }),
  planned: (site: Bilingual, startMs: EpochMs, endMs: EpochMs): Bilingual => ({
    zh: `计划在${site.zh}运行：${clock(startMs)} 至 ${clock(endMs)}。`,
    en: `Planned at ${site.en} from ${clock(startMs)} to ${clock(endMs)}.`,
  }),
  moved: (site: Bilingual, startMs: EpochMs, endMs: EpochMs): Bilingual => ({
    zh: `新计划将其调整到${site.zh}：${clock(startMs)} 至 ${clock(endMs)}。`,
    en: `The new plan moves it to ${site.en}, ${clock(startMs)} to ${clock(endMs)}.`,
  }),
  unplaced: (reason: Bilingual): Bilingual => ({
    zh: `目前排不下：${reason.zh} 下一次计划会再试。`,
    en: `No room at present: ${reason.en} The next plan tries again.`,
  }),
  refused: (reason: Bilingual): Bilingual => ({ zh: `已拒绝：${reason.zh}`, en: `Refused: ${reason.en}` }),
  started: (site: Bilingual): Bilingual => ({ zh: `已在${site.zh}启动。`, en: `Started at ${site.en}.` }),
  served: (): Bilingual => ({
    zh: '服务已上线，按计划分配到各站点。',
    en: 'In service, routed between sites as planned.',
  }),
  paused: (): Bilingual => ({ zh: '已按计划暂停。', en: 'Paused as planned.' }),
  resumed: (): Bilingual => ({ zh: '已按计划恢复。', en: 'Resumed as planned.' }),
  finished: (): Bilingual => ({ zh: '已完成。', en: 'Finished.' }),
  failed: (reason: string): Bilingual => ({ zh: `已失败：${reason}。`, en: `Failed: ${reason}.` }),
  lost: (): Bilingual => ({
    zh: '进程消失且没有留下退出记录；为避免重复运行，不会再次启动。',
    en: 'Its process vanished without an exit record; it is not started again, so that nothing runs twice.',
  }),
  cancelRequested: (): Bilingual => ({ zh: '已请求取消。', en: 'Cancellation requested.' }),
  cancelled: (): Bilingual => ({ zh: '已取消。', en: 'Cancelled.' }),
} as const;
type Texts = typeof TEXTS;

/** One line of a job's story; `kind` is the name of the sentence. */
export function told<K extends keyof Texts>(
  jobId: string,
  atMs: EpochMs,
  kind: K,
  parts: Parameters<Texts[K]>,
  actor: string = CENTRE,
): JobEvent & { readonly jobId: string } {
  const text = (TEXTS[kind] as (...given: Parameters<Texts[K]>) => Bilingual)(...parts);
  return { jobId, atMs, kind, text, actor };
}
