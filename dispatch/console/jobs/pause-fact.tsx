import type { JobStory } from '#dispatch/domain';
import { Fact, useFormat, useText, words } from '#platform/web-shell';

const say = words({
  pauses: { zh: '暂停', en: 'Pauses' },
  repeats: { zh: '每次损失 {time}', en: 'each loses {time}' },
  runsFirst: { zh: '每次至少先运行 {time}', en: 'only after a run of {time}' },
  comma: { zh: '，', en: ', ' },
});

/** What each pause costs, and how long the work runs before one. */
export const PauseFact = ({ job }: { readonly job: JobStory['job'] }) => {
  const t = useText();
  const format = useFormat();
  if (job.kind !== 'preemptible') return null;
  const terms = [t(say.repeats, { time: format.duration(job.checkpointHours) })];
  if (job.minimumRunHours !== undefined)
    terms.push(t(say.runsFirst, { time: format.duration(job.minimumRunHours) }));
  return <Fact label={t(say.pauses)}>{terms.join(t(say.comma))}</Fact>;
};
