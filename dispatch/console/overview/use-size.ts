import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Size of an element in whole pixels, kept as the window changes. */
export const useSize = <Kind extends Element>(): readonly [RefObject<Kind | null>, Size | null] => {
  const element = useRef<Kind>(null);
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const next = {
        width: Math.round(entry.contentRect.width),
        height: Math.round(entry.contentRect.height),
      };
      setSize((now) => (now?.width === next.width && now.height === next.height ? now : next));
    });
    observer.observe(watched);
    return () => observer.disconnect();
  }, []);
  return [element, size];
};
