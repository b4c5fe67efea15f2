import type { EChartsOption } from 'echarts';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { type EChartsType, loadEngine } from './engine.ts';
import type { Picture, TimeWindow } from './picture.ts';
import { thinned } from './thin.ts';

/** The option without the series that the reader has switched off. */
export const visibleOption = (option: EChartsOption, hidden: ReadonlySet<string>): EChartsOption => {
  if (hidden.size === 0) return option;
  const series = Array.isArray(option.series) ? option.series : [];
  return { ...option, series: series.filter(({ id }) => !hidden.has(String(id))) };
};

/** The option with the ends of its time axis moved; axis time differs from instants by a constant. */
export const windowedOption = (
  option: EChartsOption,
  extent: TimeWindow | null,
  window: TimeWindow | null,
) => {
  const axis = (Array.isArray(option.xAxis) ? option.xAxis[0] : option.xAxis) ?? {};
  if (!extent || !window || typeof axis.min !== 'number') return option;
  const shift = axis.min - extent[0];
  return { ...option, xAxis: { ...axis, min: window[0] + shift, max: window[1] + shift } } as EChartsOption;
};

/** Draws a picture into an element and redraws it when picture, window, hidden series or size change. */
export const useDrawing = (
  element: RefObject<HTMLDivElement | null>,
  picture: Picture,
  hidden: ReadonlySet<string>,
  window: TimeWindow | null,
): { readonly widthPx: number; readonly drawn: boolean } => {
  const chart = useRef<EChartsType | null>(null);
  const [widthPx, setWidthPx] = useState(0);
  const [ready, setReady] = useState(false);
  const [drawn, setDrawn] = useState(false);
  const [inSight, setInSight] = useState(true);
  const last = useRef<readonly [Picture, ReadonlySet<string>, TimeWindow | null, number] | null>(null);

  useEffect(() => {
    const box = element.current;
    if (!box) return;
    let gone = false;
    void loadEngine().then((engine) => {
      if (gone) return;
      chart.current = engine.init(box, null, { renderer: 'canvas' });
      setReady(true);
    });
    const observer = new ResizeObserver(() => setWidthPx(box.clientWidth));
    observer.observe(box);
    const sight = new IntersectionObserver(([entry]) => setInSight(entry?.isIntersecting ?? true), {
      rootMargin: '300px',
    });
    sight.observe(box);
    return () => {
      gone = true;
      observer.disconnect();
      sight.disconnect();
      chart.current?.dispose();
      chart.current = null;
      last.current = null;
      setReady(false);
    };
  }, [element]);

  useEffect(() => {
    const now = chart.current;
    const box = element.current;
    if (!ready || !now || !box || widthPx === 0) return;
    const wanted = [picture, hidden, window, widthPx] as const;
    if (last.current?.every((part, i) => part === wanted[i])) return;
    // Out of sight a chart is drawn once, for printing and quick scrolling; changes wait until it is seen.
    if (last.current && !inSight) return;
    const frame = requestAnimationFrame(() => {
      const begunMs = performance.now();
      now.resize({ width: widthPx, height: picture.heightPx });
      const shown = windowedOption(visibleOption(picture.option, hidden), picture.extentMs, window);
      now.setOption(thinned(shown), { notMerge: true, lazyUpdate: false });
      now.getZr().flush();
      box.dataset.drawMs = (performance.now() - begunMs).toFixed(1);
      last.current = wanted;
      setDrawn(true);
    });
    return () => cancelAnimationFrame(frame);
  }, [element, ready, picture, hidden, window, widthPx, inSight]);

  return { widthPx, drawn };
};
