import type { PlanStage } from '#dispatch/optimise';
import type { Bilingual } from '#units';

/** What is being done while a plan is made. */
export const PLAN_STAGES: Readonly<Record<PlanStage | 'read', Bilingual>> = {
  read: { zh: '读取数据', en: 'reading data' },
  build: { zh: '建模', en: 'building the model' },
  fluid: { zh: '电算协同优化', en: 'power and work together' },
  bound: { zh: '求下界', en: 'proving the bound' },
  placement: { zh: '安排作业', en: 'placing jobs' },
  dispatch: { zh: '电力重排', en: 'dispatching power again' },
  baseline: { zh: '基准对照', en: 'the baseline' },
  report: { zh: '汇总', en: 'summing up' },
};
