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
