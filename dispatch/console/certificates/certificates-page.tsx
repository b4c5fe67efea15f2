import { useSearchParams } from 'react-router';
import type { CertificateAccount, CertificatePage, CertificateWallet } from '#dispatch/domain';
import {
  Button,
  ButtonLink,
  Card,
  type Column,
  DataTable,
  Empty,
  Page,
  queryString,
  Reading,
  SelectField,
  useFormat,
  useRead,
  useText,
} from '#platform/web-shell';
import { CertificateActions } from './certificate-actions.tsx';
import { say } from './certificate-words.ts';
import './certificates.css';
import { HourMap } from './hour-map.tsx';
import { MonthlyCard, ReconciliationCard } from './registers.tsx';
import { WalletTable } from './wallet-table.tsx';

const PATH = '/api/dispatch/certificates';
const LIVE = { topics: ['dispatch.certificates', 'dispatch.overview'] };
const STATUSES = ['active', 'claimed', 'stored', 'withdrawn', 'expired'] as const;

type Row = CertificatePage['certificates'][number];

const BundleTable = ({ rows }: { readonly rows: readonly Row[] }) => {
  const t = useText();
  const format = useFormat();
  const columns: readonly Column<Row>[] = [
    {
      id: 'period',
      title: t(say.period),
      sortBy: (row) => row.production_starting_interval,
      cell: (row) => format.dateTime(Date.parse(row.production_starting_interval)),
    },
    {
      id: 'device',
      title: t(say.device),
      cell: (row) => (row.is_storage ? `${row.device_id} ← ${row.origin_device_id}` : row.device_id),
    },
    {
      ...{ id: 'units', title: t(say.units), numeric: true, minor: true },
      cell: (row) => `${row.certificate_bundle_id_range_start}–${row.certificate_bundle_id_range_end}`,
    },
    {
      ...{ id: 'energy', title: t(say.energy), numeric: true, sortBy: (row: Row) => row.bundle_quantity },
      cell: (row) => format.energyWh(row.bundle_quantity),
    },
    { id: 'status', title: t(say.status), cell: (row) => t(say[row.certificate_bundle_status]) },
    { id: 'beneficiary', title: t(say.beneficiary), minor: true, cell: (row) => row.beneficiary ?? '' },
    { id: 'expiry', title: t(say.validUntil), minor: true, cell: (row) => row.expiry_datestamp ?? '—' },
  ];
  return (
    <DataTable
      caption={t(say.bundles)}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.issuance_id} ${row.certificate_bundle_id_range_start}`}
      maxHeight={420}
    />
  );
};

const Answer = ({ wallet, name }: { readonly wallet: CertificateWallet; readonly name: string }) => {
  const format = useFormat();
  const sum = (status: string) =>
    format.energyWh(
      wallet.months.reduce((total, one) => total + (one.status === status ? one.energyWh : 0), 0),
    );
  return format.language === 'zh' ? (
    <>
      {name} 持有 <b>{sum('active')}</b>，已核销 <b>{sum('claimed')}</b>，存入储能 <b>{sum('stored')}</b>。
    </>
  ) : (
    <>
      {name} holds <b>{sum('active')}</b>; <b>{sum('claimed')}</b> are claimed and <b>{sum('stored')}</b>{' '}
      stored.
    </>
  );
};

/** Whose green energy is whose: the wallet of each account, monthly certificates, and both registers side by side. */
export default function CertificatesPage() {
  const t = useText();
  const [search, setSearch] = useSearchParams();
  const accounts =
    useRead<{ accounts: readonly CertificateAccount[] }>(`${PATH}/accounts`).data?.accounts ?? [];
  const accountId = search.get('account') ?? 'centre';
  const [status, month, after] = [search.get('status'), search.get('month'), search.get('after')];
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    next.delete('after');
    if (value === '') next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  const wallet = useRead<CertificateWallet>(
    `${PATH}/accounts/${encodeURIComponent(accountId)}/wallet${queryString({ month })}`,
    LIVE,
  );
  const filters = { account_id: accountId, certificate_bundle_status: status, after, limit: 100 };
  const page = useRead<CertificatePage>(`${PATH}/query${queryString(filters)}`, LIVE);
  const account = accounts.find((one) => one.account_id === accountId);
  const months = [...new Set(wallet.data?.months.map(({ at }) => at) ?? [])];
  return (
    <Page
      title={t(say.title)}
      answer={
        wallet.data ? <Answer wallet={wallet.data} name={account ? t(account.name) : accountId} /> : ' '
      }
      actions={<CertificateActions accountId={accountId} accounts={accounts} />}
    >
      <div className="row certificate-filters">
        <SelectField
          label={t(say.account)}
          value={accountId}
          onChange={(e) => change('account', e.target.value)}
        >
          {accounts.map((one) => (
            <option key={one.account_id} value={one.account_id}>
              {t(one.name)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t(say.month)}
          value={month ?? wallet.data?.month ?? ''}
          onChange={(e) => change('month', e.target.value)}
        >
          {[...new Set([...months, wallet.data?.month ?? ''])].sort().map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t(say.status)}
          value={status ?? ''}
          onChange={(e) => change('status', e.target.value)}
        >
          <option value="">{t(say.all)}</option>
          {STATUSES.map((one) => (
            <option key={one} value={one}>
              {t(say[one])}
            </option>
          ))}
        </SelectField>
      </div>
      {wallet.data ? (
        <>
          <WalletTable sums={wallet.data.months} />
          <HourMap month={wallet.data.month} sums={wallet.data.hours} />
        </>
      ) : null}
      <Card title={t(say.bundles)} flush>
        <Reading read={page}>
          {({ certificates, next }) =>
            certificates.length === 0 ? (
              <Empty icon="table" title={t(say.none)} action={<ButtonLink to="/">{t(say.back)}</ButtonLink>}>
                {t(say.noneNote)}
              </Empty>
            ) : (
              <>
                <BundleTable rows={certificates} />
                {next === null ? null : <Button onClick={() => change('after', next)}>{t(say.more)}</Button>}
              </>
            )
          }
        </Reading>
      </Card>
      <MonthlyCard />
      <ReconciliationCard />
    </Page>
  );
}
