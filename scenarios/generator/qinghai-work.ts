import type { WorkClass } from './jobs.ts';

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
