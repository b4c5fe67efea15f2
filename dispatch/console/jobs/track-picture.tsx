import type { JobStory } from '#dispatch/domain';
import { useFormat, useText, words } from '#platform/web-shell';
import { trackOf } from './track.ts';

const say = words({
  picture: { zh: '作业的时间线', en: 'Time line of the job' },
  submitted: { zh: '提交', en: 'Submitted' },
  latest: { zh: '最晚结束', en: 'Must end by' },
  start: { zh: '开始', en: 'Start' },
  plannedStart: { zh: '计划开始', en: 'Planned start' },
  end: { zh: '结束', en: 'End' },
  now: { zh: '现在', en: 'Now' },
});

const Mark = ({
  share,
  label,
  ms,
  below = false,
}: {
  readonly share: number;
  readonly label: string;
  readonly ms: number;
  readonly below?: boolean;
}) => {
  const format = useFormat();
  return (
    <div
      className={`track-mark${below ? ' below' : ''}${share > 0.75 ? ' flip' : ''}`}
      style={{ left: `${(share * 100).toFixed(2)}%` }}
      title={format.dateTimeFull(ms)}
    >
      {label}
      <br />
      <time>{format.dateTime(ms)}</time>
    </div>
  );
};

const span = (from: number, to: number) => ({
  left: `${(from * 100).toFixed(2)}%`,
  width: `${((to - from) * 100).toFixed(2)}%`,
});

/** Submitted, planned, run: what was wished, what was decided and what happened, on one line. */
export const TrackPicture = ({ story, nowMs }: { readonly story: JobStory; readonly nowMs: number }) => {
  const t = useText();
  const { shareOf, planned, ran, fromMs, toMs } = trackOf(story, nowMs);
  const first = planned[0];
  return (
    <div className="track" role="img" aria-label={t(say.picture)}>
      <div className="track-line" />
      <div className="track-window" style={span(shareOf(story.submittedAtMs), shareOf(story.latestEndMs))} />
      {ran ? <div className="track-run" style={span(shareOf(ran.startMs), shareOf(ran.endMs))} /> : null}
      {planned.map((segment) => (
        <div
          key={segment.startMs}
          className="track-segment"
          style={span(shareOf(segment.startMs), shareOf(segment.endMs))}
        />
      ))}
      <Mark share={shareOf(story.submittedAtMs)} label={t(say.submitted)} ms={story.submittedAtMs} />
      <Mark share={shareOf(story.latestEndMs)} label={t(say.latest)} ms={story.latestEndMs} />
      {ran ? (
        <Mark share={shareOf(ran.startMs)} label={t(say.start)} ms={ran.startMs} below />
      ) : first ? (
        <Mark share={shareOf(first.startMs)} label={t(say.plannedStart)} ms={first.startMs} below />
      ) : null}
      {nowMs >= fromMs && nowMs <= toMs ? (
        <div
          className="track-now"
          style={{ left: `${(shareOf(nowMs) * 100).toFixed(2)}%` }}
          title={t(say.now)}
        />
      ) : null}
    </div>
  );
};
