import { createContext, useContext } from 'react';

export const ROLES = ['viewer', 'operator', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Who is signed in. */
export interface Session {
  readonly name: string;
  readonly role: Role;
  readonly mustSetPassword?: boolean;
}

export interface SessionControl {
  readonly session: Session;
  readonly signOut: () => Promise<void>;
}

export const SessionContext = createContext<SessionControl | null>(null);

/** The session of the person in front of the screen; only below the signed-in shell. */
export const useSession = (): SessionControl => {
  const control = useContext(SessionContext);
  if (control === null) throw new Error('useSession is used outside the signed-in shell');
  return control;
};

export const roleReaches = (role: Role, least: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(least);
/** Whether the person may do what needs at least this role. */
export const useMay = (least: Role): boolean => roleReaches(useSession().session.role, least);
