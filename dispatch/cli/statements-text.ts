import { meanPriceText, quantityText, STATEMENT_KIND_WORDS, yuanText } from '#dispatch/charts';
import type { MonthSummary, StatementLineView, StatementMonth } from '#dispatch/domain';
import { bold, type Terminal, textTable, yellow } from '#platform/cli-shell';
import { shanghaiIso } from '#units';

/** Months with where they stand. */
export function monthTable(months: readonly MonthSummary[], terminal: Terminal): string {
  const word = (zh: string, en: string): string => (terminal.language === 'zh' ? zh : en);
  return textTable(
    [
      { title: word('月份', 'month') },
      { title: word('状态', 'state') },
      { title: word('版本', 'version'), align: 'right' },
      { title: word('关账', 'closed') },
      { title: word('账本区块', 'ledger block'), align: 'right' },
    ],
    months.map(({ month, state, versions }) => {
      const last = versions.at(-1);
      return [
        month,
        state === 'open' ? word('未关账', 'open') : word('已关账', 'closed'),
        last === undefined ? '—' : String(last.version),
        last === undefined ? '—' : `${shanghaiIso(last.closedAtMs).slice(0, 16)} ${last.closedBy}`,
        last === undefined ? '—' : String(last.blockNumber),
      ];
    }),
  );
}

/** A month: parties first, then its lines; those of one party with its sign. */
export function statementText(month: StatementMonth, party: string | null, terminal: Terminal): string {
  const word = (zh: string, en: string): string => (terminal.language === 'zh' ? zh : en);
  const corrections = month.lines.filter(({ isStanding }) => !isStanding);
  const periods = `${month.periodCount}/${month.wholePeriodCount} ${word('个时段', 'periods')}`;
  return [
    bold(
      terminal,
      `${month.month} · ${month.state === 'open' ? word('未关账', 'open') : word('已关账', 'closed')} · ${periods}`,
    ),
    ...month.remarks.map((remark) => yellow(terminal, remark[terminal.language])),
    '',
    ...(party === null ? [partyTable(month, terminal), ''] : []),
    lineTable(
      month.lines.filter(({ isStanding }) => isStanding),
      party,
      terminal,
    ),
    ...(corrections.length === 0
      ? []
      : ['', word('更正', 'Corrections'), lineTable(corrections, party, terminal)]),
  ].join('\n');
}

function partyTable({ parties }: StatementMonth, terminal: Terminal): string {
  const { language } = terminal;
  const word = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  return textTable(
    [
      { title: word('参与方', 'party'), most: 40 },
      { title: 'id', most: 32 },
      { title: word('应收 元', 'receives CNY'), align: 'right' },
      { title: word('应付 元', 'pays CNY'), align: 'right' },
      { title: word('净额 元', 'net CNY'), align: 'right' },
    ],
    parties.map(({ party, name, receivesFen, paysFen }) => [
      name[language],
      party,
      yuanText(receivesFen, language),
      yuanText(paysFen, language),
      yuanText(receivesFen - paysFen, language),
    ]),
  );
}

function lineTable(lines: readonly StatementLineView[], party: string | null, terminal: Terminal): string {
  const { language } = terminal;
  const word = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  return textTable(
    [
      { title: word('行', 'line') },
      { title: word('项目', 'for'), most: 28 },
      { title: word('对象', 'of'), most: 36 },
      { title: word('付款方 → 收款方', 'from → to'), most: 60 },
      { title: word('数量', 'quantity'), align: 'right' },
      { title: word('均价', 'mean price'), align: 'right' },
      { title: word('金额 元', 'amount CNY'), align: 'right' },
    ],
    lines.map((line) => [
      line.id.split('/').slice(1).join('/'),
      STATEMENT_KIND_WORDS[line.kind][language],
      line.subjectName[language],
      `${line.payerName[language]} → ${line.payeeName[language]}`,
      `${quantityText(line.quantityMillionths, language)} ${line.unit}`,
      meanPriceText(line, language),
      yuanText(party !== null && line.payer === party ? -line.amountFen : line.amountFen, language),
    ]),
  );
}
