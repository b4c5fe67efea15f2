import { describe, expect, it } from 'vitest';
import { createFormat } from './format.ts';

const zh = createFormat('zh');
const en = createFormat('en');
/** Units hang on to their numbers by a space that does not break. */
const plain = (texts: readonly string[]) => texts.map((text) => text.replaceAll('\u00a0', ' '));
const nowMs = Date.parse('2025-03-10T08:15:30+08:00');

describe('numbers', () => {
  it('have three significant digits and never lose whole numbers', () => {
    expect([en.number(0.012345), en.number(2.71999), en.number(987.6), en.number(12345.6)]).toEqual([
      '0.0123',
      '2.72',
      '988',
      '12,346',
    ]);
  });

  it('change the unit with their size', () => {
    expect(plain([en.power(0.4), en.power(12.34), en.power(8000)])).toEqual(['400 kW', '12.3 MW', '8 GW']);
    expect(plain([en.energyWh(950), en.energyWh(1_480_000), en.energy(2500)])).toEqual([
      '950 Wh',
      '1.48 MWh',
      '2.5 GWh',
    ]);
  });

  it('show a gap as a dash and zero as zero', () => {
    expect(plain([en.power(null), en.percent(undefined), en.time(null), en.co2(null)])).toEqual([
      '—',
      '—',
      '—',
      '—',
    ]);
    expect(plain([en.power(0), en.energyWh(0)])).toEqual(['0 MW', '0 MWh']);
  });

  it('count money in 万 and 亿 in Chinese, in thousands and millions in English', () => {
    expect(plain([zh.money(1_284_300), zh.money(312_000_000), zh.money(612)])).toEqual([
      '128 万元',
      '3.12 亿元',
      '612 元',
    ]);
    expect(plain([en.money(1_284_300), en.money(12_843), en.money(-612)])).toEqual([
      '1.28 M CNY',
      '12.8 k CNY',
      '-612 CNY',
    ]);
  });
});

describe('times', () => {
  it('are those of Shanghai, with UTC beside them', () => {
    expect(en.time(nowMs)).toBe('08:15');
    expect(en.utc(nowMs)).toContain('00:15:30');
  });

  it('tell how long ago, and how long until', () => {
    expect([en.ago(nowMs - 180_000, nowMs), en.ago(nowMs + 5_400_000, nowMs)]).toEqual([
      '3 min ago',
      'in 1 h 30 min',
    ]);
    expect([zh.ago(nowMs - 180_000, nowMs), zh.ago(nowMs, nowMs)]).toEqual(['3 分前', '刚刚']);
  });

  it('write durations without idle zeros', () => {
    expect([en.duration(0.25), en.duration(2), en.duration(26.5)]).toEqual(['15 min', '2 h', '1 d 2 h']);
  });
});
