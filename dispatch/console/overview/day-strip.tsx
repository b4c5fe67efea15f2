import { useMemo, useState } from 'react';
import type { OverviewView } from '#dispatch/domain';
import { type ColourName, cssName } from '#platform/look';
import { Empty, Swatch, useFormat, useText, words } from '#platform/web-shell';
import { balanceWords } from './balance-bars.tsx';
import { stripBands, stripLine, stripPeak, wholeDay } from './strip-geometry.ts';
import './day-strip.css';
import { useSize } from './use-size.ts';

const say = words({
  picture: {
    zh: '过去 24 小时的供电构成与算力用电',
    en: 'Supply of the last 24 hours by source, and the power of compute',
  },
  curtailed: { zh: '弃电', en: 'Curtailed' },
  peak: { zh: '上沿 {mw}', en: 'top of scale {mw}' },
  empty: { zh: '还没有量测', en: 'No readings yet' },
  emptyNote: {
    zh: '第一个 15 分钟时段结束后，这里会出现供电曲线。',
    en: 'The curve begins after the first 15-minute period has ended.',
  },
});

const STACK: readonly (readonly [keyof typeof balanceWords, ColourName])[] = [
  ['thermal', 'thermal'],
  ['hydro', 'water'],
  ['csp', 'sunHeat'],
  ['wind', 'wind'],
  ['pv', 'sun'],
  ['discharge', 'storageDischarge'],
  ['import', 'gridImport'],
];

const Marks = ({
  startMs,
  width,
  height,
}: {
  readonly startMs: readonly number[];
  readonly width: number;
  readonly height: number;
}) => {
  const format = useFormat();
  const every = width > 700 ? 12 : 24;
  return (
    <g className="strip-marks">
      {startMs.map((ms, index) =>
        index % every === 0 && index > 0 ? (
          <g key={ms} transform={`translate(${((index / startMs.length) * width).toFixed(1)} 0)`}>
            <line y2={height} />
            <text y={height + 14} textAnchor="middle">
              {format.time(ms)}
            </text>
          </g>
        ) : null,
      )}
    </g>
  );
};

/** The last 24 hours at a glance: what supplied the region, and the sites' share drawn over it. */
export const DayStrip = ({ recent: known }: { readonly recent: OverviewView['recent'] }) => {
  const t = useText();
  const format = useFormat();
  const [box, size] = useSize<HTMLDivElement>();
  const [at, setAt] = useState<number | null>(null);
  const recent = useMemo(() => wholeDay(known.startMs, known.series), [known]);
  const count = recent.startMs.length;
  if (known.startMs.length === 0)
    return (
      <Empty icon="overview" title={t(say.empty)}>
        {t(say.emptyNote)}
      </Empty>
    );
  const stack = STACK.flatMap(([id, colour]) =>
    recent.series[id] ? [{ id, colour, values: recent.series[id] }] : [],
  );
  const site = recent.series.site ?? [];
  const curtailed = recent.series.curtailed;
  const bands = [
    ...stack,
    ...(curtailed ? [{ id: 'curtailed', colour: 'curtailed' as const, values: curtailed }] : []),
  ];
  const peak = stripPeak(
    bands.map((one) => one.values),
    [site],
    count,
  );
  const width = size?.width ?? 0;
  const height = Math.max(40, (size?.height ?? 0) - 20);
  const shown = at ?? count - 1;
  return (
    <div className="strip">
      <div className="strip-legend">
        <time className="faint">{format.dateTime(recent.startMs[shown])}</time>
        {stack.map(({ id, colour, values }) => (
          <Swatch key={id} colour={colour}>
            {t(balanceWords[id])} <b>{format.power(values[shown])}</b>
          </Swatch>
        ))}
        <Swatch colour="compute">
          {t(balanceWords.site)} <b>{format.power(site[shown])}</b>
        </Swatch>
        {curtailed ? (
          <Swatch colour="curtailed" pattern="hatched">
            {t(say.curtailed)} <b>{format.power(curtailed[shown])}</b>
          </Swatch>
        ) : null}
        <span className="strip-peak faint">{t(say.peak, { mw: format.power(peak) })}</span>
      </div>
      <div className="strip-box" ref={box}>
        {size ? (
          <svg
            width={width}
            height={height + 18}
            role="img"
            aria-label={t(say.picture)}
            onPointerMove={(event) =>
              setAt(Math.min(count - 1, Math.max(0, Math.floor((event.nativeEvent.offsetX / width) * count))))
            }
            onPointerLeave={() => setAt(null)}
          >
            <defs>
              <pattern
                id="strip-hatch"
                width="5"
                height="5"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="2" height="5" fill="var(--curtailed)" />
              </pattern>
            </defs>
            {stripBands(bands, count, peak, width, height).map((band, index) => (
              <path
                key={band.id}
                d={band.path}
                fill={
                  band.id === 'curtailed'
                    ? 'url(#strip-hatch)'
                    : `var(${cssName(bands[index]?.colour ?? 'load')})`
                }
                fillOpacity={band.id === 'curtailed' ? 0.6 : 0.82}
              />
            ))}
            <path d={stripLine(site, count, peak, width, height)} className="strip-halo" />
            <path d={stripLine(site, count, peak, width, height)} className="strip-site" />
            <Marks startMs={recent.startMs} width={width} height={height} />
            {at === null ? null : (
              <line
                className="strip-cursor"
                x1={((at + 0.5) / count) * width}
                x2={((at + 0.5) / count) * width}
                y2={height}
              />
            )}
          </svg>
        ) : null}
      </div>
    </div>
  );
};
