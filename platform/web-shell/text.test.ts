import { describe, expect, it } from 'vitest';
import { fillIn } from './text.ts';

describe('words with places', () => {
  it('are filled by name', () => {
    expect(fillIn('{n} jobs at {site}', { n: 3, site: 'Gonghe' })).toBe('3 jobs at Gonghe');
  });

  it('show a place nobody filled', () => {
    expect(fillIn('{n} jobs')).toBe('{n} jobs');
  });
});
