import type { MeterDayView, MeterReceipt, MeterView } from '#dispatch/domain';
import {
  Chip,
  type Column,
  DataTable,
  Empty,
  Fact,
  Facts,
  queryString,
  Reading,
  TextField,
  useFormat,
  useRead,
  useText,
  words,
} from '#platform/web-shell';
import { FlagChips } from './meter-columns.tsx';
import { flagWords, meterStateTone, meterStateWords, qualityWords, valueText } from './meter-words.ts';

const say = words({
  state: { zh: '状态', en: 'State' },
  stale: { zh: '超过 {limit} 算过时', en: 'Stale after {limit}' },
  register: { zh: '表底', en: 'Register' },
  registerText: { zh: '{unit} × {multiplier}，{digits} 位', en: '{unit} × {multiplier}, {digits} digits' },
  intervals: { zh: '区间电量', en: 'intervals' },
  rating: { zh: '额定', en: 'Rating' },
  installed: { zh: '安装', en: 'Installed' },
  removed: { zh: '拆除', en: 'Removed' },
  day: { zh: '哪一天', en: 'Day' },
  periods: { zh: '各时段的数', en: 'Readings of periods' },
  receipts: { zh: '原始读数', en: 'Raw receipts' },
  period: { zh: '时段', en: 'Period' },
  energy: { zh: '电量', en: 'Energy' },
  quality: { zh: '质量', en: 'Quality' },
  flags: { zh: '标记', en: 'Flags' },
  time: { zh: '读数时间', en: 'Of' },
  value: { zh: '数值', en: 'Value' },
  received: { zh: '收到', en: 'Received' },
  from: { zh: '谁送来', en: 'From' },
  source: { zh: '来源与行', en: 'Source and line' },
  block: { zh: '账本区块', en: 'Ledger block' },
  none: { zh: '这一天没有读数', en: 'No readings of this day' },
  excess: { zh: '超额定部分 {wh}', en: 'above the rating: {wh}' },
});
type Period = MeterDayView['periods'][number];

const Periods = ({ periods }: { readonly periods: readonly Period[] }) => {
  const t = useText();
  const format = useFormat();
  const excess = (period: Period) => period.flags.find((flag) => flag.excessWh !== undefined)?.excessWh;
  const columns: readonly Column<Period>[] = [
    {
      id: 'period',
      title: t(say.period),
      cell: (one) => format.time(one.startMs),
      sortBy: (one) => one.startMs,
    },
    { id: 'energy', title: t(say.energy), cell: (one) => format.energyWh(one.energyWh), numeric: true },
    {
      id: 'quality',
      title: t(say.quality),
      cell: (one) => (
        <Chip tone={one.quality === 'measured' ? 'good' : one.quality === 'missing' ? 'alarm' : 'warning'}>
          {t(qualityWords[one.quality])}
        </Chip>
      ),
    },
    {
      id: 'flags',
      title: t(say.flags),
      cell: (one) => (
        <>
          <FlagChips flags={one.flags} />
          {excess(one) === undefined ? null : (
            <span className="soft"> {t(say.excess, { wh: format.energyWh(excess(one)) })}</span>
          )}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={t(say.periods)}
      columns={columns}
      rows={periods}
      rowKey={(one) => String(one.startMs)}
      maxHeight={260}
    />
  );
};

const Receipts = ({ receipts }: { readonly receipts: readonly MeterReceipt[] }) => {
  const t = useText();
  const format = useFormat();
  const time = ({ fromMs, untilMs }: MeterReceipt) =>
    fromMs === untilMs ? format.timeSeconds(fromMs) : `${format.time(fromMs)}–${format.time(untilMs)}`;
  const columns: readonly Column<MeterReceipt>[] = [
    { id: 'time', title: t(say.time), cell: time, sortBy: (one) => one.fromMs },
    { id: 'value', title: t(say.value), cell: (one) => valueText(one, format), numeric: true },
    {
      id: 'received',
      title: t(say.received),
      cell: (one) => format.dateTime(one.receivedAtMs),
      sortBy: (one) => one.delivery,
    },
    { id: 'from', title: t(say.from), cell: (one) => one.receivedFrom, minor: true },
    { id: 'source', title: t(say.source), cell: (one) => `${one.source}:${one.line}`, minor: true },
    { id: 'block', title: t(say.block), cell: (one) => one.delivery, numeric: true, minor: true },
  ];
  return (
    <DataTable
      caption={t(say.receipts)}
      columns={columns}
      rows={receipts}
      rowKey={(one) => `${one.delivery} ${one.line}`}
      maxHeight={260}
    />
  );
};

const MeterFacts = ({ meter }: { readonly meter: MeterView }) => {
  const t = useText();
  const format = useFormat();
  const { register } = meter;
  return (
    <Facts>
      <Fact label={t(say.state)}>
        <Chip
          tone={meterStateTone[meter.state]}
          title={t(say.stale, { limit: format.duration(meter.staleAfterMinutes / 60) })}
        >
          {t(meterStateWords[meter.state])}
        </Chip>
      </Fact>
      <Fact label={t(say.register)}>
        {register === null
          ? t(say.intervals)
          : t(say.registerText, { ...register, multiplier: format.full(register.multiplier) })}
      </Fact>
      <Fact label={t(say.rating)}>{format.power(meter.ratedMw)}</Fact>
      <Fact label={t(say.installed)}>{format.dateTimeFull(meter.installedFromMs)}</Fact>
      {meter.removedAtMs === null ? null : (
        <Fact label={t(say.removed)}>{format.dateTimeFull(meter.removedAtMs)}</Fact>
      )}
    </Facts>
  );
};

/** One meter: what it is, its readings of a day with what was flagged and why, and the raw receipts behind them. */
export const MeterDetails = ({
  id,
  day,
  onDay,
}: {
  readonly id: string;
  readonly day: string | null;
  readonly onDay: (day: string) => void;
}) => {
  const t = useText();
  const read = useRead<MeterDayView>(
    `/api/dispatch/meters/${encodeURIComponent(id)}${queryString({ day })}`,
    {
      topics: ['dispatch.meters'],
    },
  );
  return (
    <Reading read={read} height={420}>
      {(view) => {
        const kinds = [...new Set(view.periods.flatMap(({ flags }) => flags.map(({ kind }) => kind)))];
        return (
          <div className="stack">
            <MeterFacts meter={view.meter} />
            <TextField
              label={t(say.day)}
              type="date"
              value={view.day}
              onChange={(event) => event.currentTarget.value !== '' && onDay(event.currentTarget.value)}
            />
            {view.receipts.length === 0 && view.periods.length === 0 ? (
              <Empty icon="meters" title={t(say.none)} />
            ) : (
              <>
                <h3>{t(say.periods)}</h3>
                <Periods periods={view.periods} />
                <ul className="meter-notes">
                  {kinds.map((kind) => (
                    <li key={kind}>
                      <b>{t(flagWords[kind].word)}</b> {t(flagWords[kind].done)}
                    </li>
                  ))}
                </ul>
                <h3>{t(say.receipts)}</h3>
                <Receipts receipts={view.receipts} />
              </>
            )}
          </div>
        );
      }}
    </Reading>
  );
};
