import type { Generated, Kysely, Transaction } from 'kysely';
import type { Role } from '#platform/http-shell';

export interface AccountRow {
  id: Generated<number>;
  name: string;
  role: Role;
  active: Generated<boolean>;
  password_hash: string | null;
  created_at_ms: number;
  last_sign_in_ms: number | null;
}
interface SessionRow {
  secret_hash: string;
  account_id: number;
  created_at_ms: number;
  expires_at_ms: number;
  last_seen_ms: number;
}
interface LinkRow {
  secret_hash: string;
  account_id: number;
  expires_at_ms: number;
}
interface TokenRow {
  id: Generated<number>;
  name: string;
  role: Role;
  secret_hash: string;
  created_by: string;
  created_at_ms: number;
  expires_at_ms: number | null;
  last_used_ms: number | null;
  revoked_at_ms: number | null;
}
interface FailureRow {
  name: string;
  address: string;
  failures: number;
  last_at_ms: number;
}
export interface AuthTables {
  'auth.account': AccountRow;
  'auth.session': SessionRow;
  'auth.sign_in_link': LinkRow;
  'auth.token': TokenRow;
  'auth.failed_sign_in': FailureRow;
}
export type AuthDb = Kysely<AuthTables>;
export type AuthTrx = Transaction<AuthTables>;
