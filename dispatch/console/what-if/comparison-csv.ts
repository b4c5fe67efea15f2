import { compareVariants } from '#dispatch/charts';
import type { VariantOutcome } from '#dispatch/domain';
import type { Language } from '#units';

/** A field quoted where it must be; one that a spreadsheet would take for a formula begins with an apostrophe. */
const field = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

/** Every figure of every variant in full, with its unit and its difference, for a spreadsheet. */
export function comparisonCsv(variants: readonly VariantOutcome[], language: Language): string {
  const differs = language === 'zh' ? '与现状之差' : 'against the base';
  const heads = variants.flatMap(({ name, position }) =>
    position === 0 ? [name[language]] : [name[language], `${name[language]}: ${differs}`],
  );
  const rows = compareVariants(variants).map((row) => [
    row.key,
    row.name[language],
    row.unit,
    ...row.cells.flatMap(({ position, value, difference }) =>
      position === 0 ? [value] : [value, difference],
    ),
  ]);
  const title = language === 'zh' ? ['字段', '指标', '单位'] : ['field', 'figure', 'unit'];
  // The mark at the start tells a spreadsheet that the text is UTF-8.
  return `\uFEFF${[[...title, ...heads], ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`;
}
