import type { Bilingual } from '#units';
import type { Role } from './session.tsx';

export const roleWords: Readonly<Record<Role, Bilingual>> = {
  viewer: { zh: '只读', en: 'viewer' },
  operator: { zh: '调度员', en: 'operator' },
  administrator: { zh: '管理员', en: 'administrator' },
};
