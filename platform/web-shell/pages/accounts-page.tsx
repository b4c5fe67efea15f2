import { type FormEvent, useState } from 'react';
import type { EpochMs } from '#units';
import { api } from '../api.ts';
import {
  Button,
  Card,
  Chip,
  type Column,
  Confirm,
  DataTable,
  Dialog,
  FormProblem,
  Page,
  problemsOf,
  Reading,
  SelectField,
  TextField,
} from '../kit/index.ts';
import { useRead } from '../query.ts';
import { roleWords } from '../role-words.ts';
import { ROLES, type Role, useSession } from '../session.tsx';
import { useText, words } from '../text.ts';
import { useFormat } from '../use-format.ts';
import './audit.css';
import { SecretBox } from './secret-box.tsx';
import { useDeed } from './use-deed.ts';

const say = words({
  title: { zh: '人员', en: 'People' },
  answer: {
    zh: '{n} 个账号可以登录，其中 {admins} 个管理员。',
    en: '{n} accounts may sign in, {admins} of them administrators.',
  },
  make: { zh: '新建账号', en: 'New account' },
  name: { zh: '账号', en: 'Name' },
  role: { zh: '权限', en: 'Role' },
  state: { zh: '状态', en: 'State' },
  open: { zh: '可登录', en: 'open' },
  shut: { zh: '已停用', en: 'shut' },
  noPassword: { zh: '还没设密码', en: 'no password yet' },
  last: { zh: '上次登录', en: 'Last sign-in' },
  never: { zh: '从未', en: 'never' },
  link: { zh: '登录链接', en: 'Sign-in link' },
  linkTitle: { zh: '给 {name} 的一次性链接', en: 'One-time link for {name}' },
  linkNote: {
    zh: '当面或用可信的渠道交给本人；{time} 前有效，只能用一次。',
    en: 'Hand it over in person or by a channel you trust; valid until {time}, once.',
  },
  deeds: { zh: '操作', en: 'Actions' },
  close: { zh: '停用', en: 'Shut' },
  reopen: { zh: '恢复', en: 'Open again' },
  closeTitle: { zh: '停用账号“{name}”？', en: 'Shut the account “{name}”?' },
  closeEffect: {
    zh: '此人立刻退出，不能再登录；做过的事仍留在审计里。之后可以恢复。',
    en: 'The person is signed out at once and cannot sign in; what they did stays in the audit. It can be opened again.',
  },
});

interface Account {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
  readonly hasPassword: boolean;
  readonly lastSignInMs: EpochMs | null;
}
interface Link {
  readonly link: string;
  readonly expiresAtMs: EpochMs;
}
const PATH = '/api/accounts';

const NewAccount = ({
  open,
  onClose,
  onMade,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onMade: (name: string, link: Link) => void;
}) => {
  const t = useText();
  const { busy, problem, run } = useDeed([PATH]);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get('name'));
    const made = await run(() => api.post<Link>(PATH, { name, role: form.get('role') }));
    if (made) onMade(name, made);
  };
  return (
    <Dialog open={open} onClose={onClose} title={t(say.make)}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <FormProblem problem={problem} shown={['body.name']} />
        <TextField
          label={t(say.name)}
          name="name"
          required
          maxLength={60}
          autoComplete="off"
          problems={problemsOf(problem?.problems ?? [], 'body.name')}
        />
        <SelectField label={t(say.role)} name="role" defaultValue="operator">
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {t(roleWords[role])}
            </option>
          ))}
        </SelectField>
        <div>
          <Button type="submit" kind="primary" busy={busy}>
            {t(say.make)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

interface Deeds {
  readonly role: (account: Account, role: Role) => void;
  readonly link: (account: Account) => void;
  readonly shut: (account: Account) => void;
  readonly reopen: (account: Account) => void;
}

const useColumns = (deeds: Deeds): readonly Column<Account>[] => {
  const t = useText();
  const format = useFormat();
  const { session } = useSession();
  return [
    {
      id: 'name',
      title: t(say.name),
      cell: (account) => <strong>{account.name}</strong>,
      sortBy: (account) => account.name,
    },
    {
      id: 'role',
      title: t(say.role),
      sortBy: (account) => ROLES.indexOf(account.role),
      cell: (account) => (
        <select
          className="control"
          aria-label={`${t(say.role)} ${account.name}`}
          value={account.role}
          disabled={account.name === session.name}
          onChange={(event) => deeds.role(account, event.currentTarget.value as Role)}
        >
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {t(roleWords[role])}
            </option>
          ))}
        </select>
      ),
    },
    {
      id: 'state',
      title: t(say.state),
      minor: true,
      cell: (account) => (
        <Chip tone={account.active ? (account.hasPassword ? 'good' : 'warning') : 'idle'}>
          {t(account.active ? (account.hasPassword ? say.open : say.noPassword) : say.shut)}
        </Chip>
      ),
    },
    {
      id: 'last',
      title: t(say.last),
      minor: true,
      sortBy: (account) => account.lastSignInMs,
      cell: (account) =>
        account.lastSignInMs === null ? t(say.never) : format.dateTime(account.lastSignInMs),
    },
    {
      id: 'deeds',
      title: <span className="visually-hidden">{t(say.deeds)}</span>,
      cell: (account) => (
        <span className="row">
          <Button small icon="link" disabled={!account.active} onClick={() => deeds.link(account)}>
            {t(say.link)}
          </Button>
          {account.name === session.name ? null : (
            <Button small onClick={() => (account.active ? deeds.shut(account) : deeds.reopen(account))}>
              {t(account.active ? say.close : say.reopen)}
            </Button>
          )}
        </span>
      ),
    },
  ];
};

/** Who may use the centre; for administrators. */
export default function AccountsPage() {
  const t = useText();
  const format = useFormat();
  const read = useRead<{ accounts: readonly Account[] }>(PATH);
  const { busy, problem, run } = useDeed([PATH]);
  const [making, setMaking] = useState(false);
  const [shutting, setShutting] = useState<Account | null>(null);
  const [link, setLink] = useState<{ name: string; link: Link } | null>(null);
  const change = (account: Account, body: object) =>
    run(() => api.patch(`${PATH}/${account.id}`, body).then(() => true));
  const columns = useColumns({
    role: (account, role) => void change(account, { role }),
    reopen: (account) => void change(account, { active: true }),
    shut: setShutting,
    link: (account) =>
      void run(() => api.post<Link>(`${PATH}/${account.id}/link`)).then(
        (made) => made && setLink({ name: account.name, link: made }),
      ),
  });
  const accounts = (read.data?.accounts ?? []).filter((account) => account.active);
  return (
    <Page
      title={t(say.title)}
      answer={
        read.data
          ? t(say.answer, {
              n: accounts.length,
              admins: accounts.filter((account) => account.role === 'administrator').length,
            })
          : ''
      }
      actions={
        <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
          {t(say.make)}
        </Button>
      }
    >
      {problem ? (
        <div className="span-12">
          <FormProblem problem={problem} />
        </div>
      ) : null}
      <Card flush>
        <Reading read={read} height={240}>
          {(answer) => (
            <DataTable
              caption={t(say.title)}
              columns={columns}
              rows={answer.accounts}
              rowKey={(account) => String(account.id)}
            />
          )}
        </Reading>
      </Card>
      <NewAccount
        open={making}
        onClose={() => setMaking(false)}
        onMade={(name, made) => {
          setMaking(false);
          setLink({ name, link: made });
        }}
      />
      <Dialog
        open={link !== null}
        onClose={() => setLink(null)}
        title={t(say.linkTitle, { name: link?.name ?? '' })}
      >
        {link ? (
          <SecretBox
            text={link.link.link}
            note={t(say.linkNote, { time: format.dateTime(link.link.expiresAtMs) })}
          />
        ) : null}
      </Dialog>
      <Confirm
        open={shutting !== null}
        busy={busy}
        title={t(say.closeTitle, { name: shutting?.name ?? '' })}
        effect={<p>{t(say.closeEffect)}</p>}
        action={t(say.close)}
        onConfirm={() => shutting && void change(shutting, { active: false }).then(() => setShutting(null))}
        onClose={() => setShutting(null)}
      />
    </Page>
  );
}
