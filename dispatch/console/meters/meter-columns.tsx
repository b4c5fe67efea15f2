import type { MeterFlag, MeterView } from '#dispatch/domain';
import { Chip, type Column, useFormat, useText, words } from '#platform/web-shell';
import {
  flagWords,
  meterStateTone,
  meterStateWords,
  qualityWords,
  quantityWords,
  valueText,
} from './meter-words.ts';

const say = words({
  meter: { zh: '电表', en: 'Meter' },
  what: { zh: '量什么', en: 'Counts' },
  state: { zh: '状态', en: 'State' },
  last: { zh: '最近读数', en: 'Last reading' },
  age: { zh: '多久以前', en: 'Age' },
  mean: { zh: '最近时段', en: 'Latest period' },
  flags: { zh: '今日标记', en: 'Flags today' },
});

/** Each kind of flag once, with how often it was raised. */
export const FlagChips = ({ flags }: { readonly flags: readonly MeterFlag[] }) => {
  const t = useText();
  const counts = new Map<MeterFlag['kind'], number>();
  for (const { kind } of flags) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return (
    <span className="meter-flags">
      {[...counts].map(([kind, count]) => (
        <Chip key={kind} tone="warning" title={t(flagWords[kind].done)}>
          {t(flagWords[kind].word)}
          {count > 1 ? ` ×${count}` : ''}
        </Chip>
      ))}
    </span>
  );
};

export const useMeterColumns = (): readonly Column<MeterView>[] => {
  const t = useText();
  const format = useFormat();
  return [
    {
      id: 'meter',
      title: t(say.meter),
      cell: (meter) => <code>{meter.id}</code>,
      sortBy: (meter) => meter.id,
    },
    {
      id: 'what',
      title: t(say.what),
      cell: (meter) =>
        `${t(meter.elementName)} · ${t(quantityWords[meter.quantity] ?? { zh: meter.quantity, en: meter.quantity })}`,
      sortBy: (meter) => meter.element,
    },
    {
      id: 'state',
      title: t(say.state),
      cell: (meter) => <Chip tone={meterStateTone[meter.state]}>{t(meterStateWords[meter.state])}</Chip>,
      sortBy: (meter) => meter.state,
    },
    {
      id: 'last',
      title: t(say.last),
      cell: (meter) => (meter.last === null ? '—' : valueText(meter.last, format)),
      numeric: true,
      minor: true,
    },
    {
      id: 'age',
      title: t(say.age),
      cell: (meter) => (
        <span className={meter.state === 'stale' ? 'meter-stale' : undefined}>
          {meter.ageMs === null ? '—' : format.duration(meter.ageMs / 3_600_000)}
        </span>
      ),
      sortBy: (meter) => meter.ageMs,
      numeric: true,
    },
    {
      id: 'mean',
      title: t(say.mean),
      cell: ({ latest }) =>
        latest === null
          ? '—'
          : `${format.time(latest.periodStartMs)} ${latest.meanMw === null ? t(qualityWords.missing) : format.power(latest.meanMw)}`,
      numeric: true,
      minor: true,
    },
    {
      id: 'flags',
      title: t(say.flags),
      cell: (meter) => <FlagChips flags={meter.flags} />,
      sortBy: (meter) => meter.flags.length,
    },
  ];
};
