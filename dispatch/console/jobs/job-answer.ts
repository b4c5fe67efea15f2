import type { JobStory } from '#dispatch/domain';
import type { Format } from '#platform/web-shell';
import type { Bilingual, EpochMs } from '#units';

/** Why a job is where it is, in one sentence a person understands. */
export const jobAnswer = (
  story: JobStory,
  nowMs: EpochMs,
  formats: { zh: Format; en: Format },
): Bilingual => {
  const say = (write: (format: Format) => Bilingual): Bilingual => ({
    zh: write(formats.zh).zh,
    en: write(formats.en).en,
  });
  const { state } = story;
  const clean = story.energyWh > 0 ? story.cleanWh / story.energyWh : null;
  if (state === 'refused' && story.refusal)
    return { zh: `没有排入：${story.refusal.zh}`, en: `Not planned: ${story.refusal.en}` };
  if (state === 'submitted')
    return { zh: '已提交，等下一次排计划给它时间。', en: 'Submitted; the next plan will give it a time.' };
  if (state === 'planned' && story.plannedStartMs !== null) {
    const waitHours = Math.max(0, story.plannedStartMs - nowMs) / 3_600_000;
    const saved = story.placement ? story.placement.runAtOnceYuan - story.placement.costYuan : 0;
    return say((format) => ({
      zh: `${format.duration(waitHours)}后（${format.dateTime(story.plannedStartMs)}）在${story.siteId ?? '—'}开始${saved > 0.5 ? `，比马上开始省 ${format.money(saved)}` : ''}。`,
      en: `Starts in ${format.duration(waitHours)} (${format.dateTime(story.plannedStartMs)}) at ${story.siteId ?? '—'}${saved > 0.5 ? `, ${format.money(saved)} cheaper than at once` : ''}.`,
    }));
  }
  if (state === 'running' || state === 'paused')
    return say((format) => ({
      zh: `${state === 'running' ? '正在运行' : '已暂停'}，已用电 ${format.energyWh(story.energyWh)}，${format.percent(clean)} 清洁，预计 ${format.dateTime(story.plannedEndMs)} 结束。`,
      en: `${state === 'running' ? 'Running' : 'Paused'}; ${format.energyWh(story.energyWh)} used so far, ${format.percent(clean)} clean; should end ${format.dateTime(story.plannedEndMs)}.`,
    }));
  if (state === 'finished' && story.energyWh === 0)
    return say((format) => ({
      zh: `${format.dateTime(story.endedAtMs)} 完成${story.kind === 'bulk' ? '；数据搬运不单独计电' : '，没有计到用电'}。`,
      en: `Finished ${format.dateTime(story.endedAtMs)}${story.kind === 'bulk' ? '; a transfer’s power is not metered by itself' : ', no energy was metered'}.`,
    }));
  if (state === 'finished')
    return say((format) => ({
      zh: `${format.dateTime(story.endedAtMs)} 完成，用电 ${format.energyWh(story.energyWh)}，其中 ${format.percent(clean)} 清洁。`,
      en: `Finished ${format.dateTime(story.endedAtMs)} with ${format.energyWh(story.energyWh)}, ${format.percent(clean)} of it clean.`,
    }));
  const last = story.events[story.events.length - 1];
  return last?.text ?? { zh: '', en: '' };
};
