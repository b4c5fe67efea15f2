import { useNavigate, useParams, useSearchParams } from 'react-router';
import { yuanText } from '#dispatch/charts';
import type { MonthSummary, PartyTotal, StatementMonth } from '#dispatch/domain';
import {
  Button,
  Card,
  Chip,
  type Column,
  DataTable,
  Empty,
  Icon,
  Page,
  Reading,
  SelectField,
  useFormat,
  useRead,
  useText,
} from '#platform/web-shell';
import { CloseMonth } from './close-month.tsx';
import { LineTable } from './line-table.tsx';
import { say } from './statement-words.ts';
import './statements.css';

const TOPICS = ['dispatch.statements'];
const PATH = '/api/dispatch/statements';

const Answer = ({
  view,
  party,
}: {
  readonly view: StatementMonth;
  readonly party: PartyTotal | undefined;
}) => {
  const t = useText();
  const { language } = useFormat();
  const zh = language === 'zh';
  if (party !== undefined) {
    const [receives, pays] = [yuanText(party.receivesFen, language), yuanText(party.paysFen, language)];
    const net = yuanText(party.receivesFen - party.paysFen, language);
    return zh ? (
      <>
        {t(party.name)} {view.month} 应收 <b>{receives}</b> 元，应付 <b>{pays}</b> 元，净额 <b>{net}</b> 元。
      </>
    ) : (
      <>
        {t(party.name)} receives <b>CNY {receives}</b> for {view.month} and pays <b>CNY {pays}</b>: net{' '}
        <b>CNY {net}</b>.
      </>
    );
  }
  const inside = view.parties.filter(({ kind }) => kind !== 'outside');
  const net = yuanText(
    inside.reduce((sum, { receivesFen, paysFen }) => sum + receivesFen - paysFen, 0),
    language,
  );
  return zh ? (
    <>
      {view.month}：<b>{inside.length}</b> 个参与方，区内往来逐分抵消，与区外净额 <b>{net}</b> 元。
    </>
  ) : (
    <>
      {view.month}: <b>{inside.length}</b> parties; what they owe each other cancels to the fen, and the net
      with the outside is <b>CNY {net}</b>.
    </>
  );
};

const PartyTable = ({
  parties,
  onOpen,
}: {
  readonly parties: readonly PartyTotal[];
  readonly onOpen: (party: PartyTotal) => void;
}) => {
  const t = useText();
  const { language } = useFormat();
  const money = (id: string, title: string, of: (party: PartyTotal) => number): Column<PartyTotal> => ({
    ...{ id, title, numeric: true, sortBy: of, minor: id !== 'net' },
    cell: (party) => yuanText(of(party), language),
  });
  const columns: readonly Column<PartyTotal>[] = [
    { id: 'party', title: t(say.party), sortBy: ({ name }) => t(name), cell: ({ name }) => t(name) },
    { id: 'kind', title: '', cell: ({ kind }) => <Chip tone="idle">{t(say[kind])}</Chip> },
    money('receives', t(say.receives), ({ receivesFen }) => receivesFen),
    money('pays', t(say.pays), ({ paysFen }) => paysFen),
    money('net', t(say.net), ({ receivesFen, paysFen }) => receivesFen - paysFen),
  ];
  return (
    <Card title={t(say.parties)} flush>
      <DataTable
        caption={t(say.parties)}
        columns={columns}
        rows={parties}
        rowKey={({ party }) => party}
        onOpen={onOpen}
        maxHeight={420}
      />
    </Card>
  );
};

const Shown = ({
  view,
  party,
  choose,
}: {
  readonly view: StatementMonth;
  readonly party: string | null;
  readonly choose: (party: string | null) => void;
}) => {
  const t = useText();
  const corrections = view.lines.filter(({ isStanding }) => !isStanding);
  const { month } = view;
  return (
    <>
      {view.remarks.map((remark) => (
        <div key={remark.en} className="statement-remark" role="alert">
          <Icon name="alarm" />
          <span>{t(remark)}</span>
        </div>
      ))}
      {party === null ? <PartyTable parties={view.parties} onOpen={(each) => choose(each.party)} /> : null}
      <LineTable
        title={t(say.lines)}
        lines={view.lines.filter(({ isStanding }) => isStanding)}
        {...{ month, party }}
      />
      {corrections.length > 0 ? (
        <LineTable title={t(say.corrections)} lines={corrections} {...{ month, party }} />
      ) : null}
    </>
  );
};

const State = ({ view }: { readonly view: StatementMonth }) => {
  const t = useText();
  const last = view.versions.at(-1);
  return (
    <div className="statement-state">
      <Chip tone={view.state === 'closed' ? 'good' : 'busy'}>
        {t(view.state === 'closed' ? say.closed : say.open)}
      </Chip>
      <span>{t(say.periods, { count: view.periodCount, whole: view.wholePeriodCount })}</span>
      {last ? <span>{t(say.version, { version: last.version, block: last.blockNumber })}</span> : null}
    </div>
  );
};

const Exports = ({ month, party }: { readonly month: string; readonly party: string | null }) => {
  const t = useText();
  const { language } = useFormat();
  const of = party === null ? '' : `&party=${encodeURIComponent(party)}`;
  const open = (address: string) => window.open(address, '_blank', 'noopener');
  return (
    <>
      <Button onClick={() => open(`${PATH}/${month}/statement.html?language=${language}${of}`)}>
        {t(say.print)}
      </Button>
      <Button icon="download" onClick={() => open(`${PATH}/${month}/statement.csv?periods=true${of}`)}>
        {t(say.csv)}
      </Button>
    </>
  );
};

const Pickers = ({
  months,
  view,
  party,
  choose,
}: {
  readonly months: readonly MonthSummary[];
  readonly view: StatementMonth;
  readonly party: string | null;
  readonly choose: (party: string | null) => void;
}) => {
  const t = useText();
  const navigate = useNavigate();
  return (
    <Card>
      <div className="statement-pickers">
        <SelectField
          label={t(say.month)}
          value={view.month}
          onChange={(event) => void navigate(`/statements/${event.target.value}`)}
        >
          {months.map(({ month }) => (
            <option key={month}>{month}</option>
          ))}
        </SelectField>
        <SelectField
          label={t(say.party)}
          value={party ?? ''}
          onChange={(event) => choose(event.target.value || null)}
        >
          <option value="">{t(say.all)}</option>
          {view.parties.map((each) => (
            <option key={each.party} value={each.party}>
              {t(each.name)}
            </option>
          ))}
        </SelectField>
        <State view={view} />
      </div>
    </Card>
  );
};

/** What each party receives and pays for a month, every line opening to its periods. */
export default function StatementsPage() {
  const t = useText();
  const { month: chosen } = useParams();
  const [search, setSearch] = useSearchParams();
  const party = search.get('party');
  const choose = (of: string | null) => setSearch(of === null ? {} : { party: of });
  const list = useRead<{ months: readonly MonthSummary[] }>(PATH, { topics: TOPICS });
  const month = chosen ?? list.data?.months[0]?.month;
  const of = party === null ? '' : `?party=${encodeURIComponent(party)}`;
  const read = useRead<StatementMonth>(month === undefined ? null : `${PATH}/${month}${of}`, {
    topics: TOPICS,
    everyMs: 60_000,
  });
  if (list.data && month === undefined)
    return (
      <Page title={t(say.title)}>
        <Card>
          <Empty icon="statement" title={t(say.none)}>
            {t(say.noneHow)}
          </Empty>
        </Card>
      </Page>
    );
  const view = read.data?.month === month ? read.data : undefined;
  const own = view?.parties.find((each) => each.party === party);
  return (
    <Page
      title={t(say.title)}
      answer={view ? <Answer view={view} party={own} /> : null}
      actions={
        view ? (
          <>
            <Exports month={view.month} party={party} />
            <CloseMonth view={view} />
          </>
        ) : null
      }
    >
      {view ? (
        <>
          <Pickers months={list.data?.months ?? []} {...{ view, party, choose }} />
          <Shown {...{ view, party, choose }} />
        </>
      ) : (
        <Card>
          <Reading read={read} height={480}>
            {() => null}
          </Reading>
        </Card>
      )}
    </Page>
  );
}
