export * from './air.ts';
export * from './data-centre.ts';
export * from './gpu-cap.ts';
export * from './hydro-power.ts';
export * from './photovoltaic.ts';
export * from './sun.ts';
export * from './wet-bulb.ts';
export * from './wind-power.ts';
