import type { ConsoleRoom } from '#platform/web-shell';
import { auditWords } from './console/audit-words.ts';

/** Pages of the dispatch room. */
export const dispatchRoom: ConsoleRoom = {
  id: 'dispatch',
  title: { zh: '调度', en: 'Dispatch' },
  bar: () => import('./console/status-bar.tsx'),
  auditWords,
  pages: [
    {
      path: '/',
      title: { zh: '总览', en: 'Overview' },
      icon: 'overview',
      shortcut: 'o',
      load: () => import('./console/overview/overview-page.tsx'),
    },
    {
      path: '/plan',
      title: { zh: '计划', en: 'Plan' },
      icon: 'plan',
      shortcut: 'p',
      load: () => import('./console/plan/plan-page.tsx'),
    },
    {
      path: '/plan/:id',
      title: { zh: '计划', en: 'Plan' },
      icon: 'plan',
      hidden: true,
      load: () => import('./console/plan/plan-page.tsx'),
    },
    {
      path: '/explain',
      title: { zh: '理由', en: 'Reasons' },
      icon: 'why',
      shortcut: 'r',
      load: () => import('./console/explain/explain-page.tsx'),
    },
    {
      path: '/explain/:id',
      title: { zh: '理由', en: 'Reasons' },
      icon: 'why',
      hidden: true,
      load: () => import('./console/explain/explain-page.tsx'),
    },
    {
      path: '/what-if',
      title: { zh: '方案比较', en: 'What-if' },
      icon: 'whatIf',
      shortcut: 'w',
      load: () => import('./console/what-if/what-if-page.tsx'),
    },
    {
      path: '/what-if/:id',
      title: { zh: '方案比较', en: 'What-if' },
      icon: 'whatIf',
      hidden: true,
      load: () => import('./console/what-if/what-if-page.tsx'),
    },
    {
      path: '/what-if/:id/:position',
      title: { zh: '方案的计划', en: 'Plan of a variant' },
      icon: 'whatIf',
      hidden: true,
      load: () => import('./console/what-if/variant-plan-page.tsx'),
    },
    {
      path: '/jobs',
      title: { zh: '作业', en: 'Jobs' },
      icon: 'jobs',
      shortcut: 'j',
      load: () => import('./console/jobs/jobs-page.tsx'),
    },
    {
      path: '/jobs/:id',
      title: { zh: '作业', en: 'Job' },
      icon: 'jobs',
      hidden: true,
      load: () => import('./console/jobs/job-page.tsx'),
    },
    {
      path: '/sites',
      title: { zh: '站点', en: 'Sites' },
      icon: 'sites',
      shortcut: 's',
      load: () => import('./console/sites/sites-page.tsx'),
    },
    {
      path: '/forecast',
      title: { zh: '预测', en: 'Forecast' },
      icon: 'forecast',
      shortcut: 'f',
      load: () => import('./console/forecast/forecast-page.tsx'),
    },
  ],
};
