import type { Hours, M3PerS, Metres, Mm3, Ratio } from '#units';

const WATER_KG_PER_M3 = 1000;
const GRAVITY_M_PER_S2 = 9.81;

/** MW of one m³/s through the turbines: rho g H eta. */
export const hydroMwPerM3PerS = (headM: Metres, efficiencyRatio: Ratio): number =>
  (WATER_KG_PER_M3 * GRAVITY_M_PER_S2 * headM * efficiencyRatio) / 1e6;

/** Volume of a flow held over some hours. */
export const volumeOver = (hours: Hours, flowM3PerS: M3PerS): Mm3 => (flowM3PerS * hours * 3600) / 1e6;

/** Mean flow of a volume over some hours. */
export const flowOf = (hours: Hours, volumeMm3: Mm3): M3PerS => (volumeMm3 * 1e6) / (hours * 3600);
