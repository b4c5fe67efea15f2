import { useEffect, useState } from 'react';
import type { ClockView } from '#dispatch/domain';
import type { EpochMs } from '#units';

/** The region's time, running on between answers at the clock's own speed; moves once a second. */
export const useScenarioNow = (clock: ClockView | undefined): EpochMs | null => {
  const [now, setNow] = useState<EpochMs | null>(clock?.nowMs ?? null);
  useEffect(() => {
    if (!clock) return;
    const readAt = performance.now();
    const tick = () => setNow(clock.nowMs + (performance.now() - readAt) * clock.speed);
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
};
