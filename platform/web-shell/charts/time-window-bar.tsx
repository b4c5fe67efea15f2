import type { EpochMs } from '#units';
import { Button } from '../kit/button.tsx';
import { useText } from '../text.ts';
import { useFormat } from '../use-format.ts';
import { say } from './chart-words.ts';
import type { TimeWindow } from './picture.ts';
import { clampWindow, panned, zoomed } from './plot.ts';
import { useTimeGroup, useWindow } from './time-group.ts';

const LEAST_MS = 3_600_000;

/** What part of time the page's charts show, and buttons to change it for those without wheel or keyboard. */
export const TimeWindowBar = ({ extent }: { readonly extent: TimeWindow }) => {
  const t = useText();
  const format = useFormat();
  const group = useTimeGroup();
  const chosen = useWindow(group);
  const window = chosen ?? extent;
  const middle: EpochMs = (window[0] + window[1]) / 2;
  const show = (next: TimeWindow) => group.show(clampWindow(next, extent, LEAST_MS));
  return (
    <div className="time-bar" title={t(say.hint)}>
      <span className="tnum">
        {format.dateTime(window[0])} – {format.dateTime(window[1])}
      </span>
      <Button
        small
        kind="quiet"
        aria-label={t(say.earlier)}
        disabled={!chosen}
        onClick={() => show(panned(window, -0.5))}
      >
        ‹
      </Button>
      <Button
        small
        kind="quiet"
        aria-label={t(say.zoomOut)}
        disabled={!chosen}
        onClick={() => show(zoomed(window, middle, 2))}
      >
        −
      </Button>
      <Button small kind="quiet" aria-label={t(say.zoomIn)} onClick={() => show(zoomed(window, middle, 0.5))}>
        +
      </Button>
      <Button
        small
        kind="quiet"
        aria-label={t(say.later)}
        disabled={!chosen}
        onClick={() => show(panned(window, 0.5))}
      >
        ›
      </Button>
      <Button small kind="quiet" disabled={!chosen} onClick={() => group.show(null)}>
        {t(say.all)}
      </Button>
    </div>
  );
};
