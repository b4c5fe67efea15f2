import { describe, expect, it } from 'vitest';
import { previewCsv, splitCsvLine } from './csv-preview.ts';

describe('the preview of pasted jobs', () => {
  it('keeps commas and doubled quotes inside quotes', () => {
    expect(splitCsvLine('a,"b, c","say ""hi"""')).toEqual(['a', 'b, c', 'say "hi"']);
  });

  it('names missing columns and uneven lines', () => {
    const preview = previewCsv('id,kind,units\nj1,rigid,8\n\nj2,rigid\n');
    expect(preview).toMatchObject({ lineCount: 2, missing: ['submittedAt', 'latestEndAt'], uneven: [4] });
  });

  it('shows only the first lines but counts all', () => {
    const text = ['id', ...Array.from({ length: 50 }, (_, row) => `j${row}`)].join('\n');
    const preview = previewCsv(text, 3);
    expect([preview.rows.length, preview.lineCount]).toEqual([3, 50]);
  });
});
