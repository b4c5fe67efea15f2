import type { MeterFlagKind, MeterReceipt, MeterState, Quality } from '#dispatch/domain';
import type { Format, Tone } from '#platform/web-shell';
import type { Bilingual } from '#units';

export const meterStateWords: Readonly<Record<MeterState, Bilingual>> = {
  fresh: { zh: '正常', en: 'fresh' },
  stale: { zh: '过时', en: 'stale' },
  silent: { zh: '从未来数', en: 'never heard' },
  removed: { zh: '已拆除', en: 'removed' },
  planned: { zh: '待安装', en: 'to be installed' },
};
export const meterStateTone: Readonly<Record<MeterState, Tone>> = {
  fresh: 'good',
  stale: 'warning',
  silent: 'alarm',
  removed: 'idle',
  planned: 'idle',
};
export const qualityWords: Readonly<Record<Quality, Bilingual>> = {
  measured: { zh: '实测', en: 'measured' },
  filled: { zh: '估算', en: 'estimated' },
  missing: { zh: '缺数', en: 'gap' },
  forecast: { zh: '预测', en: 'forecast' },
  generated: { zh: '生成', en: 'generated' },
};
/** Each flag in a word, and what was done about it. */
export const flagWords: Readonly<
  Record<MeterFlagKind, { readonly word: Bilingual; readonly done: Bilingual }>
> = {
  duplicate: {
    word: { zh: '重复', en: 'duplicate' },
    done: { zh: '同一个数只算一次。', en: 'The same value counts once.' },
  },
  'out-of-order': {
    word: { zh: '晚到', en: 'out of order' },
    done: {
      zh: '按读数时间归位，顺序不影响结果。',
      en: 'Put in its place by its time; the order does not matter.',
    },
  },
  correction: {
    word: { zh: '更正', en: 'correction' },
    done: { zh: '采用签发更晚的值，原值仍留存。', en: 'The value issued last holds; the other is kept.' },
  },
  contradiction: {
    word: { zh: '自相矛盾', en: 'contradiction' },
    done: {
      zh: '同一批里两个值，取小者，记为估算。',
      en: 'Two values in one delivery: the smaller holds, as an estimate.',
    },
  },
  overlapping: {
    word: { zh: '时间重叠', en: 'overlapping' },
    done: {
      zh: '短区间为准，其余电量归余下的时间。',
      en: 'The shorter interval holds; the rest belongs to the remaining time.',
    },
  },
  'roll-over': {
    word: { zh: '翻转', en: 'roll-over' },
    done: {
      zh: '表底走满归零，已按位数接上。',
      en: 'The register passed its last digit and was carried on.',
    },
  },
  decreasing: {
    word: { zh: '倒走', en: 'fell' },
    done: {
      zh: '表底变小又不是翻转：这一段按缺数处理。',
      en: 'The register fell and did not turn over: a gap, never negative.',
    },
  },
  'set-aside': {
    word: { zh: '剔除', en: 'set aside' },
    done: {
      zh: '前后都说它错：用前后之差。',
      en: 'Its neighbours show it to be false; their difference holds.',
    },
  },
  'turns-unknown': {
    word: { zh: '翻转不明', en: 'turns unknown' },
    done: {
      zh: '间隔太久，可能走满过：按缺数处理。',
      en: 'It may have turned over unseen in so long a time: a gap.',
    },
  },
  'above-rating': {
    word: { zh: '超额定', en: 'above rating' },
    done: {
      zh: '发电只认到额定；超出部分不发证，用掉它的电记为“来源不明”。',
      en: 'Generation is believed up to the rating; the excess is never minted, and what used it is unexplained.',
    },
  },
  apportioned: {
    word: { zh: '分摊', en: 'apportioned' },
    done: {
      zh: '按时间分到两侧，记为估算。',
      en: 'Shared out by time over the edge of a period, as an estimate.',
    },
  },
  spread: {
    word: { zh: '均摊', en: 'spread' },
    done: {
      zh: '几个时段的总和平均分开，记为估算。',
      en: 'The sum of several periods spread evenly, as an estimate.',
    },
  },
  'meter-change': {
    word: { zh: '换表', en: 'meter change' },
    done: {
      zh: '新旧两表读到的都算；中间没表的不猜。',
      en: 'What both meters counted is added; nothing is guessed between them.',
    },
  },
  gap: {
    word: { zh: '缺数', en: 'gap' },
    done: { zh: '缺就是缺，从不当作 0。', en: 'A gap stays a gap, never 0.' },
  },
};
export const quantityWords: Readonly<Record<string, Bilingual>> = {
  generationMw: { zh: '发电', en: 'generation' },
  heatMw: { zh: '供热', en: 'heat' },
  chargeMw: { zh: '充电', en: 'charging' },
  dischargeMw: { zh: '放电', en: 'discharging' },
  importMw: { zh: '购电', en: 'import' },
  exportMw: { zh: '上网', en: 'export' },
  sentMw: { zh: '送出', en: 'sent' },
  deliveredMw: { zh: '送达', en: 'delivered' },
  takenMw: { zh: '取用', en: 'taken' },
  givenMw: { zh: '给出', en: 'given' },
  takenBackMw: { zh: '反向取用', en: 'taken back' },
  givenBackMw: { zh: '反向给出', en: 'given back' },
  loadMw: { zh: '负荷', en: 'load' },
  facilityMw: { zh: '设施用电', en: 'facility' },
  itMw: { zh: 'IT 用电', en: 'IT' },
};

/** `12,345.6` of a register, `90 kWh` of an interval. */
export const valueText = ({ value, unit }: MeterReceipt, format: Format): string =>
  unit === 'register' ? format.full(value) : `${format.full(value)} ${unit}`;
