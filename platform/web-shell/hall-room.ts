import type { ConsoleRoom } from './room.ts';

/** What every console has, whatever rooms are mounted: the audit log and accounts. */
export const hallRoom: ConsoleRoom = {
  id: 'hall',
  title: { zh: '大厅', en: 'Hall' },
  auditWords: {
    'session.open': { zh: '登录', en: 'signed in' },
    'session.close': { zh: '退出登录', en: 'signed out' },
    'session.guessing': { zh: '多次试错密码', en: 'wrong passwords tried' },
    'account.create': { zh: '新建账号', en: 'account made' },
    'account.change': { zh: '修改账号', en: 'account changed' },
    'account.link': { zh: '发出登录链接', en: 'sign-in link made' },
    'account.password': { zh: '设置密码', en: 'password set' },
    'token.create': { zh: '新建令牌', en: 'token made' },
    'token.revoke': { zh: '吊销令牌', en: 'token revoked' },
  },
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
