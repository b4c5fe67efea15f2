import type { FlowNode, JobKind, JobRow, JobState } from '#dispatch/domain';
import { type Format, GAP, type Tone } from '#platform/web-shell';
import type { Bilingual } from '#units';

/** States and kinds in the words of the field, the same on every page of this room. */
export const jobStateWords: Readonly<Record<JobState, Bilingual>> = {
  submitted: { zh: '已提交', en: 'submitted' },
  planned: { zh: '已排定', en: 'planned' },
  running: { zh: '运行中', en: 'running' },
  paused: { zh: '已暂停', en: 'paused' },
  finished: { zh: '已完成', en: 'finished' },
  failed: { zh: '失败', en: 'failed' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  refused: { zh: '被拒绝', en: 'refused' },
  lost: { zh: '失联', en: 'lost' },
};
export const jobStateTone: Readonly<Record<JobState, Tone>> = {
  submitted: 'idle',
  planned: 'idle',
  running: 'busy',
  paused: 'warning',
  finished: 'good',
  failed: 'alarm',
  cancelled: 'idle',
  refused: 'alarm',
  lost: 'alarm',
};
export const jobKindWords: Readonly<Record<JobKind, Bilingual>> = {
  rigid: { zh: '刚性批作业', en: 'rigid batch' },
  preemptible: { zh: '可中断', en: 'preemptible' },
  elastic: { zh: '弹性', en: 'elastic' },
  online: { zh: '在线服务', en: 'online service' },
  bulk: { zh: '数据搬运', en: 'bulk transfer' },
};
export const nodeKindWords: Readonly<Record<FlowNode['kind'], Bilingual>> = {
  area: { zh: '片区', en: 'area' },
  pv: { zh: '光伏', en: 'solar' },
  wind: { zh: '风电', en: 'wind' },
  thermal: { zh: '火电', en: 'thermal' },
  csp: { zh: '光热', en: 'solar heat' },
  hydro: { zh: '水电', en: 'hydro' },
  battery: { zh: '储能', en: 'storage' },
  grid: { zh: '主网', en: 'grid' },
  hvdc: { zh: '直流外送', en: 'HVDC export' },
  site: { zh: '算力站点', en: 'compute site' },
  load: { zh: '其他负荷', en: 'other load' },
};
export const JOB_STATE_LIST = Object.keys(jobStateWords) as readonly JobState[];

const poolKindWords: Readonly<Record<string, Bilingual>> = {
  gpu: { zh: '卡', en: 'GPU' },
  cpu: { zh: '核', en: 'cores' },
  inference: { zh: '推理卡', en: 'inference' },
  link: { zh: 'Gb/s', en: 'Gb/s' },
};
/** `2,048 GPU`: how wide a job is, in what it occupies. */
export const widthText = (job: Pick<JobRow, 'units' | 'poolKind'>, format: Format): string => {
  if (job.units === null) return GAP;
  const kind = job.poolKind === null ? '' : (poolKindWords[job.poolKind]?.[format.language] ?? job.poolKind);
  return `${format.number(job.units)} ${kind}`;
};
/** What a planner is doing, in words; the keys are those of its progress. */
export const planStageWords: Readonly<Record<string, Bilingual>> = {
  build: { zh: '建模', en: 'Building the model' },
  fluid: { zh: '电力与算力联合优化', en: 'Dispatching power and work together' },
  bound: { zh: '证明下界', en: 'Proving the bound' },
  placement: { zh: '安放作业', en: 'Placing the jobs' },
  dispatch: { zh: '按作业重排电力', en: 'Dispatching power for the placed jobs' },
  baseline: { zh: '计算对照', en: 'Working out the comparison' },
  report: { zh: '整理结果', en: 'Writing it down' },
};
