import { type PointerEvent, useMemo, useRef, useState } from 'react';
import type { EpochMs } from '#units';
import { useText } from '../text.ts';
import { useFormat } from '../use-format.ts';
import { ChartActions } from './chart-actions.tsx';
import { ChartKeys } from './chart-keys.tsx';
import { ChartTable } from './chart-table.tsx';
import { say } from './chart-words.ts';
import './charts.css';
import type { Picture, PictureItem, TimeWindow } from './picture.ts';
import { msAt, type Plot, plotOf } from './plot.ts';
import { type TimeGroup, useCursorMs, useTimeGroup, useWindow } from './time-group.ts';
import { ItemCard, NowLine, TimeCursor } from './time-overlay.tsx';
import { useDrawing } from './use-drawing.ts';
import { useTimePointer } from './use-time-pointer.ts';

export interface ChartProps {
  readonly picture: Picture;
  /** Where the 'now' line stands; without a cursor the readout shows the values of now. */
  readonly nowMs?: EpochMs | null;
  /** Called with the id of a piece that was clicked, e.g. a job. */
  readonly onItem?: (id: string) => void;
  /** Beside the title, before the table and export buttons. */
  readonly actions?: React.ReactNode;
}

const FIFTEEN_MINUTES_MS = 900_000;
const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

/**
 * One picture with its title, readout, actions and table. Inside a `ChartGroup` cursor and zoom are shared. The height
 * is known before the engine has loaded, so nothing shifts.
 */
export const Chart = ({ picture, nowMs = null, onItem, actions }: ChartProps) => {
  const group = useTimeGroup();
  const box = useRef<HTMLDivElement>(null);
  const [hidden, setHidden] = useState(NOTHING_HIDDEN);
  const [tableOpen, setTableOpen] = useState(false);
  const window = useWindow(group);
  const { widthPx, drawn } = useDrawing(box, picture, hidden, picture.extentMs ? window : null);
  const plot = useMemo(() => plotOf(picture, widthPx), [picture, widthPx]);
  const toggle = (id: string) =>
    setHidden((now) => (now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id])));
  const shownNowMs = picture.extentMs && nowMs !== null && nowMs < picture.extentMs[1] ? nowMs : null;
  return (
    <figure className="chart" data-chart={picture.id} data-drawn={drawn || undefined}>
      <header className="chart-head">
        <h3 className="chart-title">
          {picture.title} <small>{picture.unit}</small>
        </h3>
        <div className="chart-extra">{actions}</div>
        <ChartActions
          picture={picture}
          hidden={hidden}
          tableOpen={tableOpen}
          onTable={() => setTableOpen((open) => !open)}
        />
      </header>
      <ChartKeys picture={picture} group={group} nowMs={shownNowMs} hidden={hidden} onToggle={toggle} />
      <div className="chart-plot" style={{ height: picture.heightPx }}>
        <div ref={box} className="chart-canvas" aria-hidden="true" style={{ height: picture.heightPx }} />
        {picture.extentMs && drawn ? (
          <TimePlot
            picture={picture}
            plot={plot}
            group={group}
            extent={picture.extentMs}
            window={window ?? picture.extentMs}
            nowMs={shownNowMs}
            {...(onItem ? { onItem } : {})}
          />
        ) : null}
      </div>
      <figcaption className="visually-hidden">{picture.description}</figcaption>
      {tableOpen ? <ChartTable picture={picture} /> : null}
    </figure>
  );
};

interface TimePlotProps {
  readonly picture: Picture;
  readonly plot: Plot;
  readonly group: TimeGroup;
  readonly extent: TimeWindow;
  readonly window: TimeWindow;
  readonly nowMs: EpochMs | null;
  readonly onItem?: (id: string) => void;
}

const spoken = (picture: Picture, atMs: EpochMs | null, format: ReturnType<typeof useFormat>): string => {
  if (atMs === null) return picture.description;
  const values = picture.keys.flatMap(({ name, unit, valueAt }) =>
    valueAt ? [`${name} ${format.number(valueAt(atMs))} ${unit}`] : [],
  );
  return [format.dateTime(atMs), ...values].join(', ');
};

/** The plot's own surface: pointer, keyboard, cursor, now, and pieces that can be pointed at. */
const TimePlot = ({ picture, plot, group, extent, window, nowMs, onItem }: TimePlotProps) => {
  const t = useText();
  const format = useFormat();
  const surface = useRef<HTMLDivElement>(null);
  const [item, setItem] = useState<PictureItem | null>(null);
  const [over, setOver] = useState(false);
  const cursorMs = useCursorMs(group);
  const stepMs = picture.stepMs ?? FIFTEEN_MINUTES_MS;
  const { brush, handlers } = useTimePointer(surface, { group, plot, extent, window, stepMs });
  const find = (event: PointerEvent) => {
    const corner = surface.current?.getBoundingClientRect();
    if (!picture.itemAt || !corner) return;
    const atMs = msAt(plot, window, event.clientX - corner.left + plot.left);
    setItem(picture.itemAt(atMs, event.clientY - corner.top));
  };
  return (
    <div
      ref={surface}
      className={item && onItem ? 'chart-surface opens' : 'chart-surface'}
      role="slider"
      tabIndex={0}
      aria-label={picture.title}
      aria-roledescription={t(say.hint)}
      aria-valuemin={window[0]}
      aria-valuemax={window[1]}
      aria-valuenow={cursorMs ?? window[0]}
      aria-valuetext={spoken(picture, cursorMs, format)}
      style={{ left: plot.left, top: plot.top, width: plot.width, height: plot.height }}
      {...handlers}
      onKeyDown={handlers.onKeyDown}
      onPointerMove={(event) => {
        handlers.onPointerMove(event);
        find(event);
        setOver(true);
      }}
      onPointerLeave={() => {
        handlers.onPointerLeave();
        setItem(null);
        setOver(false);
      }}
      onClick={() => item && !brush && onItem?.(item.id)}
    >
      <NowLine plot={plot} window={window} nowMs={nowMs} />
      <TimeCursor group={group} plot={plot} window={window} label={over && !item} />
      {brush ? (
        <div className="chart-brush" style={{ left: brush[0] - plot.left, width: brush[1] - brush[0] }} />
      ) : null}
      <ItemCard plot={plot} window={window} item={item} />
    </div>
  );
};
