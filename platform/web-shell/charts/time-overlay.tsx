import type { EpochMs } from '#units';
import { useText } from '../text.ts';
import { useFormat } from '../use-format.ts';
import { say } from './chart-words.ts';
import type { PictureItem, TimeWindow } from './picture.ts';
import { type Plot, xAt } from './plot.ts';
import { type TimeGroup, useCursorMs } from './time-group.ts';

interface OverlaySpec {
  readonly plot: Plot;
  readonly window: TimeWindow;
}
const inside = (ms: EpochMs | null, [fromMs, toMs]: TimeWindow): ms is EpochMs =>
  ms !== null && ms >= fromMs && ms <= toMs;

/** The cursor shared by all charts of the page; it moves without redrawing any of them. */
export const TimeCursor = ({
  group,
  plot,
  window,
  label,
}: OverlaySpec & { readonly group: TimeGroup; readonly label: boolean }) => {
  const format = useFormat();
  const cursorMs = useCursorMs(group);
  if (!inside(cursorMs, window)) return null;
  const x = xAt(plot, window, cursorMs) - plot.left;
  return (
    <div className="chart-cursor" style={{ transform: `translateX(${x}px)` }}>
      {label ? (
        <span className={x > plot.width - 90 ? 'chart-cursor-label left' : 'chart-cursor-label'}>
          {format.dateTime(cursorMs)}
        </span>
      ) : null}
    </div>
  );
};

/** Where the present stands. */
export const NowLine = ({ plot, window, nowMs }: OverlaySpec & { readonly nowMs: EpochMs | null }) => {
  const t = useText();
  if (!inside(nowMs, window)) return null;
  const x = xAt(plot, window, nowMs) - plot.left;
  return (
    <div className="chart-now" style={{ transform: `translateX(${x}px)` }}>
      <span className={x < 24 ? 'at-edge' : undefined}>{t(say.now)}</span>
    </div>
  );
};

/** Frame around the piece under the pointer, and what is said of it. */
export const ItemCard = ({ plot, window, item }: OverlaySpec & { readonly item: PictureItem | null }) => {
  if (!item) return null;
  const clamp = (x: number) => Math.min(Math.max(x, 0), plot.width);
  const left = clamp(xAt(plot, window, item.box.fromMs) - plot.left);
  const right = clamp(xAt(plot, window, item.box.toMs) - plot.left);
  const middle = (left + right) / 2;
  const below = item.box.y1 < plot.height * 0.55;
  return (
    <>
      <div
        className="chart-item-box"
        style={{
          left,
          width: Math.max(2, right - left),
          top: item.box.y0,
          height: item.box.y1 - item.box.y0,
        }}
      />
      <div
        className="chart-item"
        role="status"
        style={{
          left: Math.min(Math.max(middle - 150, 0), Math.max(0, plot.width - 300)),
          ...(below ? { top: item.box.y1 + 8 } : { bottom: plot.height - item.box.y0 + 8 }),
        }}
      >
        <strong>{item.title}</strong>
        {item.note ? <p>{item.note}</p> : null}
        <dl>
          {item.facts.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
};
