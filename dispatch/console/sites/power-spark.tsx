import type { SiteView } from '#dispatch/domain';
import { useFormat, useText, words } from '#platform/web-shell';
import { stripBands, stripLine, stripPeak } from '../overview/strip-geometry.ts';
import { useSize } from '../overview/use-size.ts';

const say = words({
  picture: { zh: '站点功率：实测与计划', en: 'Power of the site: measured and planned' },
  measured: { zh: '实测', en: 'measured' },
  planned: { zh: '计划', en: 'planned' },
});

/** Measured power as a solid band, the plan as a stepped line over it, and now between them. */
export const PowerSpark = ({ site, nowMs }: { readonly site: SiteView; readonly nowMs: number | null }) => {
  const t = useText();
  const format = useFormat();
  const [box, size] = useSize<HTMLDivElement>();
  const { startMs, measuredMw, plannedMw } = site.power;
  const count = startMs.length;
  const peak = stripPeak([measuredMw], [plannedMw], count) * 1.08;
  const [width, height] = [size?.width ?? 0, 64];
  const stepMs = count > 1 ? (startMs[1] as number) - (startMs[0] as number) : 900_000;
  const nowX =
    nowMs === null || count === 0 ? null : ((nowMs - (startMs[0] as number)) / (count * stepMs)) * width;
  return (
    <div className="spark" ref={box}>
      {size && count > 0 ? (
        <svg width={width} height={height} role="img" aria-label={t(say.picture)}>
          {stripBands([{ id: 'measured', values: measuredMw }], count, peak, width, height).map((band) => (
            <path key={band.id} d={band.path} className="spark-measured" />
          ))}
          <path d={stripLine(plannedMw, count, peak, width, height)} className="spark-planned" />
          {nowX !== null && nowX >= 0 && nowX <= width ? (
            <line x1={nowX} x2={nowX} y2={height} className="spark-now" />
          ) : null}
        </svg>
      ) : null}
      <div className="spark-foot faint">
        <span>{format.time(startMs[0])}</span>
        <span>
          <i className="spark-key" /> {t(say.measured)} <i className="spark-key spark-key-plan" />{' '}
          {t(say.planned)}
        </span>
        <span>{count > 0 ? format.time((startMs[count - 1] as number) + stepMs) : ''}</span>
      </div>
    </div>
  );
};
