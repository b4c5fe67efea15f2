import type { ConsoleRoom } from './room.ts';

/** What every console has, whatever rooms are mounted: the audit log and accounts. */
export const hallRoom: ConsoleRoom = {
  id: 'hall',
  title: { zh: '大厅', en: 'Hall' },
  pages: [
    {
      path: '/audit',
      title: { zh: '审计', en: 'Audit' },
      icon: 'audit',
      shortcut: 'a',
      load: () => import('./pages/audit-page.tsx'),
    },
    {
      path: '/accounts',
      title: { zh: '人员', en: 'People' },
      icon: 'people',
      role: 'administrator',
      load: () => import('./pages/accounts-page.tsx'),
    },
    {
      path: '/account',
      title: { zh: '账号', en: 'Account' },
      icon: 'account',
      load: () => import('./pages/account-page.tsx'),
    },
  ],
};
