import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { EpochMs } from '#units';
import type { TimeWindow } from './picture.ts';
import { clampWindow, msAt, type Plot, panned, zoomed } from './plot.ts';
import type { TimeGroup } from './time-group.ts';

export interface TimePointerSpec {
  readonly group: TimeGroup;
  readonly plot: Plot;
  readonly extent: TimeWindow;
  /** What is shown now. */
  readonly window: TimeWindow;
  readonly stepMs: number;
}

interface Grip {
  readonly x: number;
  readonly window: TimeWindow;
  readonly pans: boolean;
}

/** A drag shorter than this is a click. */
const LEAST_DRAG_PX = 6;

/**
 * Pointing, zooming and panning in time: move for the cursor, drag to zoom, Shift-drag to pan, Ctrl-wheel to zoom,
 * double-click for everything; arrows, Page keys, plus, minus and 0 do the same from the keyboard.
 */
export const useTimePointer = (element: RefObject<HTMLElement | null>, spec: TimePointerSpec) => {
  const { group, plot, extent, window, stepMs } = spec;
  const [brush, setBrush] = useState<readonly [number, number] | null>(null);
  const grip = useRef<Grip | null>(null);
  const latest = useRef(spec);
  latest.current = spec;
  const show = (next: TimeWindow) => group.show(clampWindow(next, extent, stepMs * 4));
  const xOf = (event: { clientX: number }) =>
    event.clientX - (element.current?.getBoundingClientRect().left ?? 0) + plot.left;

  useEffect(() => {
    const box = element.current;
    if (!box) return;
    // React listens to the wheel passively; only an own listener may keep the page from zooming.
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const now = latest.current;
      const at = msAt(now.plot, now.window, event.clientX - box.getBoundingClientRect().left + now.plot.left);
      const next = zoomed(now.window, at, event.deltaY > 0 ? 1.25 : 0.8);
      now.group.show(clampWindow(next, now.extent, now.stepMs * 4));
    };
    box.addEventListener('wheel', onWheel, { passive: false });
    return () => box.removeEventListener('wheel', onWheel);
  }, [element]);

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    grip.current = { x: xOf(event), window, pans: event.shiftKey };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    const x = xOf(event);
    const held = grip.current;
    if (held?.pans) show(panned(held.window, (held.x - x) / plot.width));
    else if (held && Math.abs(x - held.x) >= LEAST_DRAG_PX)
      setBrush([Math.min(held.x, x), Math.max(held.x, x)]);
    const atMs = msAt(plot, window, x);
    group.pointAt(Math.min(Math.max(atMs, window[0]), window[1] - 1));
  };
  const onPointerUp = () => {
    if (brush) show([msAt(plot, window, brush[0]), msAt(plot, window, brush[1])]);
    grip.current = null;
    setBrush(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keyAction(event, spec);
    if (!act) return;
    event.preventDefault();
    if ('cursorMs' in act) group.pointAt(act.cursorMs);
    else if (act.window === null) group.show(null);
    else show(act.window);
  };
  return {
    brush,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel: onPointerUp,
      onPointerLeave: () => grip.current === null && group.pointAt(null),
      onDoubleClick: () => group.show(null),
      onKeyDown,
    },
  };
};

type KeyAction = { readonly cursorMs: EpochMs } | { readonly window: TimeWindow | null };

/** What a key does to cursor or window; null for keys that mean nothing here. */
export const keyAction = (
  event: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  { group, window, stepMs, extent }: Pick<TimePointerSpec, 'group' | 'window' | 'stepMs' | 'extent'>,
): KeyAction | null => {
  const cursorMs = group.state().cursorMs ?? (window[0] + window[1]) / 2;
  const to = (ms: EpochMs) => ({
    cursorMs: Math.min(Math.max(ms, window[0]), window[1] - 1),
  });
  const step = event.shiftKey ? stepMs * 4 : stepMs;
  switch (event.key) {
    case 'ArrowLeft':
      return to(cursorMs - step);
    case 'ArrowRight':
      return to(cursorMs + step);
    case 'Home':
      return to(window[0]);
    case 'End':
      return to(window[1]);
    case 'PageUp':
      return { window: panned(window, -0.5) };
    case 'PageDown':
      return { window: panned(window, 0.5) };
    case '+':
    case '=':
      return { window: zoomed(window, cursorMs, 0.5) };
    case '-':
      return { window: clampWindow(zoomed(window, cursorMs, 2), extent, stepMs * 4) };
    case '0':
      return { window: null };
    default:
      return null;
  }
};
