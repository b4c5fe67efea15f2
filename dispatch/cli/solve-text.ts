import type { CaseAnswer } from '#dispatch/cycle';
import { relaxationWords } from '#dispatch/optimise';
import { bold, dim, red, type Terminal, textTable, yellow } from '#platform/cli-shell';
import type { Bilingual } from '#units';

const MOST_ROWS = 24;

const STATUS: Readonly<Record<CaseAnswer['status'], Bilingual>> = {
  optimal: { zh: '已达最优', en: 'optimal' },
  feasible: { zh: '可行，未证明最优', en: 'feasible, not proven optimal' },
  infeasible: { zh: '无可行解', en: 'infeasible' },
  unbounded: { zh: '目标无界', en: 'unbounded' },
  timeLimit: { zh: '到时仍无解', en: 'no answer within the time limit' },
  failed: { zh: '求解失败', en: 'failed' },
};
const FORMATS: Readonly<Record<CaseAnswer['format'], string>> = {
  matpower: 'MATPOWER',
  pypsa: 'PyPSA',
  batteries: 'evcc optimizer',
};

/** An answer as lines for people: what came out, what is built, what energy is worth where. */
export function solveText(answer: CaseAnswer, terminal: Terminal): string[] {
  const zh = terminal.language === 'zh';
  const convention = answer.convention === null ? '' : ` (${answer.convention})`;
  const lines = [
    bold(terminal, `${answer.case}  ${FORMATS[answer.format]}${convention}`),
    statusLine(answer, terminal),
  ];
  if (answer.objective !== null) lines.push(objectiveLine(answer, zh));
  const { columns, rows, nonZeros } = answer.model;
  const periods = zh
    ? `${answer.periods} 个时段`
    : `${answer.periods} period${answer.periods === 1 ? '' : 's'}`;
  const model = zh
    ? `${columns} 列，${rows} 行，${nonZeros} 个非零元`
    : `${columns} columns, ${rows} rows, ${nonZeros} non-zeros`;
  lines.push(dim(terminal, `${periods}; ${model}; ${answer.seconds.toFixed(2)} s`));
  lines.push(...conflictLines(answer, terminal));
  for (const goal of answer.missedGoals) lines.push(yellow(terminal, goal.text[terminal.language]));
  lines.push(...capacityLines(answer, zh), ...priceLines(answer, zh));
  for (const remark of answer.remarks) lines.push(dim(terminal, remark[terminal.language]));
  return lines;
}

const statusLine = ({ status, gapRatio }: CaseAnswer, terminal: Terminal): string => {
  const words = STATUS[status][terminal.language];
  if (status === 'optimal') return words;
  const gap = gapRatio === null ? '' : ` (${(100 * gapRatio).toFixed(4)} %)`;
  return (status === 'feasible' ? yellow : red)(terminal, `${words}${gap}`);
};

const objectiveLine = (
  { objective, objectiveMeans, currency, bound, status }: CaseAnswer,
  zh: boolean,
): string => {
  const name = objectiveMeans === 'cost' ? (zh ? '费用' : 'cost') : zh ? '收益' : 'benefit';
  const money = (value: number): string => `${figure(value)}${currency === null ? '' : ` ${currency}`}`;
  const proven = status === 'feasible' && bound !== null ? `  ${zh ? '下界' : 'bound'} ${money(bound)}` : '';
  return `${name}  ${money(objective!)}${proven}`;
};

/** Ten digits: answers are held against published ones. */
const figure = (value: number): string =>
  value.toLocaleString('en-US', { maximumSignificantDigits: 10, useGrouping: true });

function conflictLines({ conflicts, relaxation }: CaseAnswer, terminal: Terminal): string[] {
  if (conflicts === undefined) return [];
  const zh = terminal.language === 'zh';
  const way = relaxationWords(relaxation ?? null)[terminal.language];
  return [
    zh ? '以下各项不能同时成立：' : 'These cannot hold together:',
    ...conflicts.slice(0, MOST_ROWS).map(({ text, name }) => `  ${text[terminal.language]} (${name})`),
    ...more(conflicts.length, zh),
    ...(way === '' ? [] : [way]),
  ];
}

function capacityLines({ capacities }: CaseAnswer, zh: boolean): string[] {
  if (capacities.length === 0) return [];
  const rows = capacities
    .slice(0, MOST_ROWS)
    .map(({ element, unit, value }) => [element, value.toFixed(3), unit]);
  const titles = zh ? ['容量', '选定', '单位'] : ['capacity', 'chosen', 'unit'];
  const columns = titles.map((title, at) => ({
    title,
    align: at === 1 ? ('right' as const) : ('left' as const),
  }));
  return ['', textTable(columns, rows), ...more(capacities.length, zh)];
}

function priceLines({ prices, currency, powerUnit }: CaseAnswer, zh: boolean): string[] {
  const buses = Object.entries(prices);
  if (buses.length === 0) return [];
  const rows = buses
    .slice(0, MOST_ROWS)
    .map(([bus, { least, mean, most }]) => [bus, ...[least, mean, most].map((price) => price.toFixed(3))]);
  const unit = `${currency ?? (zh ? '货币' : 'money')}/${powerUnit}h`;
  const titles = zh ? [`电价 ${unit}`, '最低', '平均', '最高'] : [`price ${unit}`, 'least', 'mean', 'most'];
  const columns = titles.map((title, at) => ({
    title,
    align: at > 0 ? ('right' as const) : ('left' as const),
  }));
  return ['', textTable(columns, rows), ...more(buses.length, zh)];
}

const more = (count: number, zh: boolean): string[] =>
  count > MOST_ROWS
    ? [zh ? `… 另有 ${count - MOST_ROWS} 项，见 --json` : `… and ${count - MOST_ROWS} more, see --json`]
    : [];
