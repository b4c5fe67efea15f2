import { meanPriceText, quantityText, STATEMENT_KIND_WORDS, yuanText } from '#dispatch/charts';
import type {
  PartyTotal,
  Region,
  StatementLineDetail,
  StatementMonth,
  StatementPeriod,
} from '#dispatch/domain';
import { type Language, shanghaiDay } from '#units';
import { type Html, html } from './html.ts';
import { type Edition, page } from './page.ts';
import { table } from './table.ts';
import { moment, say, shortMoment } from './words.ts';

export interface StatementWish {
  readonly language: Language;
  /** Null: the whole month, all parties. */
  readonly party: string | null;
}

/** A month's statement as a page of its own in both languages, to print on A4: parties, lines, and what each line sums. */
export const statementHtml = (
  month: StatementMonth,
  lines: readonly StatementLineDetail[],
  region: Region,
  wish: StatementWish,
): string =>
  page([edition(month, lines, region, wish, 'zh'), edition(month, lines, region, wish, 'en')], wish.language);

function edition(
  month: StatementMonth,
  lines: readonly StatementLineDetail[],
  region: Region,
  { party }: StatementWish,
  language: Language,
): Edition {
  const word = say(language);
  const own = month.parties.find((each) => each.party === party);
  const whose = own?.name[language] ?? party;
  const region_ = region.name[language];
  const title =
    whose === null
      ? word(`${region_}：${month.month} 结算单`, `${region_}: statements of ${month.month}`)
      : word(`${whose}：${month.month} 结算单`, `${whose}: statement of ${month.month}`);
  return {
    language,
    title,
    dateline: dateline(month, language),
    lead: lead(month, own, language),
    generatedNote: region.generated?.note[language] ?? null,
    warnings: [...openWarning(month, language), ...month.remarks.map((remark) => remark[language])],
    body: body(month, lines, party, language),
    colophon: word(
      '由 wattbit 生成。每一行 = Σ 各时段电量 × 单价，只在行上舍入到分一次；时段金额按最大余数分摊，合计与行相符。',
      'Made by wattbit. Each line is the sum of quantity × price over its periods, rounded once to the fen; its periods share it by largest remainders.',
    ),
  };
}

function dateline({ month, versions, periodCount, wholePeriodCount }: StatementMonth, language: Language) {
  const last = versions.at(-1);
  const word = say(language);
  const kept =
    last === undefined
      ? word('未关账', 'not closed')
      : word(
          `第 ${last.version} 版 · ${moment(last.closedAtMs)} · 账本区块 ${last.blockNumber}`,
          `version ${last.version} · ${moment(last.closedAtMs)} · block ${last.blockNumber} of the ledger`,
        );
  return `${month} (UTC+8) · ${periodCount}/${wholePeriodCount} ${word('个时段', 'periods')} · ${kept}`;
}

const openWarning = ({ state }: StatementMonth, language: Language): string[] =>
  state === 'closed'
    ? []
    : [say(language)('本月未关账：数字会变。', 'The month is not closed: the figures will change.')];

function lead(month: StatementMonth, own: PartyTotal | undefined, language: Language): string {
  const word = say(language);
  if (own !== undefined) {
    const [receives, pays] = [yuanText(own.receivesFen, language), yuanText(own.paysFen, language)];
    const net = yuanText(own.receivesFen - own.paysFen, language);
    return word(
      `应收 ${receives} 元，应付 ${pays} 元，净额 ${net} 元。`,
      `Receives CNY ${receives}, pays CNY ${pays}: net CNY ${net}.`,
    );
  }
  const inside = month.parties.filter(({ kind }) => kind !== 'outside');
  const net = inside.reduce((sum, { receivesFen, paysFen }) => sum + receivesFen - paysFen, 0);
  return word(
    `${inside.length} 个参与方；区内往来逐分抵消，与区外净额 ${yuanText(net, language)} 元。`,
    `${inside.length} parties; what they owe each other cancels to the fen, and the net with the outside is CNY ${yuanText(net, language)}.`,
  );
}

function body(
  month: StatementMonth,
  lines: readonly StatementLineDetail[],
  party: string | null,
  language: Language,
): Html {
  const word = say(language);
  const standing = lines.filter(({ isStanding }) => isStanding);
  const corrections = lines.filter(({ isStanding }) => !isStanding);
  return html`${party === null ? html`<h2>${word('各方', 'Parties')}</h2>${partyTable(month.parties, language)}` : null}
<h2>${word('明细', 'Lines')}</h2>
${lineTable(standing, party, language)}
${
  corrections.length === 0
    ? null
    : html`<h2>${word('更正：冲销的行与冲销它的行', 'Corrections: what was taken back, and what took it back')}</h2>
${lineTable(corrections, party, language)}`
}
<h2>${word('每一行的构成', 'What each line sums')}</h2>
${standing.map((line) => opened(line, language))}`;
}

const partyTable = (parties: readonly PartyTotal[], language: Language): Html => {
  const word = say(language);
  const sumOf = (side: 'receivesFen' | 'paysFen'): number =>
    parties.reduce((sum, each) => sum + each[side], 0);
  const [receives, pays] = [sumOf('receivesFen'), sumOf('paysFen')];
  return table({
    columns: [
      { title: word('参与方', 'Party') },
      { title: word('应收，元', 'Receives, CNY'), number: true },
      { title: word('应付，元', 'Pays, CNY'), number: true },
      { title: word('净额，元', 'Net, CNY'), number: true },
    ],
    rows: [
      ...parties.map(({ name, receivesFen, paysFen }) => [
        name[language],
        yuanText(receivesFen, language),
        yuanText(paysFen, language),
        yuanText(receivesFen - paysFen, language),
      ]),
      [
        word('合计', 'Sum'),
        yuanText(receives, language),
        yuanText(pays, language),
        yuanText(receives - pays, language),
      ],
    ],
    hasTotal: true,
  });
};

/** Of one party with its sign: what it receives, less what it pays. */
function lineTable(lines: readonly StatementLineDetail[], party: string | null, language: Language): Html {
  const word = say(language);
  const signed = ({ payer, amountFen }: StatementLineDetail): number =>
    party !== null && payer === party ? -amountFen : amountFen;
  const total = lines.reduce((sum, line) => sum + signed(line), 0);
  return table({
    columns: [
      { title: word('编号', 'Line') },
      { title: word('项目', 'For') },
      { title: word('对象', 'Of') },
      { title: word('付款方 → 收款方', 'From → to') },
      { title: word('数量', 'Quantity'), number: true },
      { title: word('均价，元', 'Mean price, CNY'), number: true },
      { title: word('金额，元', 'Amount, CNY'), number: true },
    ],
    rows: [
      ...lines.map((line) => [
        line.id.split('/').slice(1).join('/'),
        STATEMENT_KIND_WORDS[line.kind][language],
        `${line.subjectName[language]}${line.reverses === null ? '' : ` (${word('冲销', 'takes back')} ${line.reverses.split('/').slice(1).join('/')})`}`,
        `${line.payerName[language]} → ${line.payeeName[language]}`,
        `${quantityText(line.quantityMillionths, language)} ${line.unit}`,
        meanPriceText(line, language),
        yuanText(signed(line), language),
      ]),
      [word('合计', 'Sum'), '', '', '', '', '', yuanText(total, language)],
    ],
    hasTotal: true,
  });
}

const MOST_PERIODS = 100;

/** A line opened: its periods, or its days where there are many; the CSV holds every period. */
function opened(line: StatementLineDetail, language: Language): Html {
  const word = say(language);
  const byDay = line.periods.length > MOST_PERIODS;
  const rows = byDay
    ? days(line.periods)
    : line.periods.map((period) => ({ ...period, label: shortMoment(period.startMs) }));
  return html`<details>
<summary>${line.id.split('/').slice(1).join('/')} · ${STATEMENT_KIND_WORDS[line.kind][language]} · ${line.subjectName[language]} · ${yuanText(line.amountFen, language)}</summary>
${table({
  columns: [
    { title: byDay ? word('日', 'Day') : word('时段起点', 'Period from') },
    { title: line.unit, number: true },
    { title: word('单价，元', 'Price, CNY'), number: true },
    { title: word('金额，元', 'Amount, CNY'), number: true },
  ],
  rows: rows.map((row) => [
    row.label,
    quantityText(row.quantityMillionths, language),
    meanPriceText(row, language),
    yuanText(row.amountFen, language),
  ]),
})}
</details>`;
}

interface Row {
  readonly label: string;
  readonly quantityMillionths: number;
  readonly amountFen: number;
}
function days(periods: readonly StatementPeriod[]): Row[] {
  const sums = new Map<string, Row>();
  for (const { startMs, quantityMillionths, amountFen } of periods) {
    const label = shanghaiDay(startMs);
    const sum = sums.get(label);
    sums.set(label, {
      label,
      quantityMillionths: (sum?.quantityMillionths ?? 0) + quantityMillionths,
      amountFen: (sum?.amountFen ?? 0) + amountFen,
    });
  }
  return [...sums.values()];
}
