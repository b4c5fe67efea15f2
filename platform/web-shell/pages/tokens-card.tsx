import { type FormEvent, useState } from 'react';
import type { EpochMs } from '#units';
import { api } from '../api.ts';
import {
  Button,
  Card,
  type Column,
  Confirm,
  DataTable,
  Dialog,
  Empty,
  FormProblem,
  problemsOf,
  Reading,
  SelectField,
  TextField,
} from '../kit/index.ts';
import { useRead } from '../query.ts';
import { roleWords } from '../role-words.ts';
import { ROLES, type Role, roleReaches, useMay, useSession } from '../session.tsx';
import { useText, words } from '../text.ts';
import { useFormat } from '../use-format.ts';
import { SecretBox } from './secret-box.tsx';
import { useDeed } from './use-deed.ts';

const say = words({
  title: { zh: 'API 令牌', en: 'API tokens' },
  make: { zh: '新建令牌', en: 'New token' },
  name: { zh: '用途', en: 'What for' },
  role: { zh: '权限', en: 'Role' },
  days: { zh: '有效天数', en: 'Lives for' },
  daysHint: { zh: '不填：直到撤销', en: 'Empty: until revoked' },
  daysUnit: { zh: '天', en: 'days' },
  by: { zh: '谁建的', en: 'Made by' },
  used: { zh: '上次使用', en: 'Last used' },
  expires: { zh: '到期', en: 'Expires' },
  never: { zh: '从未', en: 'never' },
  revoke: { zh: '撤销', en: 'Revoke' },
  revokeTitle: { zh: '撤销令牌“{name}”？', en: 'Revoke the token “{name}”?' },
  revokeEffect: {
    zh: '用它的程序从下一次请求起被拒绝，不能恢复。',
    en: 'Programs that use it are refused from their next request on. This cannot be undone.',
  },
  none: { zh: '还没有令牌', en: 'No tokens yet' },
  noneNote: {
    zh: '程序用令牌代替密码：Authorization: Bearer <令牌>。',
    en: 'Programs use a token instead of a password: Authorization: Bearer <token>.',
  },
  once: { zh: '现在抄下来：它只显示这一次。', en: 'Copy it now: it is shown this once.' },
});

interface Token {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly createdBy: string;
  readonly expiresAtMs: EpochMs | null;
  readonly lastUsedMs: EpochMs | null;
}
const PATH = '/api/tokens';

const NewToken = ({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) => {
  const t = useText();
  const { session } = useSession();
  const { busy, problem, run } = useDeed([PATH]);
  const [secret, setSecret] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = Number(form.get('days'));
    const body = { name: form.get('name'), role: form.get('role'), ...(days > 0 ? { days } : {}) };
    const made = await run(() => api.post<{ token: string }>(PATH, body));
    if (made) setSecret(made.token);
  };
  const close = () => {
    setSecret(null);
    onClose();
  };
  const at = (field: string) => problemsOf(problem?.problems ?? [], `body.${field}`);
  return (
    <Dialog open={open} onClose={close} title={t(say.make)}>
      {secret !== null ? (
        <SecretBox text={secret} note={t(say.once)} />
      ) : (
        <form className="stack" onSubmit={(event) => void submit(event)}>
          <FormProblem problem={problem} shown={['body.name', 'body.days']} />
          <TextField label={t(say.name)} name="name" required maxLength={60} problems={at('name')} />
          <SelectField label={t(say.role)} name="role" defaultValue="viewer">
            {ROLES.filter((role) => roleReaches(session.role, role)).map((role) => (
              <option key={role} value={role}>
                {t(roleWords[role])}
              </option>
            ))}
          </SelectField>
          <TextField
            label={t(say.days)}
            hint={t(say.daysHint)}
            name="days"
            type="number"
            min={1}
            max={3650}
            unit={t(say.daysUnit)}
            problems={at('days')}
          />
          <div>
            <Button type="submit" kind="primary" busy={busy}>
              {t(say.make)}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
};

/** Tokens for programs: made, seen and revoked. */
export const TokensCard = () => {
  const t = useText();
  const format = useFormat();
  const administrator = useMay('administrator');
  const read = useRead<{ tokens: readonly Token[] }>(PATH);
  const { busy, run } = useDeed([PATH]);
  const [making, setMaking] = useState(false);
  const [leaving, setLeaving] = useState<Token | null>(null);
  const revoke = async (token: Token) => {
    await run(() => api.delete(`${PATH}/${token.id}`));
    setLeaving(null);
  };
  const columns: readonly Column<Token>[] = [
    { id: 'name', title: t(say.name), cell: (token) => token.name, sortBy: (token) => token.name },
    { id: 'role', title: t(say.role), cell: (token) => t(roleWords[token.role]) },
    { id: 'by', title: t(say.by), cell: (token) => token.createdBy, minor: true },
    {
      id: 'used',
      title: t(say.used),
      cell: (token) => (token.lastUsedMs === null ? t(say.never) : format.dateTime(token.lastUsedMs)),
      minor: true,
    },
    {
      id: 'expires',
      title: t(say.expires),
      cell: (token) => (token.expiresAtMs === null ? t(say.never) : format.dateTime(token.expiresAtMs)),
      minor: true,
    },
    ...(administrator
      ? [
          {
            id: 'revoke',
            title: <span className="visually-hidden">{t(say.revoke)}</span>,
            cell: (token: Token) => (
              <Button small onClick={() => setLeaving(token)}>
                {t(say.revoke)}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <Card
      title={t(say.title)}
      flush
      actions={
        <Button small icon="key" onClick={() => setMaking(true)}>
          {t(say.make)}
        </Button>
      }
    >
      <Reading read={read} height={120}>
        {({ tokens }) => (
          <DataTable
            caption={t(say.title)}
            columns={columns}
            rows={tokens}
            rowKey={(token) => String(token.id)}
            empty={
              <Empty icon="key" title={t(say.none)}>
                {t(say.noneNote)}
              </Empty>
            }
          />
        )}
      </Reading>
      <NewToken open={making} onClose={() => setMaking(false)} />
      <Confirm
        open={leaving !== null}
        busy={busy}
        title={t(say.revokeTitle, { name: leaving?.name ?? '' })}
        effect={<p>{t(say.revokeEffect)}</p>}
        action={t(say.revoke)}
        onConfirm={() => leaving && void revoke(leaving)}
        onClose={() => setLeaving(null)}
      />
    </Card>
  );
};
