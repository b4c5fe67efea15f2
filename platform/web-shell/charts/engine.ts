import type { EChartsType } from 'echarts/core';

export type Engine = typeof import('echarts/core');

let loading: Promise<Engine> | null = null;

/** The chart engine with only the parts the pictures use; it comes as a chunk of its own, with the first chart. */
export const loadEngine = (): Promise<Engine> => {
  loading ??= import('./engine-parts.ts').then(({ engine }) => engine);
  return loading;
};
export type { EChartsType };
