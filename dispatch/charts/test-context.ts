import { CHART_COLOURS, type ChartColour, type ChartContext } from './picture.ts';

/** Colours of the tests: any will do. */
export const testContext: ChartContext = {
  language: 'en',
  look: {
    fontFamily: '"Inter", sans-serif',
    colours: Object.fromEntries(CHART_COLOURS.map((name) => [name, '#336699'])) as Record<
      ChartColour,
      string
    >,
  },
};
