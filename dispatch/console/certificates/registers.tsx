import type { CertificateReconciliation, DeviceReconciliation, MonthlyView } from '#dispatch/domain';
import { Card, type Column, DataTable, Reading, useFormat, useRead, useText } from '#platform/web-shell';
import { say } from './certificate-words.ts';

const LIVE = { topics: ['dispatch.certificates', 'dispatch.overview'] };

/** Monthly certificates (绿证) with their numbers and validity. */
export const MonthlyCard = () => {
  const t = useText();
  const format = useFormat();
  const read = useRead<{ rows: readonly MonthlyView[] }>('/api/dispatch/certificates/monthly', LIVE);
  const columns: readonly Column<MonthlyView>[] = [
    { id: 'month', title: t(say.month), sortBy: ({ month }) => month, cell: ({ month }) => month },
    { id: 'device', title: t(say.device), cell: ({ deviceId }) => deviceId },
    { id: 'tradability', title: t(say.tradability), cell: ({ tradability }) => t(say[tradability]) },
    {
      ...{ id: 'count', title: t(say.count), numeric: true },
      sortBy: ({ certificateCount }) => certificateCount,
      cell: ({ certificateCount }) => format.count(certificateCount),
    },
    {
      ...{ id: 'carried', title: t(say.carried), numeric: true, minor: true },
      cell: ({ remainderWh }) => format.full(remainderWh / 1e6),
    },
    {
      ...{ id: 'until', title: t(say.validUntil), minor: true },
      cell: ({ validUntil, isExpired }) => (isExpired ? `${validUntil} ${t(say.expired)}` : validUntil),
    },
    {
      ...{ id: 'numbers', title: t(say.numbers), minor: true },
      cell: ({ firstNumber, lastNumber }) =>
        firstNumber === null ? '—' : `${firstNumber} … ${lastNumber?.slice(-9)}`,
    },
  ];
  return (
    <Card title={t(say.monthly)} flush>
      <Reading read={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="faint certificate-empty">{t(say.noMonths)}</p>
          ) : (
            <DataTable
              caption={t(say.monthly)}
              columns={columns}
              rows={rows}
              rowKey={(row) => `${row.month} ${row.deviceId} ${row.tradability}`}
              maxHeight={360}
            />
          )
        }
      </Reading>
    </Card>
  );
};

/** Units of periods against certificates of months, plant by plant, to the Wh. */
export const ReconciliationCard = () => {
  const t = useText();
  const format = useFormat();
  const read = useRead<CertificateReconciliation>('/api/dispatch/certificates/reconciliation', LIVE);
  const energy = (
    id: string,
    title: string,
    of: (row: DeviceReconciliation) => number,
  ): Column<DeviceReconciliation> => ({
    ...{ id, title, numeric: true, sortBy: of, minor: id !== 'issued' },
    cell: (row) => format.full(of(row) / 1e6),
  });
  const columns: readonly Column<DeviceReconciliation>[] = [
    {
      id: 'device',
      title: t(say.device),
      sortBy: ({ deviceId }) => deviceId,
      cell: ({ deviceId }) => deviceId,
    },
    energy('issued', t(say.issued), (row) => row.issuedWh),
    energy('withdrawn', t(say.withdrawn), (row) => row.withdrawnWh),
    energy('owed', t(say.owed), (row) => row.owedWh),
    energy('certified', t(say.certified), (row) => row.certifiedWh),
    energy('carried', t(say.carried), (row) => row.remainderWh),
    energy('open', t(say.open), (row) => row.openWh),
    {
      ...{ id: 'difference', title: t(say.difference), numeric: true },
      cell: ({ differenceWh }) => format.count(differenceWh),
    },
  ];
  return (
    <Card title={t(say.reconciliation)} flush>
      <Reading read={read}>
        {({ devices }) => (
          <DataTable
            caption={t(say.reconciliation)}
            columns={columns}
            rows={devices}
            rowKey={({ deviceId }) => deviceId}
            maxHeight={360}
          />
        )}
      </Reading>
    </Card>
  );
};
