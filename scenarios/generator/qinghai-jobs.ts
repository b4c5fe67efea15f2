import type { Job, Region } from '#dispatch/domain';
import { type JobWindowSpan, jobsFilling, poolUnitHours, type WorkClass } from './jobs.ts';
import { type BulkClass, bulkJobs, onlineJobs, type ServiceClass } from './streams.ts';

export const QINGHAI_WEEK: JobWindowSpan = {
  startMs: Date.parse('2025-03-10T00:00:00+08:00'),
  days: 7,
  backlogRatio: 0.07,
};
/** Share of each kind of pool's unit-hours of the week that batch work asks for; inference is left to services. */
export const QINGHAI_BATCH_SHARE = { gpu: 0.62, cpu: 0.6, inference: 0.1 } as const;

const anywhere: WorkClass['sites'] = [[null, 1]];
const tiers: WorkClass['tiers'] = [
  [0, 0.4],
  [1, 0.3],
  [2, 0.2],
  [3, 0.1],
];
const labs = [
  'east-model-lab',
  'university-a',
  'university-b',
  'vision-startup',
  'province-cloud',
  'weather-office',
];
const gpu = { poolKind: 'gpu', tiers, owners: labs };

export const GPU_WORK: readonly WorkClass[] = [
  {
    ...gpu,
    id: 'tune',
    title: '微调 Fine-tuning',
    count: 1900,
    kinds: [
      ['rigid', 0.45],
      ['preemptible', 0.4],
      ['elastic', 0.15],
    ],
    width: { minimum: 1, maximum: 64, tail: 0.55, node: 8 },
    length: { medianHours: 2.2, spread: 1.1, maximumHours: 24 },
    slack: { medianHours: 10, spread: 0.8 },
    sites: [
      [null, 0.85],
      [['haidong-hub'], 0.1],
      [['qaidam-green', 'golmud-campus'], 0.05],
    ],
    latenessYuanPerUnitHour: 2,
    data: { share: 0.15, sites: ['haidong-hub', 'gonghe-training'], medianGb: 300 },
  },
  {
    ...gpu,
    id: 'train',
    title: '训练 Training',
    count: 980,
    kinds: [
      ['rigid', 0.3],
      ['preemptible', 0.45],
      ['elastic', 0.25],
    ],
    width: { minimum: 128, maximum: 1024, tail: 0.8, node: 8 },
    length: { medianHours: 9, spread: 0.75, maximumHours: 40 },
    slack: { medianHours: 18, spread: 0.7 },
    sites: [
      [null, 0.8],
      [['golmud-campus', 'haidong-hub'], 0.15],
      [['qaidam-green'], 0.05],
    ],
    latenessYuanPerUnitHour: 1,
    data: { share: 0.2, sites: ['haidong-hub'], medianGb: 2000 },
  },
  {
    ...gpu,
    id: 'pretrain',
    title: '预训练 Pre-training',
    count: 380,
    kinds: [
      ['rigid', 0.4],
      ['preemptible', 0.4],
      ['elastic', 0.2],
    ],
    width: { minimum: 1024, maximum: 8192, tail: 1.05, node: 16 },
    length: { medianHours: 13, spread: 0.6, maximumHours: 44 },
    slack: { medianHours: 26, spread: 0.6 },
    sites: [
      [null, 0.55],
      [['golmud-campus', 'haidong-hub'], 0.45],
    ],
    latenessYuanPerUnitHour: 0.6,
    data: { share: 0.25, sites: ['haidong-hub', 'golmud-campus'], medianGb: 8000 },
  },
  // The widest gangs: one of them fills the 10,000-card cluster.
  {
    ...gpu,
    id: 'foundation',
    title: '万卡预训练 10,000-card pre-training',
    count: 10,
    kinds: [
      ['rigid', 0.6],
      ['preemptible', 0.4],
    ],
    width: { minimum: 8192, maximum: 10000, tail: 3, node: 16 },
    length: { medianHours: 7, spread: 0.35, maximumHours: 14 },
    slack: { medianHours: 60, spread: 0.3 },
    sites: [
      [['gonghe-training'], 0.4],
      [['gonghe-training', 'golmud-campus', 'haidong-hub'], 0.6],
    ],
    latenessYuanPerUnitHour: 0.3,
    owners: ['east-model-lab'],
  },
];

const cpu = { poolKind: 'cpu', tiers: [[0, 1]] as WorkClass['tiers'] };
export const CPU_WORK: readonly WorkClass[] = [
  {
    ...cpu,
    id: 'hpc',
    title: '超算作业 Supercomputer job',
    count: 900,
    kinds: [
      ['rigid', 0.8],
      ['preemptible', 0.2],
    ],
    width: { minimum: 64, maximum: 32768, tail: 0.42, node: 64 },
    length: { medianHours: 6, spread: 0.9, maximumHours: 36 },
    slack: { medianHours: 20, spread: 0.7 },
    owners: ['weather-office', 'salt-lake-institute', 'university-a', 'seismology'],
    sites: [
      [['xining-super'], 0.35],
      [['xining-super', 'haidong-hub'], 0.65],
    ],
    latenessYuanPerUnitHour: 0.01,
  },
  {
    ...cpu,
    id: 'render',
    title: '渲染与批处理 Rendering and batch',
    count: 420,
    kinds: [
      ['preemptible', 0.6],
      ['elastic', 0.3],
      ['rigid', 0.1],
    ],
    width: { minimum: 256, maximum: 32768, tail: 0.5, node: 64 },
    length: { medianHours: 4, spread: 0.9, maximumHours: 24 },
    slack: { medianHours: 12, spread: 0.8 },
    owners: ['studio-east', 'province-cloud', 'genomics'],
    sites: [
      [null, 0.7],
      [['haidong-hub'], 0.3],
    ],
    latenessYuanPerUnitHour: 0.012,
  },
  {
    ...cpu,
    id: 'verify',
    title: '备份校验 Backup verification',
    count: 140,
    kinds: [['preemptible', 1]],
    width: { minimum: 512, maximum: 16384, tail: 0.7, node: 64 },
    length: { medianHours: 3, spread: 0.5, maximumHours: 10 },
    slack: { medianHours: 30, spread: 0.4 },
    owners: ['platform'],
    sites: [[['delingha-backup'], 1]],
    latenessYuanPerUnitHour: 0.002,
  },
];
export const INFERENCE_WORK: readonly WorkClass[] = [
  {
    id: 'batch-inference',
    title: '离线推理 Batch inference',
    count: 320,
    poolKind: 'inference',
    tiers: [
      [1, 0.4],
      [2, 0.4],
      [3, 0.2],
    ],
    kinds: [
      ['preemptible', 0.6],
      ['elastic', 0.4],
    ],
    width: { minimum: 16, maximum: 2048, tail: 0.6, node: 8 },
    length: { medianHours: 4, spread: 0.8, maximumHours: 16 },
    slack: { medianHours: 22, spread: 0.5 },
    owners: ['vision-startup', 'search-east', 'province-cloud'],
    sites: anywhere,
    latenessYuanPerUnitHour: 0.5,
  },
];

export const SERVICES: readonly ServiceClass[] = [
  {
    id: 'assistant',
    title: '对话助手 Chat assistant',
    owner: 'east-model-lab',
    latencyBoundMs: 45,
    peaks: [10, 15, 21],
    nightRatio: 0.22,
    peakUnits: { east: 9000, north: 5200, south: 4200 },
    unservedYuanPerUnitHour: 30,
  },
  {
    id: 'search',
    title: '搜索增强 Search answers',
    owner: 'search-east',
    latencyBoundMs: 40,
    peaks: [11, 20],
    nightRatio: 0.25,
    peakUnits: { east: 5200, north: 3000 },
    unservedYuanPerUnitHour: 35,
  },
  {
    id: 'coding',
    title: '编程助手 Coding assistant',
    owner: 'east-model-lab',
    latencyBoundMs: 45,
    peaks: [10, 16],
    nightRatio: 0.15,
    peakUnits: { east: 3600, north: 2600, south: 1900 },
    unservedYuanPerUnitHour: 30,
  },
  {
    id: 'video',
    title: '短视频审核 Video moderation',
    owner: 'vision-startup',
    latencyBoundMs: 60,
    peaks: [13, 21],
    nightRatio: 0.3,
    peakUnits: { east: 2600, south: 2200 },
    unservedYuanPerUnitHour: 18,
  },
  {
    id: 'translation',
    title: '同声传译 Live translation',
    owner: 'university-b',
    latencyBoundMs: 42,
    peaks: [10, 15],
    nightRatio: 0.12,
    peakUnits: { east: 1200, north: 800 },
    unservedYuanPerUnitHour: 28,
  },
  {
    id: 'drive',
    title: '自动驾驶回传 Driving assistance',
    owner: 'vision-startup',
    latencyBoundMs: 50,
    peaks: [8, 18],
    nightRatio: 0.1,
    peakUnits: { east: 1500, north: 900, south: 900 },
    unservedYuanPerUnitHour: 25,
  },
  {
    id: 'government',
    title: '政务热线助手 Government hotline assistant',
    owner: 'province-cloud',
    latencyBoundMs: 20,
    peaks: [10, 15],
    nightRatio: 0.08,
    peakUnits: { local: 900 },
    unservedYuanPerUnitHour: 40,
  },
  {
    id: 'medical',
    title: '医学影像 Medical imaging',
    owner: 'province-cloud',
    latencyBoundMs: 25,
    peaks: [9, 14],
    nightRatio: 0.1,
    peakUnits: { local: 700 },
    unservedYuanPerUnitHour: 45,
  },
  {
    id: 'grid',
    title: '电网巡检识别 Grid inspection',
    owner: 'grid-company',
    latencyBoundMs: 20,
    peaks: [11, 15],
    nightRatio: 0.2,
    peakUnits: { local: 500 },
    unservedYuanPerUnitHour: 30,
  },
];

const backup = { toSite: 'delingha-backup', rpoHours: 24, rtoHours: 8 };
export const BULK_WORK: readonly BulkClass[] = [
  {
    ...backup,
    id: 'backup-haidong',
    title: '海东夜间备份 Haidong nightly backup',
    fromSite: 'haidong-hub',
    perDay: 6,
    readyHour: 0.5,
    windowHours: 20,
    medianGb: 24_000,
  },
  {
    ...backup,
    id: 'backup-xining',
    title: '西宁夜间备份 Xining nightly backup',
    fromSite: 'xining-inference',
    perDay: 5,
    readyHour: 1,
    windowHours: 20,
    medianGb: 9_000,
  },
  {
    ...backup,
    id: 'backup-super',
    title: '超算归档 Supercomputer archive',
    fromSite: 'xining-super',
    perDay: 4,
    readyHour: 2,
    windowHours: 22,
    medianGb: 7_000,
  },
  {
    ...backup,
    id: 'backup-gonghe',
    title: '检查点归档 Checkpoint archive',
    fromSite: 'gonghe-training',
    perDay: 6,
    readyHour: 0,
    windowHours: 12,
    medianGb: 12_000,
    maximumGbps: 200,
  },
  {
    ...backup,
    id: 'backup-golmud',
    title: '格尔木备份 Golmud backup',
    fromSite: 'golmud-campus',
    perDay: 5,
    readyHour: 3,
    windowHours: 18,
    medianGb: 16_000,
  },
  {
    id: 'import-qaidam',
    title: '数据下发柴达木 Data for Qaidam',
    fromSite: 'haidong-hub',
    toSite: 'qaidam-green',
    perDay: 3,
    readyHour: 4,
    windowHours: 10,
    medianGb: 6_000,
    maximumGbps: 100,
  },
  {
    id: 'import-golmud',
    title: '语料下发格尔木 Corpus for Golmud',
    fromSite: 'haidong-hub',
    toSite: 'golmud-campus',
    perDay: 3,
    readyHour: 6,
    windowHours: 14,
    medianGb: 30_000,
    maximumGbps: 400,
  },
  {
    id: 'drill',
    title: '容灾演练恢复 Recovery drill',
    fromSite: 'delingha-backup',
    toSite: 'xining-inference',
    perDay: 1,
    readyHour: 13,
    windowHours: 6,
    medianGb: 8_000,
    rpoHours: 24,
    rtoHours: 4,
  },
];

/** The week's jobs: batch work that fills its share of the pools, services, transfers; in order of submission. */
export function qinghaiJobs(seed: number, region: Region): Job[] {
  const filled = (classes: readonly WorkClass[], kind: keyof typeof QINGHAI_BATCH_SHARE): Job[] =>
    jobsFilling(
      seed,
      classes,
      QINGHAI_WEEK,
      QINGHAI_BATCH_SHARE[kind] * poolUnitHours(region, kind, QINGHAI_WEEK),
    );
  const jobs = [
    ...filled(GPU_WORK, 'gpu'),
    ...filled(CPU_WORK, 'cpu'),
    ...filled(INFERENCE_WORK, 'inference'),
    ...onlineJobs(SERVICES, 'inference', QINGHAI_WEEK),
    ...bulkJobs(seed, BULK_WORK, QINGHAI_WEEK),
  ];
  return jobs.sort((a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt) || (a.id < b.id ? -1 : 1));
}
