import { describe, expect, it } from 'vitest';
import { stripBands, stripLine, stripPeak, wholeDay } from './strip-geometry.ts';

describe('the strip of the last day', () => {
  it('stands each band on those before it, a step a period', () => {
    const [low, high] = stripBands(
      [
        { id: 'low', values: [1, 1] },
        { id: 'high', values: [1, 3] },
      ],
      2,
      4,
      100,
      40,
    );
    expect(low?.path).toBe('M0.0 30.0H50.0L50.0 30.0H100.0L100.0 40.0H50.0L50.0 40.0H0.0Z');
    expect(high?.path).toContain('M0.0 20.0H50.0L50.0 0.0H100.0');
  });

  it('breaks a line at a gap', () => {
    expect(stripLine([1, null, 1], 3, 1, 30, 10)).toBe('M0.0 0.0H10.0M20.0 0.0H30.0');
  });

  it('fits the stack and the line', () => {
    expect(
      stripPeak(
        [
          [1, 2],
          [1, 3],
        ],
        [[9, 0]],
        2,
      ),
    ).toBe(9);
  });
});

describe('a day that has just begun', () => {
  it('keeps the scale of a whole day, with gaps before the first reading', () => {
    const { startMs, series } = wholeDay([0, 900_000], { pv: [1, 2] });
    expect([startMs.length, startMs[0], startMs.at(-1)]).toEqual([96, -94 * 900_000, 900_000]);
    expect(series.pv?.slice(-3)).toEqual([null, 1, 2]);
  });
});
